package schema

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/explain"
)

const explainSchema = "../../explain/schema.json"

func TestExplainSchemaIsDescribed(t *testing.T) {
	schema := readJSON(t, explainSchema)
	for _, keyword := range []string{"$schema", "$id", "title"} {
		if schema[keyword] == nil {
			t.Errorf("the schema has no %s", keyword)
		}
	}
	describe(t, "#", schema)
}

// The schema has the members of the Go types, each where it is, and requires
// those that are never left out.
func TestExplainSchemaHasTheMembers(t *testing.T) {
	schema := readJSON(t, explainSchema)
	parts := schema["$defs"].(map[string]any)
	parts["explanation"] = schema
	for name, typ := range map[string]reflect.Type{
		"explanation": reflect.TypeFor[explain.Explanation](),
		"signal":      reflect.TypeFor[explain.Signal](),
		"entry":       reflect.TypeFor[explain.Entry](),
		"term":        reflect.TypeFor[explain.Term](),
		"row":         reflect.TypeFor[explain.Row](),
		"condition":   reflect.TypeFor[explain.Condition](),
		"saw":         reflect.TypeFor[explain.Saw](),
		"outcome":     reflect.TypeFor[explain.Outcome](),
		"way":         reflect.TypeFor[explain.Way](),
		"change":      reflect.TypeFor[explain.Change](),
	} {
		part := parts[name].(map[string]any)
		var members, required []string
		for i := range typ.NumField() {
			member, omitted := strings.CutSuffix(typ.Field(i).Tag.Get("json"), ",omitempty")
			members = append(members, member)
			if !omitted {
				required = append(required, member)
			}
		}
		slices.Sort(members)
		if got := slices.Sorted(maps.Keys(part["properties"].(map[string]any))); !slices.Equal(got, members) {
			t.Errorf("%s has %v, the Go type %v", name, got, members)
		}
		var got []string
		for _, member := range part["required"].([]any) {
			got = append(got, member.(string))
		}
		slices.Sort(got)
		slices.Sort(required)
		if !slices.Equal(got, required) {
			t.Errorf("%s requires %v; the Go type never leaves out %v", name, got, required)
		}
	}
}

// explained gives the JSON of the explanations of all committed documents that
// have one, by what explains them.
func explained(t *testing.T) map[string][]byte {
	t.Helper()
	return eachDocument(t, explainFile)
}

// explainFile gives the JSON of the explanation of one document, or nothing
// where it is refused.
func explainFile(t *testing.T, file, processType, word string) []byte {
	t.Helper()
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := verdict.Parse(doc)
	if err != nil {
		return nil
	}
	e, err := p.WithProcessType(processType).WithVerdict(word).Explain()
	if err != nil {
		return nil
	}
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decode(t *testing.T, text []byte) map[string]any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}

