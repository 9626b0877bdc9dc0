package suite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// ownResults asks the final result of a kind: every field from every source, and
// every form of its value.
func (m *maker) ownResults(k *ownKind) {
	asked := map[string]bool{}
	for _, f := range k.Table.Result {
		for i, s := range f.Sources {
			if len(s.Path) == 0 {
				continue // a constant: every accepted document has it
			}
			for _, v := range ownSamples(s, !asked[form(s)]) {
				m.ownResult(k, s, fmt.Sprintf("%s/%d/%s", f.Name, i+1, v.name),
					fmt.Sprintf("The final result's %s from %s of a document of the kind %s, which is %s.", f.Name, s.Path, k.Name, describeSample(v)), v.json, "")
			}
			asked[form(s)] = true
			if s.As == rulebook.BirthDate || s.As == rulebook.ExpiryDate {
				m.centuries(k, f.Name, s)
			}
			if i > 0 {
				m.ownFallback(k, f, i)
			}
		}
	}
	m.ownFields(k)
}

// form names what a source takes.
func form(s rulebook.ResultSource) string {
	if s.Words != nil {
		return "words"
	}
	return s.As.String()
}

// ownSamples are values of a source: all of them, or a few.
func ownSamples(s rulebook.ResultSource, all bool) []sample {
	if s.Path.IsList() {
		return listSamples(s.Path)
	}
	var texts []string
	switch {
	case s.Words != nil:
		for word := range s.Words {
			texts = append(texts, word)
		}
		slices.Sort(texts)
		texts = append(texts, "", "unspecified", texts[0]+" ", strings.ToUpper(texts[0]), strings.ToLower(texts[0]), texts[0]+"<", "<<"+texts[0]+"<", "<<")
		texts = distinctTexts(texts)
	case s.As == rulebook.Unfilled && all:
		texts = []string{"LIND", "LIND<<", "<<LIND", "VAN<DER<BERG", "LIND<<<<EVA<MARIE<<<<", "<", "<<<", "", "A<B C", " LIND ", "LIND  EVA", "AB<12<"}
	case s.As == rulebook.Unfilled:
		texts = []string{"LIND<<", "AB<12<"}
	case s.As == rulebook.BirthDate, s.As == rulebook.ExpiryDate:
		return samples(rulebook.Date, false, filledTexts[rulebook.Date]...)
	default:
		return samples(s.As, false, filledTexts[s.As]...)
	}
	values := samples(rulebook.Text, false)[:4] // those that are no texts
	for i, name := range distinct(mapped(texts, idOf)) {
		values = append(values, sample{"text=" + name, quote(texts[i])})
	}
	return values
}

// filledTexts are values of a form with fillers, which are taken out of codes of
// countries and of nothing else here.
var filledTexts = map[rulebook.Form][]string{
	rulebook.Text:    {"LIND<<EVA<"},
	rulebook.Date:    {"1990-02-28<"},
	rulebook.Country: {"D<<", "<PT<", "D<E", "<<<"},
}

// distinctTexts leaves out texts that stand before.
func distinctTexts(texts []string) []string {
	var once []string
	for _, text := range texts {
		if !slices.Contains(once, text) {
			once = append(once, text)
		}
	}
	return once
}

// listSamples are lists of which the first entry with a value gives a field.
func listSamples(path rulebook.Path) []sample {
	name := quote(path[len(path)-1])
	of := func(json string) string { return "{" + name + ":" + json + "}" }
	return []sample{
		{"one", "[" + of(`"FIRST"`) + "]"}, {"two", "[" + of(`"FIRST"`) + "," + of(`"SECOND"`) + "]"}, {"null-first", "[" + of("null") + "," + of(`"SECOND"`) + "]"},
		{"empty-first", "[" + of(`""`) + "," + of(`"SECOND"`) + "]"}, {"without-first", `[{"type":"other"},` + of(`"SECOND"`) + "]"}, {"null-entry-first", "[null," + of(`"SECOND"`) + "]"},
		{"number-first", "[" + of("7") + "," + of(`"SECOND"`) + "]"}, {"object-first", "[" + of(`{"a":"x"}`) + "," + of(`"SECOND"`) + "]"}, {"text-first", `["FIRST",` + of(`"SECOND"`) + "]"},
		{"object", `{"0":` + of(`"FIRST"`) + "}"}, {"one-without-list", of(`"FIRST"`)}, {"text", `"FIRST"`}, {"empty", "[]"}, {"null", "null"}, {"list-in-list", "[[" + of(`"FIRST"`) + "]]"},
	}
}

// ownResult adds an accepted document that carries a value where a source is. A
// list stands where the source's entries are.
func (m *maker) ownResult(k *ownKind, s rulebook.ResultSource, id, about, json, date string) {
	doc := k.part()
	doc.set(familyOf(s.Path), "", raw(json))
	m.askOwn(k, "result/"+id, about, k.whole(doc), Context{Date: date}, "result")
}

