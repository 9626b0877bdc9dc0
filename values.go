package verdict

import (
	"maps"
	"slices"
	"strconv"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Values are the signals of any table by name, as words of the provider: for a
// rule book of one's own, and for tools. A value is a string, a bool or an int;
// for a set map[string]any or []any of them; nil is absence, in a set an entry
// without its value. A signal of which only presence is asked takes true for
// present and false for absent. A signal with a code takes the text that holds
// the code.
type Values struct {
	Provider string // as documents name it
	Signals  map[string]any
}

func (Values) signals() {}

// takeValues takes in signals given by name.
func (e *Engine) takeValues(v Values, in *intake) error {
	i, ok := e.schema.Table(v.Provider)
	if !ok {
		return errNoTable
	}
	t := e.tables[i]
	in.binding = &binding{table: t}
	for _, name := range slices.Sorted(maps.Keys(v.Signals)) {
		i, ok := t.index[name]
		if !ok {
			in.unknown = append(in.unknown, document.Unknown{
				Signal:  len(t.Signals),
				Pointer: "/" + document.Escape(name),
				Allowed: []string{"a signal of the table"},
			})
			continue
		}
		in.value(i, t.Signals[i], v.Signals[name])
	}
	return nil
}

// value takes the value of one signal.
func (in *intake) value(i int, s *rulebook.Signal, value any) {
	if !s.Set {
		class, ok := classOf(s, value)
		if !ok {
			in.refuse(i, s, "")
			return
		}
		in.vector[i] = class
		return
	}
	switch entries := value.(type) {
	case nil:
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(entries)) {
			in.valueEntry(i, s, name, entries[name])
		}
	case []any:
		for index, entry := range entries {
			in.valueEntry(i, s, strconv.Itoa(index), entry)
		}
	default:
		in.unknown = append(in.unknown, document.Unknown{Signal: i, Pointer: "/" + s.Name, Allowed: []string{"map[string]any", "[]any"}})
	}
}

func (in *intake) valueEntry(i int, s *rulebook.Signal, name string, value any) {
	class, ok := classOf(s, value)
	if !ok {
		in.refuse(i, s, name)
		return
	}
	in.entry(i, s, name, class)
}

// classOf classifies one value; nil has class 0.
func classOf(s *rulebook.Signal, value any) (uint8, bool) {
	switch value := value.(type) {
	case nil:
		return 0, true
	case string:
		if s.Code != nil {
			return rulebook.CodeClass(s, value)
		}
		return wordClass(s, value)
	case bool:
		switch s.Kind {
		case rulebook.Boolean:
			return s.BoolClass(value), true
		case rulebook.Presence:
			if value {
				return 1, true
			}
			return 0, true
		}
	case int:
		if s.Kind == rulebook.Integer {
			return s.IntClass(value)
		}
	}
	return 0, false
}
