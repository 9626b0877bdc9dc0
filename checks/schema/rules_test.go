package schema

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

const rulesSchema = "../../rules/schema.json"

func TestRulesSchemaTakesTheEmbeddedTables(t *testing.T) {
	schema := compile(t, rulesSchema)
	for name, text := range readFiles(t, rules.Book(), "*.yaml") {
		if err := schema.Validate(fromYAML(t, []byte(text))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRulesSchemaIsDescribed(t *testing.T) {
	schema := readJSON(t, rulesSchema)
	for _, keyword := range []string{"$schema", "$id", "title"} {
		if schema[keyword] == nil {
			t.Errorf("the schema has no %s", keyword)
		}
	}
	describe(t, "#", schema)
}

// book is testdata/book, a small rule book that uses every key: courier.yaml those
// of a table, and postman.yaml those of its documents.
// Edits of it show what schema and loader take and refuse.
type book struct {
	files  map[string]string
	schema *jsonschema.Schema
}

func openBook(t *testing.T) book {
	t.Helper()
	return book{readFiles(t, os.DirFS("testdata/book"), "*.yaml"), compile(t, rulesSchema)}
}

// edit is one change of a file of the book.
type edit struct {
	why      string
	file     string // empty: courier.yaml
	old, new string // old stands in the file once
	code     string // of the loader's refusal
}

// judge gives what the schema says of the changed file, and what the loader
// says of the book with it.
func (b book) judge(t *testing.T, e edit) (file string, bySchema, byLoader error) {
	t.Helper()
	file = e.file
	if file == "" {
		file = "courier.yaml"
	}
	if n := strings.Count(b.files[file], e.old); n != 1 && e != asItIs {
		t.Fatalf("%q stands %d times in %s, want once", e.old, n, file)
	}
	changed := strings.Replace(b.files[file], e.old, e.new, 1)
	fsys := fstest.MapFS{}
	for name, text := range b.files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	fsys[file] = &fstest.MapFile{Data: []byte(changed)}
	return file, b.schema.Validate(fromYAML(t, []byte(changed))), load(fsys)
}

// load gives what the loader says of a rule book. A panic counts as a wrong
// answer, so that it is reported with its edit.
func load(fsys fs.FS) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the loader panics: %v", r)
		}
	}()
	_, err = verdict.Load(fsys)
	return err
}

// refused tells whether the loader refused the file with the code.
func refused(err error, file, code string) bool {
	var load *verdict.LoadError
	return errors.As(err, &load) && slices.ContainsFunc(load.Problems, func(p verdict.Problem) bool {
		return p.File == file && p.Code == code
	})
}

func (b book) wantRefused(t *testing.T, e edit) {
	t.Helper()
	file, bySchema, byLoader := b.judge(t, e)
	if bySchema == nil {
		t.Error("the schema takes it")
	}
	if !refused(byLoader, file, e.code) {
		t.Errorf("the loader does not refuse it as %s: %v", e.code, byLoader)
	}
}

func TestRulesSchemaRefusesWhatTheLoaderRefuses(t *testing.T) {
	edits := slices.Concat(tableEdits, signalEdits, rowEdits, resultEdits, kindEdits, textEdits(), sizeEdits())
	seen := map[string]bool{}
	b := openBook(t)
	for _, e := range edits {
		if e.why == "" || seen[e.why] {
			t.Fatalf("%q: every edit says why, and differently", e.why)
		}
		seen[e.why] = true
		t.Run(e.why, func(t *testing.T) { b.wantRefused(t, e) })
	}
}

// The words that conditions keep for themselves stand one by one in the
// schema.
func TestRulesSchemaReservesWords(t *testing.T) {
	b := openBook(t)
	name := readJSON(t, rulesSchema)["$defs"].(map[string]any)["name"].(map[string]any)
	words := name["not"].(map[string]any)["enum"].([]any)
	if len(words) < 80 {
		t.Fatalf("%d reserved words, want at least 80", len(words))
	}
	for _, word := range words {
		t.Run(word.(string), func(t *testing.T) {
			b.wantRefused(t, edit{old: "  atHome:\n", new: fmt.Sprintf("  '%s':\n", word), code: "NAME"})
		})
	}
}

func TestRulesSchemaTakesWhatTheLoaderTakes(t *testing.T) {
	b := openBook(t)
	for _, e := range slices.Concat(takenEdits, takenKindEdits) {
		t.Run(e.why, func(t *testing.T) {
			_, bySchema, byLoader := b.judge(t, e)
			if bySchema != nil {
				t.Errorf("the schema refuses it: %v", bySchema)
			}
			if byLoader != nil {
				t.Errorf("the loader refuses it: %v", byLoader)
			}
		})
	}
}

