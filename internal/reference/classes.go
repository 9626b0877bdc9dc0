package reference

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// classOf gives the class of a value that is there; 0 is one that counts as
// absent.
func classOf(signal *rulebook.Signal, value any) (uint8, bool) {
	switch signal.Kind {
	case rulebook.Words:
		word, isText := value.(string)
		class, ok := classOfWord(signal, word)
		return class, isText && ok
	case rulebook.Boolean:
		word, isText := value.(string)
		if truth, isTruth := value.(bool); isTruth {
			word, isText = strconv.FormatBool(truth), true
		}
		if len(signal.Words) > 0 { // of one place in a provider's own document
			class, ok := classOfWord(signal, word)
			return class, isText && ok
		}
		at := slices.Index(signal.Values, word)
		return uint8(at + 1), isText && at >= 0
	case rulebook.Integer:
		number, isNumber := value.(numeral)
		at := slices.Index(signal.Values, number.integer())
		return uint8(at + 1), isNumber && at >= 0
	}
	text, isText := value.(string)
	_, isObject := value.(map[string]any)
	_, isList := value.([]any)
	switch signal.Shape {
	case rulebook.ObjectShape:
		return 1, isObject
	case rulebook.ListShape:
		return 1, isList
	case rulebook.StringShape:
		return uint8(min(len(text), 1)), isText
	}
	return 1, true
}

// classOfWord gives the class of a word: 0 of one that is declared to say
// nothing. It is not ok where the word is not declared.
func classOfWord(signal *rulebook.Signal, word string) (class uint8, ok bool) {
	for _, known := range signal.Words {
		if known.Raw == word {
			return known.Class, true
		}
	}
	return signal.Other, signal.Other != 0 && word != ""
}

// classOfCode gives the class of the first code in a text: it begins as below
// and ends before white space or a semicolon.
func classOfCode(signal *rulebook.Signal, text string) uint8 {
	code := codePattern.FindString(text)
	if code == "" {
		return signal.Other
	}
	class, _ := classOfWord(signal, code)
	return class
}

var codePattern = regexp.MustCompile(`urn:signicat:error[^; \t\r\n]*`)
