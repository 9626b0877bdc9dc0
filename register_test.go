package verdict_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/rules"
)

// Where the pages for auditors stand.
const (
	registerPage = "rules/INTERPRETATIONS.md"
	readmePage   = "rules/README.md"
)

// texts is a YAML list, or one text alone.
type texts []string

func (t *texts) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*t = texts{n.Value}
		return nil
	}
	return n.Decode((*[]string)(t))
}

// registerTable is what the register has to know of a rule table.
type registerTable struct {
	Readings texts
	Signals  map[string]struct {
		Basis, Loss texts
		Members     map[string]any
	}
	Rules, Remarks, Claims []struct {
		ID    string
		Basis texts
	}
	Result    map[string]resultSources
	Documents []struct {
		Kind   string
		Basis  texts
		Result map[string]resultSources
	}
}

// resultSources is the basis of every source of a field of the result.
type resultSources texts

func (r *resultSources) UnmarshalYAML(n *yaml.Node) error {
	sources := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		sources = n.Content
	}
	for _, source := range sources {
		if source.Kind == yaml.ScalarNode {
			continue // a path alone
		}
		var s struct{ Basis texts }
		if err := source.Decode(&s); err != nil {
			return err
		}
		*r = append(*r, s.Basis...)
	}
	return nil
}

// registerTables reads the rule tables, by file name.
func registerTables(t *testing.T) map[string]registerTable {
	t.Helper()
	files, err := fs.Glob(rules.Book(), "*.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d rule tables, want at least 8 (%v)", len(files), err)
	}
	tables := map[string]registerTable{}
	for _, file := range files {
		text, err := fs.ReadFile(rules.Book(), file)
		if err != nil {
			t.Fatal(err)
		}
		var table registerTable
		if err := yaml.Unmarshal(text, &table); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		tables[file] = table
	}
	return tables
}

// uses is what depends on one reading: of each kind the names, sorted.
type uses map[string][]string

// The kinds of uses, as the lines of an entry begin.
var useKinds = []string{"Rows", "Remarks", "Signals", "Results", "Kinds", "Tables"}

// tableUses gives what depends on each reading, as the tables say.
func tableUses(tables map[string]registerTable) map[string]uses {
	all := map[string]uses{}
	add := func(kind, name string, bases ...string) {
		for _, reading := range bases {
			if reading == "text" || reading == "example" {
				continue
			}
			if all[reading] == nil {
				all[reading] = uses{}
			}
			if !slices.Contains(all[reading][kind], name) {
				all[reading][kind] = append(all[reading][kind], name)
			}
		}
	}
	for file, table := range tables {
		add("Tables", file, table.Readings...)
		for name, signal := range table.Signals {
			add("Signals", strings.TrimSuffix(file, ".yaml")+"."+name, slices.Concat(signal.Basis, signal.Loss)...)
		}
		for field, bases := range table.Result {
			add("Results", strings.TrimSuffix(file, ".yaml")+"."+field, bases...)
		}
		for _, d := range table.Documents {
			add("Kinds", d.Kind, d.Basis...)
			for field, bases := range d.Result {
				add("Results", d.Kind+"."+field, bases...)
			}
		}
		for _, row := range table.Rules {
			add("Rows", row.ID, row.Basis...)
		}
		for _, row := range table.Remarks {
			add("Remarks", row.ID, row.Basis...)
		}
	}
	for _, u := range all {
		for _, names := range u {
			slices.Sort(names)
		}
	}
	return all
}

// registerEntry is an entry of the register: "## R4: title" and what follows.
type registerEntry struct {
	letter string // R for a reading, C for a contradiction
	number int
	title  string
	text   string
}

func (e registerEntry) id() string { return e.letter + strconv.Itoa(e.number) }

var entryHeading = regexp.MustCompile(`(?m)^## ([RC])([1-9][0-9]*): (.+)\n`)