var tableEdits = []edit{
	{why: "a table has no other keys", old: "title:", new: "results: {}\ntitle:", code: "KEY"},
	{why: "a table is for a provider", old: "provider: [courier, 'courier.family:*']\n", new: "", code: "REQUIRED"},
	{why: "a table has a title", old: "title: A courier who looks at the card at the door\n", new: "", code: "REQUIRED"},
	{why: "a title is not blank", old: "A courier who looks at the card at the door", new: "' '", code: "VALUE"},
	{why: "a title is not left empty", old: "A courier who looks at the card at the door", new: "", code: "VALUE"},
	{why: "a title is text", old: "A courier who looks at the card at the door", new: "[courier]", code: "VALUE"},
	{why: "a table names its source", old: "source: 'Handbook'\n", new: "", code: "REQUIRED"},
	{why: "a table says what it gives", old: "gives: [accepted, inconclusive, rejected, failed]\n", new: "", code: "REQUIRED"},
	{why: "a table has rules", file: "process.yaml", old: "rules:", new: "remarks:", code: "REQUIRED"},
	{why: "a table has signals", file: "process.yaml", old: "signals:", new: "terms:", code: "REQUIRED"},
	{why: "providers are lower-case", old: "provider: [courier,", new: "provider: [Courier,", code: "NAME"},
	{why: "a family ends in :*", old: "courier.family:*", new: "courier.family*", code: "NAME"},
	{why: "providers are no mapping", old: "[courier, 'courier.family:*']", new: "{courier: family}", code: "VALUE"},
	{why: "a list of providers is not empty", old: "[courier, 'courier.family:*']", new: "[]", code: "VALUE"},
	{why: "a provider has one table", old: "[courier, 'courier.family:*']", new: "[courier, courier]", code: "TWICE"},
	{why: "the lifecycle is nobody else's", file: "process.yaml", old: "provider: '*'", new: "provider: ['*', courier2]", code: "VALUE"},
	{why: "the lifecycle hands on", file: "process.yaml", old: "else: judge\n", new: "", code: "REQUIRED"},
	{why: "the lifecycle hands on to the tables", file: "process.yaml", old: "else: judge", new: "else: accepted", code: "REQUIRED"},
	{why: "a provider's table does not hand on", old: "title:", new: "else: judge\ntitle:", code: "KEY"},
	{why: "readings have a number", old: "readings: [R1, R2]", new: "readings: [R1, R0]", code: "VALUE"},
	{why: "readings are no mapping", old: "readings: [R1, R2]", new: "readings: {R1: R2}", code: "VALUE"},
	{why: "a list of readings is not empty", old: "readings: [R1, R2]", new: "readings: []", code: "VALUE"},
	{why: "gives is a list of statuses", old: "gives: [accepted,", new: "gives: [acepted,", code: "VALUE"},
	{why: "gives is no mapping", old: "gives: [accepted, inconclusive, rejected, failed]", new: "gives: {accepted: true}", code: "VALUE"},
	{why: "gives is not undecided", old: "gives: [accepted,", new: "gives: [undecided,", code: "VALUE"},
	{why: "gives names a status once", old: "gives: [accepted,", new: "gives: [accepted, accepted,", code: "TWICE"},
	{why: "gives names a status at least", old: "[accepted, inconclusive, rejected, failed]", new: "[]", code: "VALUE"},
	{why: "signals have names", file: "process.yaml", old: "  stopped:\n    meaning: That the end-user broke off.\n    path: /stopped\n    type: presence\n    loss: R1\n", new: "  - stopped\n", code: "VALUE"},
	{why: "there is a signal", file: "process.yaml", old: "signals:\n  stopped:\n    meaning: That the end-user broke off.\n    path: /stopped\n    type: presence\n    loss: R1\n", new: "signals: {}\n", code: "UNKNOWN"},
	{why: "names begin with a lower-case letter", old: "  atHome:\n", new: "  AtHome:\n", code: "NAME"},
	{why: "names are letters and digits", old: "  atHome:\n", new: "  at-home:\n", code: "NAME"},
	{why: "terms are named as signals are", old: "  photoSettled:", new: "  photo_settled:", code: "NAME"},
	{why: "a term is a condition", old: `'process == "short" or process == "full" and photo == present'`, new: "[short, full]", code: "VALUE"},
	{why: "terms have names", file: "process.yaml", old: "else: judge\n", new: "else: judge\nterms: []\n", code: "VALUE"},
	{why: "remarks are a list", file: "process.yaml", old: "else: judge\n", new: "else: judge\nremarks: {}\n", code: "VALUE"},
	{why: "claims are a list", file: "process.yaml", old: "else: judge\n", new: "else: judge\nclaims: {}\n", code: "VALUE"},
	{why: "tests are a list", file: "process.yaml", old: "else: judge\n", new: "else: judge\ntests: {}\n", code: "VALUE"},
	{why: "there is a rule", file: "process.yaml", old: "rules:\n  - id: process-stopped\n    status: canceled\n    when: 'stopped == present'\n    reason: The end-user broke off.\n    source: 'Handbook / Status'\n    basis: text\n", new: "rules: []\n", code: "VALUE"},
	{why: "rules are a list", file: "process.yaml", old: "rules:\n  - id: process-stopped\n", new: "rules:\n    id: process-stopped\n", code: "VALUE"},
}

