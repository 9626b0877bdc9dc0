package proof

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"slices"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/diff"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Difference is what differs between two rule books.
//
// Outcomes are compared, and everything that the tables declare, each by
// itself. An outcome is what becomes of a combination of signals: a status,
// "undecided", "unknown value" where a table does not declare what stands
// there, or "unknown provider" where there is no table. In the lifecycle table
// it is "judged" where no row holds and the provider's table judges. Which rows
// hold, what is missing, remarks and final results are no outcomes: they follow
// from what is declared, and their changes stand in Declarations.
//
// What no signal is read from is no part of a combination. Where the two tables
// do not refuse alike what stands on the way to their signals, outcomes of
// documents may change that no region tells of. So they may where a kind of
// document that a provider itself sends is not recognised or read alike: regions
// are about signals, whatever document carries them. Each such place and kind has
// a Caveat with MayChange, and then the books are not equal; one with MayAccept
// where more may be newly accepted than the regions that are. Without such caveats
// the regions tell of every document whose outcome changes.
//
// Names of files, the lines and comments in them, and the order of what is read
// in any order make no difference.
type Difference struct {
	Old           string        `json:"old"`           // the hash of the old book, as verdict.Engine.Hash gives it
	New           string        `json:"new"`           // the same of the new one
	Equal         bool          `json:"equal"`         // no outcome and no declaration changes, and no caveat leaves that open
	NewlyAccepted int           `json:"newlyAccepted"` // how many of the regions are; see Caveat.MayAccept
	Regions       []Region      `json:"regions"`       // newly accepted first, then no longer accepted, then others
	Caveats       []Caveat      `json:"caveats"`       // where the regions are not exactly what documents can do
	Declarations  []Declaration `json:"declarations"`  // the lifecycle first, then by provider
}

// Caveat says where the regions are not exactly what documents can do. One with
// MayChange is about what stands on the way to a signal and in no region, or about a
// kind of document; it is there whether or not there are regions. Any other says that a region may hold
// combinations that no document can carry, and that none is missing; it is there
// only where its table has regions.
type Caveat struct {
	Providers []string `json:"providers"` // ["*"] for the lifecycle
	Says      string   `json:"says"`      // what it is, and in which place
	Places    []string `json:"places"`    // the paths of these places; of a kind of document those by which it is recognised
	MayChange bool     `json:"mayChange"` // outcomes of documents may change that no region tells of
	MayAccept bool     `json:"mayAccept"` // among them documents that are newly accepted; only with MayChange
}

// Region is where one outcome becomes another, for one table: all combinations
// of its signals for which it does, and no other.
//
// A combination has one of the values that each signal can have. A signal of
// the old table and one of the new that are read in the same place are one; if
// they have one name and are read in different places, they are called "old"
// and "new". A signal has a value for every word, number or absence that one of
// the tables declares; what they take for the same things is one value, and
// "undeclared" is what one of them refuses. Left out are signals for remarks
// alone, and what both tables refuse; of a table that only one book has, what it
// refuses.
//
// Signals are taken to be independent, as they are where a table is proved. If
// one table reads a place and the other something inside of it, or two signals
// of one table are read in the same place, they are not: then a combination may
// be one that no document can carry, and a Caveat says so.
//
// Each table is compared by itself. So regions of the lifecycle say nothing of
// the signals of providers; and a table's regions are about processes that its
// lifecycle leaves to it.
type Region struct {
	Providers     []string `json:"providers"` // ["*"] for the lifecycle
	Before        string   `json:"before"`    // the outcome by the old book
	After         string   `json:"after"`     // the outcome by the new one
	NewlyAccepted bool     `json:"newlyAccepted"`
	Conditions    []string `json:"conditions"`   // together they are exactly the region
	Combinations  *big.Int `json:"combinations"` // how many there are
	Witness       Witness  `json:"witness"`      // the smallest of them that a document can carry, if any can
}

// Witness is one combination of signals.
type Witness struct {
	Says     string          `json:"says"` // the signals in words
	Signals  []Seen          `json:"signals"`
	Document json.RawMessage `json:"document,omitempty"` // that the two books decide so; none if none was found
	Context  *Context        `json:"context,omitempty"`  // what has to be supplied beside Document
}

// Seen is a signal that is there.
type Seen struct {
	Signal string `json:"signal"`
	Value  string `json:"value"`            // as conditions name it
	Before string `json:"before,omitempty"` // what the old table takes it for; none where that does not read it
	After  string `json:"after,omitempty"`  // the same of the new one
}

