package suite

import (
	"bytes"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// Alternative is what a document gets by other sides of readings.
type Alternative struct {
	With map[string]string // reading → side, such as R6 → b
	Kind string            // the name of a status or of an error, as in reference.Answer
}

// Alternatives are the answers to a document by other sides. Whoever has chosen
// some sides finds theirs so: among the alternatives of which every side was
// chosen, it is one with the most sides, and where there are several of these
// they agree; where there is none, it is the answer by the chosen sides. That
// holds for every set of sides of different readings, those of the final result
// apart. An alternative that smaller ones foretell is left out, and those of few
// sides stand first. context is as for reference.Decide.
func Alternatives(doc []byte, context map[string]string) []Alternative {
	table := reference.Table(shippedBook(), doc)
	if table == nil {
		return nil // no side knows more providers, or takes what is malformed
	}
	a := newAsker(table.File, doc, context)
	var found []foundAlternative
	for _, sides := range sideSets(table.File) {
		kind := a.ask(sides)
		if sides == 0 || !foretold(found, sides, kind) {
			found = append(found, foundAlternative{sides, kind})
		}
	}
	var alternatives []Alternative
	for _, f := range found[1:] {
		alternatives = append(alternatives, Alternative{f.sides.with(), f.kind})
	}
	return alternatives
}

// foundAlternative is an Alternative; the first one found is the answer by the
// chosen sides, which has none of the others.
type foundAlternative struct {
	sides sideSet
	kind  string
}

// foretold tells whether those found so far, by their number of sides, say for
// certain that the answer is of a kind.
func foretold(found []foundAlternative, sides sideSet, kind string) bool {
	most := -1
	for _, f := range slices.Backward(found) {
		if f.sides.size() < most {
			break
		}
		if sides.contains(f.sides) {
			most = f.sides.size()
			if f.kind != kind {
				return false
			}
		}
	}
	return true
}

var shippedBook = sync.OnceValue(func() *rulebook.Book { return loadTables(rules.Book()) })

// asker asks about one document by many sets of sides.
type asker struct {
	file    string
	doc     []byte
	capped  []byte // for those to whom no match level is too high
	context map[string]string
	known   map[sideSet]string
}

func newAsker(file string, doc []byte, context map[string]string) *asker {
	return &asker{file, doc, capMatchLevel(doc), context, map[sideSet]string{}}
}

// The sides of which a table cannot say all.
var (
	everyLevel = sync.OnceValue(func() sideSet { return only("R13=b") })
	needStatus = sync.OnceValue(func() sideSet { return only("R22=b") })
)

// ask gives the answer by some sides.
func (a *asker) ask(sides sideSet) string {
	if sides.contains(needStatus()) {
		kind := a.ask(sides &^ needStatus())
		if kind == reference.UnknownProvider || a.hasStatus() {
			return kind
		}
		return reference.Undecided
	}
	if a.known[sides] == "" {
		doc := a.doc
		if sides.contains(everyLevel()) {
			doc = a.capped
		}
		a.known[sides] = reference.Decide(compose(a.file, sides), doc, a.context).Kind
	}
	return a.known[sides]
}

// hasStatus tells whether the lifecycle has found a status, or refuses the
// document anyway. What R22 says of a status is said of Get process documents: not
// every document that a provider itself sends could have one.
func (a *asker) hasStatus() bool {
	if !namesProvider(a.doc) {
		return true
	}
	lifecycle := shippedBook().Lifecycle
	classes, ok := reference.Read(lifecycle, a.doc, nil)
	status := slices.IndexFunc(lifecycle.Signals, func(s *rulebook.Signal) bool { return s.Name == "status" })
	return !ok || classes[status] != 0
}

// namesProvider tells of a document that some table is for whether it is a Get
// process document.
func namesProvider(doc []byte) bool {
	var top struct {
		Provider any `json:"provider"`
	}
	return json.Unmarshal(doc, &top) == nil && top.Provider != nil
}

// highestLevel is the highest that a table can list beside 0, which has to be
// there too.
const highestLevel = "61"

// matchLevel is where a level stands: in a Get process document, in a response of
// FaceTec, and in a list of those.
var matchLevel = regexp.MustCompile(`^(/providerSpecific/matching|/[0-9]+|)/matchLevel$`)

// capMatchLevel writes the highest level that a table can list in place of a
// higher one.
func capMatchLevel(doc []byte) []byte {
	decoder := jsontext.NewDecoder(bytes.NewReader(doc))
	for {
		token, err := decoder.ReadToken()
		if err != nil {
			return doc // at its end, or malformed
		}
		if token.Kind() == '0' && matchLevel.MatchString(string(decoder.StackPointer())) && aboveTables(token.String()) {
			end := int(decoder.InputOffset())
			return slices.Concat(doc[:end-len(token.String())], []byte(highestLevel), doc[end:])
		}
	}
}

// aboveTables tells whether a number is whole and above the highest level.
func aboveTables(number string) bool {
	digits, zeros, ok := reference.Whole(number)
	if !ok || digits == "0" {
		return false
	}
	length := zeros.Add(zeros, big.NewInt(int64(len(digits))))
	if length.Cmp(big.NewInt(int64(len(highestLevel)))) != 0 {
		return length.Cmp(big.NewInt(int64(len(highestLevel)))) > 0
	}
	return digits+strings.Repeat("0", len(highestLevel)-len(digits)) > highestLevel
}