var signalEdits = []edit{
	{why: "a signal has no other keys", old: "    order: none\n    needed: always\n", new: "    oder: none\n    needed: always\n", code: "KEY"},
	{why: "a signal has a meaning", old: "    meaning: Whether the end-user was at home.\n", new: "", code: "REQUIRED"},
	{why: "a signal is more than its name", old: "    meaning: That the end-user broke off.\n    path: /stopped\n    type: presence\n    loss: R1\n", new: "", file: "process.yaml", code: "VALUE"},
	{why: "a signal stands somewhere", old: "    path: /providerSpecific/likeness\n", new: "", code: "REQUIRED"},
	{why: "a path begins at the top", old: "path: /providerSpecific/likeness", new: "path: providerSpecific/likeness", code: "VALUE"},
	{why: "a path has no empty step", old: "path: /providerSpecific/likeness", new: "path: /providerSpecific//likeness", code: "VALUE"},
	{why: "a path has no spaces", old: "path: /providerSpecific/likeness", new: "path: /providerSpecific/like ness", code: "VALUE"},
	{why: "a path is not escaped", old: "path: /providerSpecific/likeness", new: "path: /providerSpecific/like~1ness", code: "VALUE"},
	{why: "a single signal has no step for many", old: "path: /providerSpecific/likeness", new: "path: /providerSpecific/*/likeness", code: "VALUE"},
	{why: "a single signal is not a list's entries", old: "path: /providerSpecific/likeness", new: "path: /providerSpecific/likeness/[]", code: "VALUE"},
	{why: "the provider is not a signal", old: "path: /providerSpecific/likeness", new: "path: /provider", code: "VALUE"},
	{why: "nothing in the provider is a signal", old: "path: /providerSpecific/likeness", new: "path: /provider/likeness", code: "VALUE"},
	{why: "another name needs a first one", old: "    path: /processType\n", new: "    also: /process\n", code: "KEY"},
	{why: "another name is a path", old: "also: /providerSpecific/document/state", new: "also: document", code: "VALUE"},
	{why: "another name is of one place", old: "also: /providerSpecific/document/state", new: "also: /providerSpecific/*/state", code: "VALUE"},
	{why: "the provider has no other name", old: "also: /providerSpecific/document/state", new: "also: /provider/card/state", code: "VALUE"},
	{why: "there are four types", old: "type: integer", new: "type: number", code: "VALUE"},
	{why: "words have values", old: "    values: [genuine, doubtful, forged]\n", new: "", code: "REQUIRED"},
	{why: "values are in order", old: "[genuine, doubtful, forged]", new: "{genuine: doubtful}", code: "VALUE"},
	{why: "a value stands once", old: "[genuine, doubtful, forged]", new: "[genuine, doubtful, genuine, forged]", code: "TWICE"},
	{why: "there is a value", old: "[genuine, doubtful, forged]", new: "[]", code: "VALUE"},
	{why: "a value is not blank", old: "[genuine, doubtful, forged]", new: "[genuine, doubtful, forged, '']", code: "VALUE"},
	{why: "absent is not a value", old: "[genuine, doubtful, forged]", new: "[genuine, doubtful, forged, absent]", code: "NAME"},
	{why: "present is not a value", old: "[genuine, doubtful, forged]", new: "[genuine, doubtful, forged, present]", code: "NAME"},
	{why: "words have no range", old: "    needed: always\n    basis: example\n", new: "    range: [1, 0]\n    basis: example\n", code: "KEY"},
	{why: "words have no shape", old: "    needed: always\n    basis: example\n", new: "    shape: string\n    basis: example\n", code: "KEY"},
	{why: "words are explained one by one", old: "words: {genuine: genuine, fine: genuine, forged: forged, '*': doubtful}", new: "words: [genuine, forged]", code: "VALUE"},
	{why: "with words, each value has one", old: "words: {genuine: genuine, fine: genuine, forged: forged, '*': doubtful}", new: "words: {}", code: "VALUE"},
	{why: "the empty text is no word", old: "fine: genuine", new: "'': genuine", code: "VALUE"},
	{why: "a word means a value", old: "fine: genuine", new: "fine: [genuine]", code: "VALUE"},
	{why: "a boolean says which is better", old: "type: boolean\n    values: [true, false]\n    needed: always\n", new: "type: boolean\n    needed: always\n", code: "REQUIRED"},
	{why: "a boolean has two values", old: "values: [true, false]\n    needed: always", new: "values: [true]\n    needed: always", code: "VALUE"},
	{why: "a boolean is true or false", old: "values: [true, false]\n    needed: always", new: "values: [yes, no]\n    needed: always", code: "VALUE"},
	{why: "a boolean has no words", old: "values: [true, false]\n    needed: always", new: "values: [true, false]\n    words: {yes: true, no: false}", code: "KEY"},
	{why: "a boolean has no code", old: "values: [true, false]\n    needed: always", new: "values: [true, false]\n    code: {member: m, reader: signicat-error-code}", code: "KEY"},
	{why: "a boolean has no range", old: "values: [true, false]\n    needed: always", new: "values: [true, false]\n    range: [1, 0]", code: "KEY"},
	{why: "a boolean has no shape", old: "values: [true, false]\n    needed: always", new: "values: [true, false]\n    shape: any", code: "KEY"},
	{why: "an integer has a range", old: "    range: [3, 0]\n", new: "", code: "REQUIRED"},
	{why: "a range is a list", old: "range: [3, 0]", new: "range: 3", code: "VALUE"},
	{why: "a range has two ends", old: "range: [3, 0]", new: "range: [3]", code: "VALUE"},
	{why: "a range has no middle", old: "range: [3, 0]", new: "range: [3, 1, 0]", code: "VALUE"},
	{why: "a range has two different ends", old: "range: [3, 0]", new: "range: [3, 3]", code: "VALUE"},
	{why: "a range is of whole numbers", old: "range: [3, 0]", new: "range: [3, 0.5]", code: "VALUE"},
	{why: "a range is of numbers", old: "range: [3, 0]", new: "range: [high, low]", code: "VALUE"},
	{why: "a range has at most six digits", old: "range: [3, 0]", new: "range: [1000000, 999999]", code: "VALUE"},
	{why: "a range is not below zero", old: "range: [3, 0]", new: "range: [3, -1]", code: "VALUE"},
	{why: "an integer has no values", old: "range: [3, 0]", new: "range: [3, 0]\n    values: [3, 2, 1, 0]", code: "KEY"},
	{why: "an integer has no words", old: "range: [3, 0]", new: "range: [3, 0]\n    words: {high: 3}", code: "KEY"},
	{why: "an integer has no code", old: "range: [3, 0]", new: "range: [3, 0]\n    code: {member: m, reader: signicat-error-code}", code: "KEY"},
	{why: "an integer has no shape", old: "range: [3, 0]", new: "range: [3, 0]\n    shape: any", code: "KEY"},
	{why: "a presence has no values", old: "shape: object", new: "values: [photo]", code: "KEY"},
	{why: "a presence has no words", old: "shape: object", new: "words: {photo: photo}", code: "KEY"},
	{why: "a presence has no code", old: "shape: object", new: "code: {member: m, reader: signicat-error-code}", code: "KEY"},
	{why: "a presence has no range", old: "shape: object", new: "range: [1, 0]", code: "KEY"},
	{why: "there are four shapes", old: "shape: object", new: "shape: number", code: "VALUE"},
	{why: "a set is set or not mentioned", old: "set: true", new: "set: false", code: "VALUE"},
	{why: "the path of a set has a step for its entries", old: "path: /providerSpecific/features/[]/found", new: "path: /providerSpecific/features/found", code: "VALUE"},
	{why: "the entries of a set stand in something", old: "path: /providerSpecific/features/[]/found", new: "path: /*/found", code: "VALUE"},
	{why: "a path has one step for many", old: "path: /providerSpecific/features/[]/found", new: "path: /providerSpecific/*/[]/found", code: "VALUE"},
	{why: "a set has a path", old: "    path: /providerSpecific/features/[]/found\n", new: "", code: "REQUIRED"},
	{why: "a set has no other path", old: "    set: true\n", new: "    set: true\n    also: /providerSpecific/securityFeatures/found\n", code: "KEY"},
	{why: "a set is no context", old: "    type: boolean\n    set: true\n", new: "    set: true\n    context: true\n", code: "KEY"},
	{why: "a set holds no codes", old: "    values: [clean, worn]\n    loss: R2\n    members:\n      front: {member: frontSide, also: obverse, meaning: The front is legible.}\n      back: {meaning: The back is legible.}\n",
		new: "    set: true\n    values: [clean, worn]\n    words: {clean: clean, '*': worn}\n    code: {member: m, reader: signicat-error-code}\n", code: "KEY"},
	{why: "a set is not of presences", old: "    type: boolean\n    set: true\n    values: [true, false]\n", new: "    type: presence\n    set: true\n", code: "VALUE"},
	{why: "a set is not a group", old: "    loss: R2\n    members:\n", new: "    set: true\n    members:\n", code: "KEY"},
	{why: "the path of a group ends in its members", old: "path: /providerSpecific/sides/*", new: "path: /providerSpecific/sides", code: "VALUE"},
	{why: "a group is not a list", old: "path: /providerSpecific/sides/*", new: "path: /providerSpecific/sides/[]", code: "VALUE"},
	{why: "the members of a group are single signals", old: "path: /providerSpecific/sides/*", new: "path: /providerSpecific/*/*", code: "VALUE"},
	{why: "a group has a path", old: "    path: /providerSpecific/sides/*\n", new: "", code: "REQUIRED"},
	{why: "a group is no context without a path", old: "    path: /providerSpecific/sides/*\n", new: "    context: true\n", code: "KEY"},
	{why: "a group has no other path", old: "    loss: R2\n    members:\n", new: "    also: /providerSpecific/faces\n    members:\n", code: "KEY"},
	{why: "a group is no context", old: "    loss: R2\n    members:\n", new: "    context: true\n    members:\n", code: "KEY"},
	{why: "a group holds no codes", old: "    loss: R2\n    members:\n", new: "    words: {clean: clean, '*': worn}\n    code: {member: m, reader: signicat-error-code}\n    members:\n", code: "KEY"},
	{why: "a group has a member", old: "    members:\n      front: {member: frontSide, also: obverse, meaning: The front is legible.}\n      back: {meaning: The back is legible.}\n", new: "    members: {}\n", code: "VALUE"},
	{why: "the members of a group have names", old: "    members:\n      front: {member: frontSide, also: obverse, meaning: The front is legible.}\n      back: {meaning: The back is legible.}\n", new: "    members: [front, back]\n", code: "VALUE"},
	{why: "members are named as signals are", old: "      back: {", new: "      back-side: {", code: "NAME"},
	{why: "a member has no other keys", old: "      back: {meaning: The back is legible.}", new: "      back: {meaning: The back is legible., needed: always}", code: "KEY"},
	{why: "a member has a meaning", old: "      back: {meaning: The back is legible.}", new: "      back: {}", code: "REQUIRED"},
	{why: "a member is more than its meaning", old: "back: {meaning: The back is legible.}", new: "back: legible", code: "VALUE"},
	{why: "a member is one member", old: "member: frontSide", new: "member: '*'", code: "VALUE"},
	{why: "a member is not deeper than its group", old: "member: frontSide", new: "member: front/side", code: "VALUE"},
	{why: "another name of a member is of one member", old: "also: obverse", new: "also: '[]'", code: "VALUE"},
	{why: "a code is more than its member", old: "code: {member: description, reader: signicat-error-code}", new: "code: description", code: "VALUE"},
	{why: "a code stands in a member", old: "code: {member: description, reader: signicat-error-code}", new: "code: {reader: signicat-error-code}", code: "REQUIRED"},
	{why: "a code is read somehow", old: "code: {member: description, reader: signicat-error-code}", new: "code: {member: description}", code: "REQUIRED"},
	{why: "there is one reader", old: "reader: signicat-error-code", new: "reader: first-word", code: "VALUE"},
	{why: "a code has no other keys", old: "code: {member: description,", new: "code: {member: description, prefix: urn,", code: "KEY"},
	{why: "a text may hold no code", old: "words: {'urn:signicat:error:notime': noTime, '*': other}", new: "words: {'urn:signicat:error:notime': noTime, other: other}", code: "VALUE"},
	{why: "a code is one of some words", old: "    words: {'urn:signicat:error:notime': noTime, '*': other}\n", new: "", code: "VALUE"},
	{why: "values are in order or not", old: "    order: none\n    needed: always\n", new: "    order: worst first\n    needed: always\n", code: "VALUE"},
	{why: "needed is a condition", old: `needed: 'process == "full"'`, new: "needed: true", code: "VALUE"},
	{why: "needed is not a list", old: `needed: 'process == "full"'`, new: "needed: [full]", code: "VALUE"},
	{why: "needed is not blank", old: `needed: 'process == "full"'`, new: "needed: ' '", code: "VALUE"},
	{why: "only a set has entries", old: `needed: 'process == "full"'`, new: "needed: entries", code: "VALUE"},
	{why: "context is true or not mentioned", old: "context: true", new: "context: false", code: "VALUE"},
	{why: "context is words", old: "    shape: object\n", new: "    shape: object\n    context: true\n", code: "VALUE"},
	{why: "a loss has one reading", old: "    loss: R2\n", new: "    loss: [R1, R2]\n", code: "VALUE"},
	{why: "a loss has a reading", old: "    loss: R2\n", new: "    loss: text\n", code: "VALUE"},
	{why: "a signal is for rules or for remarks", old: "shape: object", new: "shape: object\n    use: claims", code: "VALUE"},
	{why: "the use of a signal is one word", old: "use: remarks", new: "use: [rules, remarks]", code: "VALUE"},
	{why: "a signal for remarks is no set", old: "type: presence\n    better: card\n    use: remarks", new: "values: [good, poor]\n    set: true\n    use: remarks", code: "KEY"},
	{why: "a signal for remarks is no group", old: "path: /providerSpecific/visits/[]/card\n    type: presence\n    better: card\n    use: remarks",
		new: "path: /providerSpecific/visits/*\n    values: [good, poor]\n    use: remarks\n    members: {bestVisits: {meaning: One.}}", code: "KEY"},
	{why: "a signal for remarks has no other path", old: "path: /providerSpecific/visits/[]/card\n    type: presence\n    better: card\n    use: remarks",
		new: "path: /providerSpecific/visit\n    also: /providerSpecific/call\n    values: [good, poor]\n    use: remarks", code: "KEY"},
	{why: "a signal for remarks holds no code", old: "path: /providerSpecific/visits/[]/card\n    type: presence\n    better: card\n    use: remarks",
		new: "path: /providerSpecific/visit\n    values: [good, poor]\n    words: {good: good, '*': poor}\n    code: {member: m, reader: signicat-error-code}\n    use: remarks", code: "KEY"},
	{why: "a signal for remarks is no context", old: "path: /providerSpecific/visits/[]/card\n    type: presence\n    better: card\n    use: remarks",
		new: "values: [good, poor]\n    context: true\n    use: remarks", code: "KEY"},
	{why: "a signal for remarks is never needed", old: "use: remarks\n", new: "use: remarks\n    needed: always\n", code: "KEY"},
	{why: "a signal for remarks is no loss", old: "use: remarks\n", new: "use: remarks\n    loss: R1\n", code: "KEY"},
	{why: "a signal is called by its name", old: "better: card", new: "better: Card", code: "UNKNOWN"},
	{why: "rows do not compare signals", old: "    use: remarks\n", new: "", code: "VALUE"},
	{why: "nor where use says what is the case anyway", old: "use: remarks", new: "use: rules", code: "VALUE"},
	{why: "the better one is one of many", old: "path: /providerSpecific/visits/[]/card", new: "path: /providerSpecific/visit/card", code: "VALUE"},
	{why: "the many stand in something", old: "path: /providerSpecific/visits/[]/card", new: "path: /*/card", code: "VALUE"},
	{why: "the many have a path", old: "    path: /providerSpecific/visits/[]/card\n", new: "", code: "VALUE"},
	{why: "a comparison is no words", old: "type: presence\n    better: card", new: "values: [good, poor]\n    better: card", code: "VALUE"},
	{why: "a comparison has no shape", old: "better: card", new: "better: card\n    shape: object", code: "VALUE"},
	{why: "a signal for remarks has one value", old: "    better: card\n", new: "", code: "VALUE"},
	{why: "a signal's basis is known", old: "basis: example\n\n  photo:", new: "basis: hearsay\n\n  photo:", code: "VALUE"},
}

