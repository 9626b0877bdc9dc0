package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// kindView is a kind of document that a provider itself sends.
type kindView struct {
	Kind      string            `json:"kind"`
	Meaning   string            `json:"meaning"`
	Source    string            `json:"source"`
	Basis     []string          `json:"basis,omitempty"`
	Looks     looksView         `json:"looks"`
	Holds     *holdsView        `json:"holds,omitempty"`
	Suppose   map[string]string `json:"suppose,omitempty"`   // context signal → value, where nothing says otherwise
	Lifecycle []placesView      `json:"lifecycle,omitempty"` // of the lifecycle table's signals
	Signals   []placesView      `json:"signals,omitempty"`
	Result    []fieldView       `json:"result,omitempty"`
	Line      int               `json:"line"`
}

// looksView is how a kind is recognised.
type looksView struct {
	List bool         `json:"list,omitempty"` // a list, by its entries; otherwise an object
	Has  []memberView `json:"has,omitempty"`  // all of them are there
	Some []string     `json:"some,omitempty"` // one of them is there
	None []string     `json:"none,omitempty"` // none is there
}

type memberView struct {
	Path  string   `json:"path"`
	Words []string `json:"words,omitempty"` // one of them stands there; none for anything
}

// holdsView is where parts stand that are documents of other kinds.
type holdsView struct {
	Path  string   `json:"path"`
	Kinds []string `json:"kinds"`
}

// placesView is where a kind carries a signal; of several places the worst counts.
type placesView struct {
	Signal string      `json:"signal"`
	Places []placeView `json:"places"`
}

type placeView struct {
	Path   string            `json:"path"`
	Words  map[string]string `json:"words,omitempty"`  // raw word → value or "absent", "*" any other; none where the signal's own count
	Absent string            `json:"absent,omitempty"` // the value where nothing stands

	values []string // of the signal, best first
}

func newKindView(t *rulebook.Table, k *rulebook.DocumentKind) kindView {
	v := kindView{
		Kind: k.Name, Meaning: k.Meaning, Source: k.Source, Basis: k.Basis, Line: k.At.Line, Looks: newLooksView(&k.Looks),
		Lifecycle: newPlacesViews(k.Lifecycle), Signals: newPlacesViews(k.Table),
	}
	if k.Holds != nil {
		v.Holds = &holdsView{k.Holds.Path.String(), k.Holds.Kinds}
	}
	for _, s := range k.Suppose {
		if v.Suppose == nil {
			v.Suppose = map[string]string{}
		}
		signal := t.Signals[s.Signal]
		v.Suppose[signal.Name] = signal.ClassName(s.Class)
	}
	for _, f := range k.Table.Result {
		v.Result = append(v.Result, newFieldView(f))
	}
	return v
}

func newLooksView(l *rulebook.Looks) looksView {
	v := looksView{List: l.List}
	for _, m := range l.Has {
		v.Has = append(v.Has, memberView{m.Path.String(), m.Words})
	}
	for _, p := range l.Some {
		v.Some = append(v.Some, p.String())
	}
	for _, p := range l.None {
		v.None = append(v.None, p.String())
	}
	return v
}

// newPlacesViews lists the places of a table's signals in documents of a kind.
func newPlacesViews(t *rulebook.Table) []placesView {
	var views []placesView
	for _, s := range t.Signals {
		v := placesView{Signal: s.Name}
		for _, p := range s.Places {
			v.Places = append(v.Places, newPlaceView(s, p))
		}
		if len(v.Places) > 0 {
			views = append(views, v)
		}
	}
	return views
}

func newPlaceView(s *rulebook.Signal, p rulebook.Place) placeView {
	v := placeView{Path: p.Signal.Path.String(), values: s.Values}
	if !slices.Equal(p.Signal.Words, s.Words) || p.Signal.Other != s.Other {
		v.Words = map[string]string{}
		for _, w := range p.Signal.Words {
			v.Words[w.Raw] = valueName(s, w.Class)
		}
		if p.Signal.Other != 0 {
			v.Words["*"] = valueName(s, p.Signal.Other)
		}
	}
	if p.Absent != 0 {
		v.Absent = valueName(s, p.Absent)
	}
	return v
}

// valueName is the value of a class, also of an entry of a set.
func valueName(s *rulebook.Signal, class uint8) string {
	if class == 0 {
		return "absent"
	}
	return s.Values[class-1]
}

// clauses say what a document of the kind looks like.
func (v looksView) clauses() []string {
	if v.List {
		return []string{"it is a list with an entry of a kind that it holds"}
	}
	var clauses []string
	for _, m := range v.Has {
		if len(m.Words) == 0 {
			clauses = append(clauses, m.Path+" is there")
		} else {
			clauses = append(clauses, m.Path+" is "+oneOf(m.Words))
		}
	}
	if len(v.Some) > 0 {
		clauses = append(clauses, oneOf(v.Some)+" is there")
	}
	for _, path := range v.None {
		clauses = append(clauses, path+" is not there")
	}
	return clauses
}

// oneOf joins words or paths of which one is there.
func oneOf(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// supposed lists what is supposed where nothing says otherwise.
func (v kindView) supposed() string {
	var all []string
	for _, signal := range slices.Sorted(maps.Keys(v.Suppose)) {
		all = append(all, signal+" "+v.Suppose[signal])
	}
	return strings.Join(all, ", ")
}

// cited is the source of a kind with its basis.
func (v kindView) cited() string { return v.Source + inBrackets(v.Basis) }

// with says what stands at a place, where it is not just the signal's words.
func (p placeView) with() string {
	text := ""
	if p.Words != nil {
		text = ": " + meant(append(slices.Clone(p.values), "absent"), p.Words)
	}
	if p.Absent != "" {
		text += ", and " + p.Absent + " where nothing stands"
	}
	return text
}

// meant lists those values that words mean, each with its words.
func meant(values []string, words map[string]string) string {
	var out []string
	for _, v := range values {
		if of := wordsFor(v, words); len(of) > 0 {
			out = append(out, withWords(v, of))
		}
	}
	return strings.Join(out, ", ")
}

// wordsFor lists the words that mean a value.
func wordsFor(value string, words map[string]string) []string {
	var of []string
	for word, means := range words {
		if means == value && word != "*" {
			of = append(of, word)
		}
	}
	slices.Sort(of)
	if words["*"] == value {
		of = append(of, "any other word")
	}
	return of
}

// withWords names a value with the words that mean it, unless it is just the word
// itself.
func withWords(value string, words []string) string {
	if len(words) == 0 || slices.Equal(words, []string{value}) {
		return value
	}
	return value + " (for " + strings.Join(words, ", ") + ")"
}