// Context is what only the caller knows.
type Context struct {
	ProcessType string `json:"processType,omitempty"` // for verdict.Process.WithProcessType
	Verdict     string `json:"verdict,omitempty"`     // for verdict.Process.WithVerdict
}

// Diff compares two rule books exactly: the tables at the top of two folders.
// rules.Book gives the embedded ones. Both have to load; the error says which
// of them does not, and is a *verdict.LoadError to errors.As. Of tables that
// are too large to be compared the error says so.
func Diff(before, after fs.FS) (*Difference, error) {
	old, err := load(before)
	if err != nil {
		return nil, fmt.Errorf("the old rule book: %w", err)
	}
	now, err := load(after)
	if err != nil {
		return nil, fmt.Errorf("the new rule book: %w", err)
	}
	d := &Difference{Old: old.book.Hash, New: now.book.Hash, Regions: []Region{}, Caveats: []Caveat{}, Declarations: []Declaration{}}
	c := comparer{old: old, now: now}
	for _, p := range pairs(old.book, now.book) {
		if err := c.compare(p, d); err != nil {
			return nil, fmt.Errorf("the tables for %s cannot be compared: %w", p.name(), err)
		}
		d.Declarations = append(d.Declarations, p.declarations()...)
	}
	slices.SortStableFunc(d.Regions, compareRegions)
	for _, r := range d.Regions {
		d.NewlyAccepted += truth(r.NewlyAccepted)
	}
	d.Equal = len(d.Regions)+len(d.Declarations) == 0 && !d.mayChange()
	return d, nil
}

// loaded is a rule book that keeps its promises.
type loaded struct {
	book   *rulebook.Book
	engine *verdict.Engine
}

func load(fsys fs.FS) (loaded, error) {
	engine, err := verdict.Load(fsys)
	if err != nil {
		return loaded{}, err
	}
	book, _ := rulebook.Load(fsys)
	return loaded{book, engine}, nil
}

// pair is the tables of two books for the same providers; one may be nil.
type pair struct {
	old, now  *rulebook.Table
	providers []string
}

func (p pair) name() string { return nameOf(p.providers) }

// pairs finds the tables that are for the same providers: the lifecycle, then
// by the name of the first.
func pairs(old, now *rulebook.Book) []pair {
	var names []string
	tables := func(b *rulebook.Book) map[string]*rulebook.Table {
		of := map[string]*rulebook.Table{}
		for _, t := range b.All() {
			for _, name := range t.Providers {
				of[name] = t
				names = append(names, name)
			}
		}
		return of
	}
	before, after := tables(old), tables(now)
	slices.Sort(names)
	var all []pair
	for _, name := range slices.Compact(names) {
		p := pair{before[name], after[name], []string{name}}
		i := slices.IndexFunc(all, func(other pair) bool { return other.old == p.old && other.now == p.now })
		if i < 0 {
			all = append(all, p)
		} else {
			all[i].providers = append(all[i].providers, name)
		}
	}
	return all
}

// comparer compares the outcomes of two books.
type comparer struct {
	old, now loaded
	// carrier is a document that both books accept, for questions about the
	// lifecycle.
	carrier   *diff.Witness
	carriedBy string
}

// compare compares a pair of tables, and adds what differs.
func (c *comparer) compare(p pair, d *Difference) error {
	tables, err := diff.Tables(p.old, p.now)
	if err != nil {
		return err
	}
	regions, err := tables.Regions()
	if err != nil {
		return err
	}
	for _, r := range regions {
		d.Regions = append(d.Regions, Region{
			Providers: p.providers, Before: r.Before.String(), After: r.After.String(),
			NewlyAccepted: accepts(r.After),
			Conditions:    r.Conditions, Combinations: r.Combinations, Witness: c.witness(p, r),
		})
	}
	for _, c := range tables.Caveats() {
		if !c.MayChange && len(regions) == 0 {
			continue
		}
		caveat := Caveat{Providers: p.providers, Says: c.Says, MayChange: c.MayChange, MayAccept: c.MayAccept}
		for _, place := range c.Places {
			caveat.Places = append(caveat.Places, place.String())
		}
		d.Caveats = append(d.Caveats, caveat)
	}
	d.Caveats = append(d.Caveats, p.kindCaveats()...)
	return nil
}

