package diff

import (
	"encoding/json"
	"math/bits"
	"slices"
	"strconv"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// raw is something that may stand where a signal is read.
type raw struct {
	says string // for people
	json any
}

// rawsAt lists what may stand in a place, one of each kind that any of the
// signals could tell apart.
func rawsAt(signals [2]*rulebook.Signal, p place) []raw {
	words := wordsOf(signals)
	var raws []raw
	if p.caller == "" {
		raws = append(raws, unquoted(signals)...)
	}
	for _, w := range words {
		raws = append(raws, raw{"the word " + strconv.Quote(w), w})
	}
	raws = append(raws, raw{"any other word", anotherWord(words, "anotherWord")})
	if p.caller != "" {
		return raws
	}
	const undeclared = "1000000" // every range ends below
	raws = append(raws, coded(signals, words)...)
	return append(raws,
		raw{"another number", json.Number(undeclared)},
		raw{"true", true},
		raw{"false", false},
		raw{"an object", map[string]any{"undeclared": "x"}},
		raw{"a list", []any{"x"}},
		raw{"the empty object", map[string]any{}},
		raw{"the empty list", []any{}},
		raw{"the empty text", ""})
}

// anotherWord is a word that is not among those known.
func anotherWord(known []string, word string) string {
	for slices.Contains(known, word) {
		word += "X"
	}
	return word
}

// unquoted lists the values that the signals know and that are no texts.
func unquoted(signals [2]*rulebook.Signal) []raw {
	var raws []raw
	for _, s := range signals {
		switch {
		case s == nil:
		case s.Kind == rulebook.Boolean:
			raws = append(raws, raw{"true", true}, raw{"false", false})
		case s.Kind == rulebook.Integer:
			for _, n := range s.Values {
				raws = append(raws, raw{n, json.Number(n)})
			}
		}
	}
	return raws
}

// wordsOf lists the texts that the signals know.
func wordsOf(signals [2]*rulebook.Signal) []string {
	var words []string
	for _, s := range signals {
		if s == nil {
			continue
		}
		for _, w := range s.Words {
			words = union(words, []string{w.Raw})
		}
		if s.Kind == rulebook.Boolean {
			words = union(words, []string{"true", "false"})
		}
	}
	return words
}

// coded lists objects with a code in the members where the signals look for
// one: every code in each of them.
func coded(signals [2]*rulebook.Signal, words []string) []raw {
	var members []string
	for _, s := range signals {
		if s != nil && s.Code != nil {
			members = union(members, []string{s.Code.Member})
		}
	}
	texts := []raw{{"no code", "without code"}, {"another code", anotherWord(words, "urn:signicat:error:another")}, {"no text", true}}
	for _, w := range words {
		texts = append(texts, raw{"the code " + w, w})
	}
	raws := []raw{{"", map[string]any{}}}
	for _, member := range members {
		var more []raw
		for _, r := range raws {
			for _, text := range texts {
				object := map[string]any{member: text.json}
				for name, value := range r.json.(map[string]any) {
					object[name] = value
				}
				says := text.says + " in " + member
				if r.says != "" {
					says = r.says + " with " + says
				}
				more = append(more, raw{says, object})
			}
		}
		raws = more
	}
	if len(members) == 0 {
		return nil
	}
	return raws
}

// reader reads one signal, as the library does.
type reader struct {
	signal *rulebook.Signal
	schema *document.Schema
}

func newReader(s *rulebook.Signal) *reader {
	return &reader{s, document.NewSchema([]*rulebook.Table{
		{Lifecycle: true},
		{Providers: []string{"any"}, Signals: []*rulebook.Signal{s}},
	})}
}

// class gives the class of what stands in a place, of a set that of an entry.
func (r *reader) class(p place, json any) uint8 {
	if p.caller != "" {
		class, ok := rulebook.WordClass(r.signal, json.(string))
		if !ok {
			return refused
		}
		return class
	}
	doc, _ := Write("any", Witness{puts: []put{{place: p, json: json}}})
	const noLimit = 1 << 30
	var reading document.Reading
	if err := r.schema.Read(doc, document.Limits{Bytes: noLimit, Depth: noLimit}, &reading); err != nil {
		return 0 // deeper than any document
	}
	switch class := reading.Vector[0]; {
	case len(reading.Unknown) > 0:
		return refused
	case r.signal.Set:
		return uint8(bits.TrailingZeros8(class))
	default:
		return class
	}
}
