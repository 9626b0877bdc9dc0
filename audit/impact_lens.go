package audit

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/diff"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/inside"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// lens is how one rule book sees vectors that another one made: for certain, where it
// is the same, and otherwise as far as the values tell.
type lens struct {
	*book
	made   *book
	same   bool
	images map[imageKey][]*diff.Image
	reach  map[int]inside.Reach // by table of book
	gains  []int                // the outcomes of tables for providers that are unknown to made
	own    *ownReading          // of made and of book
}

func newLens(made, b *book) (*lens, error) {
	l := &lens{
		book: b, made: made, same: made.engine.Hash() == b.engine.Hash(),
		images: map[imageKey][]*diff.Image{}, reach: map[int]inside.Reach{}, own: compareOwn(made, b),
	}
	for i, t := range b.tables {
		if i == 0 || !slices.ContainsFunc(t.Providers, func(name string) bool { return !made.covers(name) }) {
			continue
		}
		outcomes, err := l.everyOutcome(i)
		if err != nil {
			return nil, err
		}
		l.gains = append(l.gains, outcomes...)
	}
	return l, nil
}

// everyOutcome gives the outcomes that a table can have for documents.
func (l *lens) everyOutcome(table int) ([]int, error) {
	var may inside.May
	for i, s := range l.tables[table].Signals {
		if may[i] = 1; l.inDocuments(table, i) {
			may[i] = 1<<s.Arity() - 1
		}
	}
	outcomes, _, err := l.judge.Reach(table)(&may)
	return outcomes, err
}

// covers tells whether a book knows every provider of a name that a table is for.
func (b *book) covers(name string) bool {
	if !strings.HasSuffix(name, "*") {
		_, known := b.judge.Table(name)
		return known
	}
	return slices.ContainsFunc(b.tables[1:], func(t inside.Table) bool {
		return slices.ContainsFunc(t.Providers, func(family string) bool {
			return strings.HasSuffix(family, "*") && rulebook.MatchProvider(family, strings.TrimSuffix(name, "*")+"x")
		})
	})
}

// sight is what a book makes of a vector: all that it can make of a document with it.
type sight struct {
	name    string   // of the provider, as it is shown; empty where the book has no table for it
	answers []answer // in order; one where it is certain
	asked   []string // what would have to be known otherwise
	side    side     // the outcomes of the tables, where they are certain
	sided   bool     // by name, they are
	decided int      // the outcome that decides, or inside.None where it is open, or no status follows
	kinds   bool     // it is open because the books do not read alike the documents that providers themselves send
}

func certain(a answer) *sight { return &sight{answers: []answer{a}, decided: inside.None} }

// see tells what the book makes of a vector, of which nothing says whether a Get process
// document has it or one of a provider's own.
func (l *lens) see(v *vector) (*sight, error) {
	own, err := l.seeOwn(v)
	if err != nil || own != nil && l.isOwn(v) {
		return own, err
	}
	s, err := l.seeProcess(v)
	if err != nil || own == nil {
		return s, err
	}
	return s.or(own), nil
}

// seeProcess tells it of Get process documents, and of what is neither.
func (l *lens) seeProcess(v *vector) (*sight, error) {
	if !v.known {
		return certain(notJSON), nil
	}
	early, err := l.part([2]int{}, v.recorded, &v.early, &v.refused[0])
	if err != nil {
		return nil, err
	}
	table, known := 0, false
	if v.table != 0 {
		table, known = l.judge.Table(v.provider)
	}
	switch {
	case !known && v.table == 0 && len(l.gains) > 0:
		return l.gain(early), nil
	case !known:
		s := certain(noTable)
		s.sideBy(l, early, tableSight{outcomes: []int{inside.None}}, "")
		return s, nil
	}
	own, err := l.part([2]int{v.table, table}, v.recorded, &v.vector, &v.refused[1])
	if err != nil {
		return nil, err
	}
	s := l.combine(early, own)
	s.name = shownProvider(l.tables[table].Table, v.provider)
	s.sideBy(l, early, own, v.provider)
	return s, nil
}

// gain is what a book can make of a vector whose provider the other did not know, and
// this one may.
func (l *lens) gain(early tableSight) *sight {
	own := tableSight{outcomes: append([]int{inside.None}, l.gains...)}
	s := l.combine(early, own)
	s.answers = distinctAnswers(append(s.answers, noTable))
	s.asked = append(s.asked, "provider")
	s.decided = inside.None
	return s
}

// tableSight is what one table can make of a vector.
type tableSight struct {
	outcomes []int // inside.None where it refuses something
	asked    []string
}

