package suite

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing/fstest"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/country"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// profiles are the answers for those who chose other sides of readings. A side
// that shows in the final result alone comes together with every other one;
// what the final result is by other sides of the status is left open.
func (m *maker) profiles(doc []byte, c Context, chosen *Expected) []Profile {
	var all []Profile
	for _, a := range Alternatives(doc, map[string]string{"processType": c.ProcessType, "verdict": c.Verdict}) {
		all = append(all, Profile{a.With, expectedKind(a.Kind)})
	}
	side, result := m.otherResult(doc, chosen)
	if side == "" {
		return all
	}
	other := &Expected{Status: chosen.Status}
	if result != nil {
		other.FinalResult = &result
	}
	with := []Profile{{map[string]string{side: "b"}, other}}
	for _, p := range all {
		more := maps.Clone(p.With)
		more[side] = "b"
		with = append(with, Profile{more, p.Expected})
	}
	return append(all, with...)
}

func expectedKind(kind string) *Expected {
	switch kind {
	case reference.Malformed, reference.UnknownProvider, reference.UnknownValue, reference.Undecided:
		return &Expected{Error: kind}
	}
	return &Expected{Status: kind}
}

// otherResult gives the final result by the one side of its provider that shows
// there alone, where it is another one; nil where nobody can say what it is.
func (m *maker) otherResult(doc []byte, chosen *Expected) (side string, result map[string]string) {
	if chosen.FinalResult == nil {
		return "", nil
	}
	p, err := m.engine.Parse(doc)
	if err != nil {
		m.fail("an accepted document: %v", err)
		return "", nil
	}
	switch {
	case p.Provider() == "facetec":
		return "R17", nil
	case strings.HasPrefix(p.Provider(), "connect:"):
		side, result = "R18", m.secondNumber(doc)
	default:
		side, result = "R23", m.isoOnly(doc, *chosen.FinalResult)
	}
	if maps.Equal(result, *chosen.FinalResult) {
		return "", nil
	}
	return side, result
}

// secondNumber is the final result of an accepted document by R18=b.
func (m *maker) secondNumber(doc []byte) map[string]string {
	p, err := alwaysSecond().Parse(doc)
	if err != nil {
		m.fail("an accepted document: %v", err)
		return nil
	}
	r, err := p.FinalResult(doc)
	if err != nil {
		m.fail("the final result: %v", err)
	}
	return fieldsOf(r)
}

// alwaysSecond decides by the rule book with R18=b.
var alwaysSecond = sync.OnceValue(func() *verdict.Engine {
	const first = "    - {path: /providerSpecific/userInfo/signicat.national_id, basis: R18}\n"
	book := fstest.MapFS{}
	for _, name := range []string{"process.yaml", "connect.yaml"} {
		text, err := fs.ReadFile(rules.Book(), name)
		if err != nil {
			panic("internal error: " + err.Error())
		}
		changed := strings.Replace(string(text), first, "", 1)
		changed = strings.Replace(changed, ", provider: 'connect:idin', basis: R18", ", basis: R18", 1)
		if (changed == string(text)) != (name == "process.yaml") {
			panic("internal error: " + name + " does not say where the personal number comes from")
		}
		book[name] = &fstest.MapFile{Data: []byte(changed)}
	}
	e, err := verdict.Load(book)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return e
})

// isoOnly leaves out, by R23=b, every country that the document does not write
// as an alpha-3 code of ISO 3166-1.
func (m *maker) isoOnly(doc []byte, chosen map[string]string) map[string]string {
	var reading document.Reading
	var carried document.Result
	if err := m.schema.ReadResult(doc, document.Limits{Bytes: 1 << 20, Depth: 64}, &reading, &carried); err != nil {
		m.fail("an accepted document: %v", err)
	}
	result := maps.Clone(chosen)
	seen := map[string]bool{}
	values := carried.Values
	for _, f := range carried.Fields {
		for i, s := range f.Sources {
			text := string(carried.Text(values[i]))
			code, ok := country.Alpha3(text)
			if s.As != rulebook.Country || !ok || code != chosen[f.Name] || seen[f.Name] {
				continue
			}
			seen[f.Name] = true // the first that is written so is where it comes from
			if !alpha3()[text] {
				delete(result, f.Name)
			}
		}
		values = values[len(f.Sources):]
	}
	return result
}

func matches(names []string, provider string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return rulebook.MatchProvider(name, provider) })
}

// alpha3 are the alpha-3 codes of ISO 3166-1: those that have an alpha-2 code.
var alpha3 = sync.OnceValue(func() map[string]bool {
	codes := map[string]bool{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if code, ok := country.Alpha3(string([]rune{a, b})); ok {
				codes[code] = true
			}
		}
	}
	return codes
})

func fieldsOf(r verdict.FinalResult) map[string]string {
	fields := maps.Collect(r.Fields())
	if fields == nil {
		fields = map[string]string{}
	}
	return fields
}