var rowEdits = []edit{
	{why: "a rule has no other keys", old: "    advice: Send", new: "    advise: Send", code: "KEY"},
	{why: "a rule is a mapping", old: "rules:\n", new: "rules:\n  - rejected\n", code: "VALUE"},
	{why: "a rule has an id", old: "  - id: courier-failed\n    status: failed\n", new: "  - status: failed\n", code: "REQUIRED"},
	{why: "a rule has a status", old: "    status: failed\n", new: "", code: "REQUIRED"},
	{why: "a rule has a condition", old: "    when: 'error in [\"noTime\", \"other\"]'\n", new: "", code: "REQUIRED"},
	{why: "a rule has a reason", old: "    reason: The visit did not take place.\n", new: "", code: "REQUIRED"},
	{why: "a rule has a source", old: "    source: 'Handbook / Results / Failed'\n", new: "", code: "REQUIRED"},
	{why: "a rule has a basis", old: "    basis: [text, R2]\n", new: "", code: "REQUIRED"},
	{why: "an id is lower-case", old: "id: courier-failed", new: "id: courier-Failed", code: "NAME"},
	{why: "an id has single hyphens", old: "id: courier-failed", new: "id: courier--failed", code: "NAME"},
	{why: "an id is text", old: "id: courier-failed", new: "id: [courier, failed]", code: "VALUE"},
	{why: "there are seven statuses", old: "status: failed\n", new: "status: fialed\n", code: "VALUE"},
	{why: "undecided is no status of a rule", old: "status: failed\n", new: "status: undecided\n", code: "VALUE"},
	{why: "a rule has one status", old: "status: failed\n", new: "status: [failed, rejected]\n", code: "VALUE"},
	{why: "a condition is not blank", old: `'error in ["noTime", "other"]'`, new: "' '", code: "VALUE"},
	{why: "a condition is not left out", old: `'error in ["noTime", "other"]'`, new: "", code: "VALUE"},
	{why: "a condition is not a constant", old: `'error in ["noTime", "other"]'`, new: "true", code: "STYLE"},
	{why: "a condition is not a mapping", old: `'error in ["noTime", "other"]'`, new: "{error: other}", code: "VALUE"},
	{why: "a reason is not blank", old: "The visit did not take place.", new: "''", code: "VALUE"},
	{why: "the basis of a rule is known", old: "basis: [text, R2]", new: "basis: [text, r2]", code: "VALUE"},
	{why: "a list of basis is not empty", old: "basis: [text, R2]", new: "basis: []", code: "VALUE"},
	{why: "a remark has no status", old: "  - id: courier-remark\n", new: "  - id: courier-remark\n    status: rejected\n", code: "KEY"},
	{why: "a remark has no advice", old: "  - id: courier-remark\n", new: "  - id: courier-remark\n    advice: Look again.\n", code: "KEY"},
	{why: "a remark is a mapping", old: "remarks:\n", new: "remarks:\n  - remarkable\n", code: "VALUE"},
	{why: "the basis of a remark is known", old: "basis: R1\n\nclaims", new: "basis: hearsay\n\nclaims", code: "VALUE"},
	{why: "a remark has an id", old: "  - id: courier-remark\n    when", new: "  - when", code: "REQUIRED"},
	{why: "a remark has a condition", old: "    when: 'process == \"short\" and photo == present'\n", new: "", code: "REQUIRED"},
	{why: "a remark has a reason", old: "    reason: A photo was taken though none was asked for.\n", new: "", code: "REQUIRED"},
	{why: "a remark is beside statuses", old: "beside: [inconclusive, rejected]", new: "beside: [inconclusive, undecided]", code: "VALUE"},
	{why: "a remark is beside a status once", old: "beside: [inconclusive, rejected]", new: "beside: [rejected, rejected]", code: "TWICE"},
	{why: "a remark is beside a status at least", old: "beside: [inconclusive, rejected]", new: "beside: []", code: "VALUE"},
	{why: "a remark is beside no mapping", old: "beside: [inconclusive, rejected]", new: "beside: {status: rejected}", code: "VALUE"},
	{why: "a rule is beside nothing", old: "    advice: Send", new: "    beside: rejected\n    advice: Send", code: "KEY"},
	{why: "a claim is a mapping", old: "claims:\n", new: "claims:\n  - never\n", code: "VALUE"},
	{why: "a claim has an id", old: "  - id: courier-claim\n    never", new: "  - never", code: "REQUIRED"},
	{why: "a claim says what never happens", old: "    never: [pending, processing, accepted, inconclusive, canceled, rejected]\n", new: "", code: "REQUIRED"},
	{why: "a claim says when", old: "    when: 'error != absent'\n", new: "", code: "REQUIRED"},
	{why: "a claim says why", old: "    why: A visit that failed says nothing.\n", new: "", code: "REQUIRED"},
	{why: "a claim has no reason", old: "    why: A visit", new: "    reason: Nobody came.\n    why: A visit", code: "KEY"},
	{why: "a claim names statuses", old: "never: [pending,", new: "never: [undecided,", code: "VALUE"},
	{why: "a claim names a status once", old: "never: [pending,", new: "never: [pending, pending,", code: "TWICE"},
	{why: "a claim names a status at least", old: "never: [pending, processing, accepted, inconclusive, canceled, rejected]", new: "never: []", code: "VALUE"},
	{why: "a test is a mapping", old: "tests:\n", new: "tests:\n  - accepted\n", code: "VALUE"},
	{why: "a test names its signals", old: "signals: {process: short, card: fine, likeness: 3, atHome: true, features: [true, true]}", new: "signals: []", code: "VALUE"},
	{why: "a test says what it shows", old: "  - about: a short visit without findings\n    signals", new: "  - signals", code: "REQUIRED"},
	{why: "a test has signals", old: "    signals: {process: short, card: fine, likeness: 3, atHome: true, features: [true, true]}\n", new: "", code: "REQUIRED"},
	{why: "a test has a status", old: "    status: undecided\n", new: "", code: "REQUIRED"},
	{why: "a test has no other keys", old: "    status: undecided\n", new: "    status: undecided\n    rule: courier-accepted\n", code: "KEY"},
	{why: "a test expects a status", old: "status: undecided", new: "status: missing", code: "VALUE"},
	{why: "a test has one word for a signal", old: "card: fine", new: "card: {state: fine}", code: "LITERAL"},
	{why: "a test names signals", old: "card: fine", new: "card-state: fine", code: "UNKNOWN"},
	{why: "an entry of a set is one word", old: "features: [true, true]", new: "features: [true, [true]]", code: "LITERAL"},
}

