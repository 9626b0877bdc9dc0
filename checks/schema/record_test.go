package schema

import (
	"bytes"
	"os"
	"testing"

	"github.com/gowebpki/jcs"

	"github.com/verdict-id/verdict"
)

const recordSchema = "../../record/schema.json"

// recorded gives the records of all committed documents that have one, and of typed
// signals, by what was recorded.
func recorded(t *testing.T) map[string][]byte {
	t.Helper()
	all := eachDocument(t, recordFile)
	for name, signals := range map[string]verdict.Signals{
		"typed":          verdict.ReadID{ChipVerification: "SUCCEEDED"},
		"undecided":      verdict.ReadID{},
		"a strange name": verdict.EID{SecurityChecks: map[string]*bool{strange: new(bool), "": nil, "a": nil}},
	} {
		all[name] = recordSignals(t, signals)
	}
	return all
}

// strange is a name of which RFC 8785 asks for escapes at its beginning and for
// none at its end, where other encoders write some.
const strange = "\x00\x01\b\t\n\x0b\f\r\x1f\"\\/<>&'\x7f\u0080\u2028\u2029\ufeff\ufffd€\U0001f600"

// recordFile gives the record of one document, or nothing where it is refused.
func recordFile(t *testing.T, file, processType, word string) []byte {
	t.Helper()
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := verdict.Parse(doc)
	if err != nil {
		return nil
	}
	text, _ := p.WithProcessType(processType).WithVerdict(word).Record(doc)
	return text
}

