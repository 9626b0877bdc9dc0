package verdict_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/rules"
)

// TestTruthTables shows the small tables whole: every word of every signal,
// and absence, with the answer.
func TestTruthTables(t *testing.T) {
	var out strings.Builder
	out.WriteString("# The lifecycle: failReason, status\n")
	for _, reason := range []string{"", `{}`, `{"type":"upload_failed"}`} {
		for _, status := range []string{"", "accepted", "rejected", "inconclusive", "pending", "processing", "canceled", "cancelled", "failed"} {
			doc := `{"provider":"connect:x"` + member("failReason", reason) + member("status", inQuotes(status)) + `}`
			fmt.Fprintf(&out, "%-26s %-13s %s\n", orAbsent(reason), orAbsent(status), decideString(embedded(t), []byte(doc)))
		}
	}
	truthTable(t, &out, "readid", []string{"chipVerification", "chipCloneDetection"}, [][]any{
		{nil, "SUCCEEDED", "FAILED"},
		{nil, "SUCCEEDED", "NOT_AVAILABLE", "NOT_SUPPORTED", "NOT_PRESENT", "FAILED"},
	})
	truthTable(t, &out, "connect:idin", []string{"idToken", "error"}, [][]any{
		{nil, true},
		{nil, "", "urn:signicat:error:usercancel", "urn:signicat:error:internal:Expired; ", "urn:signicat:error:usercancel2"},
	})
	golden(t, out.String(), "testdata", "truth.txt")
}

// truthTable writes a line for every combination of values.
func truthTable(t *testing.T, out *strings.Builder, provider string, names []string, values [][]any) {
	t.Helper()
	fmt.Fprintf(out, "\n# %s: %s\n", provider, strings.Join(names, ", "))
	for _, first := range values[0] {
		for _, second := range values[1] {
			d, err := verdict.Decide(verdict.Values{Provider: provider, Signals: map[string]any{names[0]: first, names[1]: second}})
			answer := d.String()
			if err != nil {
				answer = err.Error()
			}
			fmt.Fprintf(out, "%-14s %-40s %s\n", shown(first), shown(second), answer)
		}
	}
}

func shown(value any) string {
	if value == nil {
		return "absent"
	}
	return fmt.Sprintf("%#v", value)
}

func orAbsent(text string) string {
	if text == "" {
		return "absent"
	}
	return text
}

func inQuotes(word string) string {
	if word == "" {
		return ""
	}
	return `"` + word + `"`
}

// member writes a member of an object, or nothing.
func member(name, value string) string {
	if value == "" {
		return ""
	}
	return `,"` + name + `":` + value
}

// TestRowOrder: the order of the rows in the files changes no status.
func TestRowOrder(t *testing.T) {
	var engines []*verdict.Engine
	for seed := range uint64(3) {
		e, err := verdict.Load(shuffledBook(t, rand.New(rand.NewPCG(seed, 7))))
		if err != nil {
			t.Fatal(err)
		}
		engines = append(engines, e)
	}
	rapid.Check(t, func(t *rapid.T) {
		doc, processType, verdictWord := drawDocument(t)
		p, err := verdict.Parse(doc)
		if err != nil {
			return
		}
		want, wantErr := p.WithProcessType(processType).WithVerdict(verdictWord).Decide()
		for _, e := range engines {
			p, err := e.Parse(doc)
			if err != nil {
				t.Fatal(err)
			}
			got, err := p.WithProcessType(processType).WithVerdict(verdictWord).Decide()
			if got.Status() != want.Status() || fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Fatalf("%v (%v) in file order, %v (%v) in another\n%s", want, wantErr, got, err, doc)
			}
		}
	})
}

// TestTablesAlone: a provider's table decides alike whatever other tables
// stand in the book.
func TestTablesAlone(t *testing.T) {
	lifecycle := readFile(t, "rules/process.yaml")
	alone := map[string]*verdict.Engine{}
	for _, name := range []string{"onfido", "eid", "readid", "facetec", "paper", "connect", "webid"} {
		e, err := verdict.Load(fstest.MapFS{"process.yaml": {Data: lifecycle}, name + ".yaml": {Data: readFile(t, "rules", name+".yaml")}})
		if err != nil {
			t.Fatal(err)
		}
		alone[name] = e
	}
	rapid.Check(t, func(t *rapid.T) {
		doc, _, _ := drawDocument(t)
		p, err := verdict.Parse(doc)
		if err != nil {
			return
		}
		want := decideString(embedded(t), doc)
		known := 0
		for name, e := range alone {
			if _, err := e.Parse(doc); err != nil {
				continue // the table of another provider
			}
			known++
			if got := decideString(e, doc); got != want {
				t.Fatalf("%s alone: %s, among all: %s\n%s", name, got, want, doc)
			}
		}
		if known != 1 {
			t.Fatalf("%d tables know %s", known, p.Provider())
		}
	})
}

// shuffledBook is the embedded book with the rows of each table in another
// order.
func shuffledBook(t *testing.T, random *rand.Rand) fs.FS {
	t.Helper()
	book := fstest.MapFS{}
	names, err := fs.Glob(rules.Book(), "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(rules.Book(), name)
		if err != nil {
			t.Fatal(err)
		}
		var document yaml.Node
		if err := yaml.Unmarshal(data, &document); err != nil {
			t.Fatal(err)
		}
		root := document.Content[0]
		at := slices.IndexFunc(root.Content, func(n *yaml.Node) bool { return n.Value == "rules" })
		rows := root.Content[at+1].Content
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		text, err := yaml.Marshal(&document)
		if err != nil {
			t.Fatal(err)
		}
		book[name] = &fstest.MapFile{Data: text}
	}
	return book
}