// What courier.yaml says of its result.
const (
	courierToken  = "unverifiedToken: /providerSpecific/idCard\n"
	courierResult = "result:\n" +
		"  firstName: /providerSpecific/idCard/name\n" +
		"  dateOfBirth: {path: [/providerSpecific/idCard/born, /providerSpecific/born], as: date, basis: R2}\n" +
		"  documentType:\n" +
		"    - {path: /providerSpecific/kind, provider: courier}\n" +
		"    - {constant: card, when: 'photoSettled'}\n"
)

var resultEdits = []edit{
	{why: "a result has fields", old: courierResult, new: "result: [firstName]\n", code: "VALUE"},
	{why: "a result is not left empty", old: courierResult, new: "result:\n", code: "VALUE"},
	{why: "a result has no other fields", old: "firstName: /", new: "fristName: /", code: "KEY"},
	{why: "who is never accepted has no result", old: "gives: [accepted, ", new: "gives: [", code: "KEY"},
	{why: "who is always rejected has no result", old: "gives: [accepted, inconclusive, rejected, failed]", new: "gives: rejected", code: "KEY"},
	{why: "the lifecycle has no result", file: "process.yaml", old: "else: judge\n", new: "else: judge\nresult: {firstName: /name}\n", code: "KEY"},
	{why: "the lifecycle has no token", file: "process.yaml", old: "else: judge\n", new: "else: judge\nunverifiedToken: /token\n", code: "KEY"},
	{why: "nor if it could accept", file: "process.yaml", old: "gives: canceled\nelse: judge\n", new: "gives: [canceled, accepted]\nelse: judge\nresult: {firstName: /name}\n", code: "VALUE"},
	{why: "a token is read for a result", old: courierToken + courierResult, new: courierToken, code: "KEY"},
	{why: "a token is one token", old: courierToken, new: "unverifiedToken: /providerSpecific/idCards/[]\n", code: "VALUE"},
	{why: "a token stands in one place", old: courierToken, new: "unverifiedToken: [/providerSpecific/idCard]\n", code: "VALUE"},
	{why: "a token stands somewhere", old: courierToken, new: "unverifiedToken:\n", code: "VALUE"},
	{why: "a token is not in the provider", old: courierToken, new: "unverifiedToken: /provider/idCard\n", code: "VALUE"},
	{why: "a field has a source", old: "firstName: /providerSpecific/idCard/name", new: "firstName: []", code: "VALUE"},
	{why: "a field is not left empty", old: "firstName: /providerSpecific/idCard/name", new: "firstName:", code: "VALUE"},
	{why: "a source is a path", old: "firstName: /providerSpecific/idCard/name", new: "firstName: name", code: "VALUE"},
	{why: "a source is not every entry", old: "firstName: /providerSpecific/idCard/name", new: "firstName: /names/[]", code: "VALUE"},
	{why: "a source is not every member", old: "firstName: /providerSpecific/idCard/name", new: "firstName: /names/*/first", code: "VALUE"},
	{why: "a source is not the provider", old: "firstName: /providerSpecific/idCard/name", new: "firstName: /provider", code: "VALUE"},
	{why: "a source is no list", old: "firstName: /providerSpecific/idCard/name", new: "firstName: [[/name]]", code: "VALUE"},
	{why: "a source in a list is not every entry", old: "firstName: /providerSpecific/idCard/name", new: "firstName: [/name, '/names/[]']", code: "VALUE"},
	{why: "a source in a list is not left empty", old: "firstName: /providerSpecific/idCard/name", new: "firstName: [/name, '']", code: "VALUE"},
	{why: "a source has no other keys", old: "as: date", new: "form: date", code: "KEY"},
	{why: "a source has a path or a constant", old: "{path: /providerSpecific/kind, provider: courier}", new: "{provider: courier}", code: "REQUIRED"},
	{why: "a source has no path and a constant", old: "{constant: card, ", new: "{path: /providerSpecific/card, constant: card, ", code: "REQUIRED"},
	{why: "a source is more than a pair of brackets", old: "{constant: card, when: 'photoSettled'}", new: "{}", code: "REQUIRED"},
	{why: "a constant has no form", old: "constant: card", new: "constant: card, as: text", code: "KEY"},
	{why: "a constant is not blank", old: "constant: card", new: "constant: ' '", code: "VALUE"},
	{why: "a constant is not left empty", old: "constant: card", new: "constant: null", code: "VALUE"},
	{why: "a constant is one text", old: "constant: card", new: "constant: [card]", code: "VALUE"},
	{why: "there are four forms", old: "as: date", new: "as: day", code: "VALUE"},
	{why: "a value has one form", old: "as: date", new: "as: [date, text]", code: "VALUE"},
	{why: "a list of paths is not empty", old: "path: [/providerSpecific/idCard/born, /providerSpecific/born]", new: "path: []", code: "VALUE"},
	{why: "a source's path begins at the top", old: "path: /providerSpecific/kind", new: "path: kind", code: "VALUE"},
	{why: "every path of a source is one place", old: "/providerSpecific/born]", new: "'/providerSpecific/born/[]']", code: "VALUE"},
	{why: "a source's path is not in the provider", old: "path: /providerSpecific/kind", new: "path: /provider/kind", code: "VALUE"},
	{why: "a source's path is no mapping", old: "path: /providerSpecific/kind", new: "path: {at: /kind}", code: "VALUE"},
	{why: "a source's condition is one", old: "when: 'photoSettled'", new: "when: true", code: "STYLE"},
	{why: "a source's condition is not blank", old: "when: 'photoSettled'", new: "when: ' '", code: "VALUE"},
	{why: "a source's condition is one text", old: "when: 'photoSettled'", new: "when: [photoSettled]", code: "VALUE"},
	{why: "a source is for one provider", old: "provider: courier}", new: "provider: [courier]}", code: "VALUE"},
	{why: "a source is not for a family", old: "provider: courier}", new: "provider: 'courier.family:*'}", code: "VALUE"},
	{why: "a source is for a provider's name", old: "provider: courier}", new: "provider: Courier}", code: "VALUE"},
	{why: "a source is for a whole name", old: "provider: courier}", new: "provider: 'courier.family:'}", code: "VALUE"},
	{why: "a source's basis is known", old: "basis: R2}", new: "basis: hearsay}", code: "VALUE"},
}

