package suite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/country"
	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// results adds what there is to ask about the final result: every field from
// every source, every form of its value, what goes before what, and where
// there is none.
func (m *maker) results(t *table) {
	asked := map[rulebook.Form]bool{}
	for _, f := range t.Result {
		for i, s := range f.Sources {
			m.source(t, f, i, s, samples(s.As, !asked[s.As], fieldTexts[f.Name]...))
			asked[s.As] = asked[s.As] || len(s.Path) > 0
		}
		m.fallback(t, f)
	}
	if len(t.Result) > 0 {
		m.countries(t)
		m.strays(t)
		m.everyField(t)
		m.noResult(t)
	}
	if len(t.Token) > 0 {
		m.tokens(t)
		m.claims(t)
	}
}

// sample is a value for a field in one of its forms.
type sample struct{ name, json string }

// samples are values of a form, those that can be written and those that
// cannot: all of them, or a few.
func samples(as rulebook.Form, all bool, more ...string) []sample {
	values := []sample{{"null", "null"}, {"number", "7"}, {"true", "true"}, {"object", `{"a":"x"}`}}
	texts := map[rulebook.Form][]string{
		rulebook.Text:        {"EVA", " "},
		rulebook.Date:        {"1990-02-28", "1990-02-30"},
		rulebook.Country:     {"PRT", "PT", "D", "XXA", "UTO"},
		rulebook.BooleanWord: {"true", "True"},
	}[as]
	if all {
		values = append(values, sample{"false", "false"}, sample{"list", `["x"]`}, sample{"empty-object", "{}"}, sample{"empty-list", "[]"})
		texts = append(texts, moreTexts[as]...)
	}
	texts = append(texts, more...)
	for i, name := range distinct(mapped(texts, idOf)) {
		values = append(values, sample{"text=" + name, quote(texts[i])})
	}
	return values
}

// fieldTexts are values of single fields, which stay as they came.
var fieldTexts = map[string][]string{
	"similarityScore": {"high", "low", "medium", "verylow", "veryhigh", "veryHigh", "High", "0", "0.12"},
	"gender":          {"M", "F", "m", "male", "Female", "X", "1", "<"},
	"documentNumber":  {"ab 123-c", "<<<", "00012", "O0I1"},
	"documentType":    {"Passport", "PASSPORT", "P", "driversLicense", "identity_card"},
}

// moreTexts are further values of a form.
var moreTexts = map[rulebook.Form][]string{
	rulebook.Text: {
		"", "Eva", "eva", "EVA MARIE", "EVA  MARIE", "\u00c5sa O'Brien-\u00d8re", "A\u030asa", "O\u2019Brien", "\ufb01n", "\u00df", " EVA ", "EVA\n", "\u674e\u56db", "<>&\u2028", "null", "0",
		strings.Repeat("MARIA ", 20) + "LIND",
	},
	rulebook.Date: {
		"", "2024-02-29", "2023-02-29", "2000-02-29", "1900-02-29", "1990-04-31", "1990-13-01", "1990-00-10", "1990-01-00", "1990-2-8", "28-02-1990", "19900228", "900228",
		"1990-02-28T00:00:00Z", " 1990-02-28", "1990-02-28 ", "1990-02-28\n", "1990-02-28Z", "+1990-02-28", "1990-W09-3", "1990-059", "1990/02/28", "0001-01-01", "9999-12-31", "10000-01-01", "\uff11990-02-28", "unknown",
	},
	rulebook.Country: {
		"", "prt", "Prt", "pt", "DEU", "DE", "D<<", "GBR", "GB", "UK", "GBD", "GBN", "GBO", "GBP", "GBS", "XXB", "XXC", "XXX", "XXO", "XKX", "IAO", "NTZ", "XBA", "XCC", "XCO", "XES", "XMP", "XDC", "RKS", "EUE", "UNO", "UNA", "UNK",
		"XOM", "XPO", "ZZZ", "ROM", "ANT", "AN", "XK", "SCG", "ZAR", "SSD", "SS", "YUG", "TMP", "SUN", "CSK", "DDR", "KOS", "WHO", "XMS", "XCT", "XXK", "XPC", "UN", "EU", "EL", "PRTT", " PRT", "Portugal", "620", "P", "P\u0420T",
	},
	rulebook.BooleanWord: {"", "false", "TRUE", "yes", "1"},
}

