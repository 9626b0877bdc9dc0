package suite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// recognised asks what a document of a kind looks like, and what is nearly one.
func (m *maker) recognised(k *ownKind) {
	if k.Looks.List {
		return // see holdings and shapes
	}
	for _, has := range k.Looks.Has {
		m.needed(k, has)
	}
	m.some(k)
	for _, path := range k.Looks.None {
		for _, v := range []sample{{"null", "null"}, {"empty-list", "[]"}, {"false", "false"}, {"object", `{"a":1}`}} {
			doc := k.part()
			doc.set(path, "", raw(v.json))
			m.askOwn(k, "looks/beside-"+dotted(path)+"/"+v.name, fmt.Sprintf("Beside what makes a document of the kind %s stands %s, which is %s; null, {} and [] are not there.", k.Name, path, v.json), doc, Context{})
		}
	}
	m.named(k)
}

func dotted(path rulebook.Path) string { return strings.Join(path, ".") }

// needed asks a member that a document of the kind has.
func (m *maker) needed(k *ownKind, has rulebook.Member) {
	about := fmt.Sprintf("A document of the kind %s has %s; here it is ", k.Name, has.Path)
	values := []sample{{"null", "null"}, {"empty-object", "{}"}, {"empty-list", "[]"}, {"number", "7"}}
	for _, word := range has.Words {
		values = append(values, sample{"word=" + idOf(word), quote(word)})
	}
	if len(has.Words) > 0 {
		word := has.Words[0]
		values = append(values, sample{"upper", quote(strings.ToUpper(word))}, sample{"blank", quote(word + " ")}, sample{"list-of-it", "[" + quote(word) + "]"})
	}
	for _, v := range values {
		doc := k.part()
		doc.set(has.Path, "", raw(v.json))
		m.askOwn(k, "looks/"+dotted(has.Path)+"/"+v.name, about+v.json+".", doc, Context{})
	}
	doc := k.part()
	doc.drop(has.Path)
	m.askOwn(k, "looks/"+dotted(has.Path)+"/missing", about+"left out.", doc, Context{})
	doc = k.part()
	last := has.Path[len(has.Path)-1]
	if at := doc.find(has.Path[:len(has.Path)-1]); at != nil && at.index(last) >= 0 {
		at.members[at.index(last)].name = strings.ToUpper(last)
		m.askOwn(k, "looks/"+dotted(has.Path)+"/misnamed", "A document of the kind "+k.Name+" has "+has.Path.String()+"; here the name is written in capitals.", doc, Context{})
	}
}

// some asks the members of which one is enough: each alone, and none.
func (m *maker) some(k *ownKind) {
	bare := func() *tree {
		doc := k.part()
		for _, path := range k.Looks.Some {
			doc.drop(path)
		}
		return doc
	}
	if len(k.Looks.Some) > 0 {
		m.askOwn(k, "looks/some/none", "A document of the kind "+k.Name+" has one of several members; here it has none of them.", bare(), Context{})
	}
	for _, path := range k.Looks.Some {
		value := k.part().find(path)
		if value == nil {
			value = raw("true")
		}
		for _, v := range []struct {
			name  string
			value *tree
		}{{"alone", value}, {"null", raw("null")}} {
			doc := bare()
			doc.set(path, "", v.value)
			m.askOwn(k, "looks/some/"+dotted(path)+"/"+v.name, fmt.Sprintf("A document of the kind %s has one of several members; here %s alone is there, and it is %s.", k.Name, path, v.value.json()), doc, Context{})
		}
	}
}

// named asks a document of the kind that names a provider, or is inside something.
func (m *maker) named(k *ownKind) {
	for _, v := range []sample{
		{"null", "null"}, {"empty-text", `""`}, {"empty-object", "{}"}, {"own", quote(k.table.provider)},
	} {
		doc := k.part().with("provider", raw(v.json))
		id, about := "looks/provider/"+v.name, fmt.Sprintf("A document of the kind %s has a provider beside it, which is %s: but for null it is a Get process document.", k.Name, v.json)
		if v.name == "own" {
			m.add(draft{group: k.table.group, id: "shape/" + k.short + "/" + id, about: about, doc: []byte(doc.json()), level: "robustness"})
			continue
		}
		m.askOwn(k, id, about, doc, Context{})
	}
	inside := (&tree{kind: object}).with("data", k.part())
	m.askOwn(k, "looks/inside", "A document of the kind "+k.Name+" stands inside an object that is of no kind.", inside, Context{})
	m.askOwn(k, "looks/text", "A document of the kind "+k.Name+" stands in a text.", quoted(k.part().json()), Context{})
	mixed := k.whole(k.part()).mix(mixture{escaped: true, spaced: true, reversed: true}, 0)
	m.askOwn(k, "looks/spelling/mixed", "A document of the kind "+k.Name+" with every letter escaped, white space of every kind, and members in reverse order means the same.", raw(mixed), Context{})
	strange := k.part().with("x-strange", raw(`{"result":"consider","name":"document","matchLevel":0}`)).with("applicant_id", quoted("7")).with("matchlevel", raw("0"))
	m.askOwn(k, "looks/spelling/strange", "Members that nobody declares do not matter.", k.whole(strange), Context{})
	doc := k.part()
	first := doc.members[0]
	twice := strings.TrimSuffix(doc.json(), "}") + "," + quote(first.name) + ":" + first.value.json() + "}"
	m.askOwn(k, "looks/twice", "A member of a document of the kind "+k.Name+" stands twice.", raw(twice), Context{})
}

// shapes asks what is of no kind, and of several, whatever the provider.
func (m *maker) shapes(kinds []*ownKind) {
	group := m.tables[0].group
	ask := func(id, about, json string) {
		m.add(m.ownDraft(draft{group: group, id: id, about: about, doc: []byte(json)}))
	}
	for i, a := range kinds {
		for _, b := range kinds[i+1:] {
			if a.table == b.table || !a.Reads() || !b.Reads() {
				continue
			}
			both := a.part().clone()
			both.members = append(both.members, slices.DeleteFunc(b.part().clone().members, func(of member) bool { return both.index(of.name) >= 0 })...)
			ask("two-kinds/"+a.Name+"+"+b.Name, "A document looks like one of the kind "+a.Name+" and like one of the kind "+b.Name+".", both.json())
		}
	}
	for _, c := range []struct{ id, about, json string }{
		{"empty-list", "An empty list is no document.", "[]"},
		{"list-of-null", "A list of null is no document.", "[null]"},
		{"list-of-empty", "A list of {} is no document.", "[{}]"},
		{"list-of-texts", "A list of texts is no document.", `["document","facial_similarity_photo"]`},
		{"list-of-numbers", "A list of numbers is no document.", "[1,2]"},
		{"list-of-get-process", "A list of Get process documents is no document.", "[" + carried(true).json() + "]"},
		{"only-status", "An object with nothing but a status is of no kind.", `{"status":"complete"}`},
		{"only-result", "An object with nothing but a result is of no kind.", `{"result":"clear","sub_result":"clear"}`},
		{"provider-specific", "What stands in providerSpecific is no document by itself.", `{"providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"}}}`},
	} {
		ask("none/"+c.id, c.about, c.json)
	}
	for _, k := range kinds {
		if k.Looks.List || !k.Reads() {
			continue
		}
		ask("nested-list/"+k.Name, "A list in a list holds no documents.", listOf(listOf(k.part())).json())
		if k.list == nil {
			ask("list/"+k.Name, "A document of the kind "+k.Name+" stands in a list, where none is looked for.", listOf(k.part()).json())
		}
	}
}