// textEdits put a list where one text has to stand.
func textEdits() []edit {
	var edits []edit
	for _, e := range []struct{ what, text string }{
		{"a table's source", "'Handbook'"},
		{"a signal's meaning", "Whether the end-user was at home."},
		{"a path", "/providerSpecific/likeness"},
		{"a code's member", "description"},
		{"a member's name", "frontSide"},
		{"a member's meaning", "The back is legible."},
		{"a rule's source", "'Handbook / Results / Failed'"},
		{"a rule's advice", "Send the courier again."},
		{"a remark's id", "courier-remark"},
		{"a remark's condition", `'process == "short" and photo == present'`},
		{"a remark's reason", "A photo was taken though none was asked for."},
		{"a remark's source", "'Handbook / Photos'"},
		{"a claim's id", "courier-claim"},
		{"a claim's reason", "A visit that failed says nothing."},
		{"what a test is about", "a short visit without findings"},
	} {
		edits = append(edits, edit{why: e.what + " is one text", old: e.text, new: "[x]", code: "VALUE"})
	}
	return edits
}

// sizeEdits are those that would be long to write out.
func sizeEdits() []edit {
	repeat := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return []edit{
		{why: "a name has at most 64 characters", old: "  atHome:\n", new: "  a" + strings.Repeat("x", 64) + ":\n", code: "NAME"},
		{why: "a signal has at most 62 values", old: "[genuine, doubtful, forged]", new: "[genuine, doubtful, forged" + repeat(60, ", v%d") + "]", code: "LIMIT"},
		{why: "a set has at most five values", old: "    type: boolean\n    set: true\n    values: [true, false]\n", new: "    set: true\n    values: [a, b, c, d, e, f]\n", code: "LIMIT"},
		{why: "a table has at most 64 signals", old: "signals:\n  process:", new: "signals:\n" + repeat(64, "  more%d: {meaning: x, path: /x, values: x}\n") + "  process:", code: "LIMIT"},
		{why: "a group has at most 64 members", old: "      back: {", new: repeat(64, "      more%d: {meaning: x}\n") + "      back: {", code: "LIMIT"},
		{why: "a table has at most 1000 rules", old: "rules:\n", new: "rules:\n" + repeat(1000, "  - {id: r%d, status: rejected, when: 'atHome == false', reason: x, source: x, basis: text}\n"), code: "LIMIT"},
		{why: "a table has at most 1000 remarks", old: "remarks:\n", new: "remarks:\n" + repeat(1000, "  - {id: r%d, when: 'atHome == false', reason: x}\n"), code: "LIMIT"},
		{why: "a table has at most 64 kinds of documents", file: "postman.yaml", old: "documents:\n", new: "documents:\n" + repeat(62, "  - {kind: k%d, meaning: x, source: x, looks: {has: {/x: any}}}\n"), code: "LIMIT"},
		{why: "a condition has at most 4096 bytes", old: "'error != absent'", new: "'error != absent" + strings.Repeat(" ", 4096) + "'", code: "LIMIT"},
	}
}

