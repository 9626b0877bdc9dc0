package reference

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// given reads the value of a signal given by name.
func (s *signals) given(signal *rulebook.Signal, value any) (classes uint8) {
	if !signal.Set {
		return s.givenOne(signal, value, "")
	}
	switch entries := value.(type) {
	case nil:
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(entries)) {
			classes |= 1 << s.givenOne(signal, entries[name], name)
		}
	case []any:
		for i, entry := range entries {
			classes |= 1 << s.givenOne(signal, entry, strconv.Itoa(i))
		}
	default:
		return s.refuse(signal, "/"+signal.Name)
	}
	return classes
}

// givenOne reads one value, of the entry of a set if that has a name.
func (s *signals) givenOne(signal *rulebook.Signal, value any, entry string) uint8 {
	if value == nil {
		return 0
	}
	class, ok := classOfGo(signal, value)
	if !ok {
		return s.refuse(signal, pointerTo(signal, entry))
	}
	return class
}

// classOfGo gives the class of a Go value. Presence is a matter of true and
// false, a code stands in any text, and other text is what a document could
// carry.
func classOfGo(signal *rulebook.Signal, value any) (uint8, bool) {
	truth, isTruth := value.(bool)
	text, isText := value.(string)
	number, isNumber := value.(int)
	switch {
	case signal.Kind == rulebook.Presence && isTruth && truth:
		return 1, true
	case signal.Kind == rulebook.Presence:
		return 0, isTruth
	case signal.Code != nil && isText:
		return classOfCode(signal, text), true
	case isNumber:
		return classOf(signal, numeral(strconv.Itoa(number)))
	}
	class, ok := classOf(signal, value)
	return class, ok && (!isText || utf8.ValidString(text))
}