// registerEntries splits the register into its entries, in the order of the
// page.
func registerEntries(t *testing.T) []registerEntry {
	t.Helper()
	page := readPage(t, registerPage)
	headings := entryHeading.FindAllStringSubmatchIndex(page, -1)
	if len(headings) == 0 || len(headings) != strings.Count(page, "\n## ") {
		t.Fatalf("%s: %d entries under %d headings; an entry begins with ## and its id: ## R4: title", registerPage, len(headings), strings.Count(page, "\n## "))
	}
	var entries []registerEntry
	for i, h := range headings {
		end := len(page)
		if i+1 < len(headings) {
			end = headings[i+1][0]
		}
		number, err := strconv.Atoi(page[h[4]:h[5]])
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, registerEntry{page[h[2]:h[3]], number, page[h[6]:h[7]], page[h[1]:end]})
	}
	return entries
}

func readPage(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var quoted = regexp.MustCompile("`([^`\n]+)`")

// quotes gives what stands between backticks in a text.
func quotes(text string) []string {
	var out []string
	for _, m := range quoted.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// uses gives what depends on the entry, as its own lines say.
func (e registerEntry) uses() uses {
	u := uses{}
	for line := range strings.Lines(e.text) {
		kind, names, _ := strings.Cut(line, ": ")
		if slices.Contains(useKinds, kind) {
			u[kind] = append(u[kind], quotes(names)...)
			slices.Sort(u[kind])
		}
	}
	return u
}

func TestRegisterNumbers(t *testing.T) {
	next := map[string]int{"R": 1, "C": 1}
	for _, e := range registerEntries(t) {
		if e.number != next[e.letter] {
			t.Errorf("%s: %s stands where %s%d should; entries run without gaps, each once", registerPage, e.id(), e.letter, next[e.letter])
		}
		next[e.letter] = e.number + 1
	}
}

func TestRegisterContents(t *testing.T) {
	page := readPage(t, registerPage)
	var want []string
	for _, e := range registerEntries(t) {
		heading := e.id() + ": " + e.title
		want = append(want, fmt.Sprintf("| [%s](#%s) | %s |", e.id(), anchor(heading), e.title))
	}
	line := regexp.MustCompile(`(?m)^\| \[[^\]]*\]\(#[^)]*\) \| [^|]* \|`)
	got := line.FindAllString(page, -1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: the list at the top differs from the entries (-want +got):\n%s", registerPage, diff)
	}
}

// anchor is what a heading is called in links.
func anchor(heading string) string {
	kept := regexp.MustCompile(`[^a-z0-9_ -]`).ReplaceAllString(strings.ToLower(heading), "")
	return strings.ReplaceAll(kept, " ", "-")
}

func TestRegisterListsWhatDependsOnAReading(t *testing.T) {
	want := tableUses(registerTables(t))
	for _, e := range registerEntries(t) {
		if e.letter != "R" {
			continue
		}
		if want[e.id()] == nil {
			t.Errorf("%s: no table names %s as basis, loss or reading; name it where it applies", registerPage, e.id())
			continue
		}
		if diff := cmp.Diff(want[e.id()], e.uses()); diff != "" {
			t.Errorf("%s: correct the lines Rows:, Remarks:, Signals:, Results:, Kinds: and Tables: of %s (-tables +register):\n%s", registerPage, e.id(), diff)
		}
		delete(want, e.id())
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		t.Errorf("%s: %s has no entry, but the tables name it: %v", registerPage, id, want[id])
	}
}

func TestRegisterNamesOnlyWhatIsThere(t *testing.T) {
	tables := registerTables(t)
	known, prefixes := map[string]bool{}, []string{}
	for file, table := range tables {
		name := strings.TrimSuffix(file, ".yaml")
		prefixes = append(prefixes, regexp.QuoteMeta(name))
		known[file] = true
		for _, row := range slices.Concat(table.Rules, table.Remarks, table.Claims) {
			known[row.ID] = true
		}
		for signal := range table.Signals {
			known[name+"."+signal] = true
		}
		for field := range table.Result {
			known[name+"."+field] = true
		}
		for _, d := range table.Documents {
			known[d.Kind] = true
			for field := range d.Result {
				known[d.Kind+"."+field] = true
			}
		}
	}
	// Whatever begins like the id of a row, or like a signal with its table.
	name := regexp.MustCompile(`^(` + strings.Join(prefixes, "|") + `)[-.]`)
	named := 0
	for _, q := range quotes(readPage(t, registerPage)) {
		if !name.MatchString(q) {
			continue
		}
		if named++; !known[q] {
			t.Errorf("%s: `%s` is no row, remark, claim, signal, field, kind or file of the tables", registerPage, q)
		}
	}
	if named == 0 {
		t.Errorf("%s: no row is named at all", registerPage)
	}
}

func TestReadmeExplainsEveryCode(t *testing.T) {
	_, section, _ := strings.Cut(readPage(t, readmePage), "\n## Refusals\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var got []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(section, -1) {
		got = append(got, m[1])
	}
	want := refusalCodes(t, "internal/rulebook/problem.go", "internal/promise/promise.go")
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: the table under Refusals has to have one row for each code (-code +page):\n%s", readmePage, diff)
	}
}

// refusalCodes gives the constants of type Code in Go files, sorted, each
// once.
func refusalCodes(t *testing.T, files ...string) []string {
	t.Helper()
	var codes []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		before := len(codes)
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && isCode(spec.Type) {
				codes = append(codes, literals(t, spec)...)
			}
			return true
		})
		if len(codes) == before {
			t.Fatalf("%s: no constant of type Code; the codes have moved, look for them there", name)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// isCode tells whether a type is written Code or rulebook.Code.
func isCode(e ast.Expr) bool {
	if selector, ok := e.(*ast.SelectorExpr); ok {
		e = selector.Sel
	}
	name, ok := e.(*ast.Ident)
	return ok && name.Name == "Code"
}

func literals(t *testing.T, spec *ast.ValueSpec) []string {
	t.Helper()
	var out []string
	for _, value := range spec.Values {
		literal, ok := value.(*ast.BasicLit)
		if !ok {
			t.Fatalf("%s: a code has to be a string literal", spec.Names[0])
		}
		text, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	return out
}

// readmeBlocks gives the code blocks of a language in the README.
func readmeBlocks(t *testing.T, language string) []string {
	t.Helper()
	var blocks []string
	fence := regexp.MustCompile("(?ms)^```" + language + "\n(.*?)^```$")
	for _, m := range fence.FindAllStringSubmatch(readPage(t, readmePage), -1) {
		blocks = append(blocks, m[1])
	}
	if len(blocks) == 0 {
		t.Fatalf("%s: no block of %s", readmePage, language)
	}
	return blocks
}

// What the README quotes of a table stands there to the letter.
func TestReadmeQuotesTheTables(t *testing.T) {
	book := bookFiles(t)
	for _, block := range readmeBlocks(t, "yaml") {
		if strings.HasPrefix(block, "provider:") {
			continue // the example, a table of its own
		}
		found := slices.ContainsFunc(slices.Collect(maps.Values(book)), func(f *fstest.MapFile) bool {
			return strings.Contains(string(f.Data), "\n"+block)
		})
		if !found {
			t.Errorf("%s: no table has this part any more; copy it anew:\n%s", readmePage, block)
		}
	}
}

func TestReadmeExample(t *testing.T) {
	tables, documents := readmeBlocks(t, "yaml"), readmeBlocks(t, "json")
	book := bookFiles(t)
	book["doorstep.yaml"] = &fstest.MapFile{Data: []byte(tables[len(tables)-1])}
	engine, err := verdict.Load(book)
	if err != nil {
		t.Fatalf("%s: the example does not load: %v", readmePage, err)
	}
	process, err := engine.Parse([]byte(documents[0]))
	if err != nil {
		t.Fatalf("%s: the example's document: %v", readmePage, err)
	}
	decision, err := process.Decide()
	if err != nil {
		t.Fatalf("%s: the example's document: %v", readmePage, err)
	}
	if got, want := decision.String(), "inconclusive (doorstep-feature)"; got != want {
		t.Errorf("%s: the example gives %s, and the page says %s", readmePage, got, want)
	}
}

// bookFiles copies the rule tables, to lay others beside them.
func bookFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for file := range registerTables(t) {
		text, err := fs.ReadFile(rules.Book(), file)
		if err != nil {
			t.Fatal(err)
		}
		files[file] = &fstest.MapFile{Data: text}
	}
	return files
}
