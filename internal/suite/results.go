package suite

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

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
			m.source(t, f, i, s, samples(s.As, !asked[s.As]))
			asked[s.As] = asked[s.As] || len(s.Path) > 0
		}
		m.fallback(t, f)
	}
	if len(t.Result) > 0 {
		m.strays(t)
		m.everyField(t)
		m.noResult(t)
	}
	if len(t.Token) > 0 {
		m.tokens(t)
	}
}

// sample is a value for a field in one of its forms.
type sample struct{ name, json string }

// samples are values of a form, those that can be written and those that
// cannot: all of them, or a few.
func samples(as rulebook.Form, all bool) []sample {
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
	for i, name := range distinct(mapped(texts, idOf)) {
		values = append(values, sample{"text=" + name, quote(texts[i])})
	}
	return values
}

// moreTexts are further values of a form.
var moreTexts = map[rulebook.Form][]string{
	rulebook.Text: {"", "Eva", "EVA MARIE", "\u00c5sa O'Brien-\u00d8re", " EVA ", "\u674e\u56db", "<>&\u2028"},
	rulebook.Date: {
		"", "2024-02-29", "2023-02-29", "2000-02-29", "1900-02-29", "1990-04-31", "1990-13-01", "1990-00-10", "1990-01-00", "1990-2-8", "28-02-1990", "19900228", "900228",
		"1990-02-28T00:00:00Z", " 1990-02-28", "1990-02-28 ", "1990/02/28", "0001-01-01", "9999-12-31", "10000-01-01", "\uff11990-02-28", "unknown",
	},
	rulebook.Country: {
		"", "prt", "Prt", "pt", "DEU", "DE", "D<<", "GBR", "GB", "UK", "GBD", "GBN", "GBO", "GBP", "GBS", "XXB", "XXC", "XXX", "XXO", "XKX", "IAO", "NTZ", "XBA", "XCC", "XCO", "XES", "XMP", "XDC", "RKS", "EUE", "UNO", "UNA", "UNK",
		"XOM", "XPO", "ZZZ", "ROM", "ANT", "AN", "XK", "SCG", "ZAR", "SSD", "SS", "PRTT", " PRT", "Portugal", "620", "P", "P\u0420T",
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

// tokens asks what may stand where a token can.
func (m *maker) tokens(t *table) {
	claims := `{"given_name":"EVA","family_name":"LIND","gender":"1","signicat.national_id":"010190-1234"}`
	encode := base64.RawURLEncoding.EncodeToString
	header := encode([]byte(`{"alg":"RS256","typ":"JWT"}`))
	jwt := func(header, payload, signature string) string { return header + "." + payload + "." + signature }
	sound := jwt(header, encode([]byte(claims)), encode([]byte("signature")))
	for _, c := range []struct{ name, about, json string }{
		{"object", "an object", claims},
		{"empty-object", "an empty object", "{}"},
		{"null", "null", "null"},
		{"empty-text", "the empty text", `""`},
		{"signed", "a signed token, which nobody verifies", quote(sound)},
		{"unsigned", "a token without a signature", quote(jwt(encode([]byte(`{"alg":"none"}`)), encode([]byte(claims)), ""))},
		{"encrypted", "an encrypted token: five parts", quote(header + ".a2V5.aXY.Y2lwaGVy.dGFn")},
		{"five-empty-parts", "four full stops, which is the form of an encrypted token", quote("....")},
		{"two-parts", "a text of two parts", quote(header + "." + encode([]byte(claims)))},
		{"four-parts", "a text of four parts", quote(sound + ".x")},
		{"no-token", "a text that is no token", quote("EVA LIND")},
		{"padded", "a token with padding", quote(jwt(header, base64.URLEncoding.EncodeToString([]byte(claims+" ")), "c2ln"))},
		{"standard-alphabet", "a token in the alphabet of ordinary base64", quote(jwt(header, "eyJnaXZlbl9uYW1lIjoi/+/+In0", "c2ln"))},
		{"blank-before", "a token after a blank", quote(" " + sound)},
		{"header-no-object", "a token whose header is no object", quote(jwt(encode([]byte(`"RS256"`)), encode([]byte(claims)), "c2ln"))},
		{"header-empty", "a token without a header", quote(jwt("", encode([]byte(claims)), "c2ln"))},
		{"payload-no-object", "a token whose payload is a list", quote(jwt(header, encode([]byte("["+claims+"]")), "c2ln"))},
		{"payload-no-json", "a token whose payload is no JSON", quote(jwt(header, encode([]byte("EVA")), "c2ln"))},
		{"payload-twice", "a token with a claim that stands twice", quote(jwt(header, encode([]byte(`{"given_name":"EVA","given_name":"IDA"}`)), "c2ln"))},
		{"payload-claims-of-other-types", "a token with claims that are no texts", quote(jwt(header, encode([]byte(`{"given_name":7,"family_name":"LIND","gender":null}`)), "c2ln"))},
		{"payload-empty", "a token without claims", quote(jwt(header, encode([]byte(`{}`)), "c2ln"))},
		{"number", "a number", "7"},
		{"true", "true", "true"},
		{"list", "a list", "[" + claims + "]"},
	} {
		m.resultWhere(t, t.Token, t.where(t.status, int(rulebook.Accepted)), "result/token/"+c.name,
			"Where a token may stand there is "+c.about+"; the status stays what it is.", func(doc *tree) { doc.set(t.Token, "", raw(c.json)) })
	}
}