func mapped(texts []string, f func(string) string) []string {
	var out []string
	for _, text := range texts {
		out = append(out, f(text))
	}
	return out
}

// source asks every form of the value of one source, where nothing else gives
// the field.
func (m *maker) source(t *table, f rulebook.ResultField, i int, s rulebook.ResultSource, values []sample) {
	if len(s.Path) == 0 {
		return // a constant: every accepted document has it
	}
	for _, v := range values {
		id := fmt.Sprintf("result/%s/%d/%s", f.Name, i+1, v.name)
		about := fmt.Sprintf("The final result's %s from %s, which is %s.", f.Name, s.Path, describeSample(v))
		m.result(t, s, id, about, func(doc *tree) { doc.set(s.Path, "", raw(v.json)) })
	}
	if s.Provider != "" || s.When != nil {
		m.elsewhere(t, f, s)
	}
}

func describeSample(v sample) string {
	if strings.HasPrefix(v.name, "text=") {
		return "the text " + v.json
	}
	return "of the kind " + v.name
}

// result adds an accepted document for which a source counts, changed.
func (m *maker) result(t *table, s rulebook.ResultSource, id, about string, change func(doc *tree)) {
	where := t.where(t.status, int(rulebook.Accepted))
	if s.When != nil {
		where = t.And(where, promise.Condition(t.Builder, s.When))
	}
	m.resultWhere(t, s.Path, where, id, about, change)
}

func (m *maker) resultWhere(t *table, path rulebook.Path, where diagram.Ref, id, about string, change func(doc *tree)) {
	if t.belowOtherName(path) {
		t = t.renamed()
	}
	classes, ok := t.smallest(where)
	if !ok {
		m.fail("no document for %s/%s", t.group, id)
		return
	}
	doc := t.document(t.provider, classes)
	change(doc)
	m.add(draft{group: t.group, id: id, about: about, tree: doc, context: t.context(classes), flags: []string{"result"}})
}

// belowOtherName tells whether a path goes through an element that is another
// name of that of the signals. Only one of the two may be there.
func (t *table) belowOtherName(path rulebook.Path) bool {
	return slices.ContainsFunc(t.Signals, func(s *rulebook.Signal) bool {
		return len(s.Also) > 2 && len(path) > 2 && path[1] == s.Also[1] && s.Path[1] != s.Also[1]
	})
}

// renamed is a table whose signals stand under their other names.
func (t *table) renamed() *table {
	other, inner := *t, *t.Table
	inner.Signals = nil
	for _, s := range t.Signals {
		if len(s.Also) > 0 {
			named := *s
			named.Path = s.Also
			s = &named
		}
		inner.Signals = append(inner.Signals, s)
	}
	other.Table = &inner
	return &other
}

// elsewhere asks a source where it does not count.
func (m *maker) elsewhere(t *table, f rulebook.ResultField, s rulebook.ResultSource) {
	where := t.where(t.status, int(rulebook.Accepted))
	provider := t.provider
	if s.When != nil {
		where = t.And(where, t.Not(promise.Condition(t.Builder, s.When)))
	}
	if s.Provider != "" {
		provider = strings.Replace(t.Providers[0], "*", "nbid", 1)
	}
	classes, ok := t.smallest(where)
	if !ok {
		return
	}
	doc := t.document(provider, classes)
	doc.set(s.Path, "", quoted("high"))
	m.add(draft{
		group: t.group, id: "result/" + f.Name + "/not-for-this", tree: doc, context: t.context(classes), flags: []string{"result"},
		about: fmt.Sprintf("%s is not for this process, so the final result has no %s.", s.Path, f.Name),
	})
}

// good is a value that every form takes as it is.
func good(s rulebook.ResultSource, first bool) *tree {
	values := map[rulebook.Form][2]string{
		rulebook.Text: {"FIRST", "SECOND"}, rulebook.Date: {"2031-01-02", "2032-03-04"},
		rulebook.Country: {"NOR", "SWE"}, rulebook.BooleanWord: {"true", "false"},
	}
	if first {
		return quoted(values[s.As][0])
	}
	return quoted(values[s.As][1])
}

