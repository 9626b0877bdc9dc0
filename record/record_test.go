package record_test

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/record"
)

// full is a record with every member that there is.
func full() *record.Record {
	return &record.Record{
		Book:     record.Book{Hash: "sha256:b", Version: "1.0.0"},
		Context:  map[string]string{"verdict": "accepted", "processType": "human"},
		Engine:   record.Engine{Version: "1"},
		Final:    true,
		ID:       "sha256:i",
		Input:    "sha256:d",
		Missing:  []string{"m"},
		Provider: "p",
		Readings: []string{"R2", "R10"},
		Rule:     "r",
		Status:   "accepted",
		Tables: []record.Table{{
			File: "t.yaml",
			Remarks: []record.Row{{
				At: "t.yaml:2", Atoms: []record.Atom{{Saw: []record.Saw{{Signal: "s", Value: "v"}}, Text: "q"}},
				Basis: []string{"text"}, Because: []string{"s/e"}, Beside: []string{"accepted"}, Holds: true,
				ID: "i", Reason: "<&>\u2028\x00", Source: "o", Status: "failed", When: "w",
			}},
			Rows: []record.Row{{}, {Atoms: []record.Atom{{Holds: true}, {}}}},
			Signals: []record.Signal{
				{Name: "one", Value: "v"},
				{Name: "set", Values: []string{"a", "b"}, Entries: []record.Entry{{Name: "", Value: "b"}, {Name: "é\U0001f600\""}}},
				{Name: "empty", Values: []string{}},
			},
		}, {}},
		Version: 1,
	}
}

// noNil makes lists that are nil as they are written: empty, unless they are left
// out.
func noNil(r *record.Record) *record.Record {
	for i := range r.Tables {
		t := &r.Tables[i]
		if t.Rows == nil {
			t.Rows = []record.Row{}
		}
		if t.Signals == nil {
			t.Signals = []record.Signal{}
		}
		for j := range t.Rows {
			if t.Rows[j].Atoms == nil {
				t.Rows[j].Atoms = []record.Atom{}
			}
			for k := range t.Rows[j].Atoms {
				if a := &t.Rows[j].Atoms[k]; a.Saw == nil {
					a.Saw = []record.Saw{}
				}
			}
		}
	}
	return r
}

// TestJSON: JSON writes what the declarations of the members say, and what Parse
// reads.
func TestJSON(t *testing.T) {
	if v := reflect.ValueOf(*full()); v.NumField() < 10 {
		t.Fatal("a record has fewer members than there were")
	} else {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Fatalf("%s is left empty, so that nothing is known of it", v.Type().Field(i).Name)
			}
		}
	}
	for name, r := range map[string]*record.Record{"full": full(), "empty": {Tables: []record.Table{}}} {
		want, err := json.Marshal(noNil(r), json.Deterministic(true))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(r.JSON())); diff != "" {
			t.Errorf("%s (-declared +written):\n%s", name, diff)
		}
		again, err := record.Parse(r.JSON())
		if diff := cmp.Diff(r, again); diff != "" || err != nil {
			t.Errorf("%s: %v, read again (-want +got):\n%s", name, err, diff)
		}
	}
}

// TestJSONOfBrokenText: what is no UTF-8 is written so that it is.
func TestJSONOfBrokenText(t *testing.T) {
	r := record.Record{Status: "a\xffb"}
	again, err := record.Parse(r.JSON())
	if err != nil || again.Status != "a\ufffdb" {
		t.Errorf("%v, %v, want the character U+FFFD", again, err)
	}
}

// TestHash: the id is no part of what it is the hash of.
func TestHash(t *testing.T) {
	r := full()
	before := r.Hash()
	if r.ID != "sha256:i" {
		t.Errorf("the id has become %s", r.ID)
	}
	r.ID = "sha256:other"
	if after := r.Hash(); after != before {
		t.Errorf("with another id the hash is %s, and was %s", after, before)
	}
	r.Rule = "other"
	if after := r.Hash(); after == before {
		t.Errorf("with another rule the hash is still %s", after)
	}
	if got := record.Sum([]byte("abc")); got != "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("the hash of abc is %s", got) // FIPS 180-2, appendix B.1
	}
}

func TestParseRefuses(t *testing.T) {
	const noJSON, noType = "it is not JSON", "a value has not the type that it has in records"
	for why, c := range map[string]struct {
		text, says string
		offset     int64
	}{
		"nothing is no JSON":                   {``, noJSON, 0},
		"half a record is no JSON":             {`{"status":`, noJSON, 9},
		"something follows":                    {`{} {}`, noJSON, 3},
		"a list is no record":                  {`[]`, noType, 1},
		"a number is no text":                  {`{"tables":[{"rows":[{"id":1}]}]}`, noType, 27},
		"a version is a whole number":          {`{"version":1.5}`, noType, 14},
		"names in the context may be anyone's": {`{"context":{"kari":1}}`, noType, 20},
	} {
		r, err := record.Parse([]byte(c.text))
		var wrong *record.VerifyError
		if r != nil || !errors.As(err, &wrong) {
			t.Errorf("%s: %v, %v", why, r, err)
			continue
		}
		want := []record.Problem{{Kind: record.Malformed, Offset: c.offset, Says: c.says}}
		if diff := cmp.Diff(want, wrong.Problems); diff != "" {
			t.Errorf("%s (-want +got):\n%s", why, diff)
		}
	}
}

// TestParseTakes: what encoding/json lets pass is read, and is not what JSON gives.
func TestParseTakes(t *testing.T) {
	for why, text := range map[string]string{
		"a member that no record has":            `{"name":"x"}`,
		"a member twice":                         `{"rule":"a","rule":"b"}`,
		"a name in capitals":                     `{"RULE":"a"}`,
		"a text that is not UTF-8":               "{\"rule\":\"\xff\"}",
		"one half of a pair of surrogates":       `{"rule":"\ud800"}`,
		"null in place of a text":                `{"rule":null}`,
		"an empty list that could be left out":   `{"missing":[]}`,
		"an empty object that could be left out": `{"context":{}}`,
	} {
		r, err := record.Parse([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", why, err)
		} else if bytes.Equal(r.JSON(), []byte(text)) {
			t.Errorf("%s: %s is taken for canonical", why, text)
		}
	}
}

// TestErrorText: an error says all that is wrong, and where.
func TestErrorText(t *testing.T) {
	err := &record.VerifyError{Problems: []record.Problem{
		{Kind: record.Status, Pointer: "/status", Says: "it is another"},
		{Kind: record.Form, Offset: 7, Says: "it is not canonical"},
		{Kind: record.Malformed, Pointer: "/book", Offset: 9, Says: "it is no record"},
		{Kind: record.NoBook, Says: "it is not at hand"},
	}}
	const want = "verdict: the record does not verify: it is another, at /status; it is not canonical, at byte 7; it is no record, at /book; it is not at hand"
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