// mayChange tells whether some caveat leaves open that more outcomes change.
func (d *Difference) mayChange() bool {
	return slices.ContainsFunc(d.Caveats, func(c Caveat) bool { return c.MayChange })
}

// MayAccept tells whether a caveat leaves open that more is newly accepted than
// the regions tell of.
func (d *Difference) MayAccept() bool {
	return slices.ContainsFunc(d.Caveats, func(c Caveat) bool { return c.MayAccept })
}

// accepts tells whether an outcome is, or may lead to, acceptance.
func accepts(o diff.Outcome) bool {
	return o == diff.Outcome(rulebook.Accepted) || o == diff.Judged
}

// compareRegions puts newly accepted regions first, then those that are no
// longer accepted, then others; of each the strictest outcomes first.
func compareRegions(a, b Region) int {
	for _, by := range []func(r Region) int{
		func(r Region) int { return -truth(r.NewlyAccepted) },
		func(r Region) int {
			return -truth(r.Before == verdict.Accepted.String() || r.Before == diff.Judged.String())
		},
		func(r Region) int { return -strictness(r.Before) },
		func(r Region) int { return -strictness(r.After) },
	} {
		if c := by(a) - by(b); c != 0 {
			return c
		}
	}
	return 0
}

// strictness ranks outcomes; what is no status comes last.
func strictness(outcome string) int {
	status, _ := rulebook.ParseStatus(outcome)
	return int(status)
}

// witness writes a witness with its document, if both books decide that so.
func (c *comparer) witness(p pair, r diff.Region) Witness {
	w := Witness{Says: r.Witness.Says, Signals: []Seen{}}
	for _, s := range r.Witness.Signals {
		w.Signals = append(w.Signals, Seen{s.Name, s.Value, s.Before, s.After})
	}
	parts, provider := []diff.Witness{r.Witness}, nameIn(p.providers[0])
	before, after := r.Before, r.After
	if p.providers[0] == "*" {
		carrier, by := c.accepted()
		if carrier == nil {
			return w
		}
		parts, provider = append(parts, *carrier), by
		before, after = judgedAccepted(before), judgedAccepted(after)
	}
	doc, context, ok := compose(provider, parts...)
	if ok && outcomeOf(c.old.engine, doc, context) == before && outcomeOf(c.now.engine, doc, context) == after {
		w.Document = doc
		if context != (Context{}) {
			w.Context = &context
		}
	}
	return w
}

// judgedAccepted is the outcome of a process that its provider's table accepts.
func judgedAccepted(o diff.Outcome) diff.Outcome {
	if o == diff.Judged {
		return diff.Outcome(rulebook.Accepted)
	}
	return o
}

// accepted gives a combination that both books accept, and its provider.
func (c *comparer) accepted() (*diff.Witness, string) {
	if c.carrier != nil {
		return c.carrier, c.carriedBy
	}
	for _, p := range pairs(c.old.book, c.now.book) {
		if p.old == nil || p.now == nil || p.providers[0] == "*" {
			continue
		}
		tables, err := diff.Tables(p.old, p.now)
		if err != nil {
			continue // said where these tables are compared
		}
		if w, ok := tables.Accepted(); ok {
			c.carrier, c.carriedBy = &w, nameIn(p.providers[0])
			return c.carrier, c.carriedBy
		}
	}
	return nil, ""
}

// nameIn is a provider's name as a document gives it.
func nameIn(provider string) string { return strings.Replace(provider, "*", "any", 1) }

// compose writes witnesses as a document, unless more would have to be supplied
// than a caller can.
func compose(provider string, parts ...diff.Witness) ([]byte, Context, bool) {
	doc, supplied := diff.Write(provider, parts...)
	context := Context{supplied["processType"], supplied["verdict"]}
	delete(supplied, "processType")
	delete(supplied, "verdict")
	return doc, context, len(supplied) == 0
}

// outcomeOf is what an engine makes of a document.
func outcomeOf(e *verdict.Engine, doc []byte, context Context) diff.Outcome {
	p, err := e.Parse(doc)
	if err != nil {
		return diff.UnknownProvider // the document is strict JSON
	}
	decision, err := p.WithProcessType(context.ProcessType).WithVerdict(context.Verdict).Decide()
	var unknown *verdict.SignalError
	switch {
	case errors.As(err, &unknown):
		return diff.UnknownValue
	case err != nil:
		return diff.Undecided
	}
	return diff.Outcome(decision.Status())
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