// asItIs is the edit that changes nothing.
var asItIs = edit{why: "the book as it is"}

// takenEdits are what schema and loader take alike.
var takenEdits = []edit{
	asItIs,
	{why: "one provider", old: "[courier, 'courier.family:*']", new: "courier"},
	{why: "a list of one provider", old: "[courier, 'courier.family:*']", new: "[courier]"},
	{why: "a list of the lifecycle alone", file: "process.yaml", old: "provider: '*'", new: "provider: ['*']"},
	{why: "one reading", old: "readings: [R1, R2]", new: "readings: R101"},
	{why: "no readings", old: "readings: [R1, R2]\n", new: ""},
	{why: "what is the case anyway", old: "    path: /processType\n", new: "    path: /processType\n    type: words\n"},
	{why: "the usual order", old: "    range: [3, 0]\n", new: "    range: [3, 0]\n    order: best first\n"},
	{why: "any shape", old: "shape: object", new: "shape: any"},
	{why: "no shape", old: "    shape: object\n", new: ""},
	{why: "context that only a caller has", old: "    path: /processType\n", new: ""},
	{why: "a boolean whose better value is false", old: "values: [true, false]\n    needed: always", new: "values: [false, true]\n    order: none\n    needed: always"},
	{why: "a set of an object's members", old: "path: /providerSpecific/features/[]/found", new: "path: /providerSpecific/features/*/found"},
	{why: "a set whose entries are the values", old: "path: /providerSpecific/features/[]/found", new: "path: /features/[]"},
	{why: "a group at the top", old: "path: /providerSpecific/sides/*", new: "path: /*"},
	{why: "a member's name with a space", old: "member: frontSide", new: "member: front side"},
	{why: "a name that only begins with provider", old: "path: /providerSpecific/likeness", new: "path: /providers/likeness"},
	{why: "a word that is a number", old: "fine: genuine", new: "fine: genuine, '1': genuine"},
	{why: "a remark with a source and several grounds", old: "    basis: R1\n\nclaims", new: "    basis: [example, R1]\n\nclaims"},
	{why: "a remark with no source and no basis", old: "    source: 'Handbook / Photos'\n    basis: R1\n", new: ""},
	{why: "a remark beside one status", old: "beside: [inconclusive, rejected]", new: "beside: inconclusive"},
	{why: "a remark beside a status that another table gives", old: "beside: [inconclusive, rejected]", new: "beside: [inconclusive, pending]"},
	{why: "a remark of the lifecycle", file: "process.yaml", old: "else: judge\n",
		new: "else: judge\nremarks:\n  - {id: process-remark, when: 'stopped == absent', beside: [accepted, rejected], reason: It went on.}\n"},
	{why: "a signal for remarks in the lifecycle", file: "process.yaml", old: "signals:\n",
		new: "remarks:\n  - {id: process-remark, when: 'late == true', reason: It took long.}\nsignals:\n" +
			"  late: {meaning: Whether it took long., path: /late, type: boolean, values: [true, false], order: none, use: remarks}\n"},
	{why: "a use that is the case anyway", old: "    range: [3, 0]\n", new: "    range: [3, 0]\n    use: rules\n"},
	{why: "one of an object's members", old: "path: /providerSpecific/visits/[]/card", new: "path: /providerSpecific/visits/*/card"},
	{why: "one of what stands in a list", old: "path: /providerSpecific/visits/[]/card", new: "path: /visits/[]"},
	{why: "better than a number", old: "better: card", new: "better: likeness"},
	{why: "a signal for remarks without an order", old: "path: /providerSpecific/visits/[]/card\n    type: presence\n    better: card\n    use: remarks",
		new: "path: /providerSpecific/visit\n    type: presence\n    use: remarks\n    order: none"},
	{why: "no result", old: courierToken + courierResult, new: ""},
	{why: "a result without fields", old: courierToken + courierResult, new: "result: {}\n"},
	{why: "a result without a token", old: courierToken, new: ""},
	{why: "a result in a table that only accepts", file: "neighbour.yaml", old: "firstName:", new: "lastName:"},
	{why: "one source in a list", old: "firstName: /providerSpecific/idCard/name", new: "firstName: [/providerSpecific/idCard/name]"},
	{why: "sources of both kinds in a list", old: "firstName: /providerSpecific/idCard/name", new: "firstName: [/providerSpecific/idCard/name, {constant: N.N.}]"},
	{why: "one source that is an object", old: "firstName: /providerSpecific/idCard/name", new: "firstName: {path: /providerSpecific/idCard/name}"},
	{why: "a form that is the case anyway", old: "as: date", new: "as: text"},
	{why: "countries", old: "as: date", new: "as: country"},
	{why: "true or false as a word", old: "as: date", new: "as: boolean-word"},
	{why: "a constant that is a number to YAML", old: "constant: card", new: "constant: 7"},
	{why: "a constant that is true to YAML", old: "constant: card", new: "constant: true"},
	{why: "a constant with a basis", old: "constant: card", new: "constant: card, basis: [example, R1]"},
	{why: "a source for one of a family", old: "provider: courier}", new: "provider: 'courier.family:Fast_2-x.y'}"},
	{why: "a source that only begins like the provider", old: "path: /providerSpecific/kind", new: "path: /providerSpecific2/kind"},
	{why: "a claim of one status", old: "never: [pending, processing, accepted, inconclusive, canceled, rejected]", new: "never: accepted"},
	{why: "empty lists", file: "process.yaml", old: "else: judge\n", new: "else: judge\nremarks: []\nclaims: []\ntests: []\nterms: {}\n"},
	{why: "a test of an empty set", old: "features: [true, true]", new: "features: []"},
	{why: "a condition in a block", old: "'error != absent'", new: "|\n      error\n        != absent"},
	{why: "a condition of 4096 bytes", old: "'error != absent'", new: "|\n      error " + strings.Repeat(" ", 4096-len("error != absent")) + "!= absent"},
}

