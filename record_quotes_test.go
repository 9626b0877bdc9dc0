package verdict_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestVerifyQuotesNothing plants a canary in every place of a record, as a text and
// as a name: a record that someone changed may hold anything, and no error shows it.
func TestVerifyQuotesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine changes for a while")
	}
	e := embedded(t)
	var top any
	text := recordOf(t, e, readFile(t, "testdata/documents/eid/rejected-expired.json"), "", "")
	if err := json.Unmarshal(text, &top); err != nil {
		t.Fatal(err)
	}
	planted := 0
	try := func(where string) {
		c := recordChange{what: "a canary", at: where, text: canonicalOf(top)}
		for _, text := range [][]byte{c.text, c.fitting()} {
			planted++
			err := e.Verify(text)
			if shown := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(shown, canary) {
				t.Errorf("a canary at %s is shown: %s", where, shown)
			}
		}
	}
	for _, place := range jsonPlaces(top, "") {
		old := place.value
		place.set(canary)
		try(place.at)
		place.set(old)
		if object, ok := old.(map[string]any); ok {
			object[canary] = canary
			try(place.at)
			delete(object, canary)
		}
	}
	if planted < 1000 {
		t.Errorf("%d records with canaries, want at least 1000", planted)
	}
}

// jsonPlace is a value in a tree of JSON that can be put another way.
type jsonPlace struct {
	at    string
	value any
	set   func(any)
}

// jsonPlaces are all places below the top.
func jsonPlaces(value any, at string) []jsonPlace {
	var all []jsonPlace
	add := func(at string, child any, set func(any)) {
		all = append(append(all, jsonPlace{at, child, set}), jsonPlaces(child, at)...)
	}
	switch v := value.(type) {
	case map[string]any:
		for name, child := range v {
			add(at+"/"+name, child, func(with any) { v[name] = with })
		}
	case []any:
		for i, child := range v {
			add(fmt.Sprintf("%s/%d", at, i), child, func(with any) { v[i] = with })
		}
	}
	return all
}