// part tells what a table can make of a vector of the table that made it, and of the
// recorded status.
func (l *lens) part(tables [2]int, recorded answer, vector *document.Vector, refused *signalSet) (tableSight, error) {
	nulls := *refused != signalSet{}
	if l.same {
		if nulls {
			return tableSight{outcomes: []int{inside.None}}, nil
		}
		return tableSight{outcomes: []int{l.judge.Decide(tables[1], vector)}}, nil
	}
	if tables != [2]int{} {
		recorded = nothing // which only the lifecycle looks at
	}
	images := l.imagesOf(imageKey{tables, recorded})
	var all tableSight
	var names []string
	differ := false
	for _, image := range images {
		p := projection{Image: image, made: l.made.tables[tables[0]].Signals, signals: l.tables[tables[1]].Signals, vector: vector, refused: refused, nulls: nulls}
		if !p.project() {
			continue
		}
		one, err := l.reached(tables[1], &p)
		if err != nil {
			return tableSight{}, err
		}
		differ = differ || all.outcomes != nil && !slices.Equal(all.outcomes, one.outcomes)
		names = append(names, image.Names...)
		all.outcomes, all.asked = append(all.outcomes, one.outcomes...), append(all.asked, one.asked...)
	}
	if all.outcomes == nil { // it has both of two names
		return tableSight{outcomes: []int{inside.None}}, nil
	}
	if differ {
		all.asked = append(all.asked, names...)
	}
	slices.Sort(all.outcomes)
	all.outcomes = slices.Compact(all.outcomes)
	return all, nil
}

// imageKey are tables of the two books, and what is recorded beside them.
type imageKey struct {
	tables   [2]int
	recorded answer
}

// imagesOf gives the images of tables. The recorded status says more of the place where
// it stands than tables do.
func (l *lens) imagesOf(key imageKey) []*diff.Image {
	if images := l.images[key]; images != nil {
		return images
	}
	var known diff.Known
	if key.tables == [2]int{} {
		known = diff.Known{Path: "/status", Can: func(json any) bool { return recordedAs(json) == key.recorded }}
		if key.recorded.isStatus() {
			known.Words = []string{key.recorded.recorded()}
		}
	}
	images := diff.ImagesOf(l.made.tables[key.tables[0]].Table, l.tables[key.tables[1]].Table, known)
	l.images[key] = images
	return images
}

// recordedAs is what a value records as status.
func recordedAs(json any) answer {
	switch value := json.(type) {
	case nil:
		return nothing
	case map[string]any:
		if len(value) == 0 {
			return nothing
		}
	case []any:
		if len(value) == 0 {
			return nothing
		}
	case string:
		var status verdict.Status
		if status.UnmarshalText([]byte(value)) == nil {
			return answer(status)
		}
	}
	return notDeclared
}

// reached gives the outcomes that a table can have for a projection.
func (l *lens) reached(table int, p *projection) (tableSight, error) {
	switch {
	case p.refuses:
		return tableSight{outcomes: []int{inside.None}}, nil
	case !p.open:
		return tableSight{p.refusal([]int{l.judge.Decide(table, &p.image)}), p.asked}, nil
	}
	reach := l.reach[table]
	if reach == nil {
		reach = l.judge.Reach(table)
		l.reach[table] = reach
	}
	outcomes, asked, err := reach(&p.may)
	if err != nil {
		return tableSight{}, err
	}
	names := p.asked
	for _, i := range asked {
		names = append(names, p.signals[i].Name)
	}
	return tableSight{p.refusal(outcomes), names}, nil
}

// projection carries a vector from the table that made it to another one.
type projection struct {
	*diff.Image
	made, signals []*rulebook.Signal
	vector        *document.Vector
	refused       *signalSet
	nulls         bool

	may     inside.May
	image   document.Vector // the first of may
	open    bool            // there is more in may
	refuses bool            // the table refuses the document, whatever else it carries
	asked   []string        // what may be refused: names of signals and places
}

// project finds what the signals can have. It gives false where no document with these
// names of members has the vector.
func (p *projection) project() bool {
	free := p.behindNulls()
	for i := range p.signals {
		possible := p.possible(i, free)
		if possible.Values == 0 {
			p.refuses = true
			if !possible.Refused {
				return false
			}
			continue
		}
		p.may[i] = possible.Values
		p.image[i] = uint8(bits.TrailingZeros64(possible.Values))
		p.open = p.open || possible.Values&(possible.Values-1) != 0
		if possible.Refused {
			p.asked = append(p.asked, p.signals[i].Name)
		}
	}
	for _, r := range p.Refusals {
		if !p.absent(r.Under) {
			p.asked = append(p.asked, strings.Join(r.Places, " and "))
		}
	}
	return true
}

