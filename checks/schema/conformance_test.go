package schema

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/verdict-id/verdict/conformance"
)

const vectorSchema = "../../conformance/schema.json"

func TestVectorSchemaIsDescribed(t *testing.T) {
	schema := readJSON(t, vectorSchema)
	for _, keyword := range []string{"$schema", "$id", "title"} {
		if schema[keyword] == nil {
			t.Errorf("the schema has no %s", keyword)
		}
	}
	describe(t, "#", schema)
}

// Every vector of the conformance suite is as the schema says.
func TestVectors(t *testing.T) {
	schema := compile(t, vectorSchema)
	n := 0
	for v := range conformance.Vectors() {
		n++
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(unmarshal(t, text)); err != nil {
			t.Errorf("%s: %v", v.ID, err)
		}
	}
	if n < 3000 {
		t.Errorf("%d vectors, want thousands", n)
	}
}

// What is no vector the schema refuses.
func TestVectorSchemaRefuses(t *testing.T) {
	schema := compile(t, vectorSchema)
	const sound = `{"id":"readid/x","group":"readid","level":"must","about":"a","source":"s","document":"{}","expected":{"error":"undecided"}}`
	if err := schema.Validate(unmarshal(t, []byte(sound))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ why, member, value string }{
		{"an id has at least two parts", "id", `"readid"`},
		{"a part of an id cannot end in a full stop: on some systems a file cannot", "id", `"readid/x."`},
		{"there is no such group", "group", `"nobody"`},
		{"there is no such level", "level", `"should"`},
		{"a sentence is not empty", "about", `""`},
		{"an answer is a status or an error", "expected", `{}`},
		{"an answer is not both", "expected", `{"status":"rejected","error":"undecided"}`},
		{"an accepted process states its final result", "expected", `{"status":"accepted"}`},
		{"an error has no final result", "expected", `{"error":"undecided","finalResult":{}}`},
		{"a field of a final result has a value", "expected", `{"status":"accepted","finalResult":{"gender":""}}`},
		{"there is no such field", "expected", `{"status":"accepted","finalResult":{"name":"x"}}`},
		{"there is no such status", "expected", `{"status":"cancelled"}`},
		{"a document is given once", "documentBase64", `"e30="`},
		{"the chosen side is not declared", "profiles", `[{"with":{"R6":"a"},"expected":{"status":"rejected"}}]`},
		{"a profile asks for some side", "profiles", `[{"with":{},"expected":{"status":"rejected"}}]`},
		{"nobody explains this flag", "flags", `["strange"]`},
		{"what is empty is left out", "context", `{}`},
		{"what is empty is left out", "rules", `[]`},
		{"there is no such member", "note", `"x"`},
	} {
		vector := unmarshal(t, []byte(sound)).(map[string]any)
		vector[c.member] = unmarshal(t, []byte(c.value))
		if schema.Validate(vector) == nil {
			t.Errorf("%s: %s is taken as %s", c.why, c.value, c.member)
		}
	}
}

func unmarshal(t *testing.T, text []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return value
}
