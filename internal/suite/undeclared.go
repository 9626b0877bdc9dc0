package suite

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// undeclared asks what the table does not know.
func (p *probe) undeclared() {
	s := p.signal
	ask := func(name, what, json string) {
		p.ask("undeclared", name, fmt.Sprintf("%s is %s, %s.", p.what(), what, p.standing()), raw(json))
	}
	ask("empty-text", "the empty text", `""`)
	ask("blank", "a blank", `" "`)
	ask("number", "a number", `1`)
	ask("zero", "zero", `0`)
	ask("true", "true", `true`)
	ask("false", "false", `false`)
	ask("object", "an object", `{"a":true}`)
	ask("list", "a list", `["a"]`)
	ask("list-of-null", "a list with nothing but null", `[null]`)
	ask("object-of-null", "an object with nothing but null", `{"a":null}`)
	ask("another-word", "a word of nobody's", `"perhaps"`)
	if s.Kind == rulebook.Words && s.Code == nil && !p.alike() {
		for _, word := range []string{"expired", "completed", "created", "passed", "OK", "approved", "declined", "unavailable", "NOT_PERFORMED"} {
			if _, ok := rulebook.WordClass(s, word); !ok {
				ask("word="+word, "the word "+word, quote(word))
			}
		}
	}
	switch {
	case p.alike():
	case s.Kind == rulebook.Boolean:
		texts := []string{"True", "TRUE", "False", "yes", "no", "1", "0", "null"}
		for i, name := range distinct(texts) {
			ask("text-"+name, "the text "+texts[i], quote(texts[i]))
		}
	case s.Kind == rulebook.Integer:
		p.numbers(ask)
	case s.Kind == rulebook.Words && s.Code == nil:
		p.misspelt(ask)
	}
}

// alike tells whether another member of the signal's group was asked already
// how it takes words that are nearly declared.
func (p *probe) alike() bool {
	s := p.signal
	return s.Group != "" && slices.IndexFunc(p.table.Signals, func(first *rulebook.Signal) bool { return first.Group == s.Group }) != p.index
}

// standing says how the table takes what it does not list.
func (p *probe) standing() string {
	s := p.signal
	switch {
	case s.Aside:
		return "which refuses nothing: the signal only makes remarks"
	case s.Kind == rulebook.Presence:
		return "where only presence is asked, in the shape that is asked for"
	case s.Other != 0:
		return "where any word is taken, and nothing but words"
	}
	return "which is not declared"
}

func (p *probe) numbers(ask func(name, what, json string)) {
	s := p.signal
	low, high := min(s.First, s.Last), max(s.First, s.Last)
	for _, n := range []string{
		strconv.Itoa(low - 1), strconv.Itoa(high + 1), strconv.Itoa(high) + ".0000000000000000000001", "1e400", "-1e400", "1e-400",
		"5.9", "5.99999999999999999999", "6.5", "9007199254740993", "4294967302", "18446744073709551622",
	} {
		ask("number="+idOf(n), n, n)
	}
	for _, text := range []string{"6", "6.0", "six", "0x6", "VI"} {
		ask("text-"+idOf(text), "the text "+text, quote(text))
	}
	ask("minus-zero", "-0", "-0")
	ask("zero-with-power", "0e99", "0e99")
}

// misspelt asks words that are nearly declared.
func (p *probe) misspelt(ask func(name, what, json string)) {
	seen := map[string]bool{}
	for _, w := range p.signal.Words {
		seen[w.Raw] = true
	}
	for class := uint8(1); int(class) <= len(p.signal.Values); class++ {
		word := words(p.signal, class)[0]
		for _, near := range []struct{ name, word string }{
			{"upper", strings.ToUpper(word)},
			{"lower", strings.ToLower(word)},
			{"capital", strings.ToUpper(word[:1]) + strings.ToLower(word[1:])},
			{"blank-before", " " + word},
			{"blank-after", word + " "},
			{"line-feed-after", word + "\n"},
			{"longer", word + "s"},
			{"shorter", word[:len(word)-1]},
			{"cyrillic", strings.NewReplacer("a", "а", "e", "е", "A", "А", "E", "Е").Replace(word)},
		} {
			if !seen[near.word] {
				seen[near.word] = true
				ask(word+"-"+near.name, strconv.QuoteToASCII(near.word), quote(near.word))
			}
		}
	}
}