// behindNulls notes what may be refused where the other table refused something, and
// gives the signals of which nothing is known there.
func (p *projection) behindNulls() []int {
	if !p.nulls {
		return nil
	}
	var free []int
	for _, h := range p.Hidden {
		switch {
		case slices.ContainsFunc(h.Signals, func(i int) bool { return !p.refused.has(i) }):
		case h.Refused:
			p.asked = append(p.asked, strings.Join(h.Places, " and "))
		default:
			p.asked = append(p.asked, h.Places...)
			free = append(free, h.Free...)
		}
	}
	return free
}

// possible is what a signal can have.
func (p *projection) possible(i int, free []int) diff.Possible {
	s := &p.Signals[i]
	from := max(s.Source, 0)
	switch {
	case s.Source < 0 && p.absent(s.Under):
		return diff.Possible{Values: 1}
	case s.Source < 0:
		return p.sameEntries(s)
	case !p.refused.has(from) && (p.vector[from] == 0 || !slices.Contains(free, i)):
		return s.Of[p.vector[from]]
	case slices.Contains(free, i) || slices.ContainsFunc(s.Over, p.refused.has):
		all := s.Null
		for _, of := range s.Of {
			all = all.Or(of)
		}
		return all
	}
	return s.Null
}

// sameEntries is what a signal can have that the other table does not read: where it is
// a set, it is empty when the sets with the same entries are.
func (p *projection) sameEntries(s *diff.SignalImage) diff.Possible {
	if len(s.With) == 0 || p.nulls {
		return s.Of[0]
	}
	if p.vector[s.With[0]] == 0 {
		return diff.Possible{Values: 1}
	}
	return diff.Possible{Values: s.Of[0].Values &^ 1, Refused: s.Of[0].Refused}
}

// absent tells whether one of the signals is certainly not there.
func (p *projection) absent(signals []int) bool {
	return !p.nulls && slices.ContainsFunc(signals, func(i int) bool { return p.vector[i] == 0 })
}

// refusal adds to outcomes that the table may refuse the document.
func (p *projection) refusal(outcomes []int) []int {
	if len(p.asked) == 0 {
		return outcomes
	}
	return append(outcomes, inside.None)
}

// combine makes one of the lifecycle and the provider's table.
func (l *lens) combine(early, own tableSight) *sight {
	s := &sight{decided: inside.None}
	left := false
	for _, o := range early.outcomes {
		if a := l.answer(o); a != nothing {
			s.answers = append(s.answers, a)
		} else {
			left = true
		}
	}
	ways := len(distinctAnswers(slices.Clone(s.answers)))
	if left {
		ways++
		for _, o := range own.outcomes {
			s.answers = append(s.answers, l.answer(o))
		}
	}
	s.answers = distinctAnswers(s.answers)
	if len(s.answers) > 1 {
		s.ask(l, early, own, ways, left)
	} else if s.answers[0].isStatus() {
		s.decide(early, own, left)
	}
	return s
}

// ask notes what would have to be known of the two tables.
func (s *sight) ask(l *lens, early, own tableSight, ways int, left bool) {
	if ways > 1 {
		s.asked = append(s.asked, early.asked...)
	}
	if left && len(l.names(own)) > 1 {
		s.asked = append(s.asked, own.asked...)
	}
	slices.Sort(s.asked)
	s.asked = slices.Compact(s.asked)
}

// decide notes which outcome decides, if that is certain.
func (s *sight) decide(early, own tableSight, left bool) {
	switch {
	case len(early.outcomes) > 1:
	case !left:
		s.decided = early.outcomes[0]
	case len(own.outcomes) == 1:
		s.decided = own.outcomes[0]
	}
}

// sideBy notes the outcomes of the tables as they are named in regions.
func (s *sight) sideBy(l *lens, early, own tableSight, provider string) {
	s.side = side{inside.Judgement{Provider: provider, Lifecycle: early.outcomes[0], Own: own.outcomes[0]}, l.outcomes}
	s.sided = len(l.names(early)) == 1 && (s.side.lifecycle() != leftToTable || len(l.names(own)) == 1)
}

// names are the answers of the outcomes of one table.
func (l *lens) names(p tableSight) []answer {
	var all []answer
	for _, o := range p.outcomes {
		all = append(all, l.answer(o))
	}
	return distinctAnswers(all)
}

// answer is what an outcome of one table says, nothing where no row holds.
func (l *lens) answer(outcome int) answer {
	if outcome == inside.None {
		return notDeclared
	}
	return answer(l.outcomes[outcome].Status)
}

// distinctAnswers gives answers in order, each once.
func distinctAnswers(answers []answer) []answer {
	slices.SortFunc(answers, func(a, b answer) int { return cmp.Compare(a, b) })
	return slices.Compact(answers)
}
