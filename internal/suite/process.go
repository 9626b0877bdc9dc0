package suite

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// process adds what concerns all providers: the lifecycle before each of them,
// the order of refusals, the names of providers, and what a caller supplies.
func (m *maker) process() {
	m.lifecycles()
	m.order()
	m.sizes()
	m.surrounded()
	m.providerNames()
	for _, t := range m.tables[1:] {
		m.contexts(t)
	}
}

// lifecycles asks every row of the lifecycle before documents of every provider
// that are accepted, rejected, undecided and unknown by themselves.
func (m *maker) lifecycles() {
	life := m.tables[0]
	for _, r := range life.Rules {
		where := life.Map(life.outcome, func(v int) int {
			rules := life.outcomes[v].Rules
			return truth(len(rules) == 1 && life.Rules[rules[0]] == r)
		})
		classes, _ := life.smallest(where)
		for _, t := range m.tables[1:] {
			for _, status := range []rulebook.Status{rulebook.Undecided, rulebook.Accepted, rulebook.Rejected} {
				signals, _ := t.smallest(t.where(t.status, int(status)))
				m.lifecycle(t, r, classes, t.document(t.provider, signals), t.named(int(status)))
			}
			doc := t.document(t.provider, t.accepting())
			doc.set(t.Signals[len(t.Signals)-1].Path[:1], "", raw(`"unknown"`))
			m.lifecycle(t, r, classes, doc, "unknown")
		}
	}
}

func (m *maker) lifecycle(t *table, r *rulebook.Rule, classes []uint8, doc *tree, by string) {
	for i, s := range m.tables[0].Signals {
		write(doc, s, classes[i])
	}
	m.add(draft{
		group: "process", id: fmt.Sprintf("lifecycle/%s/%s/%s", r.ID, t.group, by),
		about: fmt.Sprintf("%s Its signals, by themselves %s, are neither judged nor checked.", r.Reason, by),
		doc:   []byte(doc.json()),
	})
}

// order asks every combination of what can be wrong with a document: the first
// of them in the order of refusals is the answer.
func (m *maker) order() {
	faults := []struct {
		name  string
		spoil func(doc *tree)
	}{
		{"provider", func(doc *tree) { doc.set(rulebook.Path{"provider"}, "", quoted("nobody")) }},
		{"status", func(doc *tree) { doc.set(rulebook.Path{"status"}, "", quoted("not_matched")) }},
		{"lifecycle", func(doc *tree) { doc.set(rulebook.Path{"failReason"}, "", raw(`{"type":"upload_failed"}`)) }},
		{"value", func(doc *tree) {
			doc.set(rulebook.Path{"providerSpecific", "consolidatedIdentityData", "chipCloneDetection"}, "", quoted("PERHAPS"))
		}},
		{"missing", func(doc *tree) {
			doc.set(rulebook.Path{"providerSpecific", "consolidatedIdentityData", "chipVerification"}, "", raw("null"))
		}},
	}
	for set := 1; set < 1<<(len(faults)+1); set++ {
		doc := carried(true)
		var names []string
		for i, f := range faults {
			if set>>(i+1)&1 == 1 {
				f.spoil(doc)
				names = append(names, f.name)
			}
		}
		text := doc.json()
		if set&1 == 1 {
			names = append([]string{"malformed"}, names...)
			text = strings.TrimSuffix(text, "}")
		}
		m.add(draft{
			group: "process", id: "order/" + strings.Join(names, "+"), doc: []byte(text),
			about: "Wrong at once: " + strings.Join(names, ", ") + "; the answer is the first of these, malformed before unknown provider before status before lifecycle before unknown value before missing.",
		})
	}
}