func recordSignals(t *testing.T, signals verdict.Signals) []byte {
	t.Helper()
	e, err := verdict.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := e.Record(signals)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestRecordsAreCanonical: records are what another implementation of RFC 8785
// makes of them.
func TestRecordsAreCanonical(t *testing.T) {
	for name, text := range recorded(t) {
		canonical, err := jcs.Transform(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(canonical, text) {
			t.Errorf("%s: the record is\n%s\nand its canonical form\n%s", name, text, canonical)
		}
	}
}

func TestRecordSchemaTakesRecords(t *testing.T) {
	schema := compile(t, recordSchema)
	for name, text := range recorded(t) {
		if err := schema.Validate(decode(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRecordSchemaTakesReleasedBooks(t *testing.T) {
	r := decode(t, recordSignals(t, verdict.ReadID{}))
	at(r, "book")["version"] = "1.10.0"
	if err := compile(t, recordSchema).Validate(r); err != nil {
		t.Error(err)
	}
}

// TestRecordSchemaRefuses edits a record of each kind.
func TestRecordSchemaRefuses(t *testing.T) {
	schema := compile(t, recordSchema)
	type object = map[string]any
	own := func(r object) object { return at(r, "tables", 1) }
	row := func(r object) object { return at(own(r), "rows", 4) }
	atom := func(r object) object { return at(row(r), "atoms", 0) }
	set := func(r object) object { return at(own(r), "signals", 1) }
	signal := func(r object) object { return at(own(r), "signals", 3) }
	edits := map[string]func(r object){
		"a record has no other members":           func(r object) { r["time"] = "2026-01-01" },
		"it has an id":                            func(r object) { delete(r, "id") },
		"the id is a hash":                        func(r object) { r["id"] = "1" },
		"the hash of the document is one":         func(r object) { r["input"] = "sha256:" },
		"there is one version of the form":        func(r object) { r["version"] = 2 },
		"the version of the form is a number":     func(r object) { r["version"] = "1" },
		"there is one version of the engine":      func(r object) { at(r, "engine")["version"] = "2" },
		"the engine is not a build":               func(r object) { at(r, "engine")["commit"] = "abc" },
		"a book has a version":                    func(r object) { delete(at(r, "book"), "version") },
		"a version has three numbers":             func(r object) { at(r, "book")["version"] = "1.0" },
		"a book has a hash":                       func(r object) { at(r, "book")["hash"] = "embedded" },
		"there is a provider":                     func(r object) { r["provider"] = "" },
		"the context is of signals":               func(r object) { r["context"] = object{"/processType": "automatic"} },
		"an empty context is left out":            func(r object) { r["context"] = object{} },
		"a context has declared values":           func(r object) { at(r, "context")["processType"] = nil },
		"some table was asked":                    func(r object) { r["tables"] = []any{} },
		"two were at most":                        func(r object) { r["tables"] = append(r["tables"].([]any), own(r)) },
		"without a document no lifecycle":         func(r object) { delete(r, "input") },
		"a table stands at the top of its folder": func(r object) { own(r)["file"] = "rules/eid.yaml" },
		"a table has signals":                     func(r object) { delete(own(r), "signals") },
		"a table has rows":                        func(r object) { own(r)["rows"] = []any{} },
		"the status is one of those there are":    func(r object) { r["status"] = "cancelled" },
		"a rejection is final":                    func(r object) { r["final"] = false },
		"with a status there is a row":            func(r object) { delete(r, "rule") },
		"with a status nothing is missing":        func(r object) { r["missing"] = []any{"features"} },
		"what is undecided has no row":            func(r object) { r["status"], r["final"], r["missing"] = "undecided", false, []any{"features"} },
		"what is undecided says what is missing":  func(r object) { r["status"], r["final"] = "undecided", false; delete(r, "rule") },
		"what is undecided is not final":          func(r object) { r["status"], r["missing"] = "undecided", []any{"features"}; delete(r, "rule") },
		"readings have numbers":                   func(r object) { r["readings"] = []any{"text"} },
		"a reading stands there once":             func(r object) { r["readings"] = []any{"R1", "R1"} },
		"a signal has a value":                    func(r object) { delete(signal(r), "value") },
		"a value is text":                         func(r object) { signal(r)["value"] = true },
		"a signal holds nothing of a document":    func(r object) { signal(r)["raw"] = "x" },
		"one signal has no entries":               func(r object) { signal(r)["entries"] = at(own(r), "signals", 1)["entries"] },
		"a set has values":                        func(r object) { delete(set(r), "values") },
		"a set has not one value":                 func(r object) { set(r)["value"] = "true" },
		"a set has each value once":               func(r object) { set(r)["values"] = []any{"true", "true"} },
		"entries have names":                      func(r object) { delete(at(set(r), "entries", 0), "name") },
		"entries that are none are left out":      func(r object) { set(r)["entries"] = []any{} },
		"a row gives a status":                    func(r object) { delete(row(r), "status") },
		"a row names its source":                  func(r object) { delete(row(r), "source") },
		"a row is beside no status":               func(r object) { row(r)["beside"] = []any{"accepted"} },
		"a basis is text, example or a reading":   func(r object) { row(r)["basis"] = []any{"R0"} },
		"a row stands in a line":                  func(r object) { row(r)["at"] = "eid.yaml" },
		"an entry that was the cause has its set": func(r object) { row(r)["because"] = []any{"nonExpired"} },
		"what made a row hold made it hold":       func(r object) { row(r)["holds"] = false },
		"a remark gives no status":                func(r object) { at(r, "tables", 0, "remarks", 0)["status"] = "accepted" },
		"a row held or not":                       func(r object) { delete(row(r), "holds") },
		"a row asks something":                    func(r object) { row(r)["atoms"] = []any{} },
		"a row has a condition":                   func(r object) { delete(row(r), "when") },
		"an atom is a question":                   func(r object) { delete(atom(r), "text") },
		"an atom saw something":                   func(r object) { atom(r)["saw"] = []any{} },
		"an atom held or not":                     func(r object) { atom(r)["holds"] = "yes" },
		"what it saw was of a signal":             func(r object) { delete(at(atom(r), "saw", 0), "signal") },
	}
	for why, edit := range edits {
		r := decode(t, recordFile(t, expired, "", ""))
		if err := schema.Validate(r); err != nil {
			t.Fatal(err)
		}
		edit(r)
		if schema.Validate(r) == nil {
			t.Errorf("%s: the schema takes it", why)
		}
	}
}

// TestRecordSchemaKnowsEveryMember: what the schema describes is there in some
// record, so that no member is left in it that no record has.
func TestRecordSchemaKnowsEveryMember(t *testing.T) {
	seen := map[string]bool{}
	for _, text := range recorded(t) {
		members(decode(t, text), seen)
	}
	described := map[string]bool{}
	for _, properties := range propertiesIn(readJSON(t, recordSchema)) {
		for name := range properties {
			described[name] = true
		}
	}
	if len(described) < 20 {
		t.Fatalf("the schema describes %d members, want at least 20", len(described))
	}
	for name := range described {
		if !seen[name] {
			t.Errorf("no record has the member %s", name)
		}
	}
}

// members notes the names of all members in a value.
func members(v any, seen map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			seen[name] = true
			members(value, seen)
		}
	case []any:
		for _, value := range v {
			members(value, seen)
		}
	}
}

// propertiesIn gives all objects called properties in a schema.
func propertiesIn(v any) []map[string]any {
	var all []map[string]any
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if object, ok := value.(map[string]any); ok && name == "properties" {
				all = append(all, object)
			}
			all = append(all, propertiesIn(value)...)
		}
	case []any:
		for _, value := range v {
			all = append(all, propertiesIn(value)...)
		}
	}
	return all
}