func TestExplainSchemaTakesExplanations(t *testing.T) {
	schema := compile(t, explainSchema)
	for name, text := range explained(t) {
		if err := schema.Validate(decode(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Of the committed documents none has a change of context, or more ways than
// are listed.
func TestExplainSchemaTakesTheRest(t *testing.T) {
	e := decode(t, explainFile(t, expired, "", ""))
	outcome := at(e, "nearest", 0)
	outcome["more"] = true
	at(outcome, "ways", 0, "changes", 0)["context"] = true
	if err := compile(t, explainSchema).Validate(e); err != nil {
		t.Error(err)
	}
}

const expired = "../../testdata/documents/eid/rejected-expired.json"

// at follows names of members and indexes.
func at(v any, path ...any) map[string]any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			v = v.(map[string]any)[step]
		case int:
			v = v.([]any)[step]
		}
	}
	return v.(map[string]any)
}

func TestExplainSchemaRefuses(t *testing.T) {
	schema := compile(t, explainSchema)
	type object = map[string]any
	row := func(e object) object { return at(e, "rows", 4) }
	signal := func(e object) object { return at(e, "signals", 3) }
	atom := func(e object) object { return at(e, "rows", 4, "condition", "parts", 1) }
	change := func(e object) object { return at(e, "nearest", 0, "ways", 0, "changes", 0) }
	for why, edit := range map[string]func(e object){
		"an explanation has no other members":  func(e object) { e["final"] = true },
		"it has a provider":                    func(e object) { delete(e, "provider") },
		"the status is one of those there are": func(e object) { e["status"] = "cancelled" },
		"with a status there is a row":         func(e object) { delete(e, "rule") },
		"with a status nothing is missing":     func(e object) { e["missing"] = []any{"features"} },
		"what is undecided has no row":         func(e object) { e["status"], e["missing"] = "undecided", []any{"features"} },
		"what is undecided says what is missing": func(e object) {
			e["status"] = "undecided"
			delete(e, "rule")
		},
		"the book is a hash":                       func(e object) { e["book"] = "embedded" },
		"a table has signals":                      func(e object) { e["signals"] = []any{} },
		"a table has rows":                         func(e object) { delete(e, "rows") },
		"the nearest outcomes are there":           func(e object) { delete(e, "nearest") },
		"they are a list, if an empty one":         func(e object) { e["nearest"] = nil },
		"a signal has a value":                     func(e object) { delete(signal(e), "value") },
		"a value is text":                          func(e object) { signal(e)["value"] = true },
		"a signal holds nothing of a document":     func(e object) { signal(e)["raw"] = "x" },
		"what is not so is left out":               func(e object) { signal(e)["missing"] = false },
		"entries have names":                       func(e object) { delete(at(signal(e), "entries", 0), "name") },
		"no entries are left out":                  func(e object) { signal(e)["entries"] = []any{} },
		"a row gives a status":                     func(e object) { delete(row(e), "status") },
		"a row names its source":                   func(e object) { delete(row(e), "source") },
		"a row is beside no status":                func(e object) { row(e)["beside"] = []any{"accepted"} },
		"a basis is text, example or a reading":    func(e object) { row(e)["basis"] = []any{"R0"} },
		"a row stands in a line":                   func(e object) { row(e)["at"] = "rules/eid.yaml" },
		"an entry that was the cause has its set":  func(e object) { row(e)["because"] = []any{"nonExpired"} },
		"a remark gives no status":                 func(e object) { at(e, "remarks", 0)["status"] = "accepted" },
		"a row held or not":                        func(e object) { delete(row(e), "holds") },
		"there are five kinds of conditions":       func(e object) { atom(e)["kind"] = "any" },
		"an atom saw something":                    func(e object) { delete(atom(e), "saw") },
		"an atom has no parts":                     func(e object) { atom(e)["parts"] = []any{atom(e)["saw"]} },
		"an atom is a question":                    func(e object) { delete(atom(e), "text") },
		"a condition of parts saw nothing itself":  func(e object) { at(e, "rows", 4, "condition")["saw"] = atom(e)["saw"] },
		"a condition of parts has several":         func(e object) { at(e, "rows", 4, "condition")["parts"] = []any{atom(e)} },
		"a term stands for one condition":          func(e object) { at(e, "rows", 4, "condition", "parts", 0)["parts"] = []any{atom(e), atom(e)} },
		"an outcome with changes has a way":        func(e object) { at(e, "nearest", 0)["ways"] = []any{} },
		"an outcome without changes has none":      func(e object) { at(e, "nearest", 0)["changes"] = 0 },
		"a way has changes":                        func(e object) { at(e, "nearest", 0, "ways", 0)["changes"] = []any{} },
		"a change leads somewhere":                 func(e object) { change(e)["to"] = []any{} },
		"it leads there once":                      func(e object) { change(e)["to"] = []any{"[true]", "[true]"} },
		"a change says so in words":                func(e object) { delete(change(e), "says") },
		"a change is of a signal":                  func(e object) { change(e)["signal"] = "/providerSpecific/ocr" },
		"the number of changes is a whole number":  func(e object) { at(e, "nearest", 0)["changes"] = 1.5 },
		"statuses that lead nowhere are not ways":  func(e object) { at(e, "nearest", 2)["more"] = true },
		"a refused document is not an explanation": func(e object) { clear(e); e["error"] = object{"kind": "malformed"} },
	} {
		e := decode(t, explainFile(t, expired, "", ""))
		if err := schema.Validate(e); err != nil {
			t.Fatal(err)
		}
		edit(e)
		if schema.Validate(e) == nil {
			t.Errorf("%s: the schema takes it", why)
		}
	}
}
