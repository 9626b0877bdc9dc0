package suite

import (
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// elements asks every form of absence, and wrong types, of the elements on the
// way to the signals.
func (m *maker) elements(t *table) {
	seen := map[string]bool{}
	for _, s := range t.Signals {
		for _, path := range []rulebook.Path{s.Path, s.Also} {
			for n := 1; n < len(path); n++ {
				if prefix := path[:n]; !s.Aside && !seen[prefix.String()] {
					seen[prefix.String()] = true
					m.element(t, prefix)
				}
			}
		}
	}
}

func (m *maker) element(t *table, path rulebook.Path) {
	name := strings.NewReplacer("[]", "entry", "*", "entry").Replace(strings.Join(path, "."))
	base := t.accepting()
	what := "The element " + path.String()
	for _, v := range everyForm() {
		doc := t.document(t.provider, base)
		entry := "oneMore"
		if v.json == "" {
			if len(familyOf(path)) < len(path) {
				continue
			}
			doc.drop(path)
		} else {
			doc.set(path, entry, raw(v.json))
		}
		m.add(draft{group: t.group, id: "element/" + name + "/" + v.name, about: what + " " + v.what + ".", level: "robustness", tree: doc, context: t.context(base)})
	}
}

// everyForm are the forms of absence and one value of every type.
func everyForm() []struct{ name, what, json string } {
	return append(forms[:len(forms):len(forms)], []struct{ name, what, json string }{
		{"text", "is a text", `"x"`},
		{"empty-text", "is the empty text", `""`},
		{"number", "is a number", `1`},
		{"true", "is true", `true`},
		{"false", "is false", `false`},
		{"strange-object", "is an object with a member that nobody declares", `{"undeclared":"x"}`},
		{"object-of-null", "is an object whose member is null", `{"undeclared":null}`},
		{"strange-list", "is a list with a text", `["x"]`},
		{"list-of-null", "is a list of null", `[null]`},
	}...)
}