// fallback asks the sources of a field together: the first that has a value
// gives it.
func (m *maker) fallback(t *table, f rulebook.ResultField) {
	for i := range f.Sources[:len(f.Sources)-1] {
		a, b := f.Sources[i], f.Sources[i+1]
		for _, first := range []struct {
			name  string
			value *tree
		}{
			{"good", good(a, true)}, {"null", raw("null")}, {"empty", raw(`""`)}, {"empty-object", raw("{}")}, {"number", raw("7")}, {"unreadable", quoted(" ")},
		} {
			id := fmt.Sprintf("result/%s/%d-before-%d/%s", f.Name, i+1, i+2, first.name)
			about := fmt.Sprintf("%s goes before %s, unless it gives nothing; here it is %s.", a.Path, b.Path, first.name)
			m.result(t, a, id, about, func(doc *tree) {
				doc.set(a.Path, "", first.value)
				doc.set(b.Path, "", good(b, false))
			})
		}
	}
}

// everyField asks all fields at once.
func (m *maker) everyField(t *table) {
	fill := func(doc *tree) {
		for _, f := range t.Result {
			s := f.Sources[0]
			if len(s.Path) == 0 || doc.find(s.Path) != nil && f.Name != "firstName" {
				continue // a constant, or a signal that is there
			}
			doc.set(s.Path, "", good(s, true))
		}
	}
	for _, p := range t.providers() {
		classes := t.accepting()
		doc := t.document(p, classes)
		fill(doc)
		m.add(draft{group: t.group, id: "result/every-field/" + strings.ReplaceAll(p, ":", "."), about: "An accepted process with every field.", tree: doc, context: t.context(classes), flags: []string{"result"}})
		doc = doc.clone()
		doc.with("finalResult", (&tree{kind: object}).with("firstName", quoted("SOMEONE")).with("lastName", quoted("ELSE")))
		m.add(draft{group: t.group, id: "result/recorded-result/" + strings.ReplaceAll(p, ":", "."), about: "A recorded final result is not read.", tree: doc, context: t.context(classes), flags: []string{"result"}})
	}
}

// noResult asks all fields of processes that are not accepted.
func (m *maker) noResult(t *table) {
	for _, status := range t.Gives {
		if status == rulebook.Accepted {
			continue
		}
		m.resultWhere(t, nil, t.where(t.status, int(status)), "result/none/"+status.String(),
			"A process that is not accepted has no final result, whatever the document carries.", func(doc *tree) {
				for _, f := range t.Result {
					if s := f.Sources[0]; len(s.Path) > 0 && doc.find(s.Path) == nil && (doc.find(s.Path[:len(s.Path)-1]) != nil) {
						doc.set(s.Path, "", good(s, true))
					}
				}
			})
	}
}

// countries asks every code of a country that there is, in the first field that
// is one.
func (m *maker) countries(t *table) {
	i := slices.IndexFunc(t.Result, func(f rulebook.ResultField) bool { return f.Sources[0].As == rulebook.Country })
	if i < 0 || t.group != "readid" {
		return // once is enough
	}
	f := t.Result[i]
	for _, code := range codesOfCountries() {
		m.result(t, f.Sources[0], "result/"+f.Name+"/code/"+code, fmt.Sprintf("The country %s.", code), func(doc *tree) {
			doc.set(f.Sources[0].Path, "", quoted(code))
		})
	}
}

// codesOfCountries are the codes of two or three letters that a final result can
// be made of.
func codesOfCountries() []string {
	var codes []string
	letters := make([]string, 0, 26)
	for c := 'A'; c <= 'Z'; c++ {
		letters = append(letters, string(c))
	}
	for _, a := range letters {
		for _, b := range letters {
			if _, ok := country.Alpha3(a + b); ok {
				codes = append(codes, a+b)
			}
			for _, c := range letters {
				if _, ok := country.Alpha3(a + b + c); ok {
					codes = append(codes, a+b+c)
				}
			}
		}
	}
	return codes
}