// The fields of a final result stand one by one in the schema.
func TestRulesSchemaKnowsTheFields(t *testing.T) {
	field := readJSON(t, rulesSchema)["$defs"].(map[string]any)["field"].(map[string]any)
	var fields []string
	for _, name := range field["enum"].([]any) {
		fields = append(fields, name.(string))
	}
	if !slices.Equal(fields, rulebook.ResultFields) {
		t.Errorf("the schema has the fields %q, a final result %q", fields, rulebook.ResultFields)
	}
}

// places tells for each function of the loader that reads an object where the
// schema has the object.
var places = map[string]string{
	"readTable":   "",
	"readSignals": "signal",
	"readGroup":   "member",
	"readSources": "source",
	"readKinds":   "kind",
	"readLooks":   "looks",
	"readHolds":   "holds",
	"readPlace":   "place",
	"readCode":    "code",
	"readRules":   "rule",
	"readRemarks": "remark",
	"readClaims":  "claim",
	"readTests":   "test",
}

func TestRulesSchemaHasTheKeysOfTheLoader(t *testing.T) {
	schema := readJSON(t, rulesSchema)
	objects := map[string]map[string]any{"": schema}
	for name, def := range schema["$defs"].(map[string]any) {
		if def := def.(map[string]any); def["properties"] != nil {
			objects[name] = def
		}
	}
	loader := loaderKeys(t)
	files := openBook(t).files
	example := files["courier.yaml"] + files["postman.yaml"]
	for function, place := range places {
		object := objects[place]
		delete(objects, place)
		if object == nil {
			t.Errorf("the schema has no %q", place)
			continue
		}
		read := loader[function]
		properties := slices.Sorted(maps.Keys(object["properties"].(map[string]any)))
		for _, key := range properties {
			if key != "else" && !strings.Contains(example, key+": ") && !strings.Contains(example, key+":\n") {
				t.Errorf("no table in testdata/book uses the key %s", key)
			}
		}
		if !slices.Equal(read.known, properties) {
			t.Errorf("%q: the loader knows %q, the schema %q", place, read.known, properties)
		}
		var required []string
		keys, _ := object["required"].([]any)
		for _, key := range keys {
			required = append(required, key.(string))
		}
		slices.Sort(required)
		if !slices.Equal(read.required, required) {
			t.Errorf("%q: the loader asks for %q, the schema for %q", place, read.required, required)
		}
	}
	for function := range loader {
		if _, ok := places[function]; !ok {
			t.Errorf("the loader reads an object in %s; where does it stand in the schema?", function)
		}
	}
	for name := range objects {
		t.Errorf("the schema has the object %q, which the loader does not read", name)
	}
}

// objectKeys are the keys of one object, sorted.
type objectKeys struct{ known, required []string }

// loaderKeys finds by function what the loader hands to its object and
// required methods. Calls of required in other functions are for some objects
// of a kind only.
func loaderKeys(t *testing.T) map[string]objectKeys {
	t.Helper()
	found := map[string]objectKeys{}
	set := token.NewFileSet()
	for name, text := range readFiles(t, os.DirFS("../../internal/rulebook"), "*.go") {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			objects := calls(function, "object")
			if len(objects) == 0 {
				continue
			}
			if len(objects) > 1 || found[function.Name.Name].known != nil {
				t.Fatalf("%s reads several objects; which is which?", function.Name.Name)
			}
			keys := objectKeys{known: literals(t, set, objects[0].Args[2:])}
			for _, call := range calls(function, "required") {
				keys.required = append(keys.required, literals(t, set, call.Args)...)
			}
			slices.Sort(keys.required)
			found[function.Name.Name] = keys
		}
	}
	return found
}

// calls finds the calls of a method in a function.
func calls(function *ast.FuncDecl, method string) []*ast.CallExpr {
	var found []*ast.CallExpr
	ast.Inspect(function, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if s, ok := call.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == method {
				found = append(found, call)
			}
		}
		return true
	})
	return found
}

// literals gives the texts of string literals, sorted.
func literals(t *testing.T, set *token.FileSet, args []ast.Expr) []string {
	t.Helper()
	var texts []string
	for _, arg := range args {
		literal, ok := arg.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			t.Fatalf("%s: a key that is not a literal", set.Position(arg.Pos()))
		}
		text, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	slices.Sort(texts)
	return texts
}
