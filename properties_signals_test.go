package verdict_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// signals are drawn signals of one table: what properties start from that
// change one of them, or carry them in several forms.
type signals struct {
	table    *rulebook.Table
	provider string
	values   []signalValue // by signal
}

// signalValue is the value of one signal, or the entries of a set.
type signalValue struct {
	one     any // string, bool, int; true where something is present; nil is absent
	entries []signalEntry
}

// signalEntry is an entry of a set; its value may be nil.
type signalEntry struct {
	name  string // of a list its index
	value any
}

// wholeBook is the embedded book as tables.
var wholeBook = sync.OnceValue(func() *rulebook.Book {
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 {
		panic(problems)
	}
	return book
})

// providerTables are the embedded tables but the lifecycle.
func providerTables() []*rulebook.Table { return wholeBook().Tables }

// signals draws the signals of a table. In a good mood most are there, and
// well.
func (d drawer) signals(t *rulebook.Table) signals {
	s := signals{table: t, provider: d.of(t.Providers...)}
	if family, ok := strings.CutSuffix(s.provider, "*"); ok {
		s.provider = family + d.of("idin", "A.b_c-9", strings.Repeat("n", 300))
	}
	mood, gaps := d.mood(), []int{0, 5, 20, 50}[d.below(4)]
	for _, signal := range t.Signals {
		var v signalValue
		switch {
		case signal.Set:
			v.entries = d.entries(signal, mood, gaps)
		case signal.Better != nil && classOfValue(signal.Better.Signal, s.values[signal.Better.Index].one) < 2:
			// Nothing is better than the best, or than nothing.
		case !d.percent(gaps):
			v.one = d.classValue(signal, d.class(signal, mood))
		}
		s.values = append(s.values, v)
	}
	return s
}

// class draws the best class, or in a bad mood any. Where no value is better
// than another, absence does no harm.
func (d drawer) class(s *rulebook.Signal, mood int) uint8 {
	switch {
	case d.percent(mood):
		return uint8(1 + d.below(len(s.Values)))
	case !s.Ordered:
		return uint8(d.below(2))
	}
	return 1
}

// Names of entries, two of which differ only after many bytes.
var entryNames = slices.Concat(drawnCheckNames, []string{strings.Repeat("n", 300) + "a", strings.Repeat("n", 300) + "b", strings.Repeat("ü", 5000)})

func (d drawer) entries(s *rulebook.Signal, mood, gaps int) []signalEntry {
	var entries []signalEntry
	if d.percent(gaps) {
		return nil
	}
	start := d.below(len(entryNames))
	for i := range 1 + d.below(4) {
		e := signalEntry{name: entryNames[(start+i)%len(entryNames)]}
		if s.Path.IsList() {
			e.name = strconv.Itoa(i)
		}
		if !d.percent(gaps / 2) {
			e.value = d.classValue(s, max(d.class(s, mood/2), 1))
		}
		entries = append(entries, e)
	}
	return entries
}

// Words that no table declares.
var otherWords = []string{"Passport", "low", "high ", "ÜNKNOWN", "\U0001f600", "a\x00b", "null", strings.Repeat("w", 300), strings.Repeat("high", 2000)}

// classValue draws one of the words, numbers and texts that mean a class.
func (d drawer) classValue(s *rulebook.Signal, class uint8) any {
	if class == 0 {
		return nil
	}
	value := s.Values[class-1]
	switch s.Kind {
	case rulebook.Boolean:
		return value == "true"
	case rulebook.Integer:
		n, err := strconv.Atoi(value)
		if err != nil {
			panic(err)
		}
		return n
	case rulebook.Presence:
		return true
	}
	var words []string
	for _, w := range s.Words {
		if w.Class == class {
			words = append(words, w.Raw)
		}
	}
	switch {
	case s.Code != nil:
		return d.textWith(words)
	case s.Other == class:
		words = append(words, otherWords...)
	}
	return d.of(words...)
}

// textWith draws a text with one of some codes, or where there are none with
// another code or without.
func (d drawer) textWith(codes []string) string {
	if len(codes) == 0 {
		return d.of("", "no code", "urn:signicat:error:internal:Expired", "urn:signicat:error:"+strings.Repeat("x", 300), strings.Repeat("long ", 20000))
	}
	return d.of("", "Not completed. ", strings.Repeat("long ", 20000)) + d.of(codes...) + d.of("", "; Aborted", " x", "\t"+strings.Repeat("long ", 100))
}

