package verdict

import (
	"fmt"
	"slices"
	"unique"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Signals are the signals of one process, as the provider's words: one of
// [Onfido], [EID], [ReadID], [FaceTec], [Paper], [Connect], or [Values] for
// any table. The zero value of a field is absence. Pass them by value.
type Signals interface{ signals() }

var (
	_ Signals = Onfido{}
	_ Signals = EID{}
	_ Signals = ReadID{}
	_ Signals = FaceTec{}
	_ Signals = Paper{}
	_ Signals = Connect{}
	_ Signals = Values{}
)

// Decide gives the status that follows from typed signals by the embedded rule
// book. See [Engine.Decide].
func Decide(s Signals) (Decision, error) { return embedded().Decide(s) }

// Decide gives the status that follows from typed signals. They are judged by
// their provider's table alone: what the lifecycle asks about is not among
// them.
//
// The error is a *SignalError where a signal is outside what the table
// declares, an *UndecidedError where something is missing, and matches
// ErrUnknownProvider where the rule book has no table for the signals.
func (e *Engine) Decide(s Signals) (Decision, error) {
	var in intake
	provider, err := e.take(s, &in)
	var d Decision
	if err == nil {
		d, err = in.table.decide(&in.vector, notes{list: in.notable}, provider, nil)
	}
	if in.lent != nil {
		in.giveBack()
	}
	return d, err
}

// take takes signals in. It gives the name of their provider.
func (e *Engine) take(s Signals, in *intake) (provider unique.Handle[string], err error) {
	switch s := s.(type) {
	case Onfido:
		in.binding = &e.typed[onfido]
		s.read(in)
	case EID:
		in.binding = &e.typed[eid]
		s.read(in)
	case ReadID:
		in.binding = &e.typed[readID]
		s.read(in)
	case FaceTec:
		in.binding = &e.typed[faceTec]
		s.read(in)
	case Paper:
		in.binding = &e.typed[paper]
		s.read(in)
	case Connect:
		in.binding = &e.typed[connect]
		s.read(in)
	case Values:
		if err := e.takeValues(s, in); err != nil {
			return provider, err
		}
		return unique.Make(s.Provider), in.refused(s.Provider)
	default:
		return provider, errNoSignals
	}
	if in.table == nil {
		return provider, fmt.Errorf("verdict: %w: the rule book has no table for these signals", ErrUnknownProvider)
	}
	return in.table.named, in.refused(in.table.name)
}

// The typed providers, as indexes of Engine.typed.
const (
	onfido = iota
	eid
	readID
	faceTec
	paper
	connect
	typedProviders
)

// binding ties the fields of a typed provider to the signals of its table.
type binding struct {
	table  *table
	fields []field
}

// field is a field of a typed provider, with what its signal is asked for.
type field struct {
	signal   *rulebook.Signal // nil where the table does not declare it
	words    rulebook.Vocabulary
	index    uint8            // of the signal in its table
	one      bool             // the signal is no set
	word     bool             // and its word is the whole text
	booleans bool             // the signal is a set of booleans
	yes, no  uint8            // the classes of true and false
	noted    rulebook.Classes // of entries that an answer may name
}

func newField(i int, s *rulebook.Signal) field {
	f := field{
		index: uint8(i), signal: s, words: rulebook.NewVocabulary(s),
		one: !s.Set, word: !s.Set && s.Code == nil, booleans: s.Set && s.Kind == rulebook.Boolean,
		noted: s.Notable() | 1, // those without a value too
	}
	if s.Kind == rulebook.Boolean {
		f.yes, f.no = s.BoolClass(true), s.BoolClass(false)
	}
	return f
}

// of gives the class of an entry of a set of booleans.
func (f *field) of(b *bool) uint8 {
	switch {
	case b == nil:
		return 0
	case *b:
		return f.yes
	}
	return f.no
}

// typedFields are the signals of the typed providers, in the order in which their
// read methods hand them over.
var typedFields = [typedProviders]struct {
	provider string
	signals  []string
}{
	onfido:  {"onfido", onfidoFields},
	eid:     {"eid", eidFields},
	readID:  {"readid", readIDFields},
	faceTec: {"facetec", faceTecFields},
	paper:   {"signicatpaper", paperFields},
	connect: {"connect:*", connectFields},
}

// bind ties the typed providers to the tables. A book need not have them all.
func (e *Engine) bind() {
	for i, f := range typedFields {
		e.typed[i].fields = make([]field, len(f.signals))
		for _, t := range e.tables {
			if slices.Contains(t.Providers, f.provider) {
				e.typed[i] = t.binding(f.signals)
			}
		}
	}
}

func (t *table) binding(names []string) binding {
	b := binding{table: t}
	for _, name := range names {
		var f field
		if i, ok := t.index[name]; ok {
			f = newField(i, t.Signals[i])
		}
		b.fields = append(b.fields, f)
	}
	return b
}
