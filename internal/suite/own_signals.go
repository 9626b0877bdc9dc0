package suite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// ownSignals asks every place of a kind: each declared value, each form of absence,
// and what is not declared. Everything else is at its best.
func (m *maker) ownSignals(k *ownKind) {
	seen := map[string]bool{}
	for _, p := range k.places() {
		about := fmt.Sprintf("In a document of the kind %s %s is ", k.Name, p.signal.Path)
		ask := func(name, what string, value *tree) {
			doc := p.without()
			if p.signal.Set {
				p.put(doc, p.best(), value)
			} else {
				p.put(doc, value)
			}
			m.askOwn(k, "place/"+p.name()+"/"+name, about+what+".", k.whole(doc), Context{})
		}
		if p.alike {
			ask("worst", p.worst().json(), p.worst())
			ask("another-word", "a word that is not declared", quoted("perhaps"))
			continue
		}
		for _, v := range p.declared() {
			ask(idOf(v.name), v.json, raw(v.json))
		}
		for _, v := range p.undeclared() {
			ask(v.name, v.json, raw(v.json))
		}
		ask("missing", "left out", nil)
		m.ownElements(p, seen)
	}
}

// undeclared are values that a place does not know, or that are none.
func (p *ownPlace) undeclared() []sample {
	known := p.declared()
	values := []sample{{"null", "null"}, {"another-word", `"perhaps"`}, {"empty-list", "[]"}}
	if p.nth == 0 {
		values = append(values, sample{"empty-text", `""`}, sample{"number", "1"}, sample{"list-of-it", "[" + known[0].json + "]"})
	}
	if p.nth == 0 && !p.lifecycle && p.signal.Kind == rulebook.Words {
		values = append(values, sample{"filled", quote(known[len(known)-1].name + "<")})
	}
	if p.first {
		values = append(values, []sample{
			{"empty-object", "{}"}, {"upper", quote(strings.ToUpper(known[0].name))},
			{"negative", "-1"}, {"true", "true"}, {"false", "false"}, {"object", `{"a":true}`}, {"list-of-null", "[null]"}, {"blank-after", quote(known[0].name + " ")},
		}...)
	}
	return values
}

// ownElements asks every form of absence, and wrong types, of the elements on the
// way to a place.
func (m *maker) ownElements(p *ownPlace, seen map[string]bool) {
	for n := 1; n < len(p.signal.Path); n++ {
		path := p.signal.Path[:n]
		if seen[path.String()] {
			continue
		}
		seen[path.String()] = true
		name := strings.ReplaceAll(strings.Join(path, "."), rulebook.Members, "entry")
		for _, v := range everyForm() {
			if !slices.Contains([]string{"missing", "null", "empty-list", "empty-object", "text", "list-of-null"}, v.name) {
				continue
			}
			doc := p.kind.part()
			switch {
			case v.json != "":
				doc.set(path, p.entry(0), raw(v.json))
			case p.many() && n > len(familyOf(p.signal.Path)):
				continue
			default:
				doc.drop(path)
			}
			m.askOwn(p.kind, "element/"+name+"/"+v.name, fmt.Sprintf("In a document of the kind %s the element %s %s.", p.kind.Name, path, v.what), p.kind.whole(doc), Context{})
		}
	}
}

// ownWorst asks several places of one signal together, and several entries below
// one place: the worst counts.
func (m *maker) ownWorst(k *ownKind) {
	places := k.places()
	for i, p := range places {
		if p.many() && !p.alike {
			m.entriesOfPlace(k, p)
		}
		if i > 0 && p.nth > 0 && p.nth == places[i-1].nth+1 {
			m.twoPlaces(k, places[i-1], p)
		}
	}
}

func (m *maker) twoPlaces(k *ownKind, a, b *ownPlace) {
	first, second := append([]placed{{0, "missing", ""}}, a.single()...), append([]placed{{0, "missing", ""}}, b.single()...)
	for i, x := range first {
		for j, y := range second {
			oneWorst := i+1 == len(first) && j == 1 || i < 2 && j+1 == len(second)
			if a.alike && !oneWorst {
				continue
			}
			doc := k.part()
			doc.drop(familyOf(a.signal.Path))
			doc.drop(familyOf(b.signal.Path))
			for _, each := range []struct {
				*ownPlace
				placed
			}{{a, x}, {b, y}} {
				if each.json != "" {
					each.put(doc, raw(each.json))
				}
			}
			m.askOwn(k, fmt.Sprintf("worst/%s-and-%d/%s+%s", a.name(), b.nth+1, idOf(x.name), idOf(y.name)),
				fmt.Sprintf("In a document of the kind %s %s is %s and %s is %s: the worst counts.", k.Name, a.signal.Path, x.name, b.signal.Path, y.name), k.whole(doc), Context{})
		}
	}
}

// entriesOfPlace asks entries below a place, in different orders.
func (m *maker) entriesOfPlace(k *ownKind, p *ownPlace) {
	good, bad, none := p.best(), p.worst(), raw("null")
	for _, c := range []struct {
		name, about string
		entries     []*tree
	}{
		{"good-bad", "a good entry before a bad one", []*tree{good, bad}},
		{"bad-good", "a bad entry before a good one", []*tree{bad, good}},
		{"good-bad-good", "a bad entry between good ones", []*tree{good, bad, good}},
		{"good-null", "a good entry before one without value", []*tree{good, none}},
		{"null-bad", "an entry without value before a bad one", []*tree{none, bad}},
		{"null", "nothing but an entry without value", []*tree{none}},
	} {
		doc := p.without()
		p.put(doc, c.entries...)
		m.askOwn(k, "worst/"+p.name()+"/entries/"+c.name, fmt.Sprintf("In a document of the kind %s there is %s at %s.", k.Name, c.about, p.signal.Path), k.whole(doc), Context{})
	}
}
