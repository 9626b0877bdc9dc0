package verdict_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/record"
)

// recordChange is a record with one change in it, as canonical JSON unless the
// change is of the form.
type recordChange struct {
	what string
	at   string // the place, "" where the change is of the form
	text []byte
}

// mayChange are the places that nothing but the id holds fast: what a record cannot
// know of the document, the name of a family's member, names of entries that no row
// names, and that a book was not released yet.
var mayChange = regexp.MustCompile(`^/(input|provider|book/version|tables/\d/signals/\d+/entries/\d+/name)$`)

// check makes sure that Verify refuses the change, and again where the id is made to
// fit.
func (c recordChange) check(t rapid.TB, e *verdict.Engine) {
	t.Helper()
	if err := e.Verify(c.text); err == nil {
		t.Errorf("%s at %q: the record verifies\n%s", c.what, c.at, c.text)
	}
	fitting := c.fitting()
	if fitting == nil || mayChange.MatchString(c.at) {
		return
	}
	if err := e.Verify(fitting); err == nil {
		t.Errorf("%s at %q, with an id that fits: the record verifies\n%s", c.what, c.at, fitting)
	}
}

// fitting is the changed record with the id that belongs to it, or nil where it has
// none or that is what was changed.
func (c recordChange) fitting() []byte {
	var members map[string]json.RawMessage
	if c.at == "" || c.at == "/id" || json.Unmarshal(c.text, &members) != nil {
		return nil
	}
	delete(members, "id")
	members["id"], _ = json.Marshal(record.Sum(canonicalOf(members)))
	return canonicalOf(members)
}

// canonicalOf is a value as canonical JSON.
func canonicalOf(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	canonical := jsontext.Value(text)
	if err := canonical.Canonicalize(); err != nil {
		panic(err)
	}
	return canonical
}

// recordChanges are the changes of one place of a record, those that are wanted by
// their number; the others cost little.
func recordChanges(t rapid.TB, text []byte, wanted func(n int) bool) (changes []recordChange, there int) {
	t.Helper()
	var top any
	if err := json.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	add := func(what, at string, changed func() []byte) {
		if there++; wanted(there - 1) {
			if c := (recordChange{what, at, changed()}); !bytes.Equal(c.text, text) {
				changes = append(changes, c)
			}
		}
	}
	changePlaces(top, "", func(any) {}, func(what, at string) { add(what, at, func() []byte { return canonicalOf(top) }) })
	formChanges(text, func(what string, changed ...[]byte) { add(what, "", func() []byte { return bytes.Join(changed, nil) }) })
	return changes, there
}

// changePlaces changes the value at a place, and the places in it, one at a time;
// set puts another value there.
func changePlaces(value any, at string, set func(any), change func(what, at string)) {
	try := func(what string, with any) {
		set(with)
		change(what, at)
		set(value)
	}
	switch v := value.(type) {
	case map[string]any:
		changeMembers(v, at, change)
	case []any:
		if len(v) > 0 {
			try("one entry less", v[1:])
		}
		try("one entry more", append(slices.Clone(v), "more"))
		for i := range v {
			changePlaces(v[i], fmt.Sprintf("%s/%d", at, i), func(with any) { v[i] = with }, change)
			if i > 0 {
				v[i], v[i-1] = v[i-1], v[i]
				change("two entries change places", at)
				v[i], v[i-1] = v[i-1], v[i]
			}
		}
	case string:
		for _, with := range []string{v + "x", "", "absent"} {
			try("another text", with)
		}
		try("another type", 1.0)
	case bool:
		try("the opposite", !v)
	case float64:
		try("another number", v+1)
		try("another type", "1")
	}
	if at != "" {
		try("null", nil)
	}
}

// changeMembers leaves out members, adds one, and changes the others.
func changeMembers(object map[string]any, at string, change func(what, at string)) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		value := object[name]
		delete(object, name)
		change("left out", at+"/"+name)
		object[name] = value
		changePlaces(value, at+"/"+name, func(with any) { object[name] = with }, change)
	}
	for _, name := range []string{"more", "input", "rule", "because"} {
		if _, there := object[name]; !there {
			object[name] = "more"
			change("one member more", at)
			delete(object, name)
		}
	}
}

// formChanges calls add with other ways to write a record.
func formChanges(text []byte, add func(what string, changed ...[]byte)) {
	for i, c := range text {
		if strings.IndexByte("{}[]:,", c) >= 0 && i%29 == 0 { // white space is as good at some places as at all
			add("white space", text[:i], []byte(" "), text[i:])
		}
	}
	add("white space behind", text, []byte("\n"))
	add("an escape", bytes.Replace(text, []byte(`"status"`), []byte(`"st\u0061tus"`), 1))
	add("an escape", bytes.Replace(text, []byte(`process.yaml`), []byte(`process\u002eyaml`), 1))
	add("a fraction", bytes.Replace(text, []byte(`"version":1}`), []byte(`"version":1.0}`), 1))
	add("a member twice", bytes.Replace(text, []byte(`"version":1}`), []byte(`"version":1,"version":1}`), 1))
	add("another order", []byte(`{"version":1,`), bytes.Replace(text[1:], []byte(`,"version":1}`), []byte("}"), 1))
	add("a capital", bytes.Replace(text, []byte(`"status":`), []byte(`"Status":`), 1))
	add("cut", text[:len(text)-1])
	add("twice", text, text)
	add("nothing")
	add("a byte order mark", []byte("\ufeff"), text)
	add("a list", []byte("["), text, []byte("]"))
}