// vector are the classes of the signals, of sets as masks.
func (s signals) vector() []uint8 {
	var vector []uint8
	for i, signal := range s.table.Signals {
		class := classOfValue(signal, s.values[i].one)
		for _, e := range s.values[i].entries {
			class |= 1 << classOfValue(signal, e.value)
		}
		vector = append(vector, class)
	}
	return vector
}

func classOfValue(s *rulebook.Signal, value any) uint8 {
	var class uint8
	switch value := value.(type) {
	case string:
		class, _ = rulebook.WordClass(s, value)
		if s.Code != nil {
			class, _ = rulebook.CodeClass(s, value)
		}
	case int:
		class, _ = s.IntClass(value)
	case bool:
		class = 1
		if s.Kind == rulebook.Boolean {
			class = s.BoolClass(value)
		}
	}
	return class
}

// missing gives the signals that are needed and lacking, by index.
func (s signals) missing() []int {
	var missing []int
	vector := s.vector()
	for i, signal := range s.table.Signals {
		if signal.Lacks(vector[i]) && signal.Need.Holds(vector) {
			missing = append(missing, i)
		}
	}
	return missing
}

// missingNames names them as errors do.
func (s signals) missingNames() []string {
	var names []string
	for _, i := range s.missing() {
		entries := slices.Clone(s.values[i].entries)
		if len(entries) == 0 {
			names = append(names, s.table.Signals[i].Name)
		}
		slices.SortFunc(entries, func(a, b signalEntry) int { return strings.Compare(a.name, b.name) })
		for _, e := range entries {
			if e.value == nil {
				names = append(names, s.table.Signals[i].Name+"/"+e.name)
			}
		}
	}
	return names
}

// with is s with another value of one signal.
func (s signals) with(i int, v signalValue) signals {
	s.values = slices.Clone(s.values)
	s.values[i] = v
	return s
}

// arrive gives a missing signal its value: an empty set entries, an entry of a
// set its value.
func (d drawer) arrive(s signals, i int, mood int) signals {
	signal, v := s.table.Signals[i], s.values[i]
	switch {
	case !signal.Set:
		v.one = d.classValue(signal, max(d.class(signal, mood), 1))
	case len(v.entries) == 0:
		for len(v.entries) == 0 {
			v.entries = d.entries(signal, mood, 0)
		}
	default:
		v.entries = slices.Clone(v.entries)
		for at := range v.entries {
			if v.entries[at].value == nil {
				v.entries[at].value = d.classValue(signal, max(d.class(signal, mood), 1))
				break
			}
		}
	}
	return s.with(i, v)
}

// complete lets everything arrive that is missing. Needs never go round in a
// circle, so that comes to an end.
func (d drawer) complete(s signals, mood int) signals {
	for missing := s.missing(); len(missing) > 0; missing = s.missing() {
		s = d.arrive(s, missing[0], mood)
	}
	return s
}

// byName are the signals as verdict.Values takes them.
func (s signals) byName() verdict.Values {
	values := map[string]any{}
	for i, signal := range s.table.Signals {
		v := s.values[i]
		switch {
		case !signal.Set:
			values[signal.Name] = v.one
		case signal.Path.IsList():
			list := []any{}
			for _, e := range v.entries {
				list = append(list, e.value)
			}
			values[signal.Name] = list
		default:
			named := map[string]any{}
			for _, e := range v.entries {
				named[e.name] = e.value
			}
			values[signal.Name] = named
		}
	}
	return verdict.Values{Provider: s.provider, Signals: values}
}

// decide gives the answer to the signals.
func (s signals) decide() (verdict.Decision, error) { return verdict.Decide(s.byName()) }

// String shows the signals that are there.
func (s signals) String() string {
	values := s.byName()
	var b strings.Builder
	b.WriteString(values.Provider)
	for _, name := range slices.Sorted(maps.Keys(values.Signals)) {
		if v := values.Signals[name]; v != nil {
			b.WriteString(" " + name + "=" + shown(v))
		}
	}
	return b.String()
}