// sizes asks documents at the limit of bytes, and beyond it with fewer
// characters than bytes.
func (m *maker) sizes() {
	const limit = 1 << 20
	for _, c := range []struct {
		id, about string
		over      int
	}{
		{"at-limit", "A document of exactly 1 MiB is read; bytes count, and not characters.", 0},
		{"over-limit", "A document of 1 MiB and a byte is not read, though it has fewer characters.", 1},
	} {
		doc := carried(true)
		empty := len(doc.with("x-padding", quoted("")).json())
		padding := strings.Repeat("\u00e9", (limit-empty)/2) + strings.Repeat("e", (limit-empty)%2+c.over)
		doc = carried(true).with("x-padding", quoted(padding))
		m.add(draft{group: "hostile", id: "size/" + c.id, about: c.about, doc: []byte(doc.json())})
	}
}

// surrounded asks what may stand before and after a document.
func (m *maker) surrounded() {
	for _, c := range []struct{ id, what, char string }{
		{"blank", "a blank", " "}, {"tab", "a tab", "\t"}, {"line-feed", "a line feed", "\n"}, {"carriage-return", "a carriage return", "\r"},
		{"no-break-space", "a no-break space", "\u00a0"}, {"form-feed", "a form feed", "\f"}, {"vertical-tab", "a vertical tab", "\v"},
		{"line-separator", "a line separator", "\u2028"}, {"next-line", "a next line", "\u0085"}, {"byte-order-mark", "a byte order mark", "\ufeff"},
		{"nul", "a NUL", "\x00"}, {"ideographic-space", "an ideographic space", "\u3000"}, {"semicolon", "a semicolon", ";"},
	} {
		doc := carried(true).json()
		m.add(draft{group: "hostile", id: "before/" + c.id, about: "Before the document stands " + c.what + ".", doc: []byte(c.char + doc)})
		m.add(draft{group: "hostile", id: "after/" + c.id, about: "After the document stands " + c.what + ".", doc: []byte(doc + c.char)})
	}
}

// providerNames asks the names of providers, what is nearly one, and what is
// none.
func (m *maker) providerNames() {
	for _, t := range m.tables[1:] {
		doc := t.document(t.provider, t.accepting())
		for _, name := range t.providers() {
			for _, near := range []struct{ id, name string }{
				{"exact", name},
				{"upper", strings.ToUpper(name)},
				{"capital", strings.ToUpper(name[:1]) + name[1:]},
				{"blank-after", name + " "},
				{"blank-before", " " + name},
				{"longer", name + "2"},
				{"shorter", name[:len(name)-1]},
				{"more", name + ":x"},
			} {
				m.provider(doc, idOf(name)+"/"+near.id, quote(near.name))
			}
		}
		if strings.HasSuffix(t.Providers[0], "*") {
			m.methods(t, doc)
		}
	}
	for _, c := range []struct{ id, json string }{
		{"missing", ""}, {"null", "null"}, {"empty", `""`}, {"number", "1"}, {"true", "true"}, {"object", "{}"}, {"list", `["readid"]`},
		{"file-name", `"paper"`}, {"product-name", `"videoid"`}, {"signicat-readid", `"signicatreadid"`}, {"signicat-onfido", `"signicatonfido"`},
		{"signicat-facetec", `"signicatfacetec"`}, {"signicat-eid", `"signicateid"`}, {"nobody", `"nobody"`}, {"star", `"*"`}, {"prototype", `"__proto__"`},
	} {
		m.provider(carried(true), "none/"+c.id, c.json)
	}
}

// methods asks what may follow the name of a family.
func (m *maker) methods(t *table, doc *tree) {
	family := strings.TrimSuffix(t.Providers[0], "*")
	methods := []string{
		"", "a", "IDIN", "a.b_c-9", "-", strings.Repeat("long", 20), "a+b", "a,b", "a@b", "a[b", "a\\b", "a]b", "a^b", "a`b", "a{b", "a~b", "a;b", "a b", "a/b", "\u00e9", "a:b", "\u0000", "a\n", "\n", ":a", "%20", "*", "\u0430", "a\u200b",
	}
	for i, id := range distinct(mapped(methods, idOf)) {
		m.provider(doc, t.group+"-method/"+id, quote(family+methods[i]))
	}
	m.provider(doc, t.group+"-method/none", quote(strings.TrimSuffix(family, ":")))
}