// centuries asks years of two digits.
func (m *maker) centuries(k *ownKind, field string, s rulebook.ResultSource) {
	const day = "2025-03-01"
	for _, c := range []struct{ name, text, date string }{
		{"no-date", "900228", ""},
		{"before", "250228", day}, {"same-day", "250301", day}, {"after", "250302", day},
		{"old", "260101", day}, {"year-zero", "000229", day}, {"last-century", "991231", day},
		{"no-such-leap-day", "010229", day}, {"leap-day-of-2024", "240229", day}, {"april-31", "900431", day}, {"month-13", "901301", day}, {"month-0", "900010", day}, {"day-0", "900100", day},
		{"twenty-years", "050301", day}, {"more-than-twenty-years", "050228", day}, {"less-than-twenty-years", "050302", day},
		{"far", "450228", day}, {"five-digits", "90228", day}, {"seven-digits", "9002280", day}, {"filled", "90<<<<", day}, {"blank", "900228 ", day}, {"arabic-digits", "\u0669\u0660\u0660\u0662\u0662\u0668", day}, {"letters", "9002Z8", day}, {"signed", "+90228", day},
		{"whole", "1990-02-28", day}, {"whole-not-after", "2031-05-06", day}, {"whole-impossible", "1990-02-30", day}, {"eight-digits", "19900228", day}, {"with-points", "28.02.1990", day},
		{"before-2000", "050101", "1999-12-31"}, {"on-leap-day", "040229", "2024-02-29"}, {"before-leap-day", "040228", "2024-02-29"}, {"no-leap-day-in-1900", "000229", "1999-12-31"}, {"turn-of-century", "000101", "2100-01-01"},
	} {
		about := fmt.Sprintf("The final result's %s from %s of a document of the kind %s, which is the text %q; years of two digits refer to %s.", field, s.Path, k.Name, c.text, c.date)
		if c.date == "" {
			about = fmt.Sprintf("The final result's %s from %s of a document of the kind %s, which is the text %q; without a date to refer to, a year of two digits says nothing.", field, s.Path, k.Name, c.text)
		}
		m.ownResult(k, s, field+"/century/"+c.name, about, quote(c.text), c.date)
	}
}

// ownFallback asks two sources of a field together.
func (m *maker) ownFallback(k *ownKind, f rulebook.ResultField, i int) {
	a, b := f.Sources[i-1], f.Sources[i]
	if len(a.Path) == 0 || len(b.Path) == 0 {
		return
	}
	for _, first := range []sample{{"good", goodOwn(a)}, {"null", "null"}, {"empty", `""`}, {"number", "7"}, {"unlisted", `"unspecified"`}, {"fillers", `"<<"`}} {
		doc := k.part()
		doc.set(a.Path, "", raw(first.json))
		doc.set(b.Path, "", raw(goodOwn(b)))
		m.askOwn(k, fmt.Sprintf("result/%s/%d-before-%d/%s", f.Name, i, i+1, first.name),
			fmt.Sprintf("%s goes before %s, unless it gives nothing; here it is %s.", a.Path, b.Path, first.json), k.whole(doc), Context{}, "result")
	}
}

// goodOwn is a value that a source takes.
func goodOwn(s rulebook.ResultSource) string {
	switch {
	case s.Path.IsList():
		return listSamples(s.Path)[0].json
	case s.Words != nil:
		var words []string
		for word := range s.Words {
			words = append(words, word)
		}
		return quote(slices.Min(words))
	case s.As == rulebook.BirthDate, s.As == rulebook.ExpiryDate:
		return `"900228"`
	case s.As == rulebook.Unfilled:
		return `"VAN<DER<BERG<<"`
	}
	return good(s, true).json()
}

// ownFields asks all fields at once: of an accepted process, of one that is not, and
// where nothing is read from.
func (m *maker) ownFields(k *ownKind) {
	if len(k.Table.Result) == 0 {
		return
	}
	c := Context{Date: "2025-03-01"}
	full := k.part()
	for _, f := range k.Table.Result {
		if s := f.Sources[0]; len(s.Path) > 0 {
			full.set(familyOf(s.Path), "", raw(goodOwn(s)))
		}
	}
	m.askOwn(k, "result/every-field", "An accepted document of the kind "+k.Name+" with every field.", k.whole(full), c, "result")
	m.askOwn(k, "result/stray", "Fields stand where the final result does not come from.", k.whole(k.strays()), c, "result")
	for _, p := range k.places() {
		if p.nth == 0 && !p.alike && !p.many() {
			doc := full.clone()
			p.put(doc, p.worst())
			m.askOwn(k, "result/none/"+p.name(), "A process that is not accepted has no final result, whatever the document carries.", k.whole(doc), c, "result")
		}
	}
}

// strays is a document of the kind with fields, under the names of a final result and
// under those of the kind, in every element but where they are read.
func (k *ownKind) strays() *tree {
	doc := k.part()
	for _, parent := range k.elements() {
		for _, name := range rulebook.ResultFields {
			k.stray(doc, parent, name, name)
		}
		for _, f := range k.Table.Result {
			if path := f.Sources[0].Path; len(path) > 0 {
				k.stray(doc, parent, path[len(path)-1], f.Name)
			}
		}
	}
	return doc
}

// elements are those in which a source of the final result stands, and the top.
func (k *ownKind) elements() []rulebook.Path {
	elements := []rulebook.Path{{}}
	for _, f := range k.Table.Result {
		for _, s := range f.Sources {
			if path := familyOf(s.Path); len(path) > 1 {
				elements = append(elements, path[:len(path)-1])
			}
		}
	}
	return elements
}

func (k *ownKind) stray(doc *tree, parent rulebook.Path, name, field string) {
	path := append(slices.Clone(parent), name)
	if doc.find(path) == nil && !k.reads(path) {
		doc.set(path, "", quoted(strayValue(field)))
	}
}

// reads tells whether something of the kind is read at a path or below it.
func (k *ownKind) reads(path rulebook.Path) bool {
	return slices.ContainsFunc(k.places(), func(p *ownPlace) bool { return p.signal.Path.Begins(path) }) ||
		slices.ContainsFunc(k.Table.Result, func(f rulebook.ResultField) bool {
			return slices.ContainsFunc(f.Sources, func(s rulebook.ResultSource) bool { return s.Path.Begins(path) })
		})
}
