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
		return classOfWord(signal, word), isText && classOfWord(signal, word) != 0
	case rulebook.Boolean:
		word, isText := value.(string)
		if truth, isTruth := value.(bool); isTruth {
			word, isText = strconv.FormatBool(truth), true
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

// classOfWord gives the class of a word, 0 of one that is not declared.
func classOfWord(signal *rulebook.Signal, word string) uint8 {
	for _, known := range signal.Words {
		if known.Raw == word {
			return known.Class
		}
	}
	if word == "" {
		return 0
	}
	return signal.Other
}

// classOfCode gives the class of the first code in a text: it begins as below
// and ends before white space or a semicolon.
func classOfCode(signal *rulebook.Signal, text string) uint8 {
	code := codePattern.FindString(text)
	if code == "" {
		return signal.Other
	}
	return classOfWord(signal, code)
}

var codePattern = regexp.MustCompile(`urn:signicat:error[^; \t\r\n]*`)