func (m *maker) provider(doc *tree, id, json string) {
	doc = doc.clone()
	if json == "" {
		doc.drop([]string{"provider"})
	} else {
		doc.set(rulebook.Path{"provider"}, "", raw(json))
	}
	doc.with("status", quoted("rejected"))
	m.add(draft{group: "process", id: "provider/" + id, about: "The provider is " + cmp.Or(json, "missing") + "; names compare exactly.", tree: doc})
}

// contexts asks what a caller supplies: alone, as the document says it, other
// than it says, undeclared, and where nobody asks for it.
func (m *maker) contexts(t *table) {
	asked := map[string]bool{}
	for i, s := range t.Signals {
		if s.Context {
			asked[s.Name] = true
			m.supplied(t, i, s)
		}
	}
	base := t.accepting()
	for _, name := range []string{"processType", "verdict"} {
		if !asked[name] {
			m.contextual(t, t.document(t.provider, base), supply(name, "rejected"), name+"/not-asked", name+" is supplied where the provider's table does not ask for it, so nobody looks at it.")
		}
	}
}

// supply is a context of one word.
func supply(name, word string) Context {
	if name == "verdict" {
		return Context{Verdict: word}
	}
	return Context{ProcessType: word}
}

func (m *maker) contextual(t *table, doc *tree, c Context, id, about string) {
	m.add(draft{group: t.group, id: "context/" + id, about: about, tree: doc, context: c})
}

func (m *maker) supplied(t *table, i int, s *rulebook.Signal) {
	for n, base := range t.bases(i) {
		without := t.document(t.provider, with(base, i, 0))
		name := fmt.Sprintf("%s/%d/", s.Name, n+1)
		var all []string
		for class := uint8(1); int(class) <= len(s.Values); class++ {
			all = append(all, words(s, class)...)
		}
		for _, word := range all {
			c := t.context(with(base, i, 0))
			if s.Name == "verdict" {
				c.Verdict = word
			} else {
				c.ProcessType = word
			}
			m.contextual(t, without, c, name+word, fmt.Sprintf("The caller supplies the %s %s, and the document has none.", s.Name, word))
			if len(s.Path) == 0 {
				inside := without.clone().with(s.Name, quoted(word))
				m.add(draft{group: t.group, id: "context/" + name + word + "-as-member", about: "A member of the document called " + s.Name + " is not looked at: only a caller can supply it.", tree: inside})
				continue
			}
			for _, own := range all {
				doc := without.clone()
				doc.set(s.Path, "", quoted(own))
				m.contextual(t, doc, c, name+word+"~"+own, fmt.Sprintf("The caller supplies the %s %s, and the document says %s.", s.Name, word, own))
			}
		}
		for _, word := range []string{"Accepted", "DOCUMENT", "canceled", "selfie", " ", "null"} {
			m.contextual(t, without, supply(s.Name, word), name+"undeclared-"+idOf(word), fmt.Sprintf("The caller supplies the %s %q.", s.Name, word))
		}
		ended := without.clone()
		ended.members = append(ended.members, member{"failReason", raw(`{"type":"upload_failed"}`)})
		m.contextual(t, ended, supply(s.Name, "nothing-known"), name+"lifecycle", "The lifecycle decides, so what the caller supplies is not looked at.")
	}
}

// bases are vectors to try a supplied value on: where it makes the greatest
// difference, and one that is accepted without it.
func (t *table) bases(i int) [][]uint8 {
	bases := [][]uint8{t.telling(i)}
	if v, ok := t.smallest(t.where(t.Restrict(t.status, i, 0), int(rulebook.Accepted))); ok {
		bases = append(bases, v)
	}
	if v, ok := t.smallest(t.where(t.Restrict(t.status, i, 0), int(rulebook.Rejected))); ok {
		bases = append(bases, v)
	}
	return bases
}
