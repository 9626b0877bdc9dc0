package audit

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict/internal/corpus"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// histogramOf is the histogram of documents by a rule book, with one row for each
// vector: rows of several histograms of one book can be added like this.
func histogramOf(t *testing.T, book fs.FS, docs []string) string {
	t.Helper()
	var b bytes.Buffer
	audited(t, Options{Book: book, Histogram: &b}, docs...)
	return summed(t, b.String())
}

// summed adds the records of equal rows.
func summed(t *testing.T, histogram string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(histogram)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	at := map[[3]string]int{}
	for _, row := range rows {
		key := [3]string(row[1:4])
		i, known := at[key]
		if !known {
			at[key] = len(all)
			all = append(all, row)
			continue
		}
		sum := 0
		for _, n := range []string{all[i][4], row[4]} {
			number, err := strconv.Atoi(n)
			if err != nil {
				t.Fatal(err)
			}
			sum += number
		}
		all[i][4] = strconv.Itoa(sum)
	}
	return written(t, all)
}

func written(t *testing.T, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var bigInts = cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 })

func impactOf(t *testing.T, histogram string, o ImpactOptions) *Impact {
	t.Helper()
	i, err := ImpactOf(strings.NewReader(histogram), o)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// compareWithAudit compares an impact with audits of the records themselves: by the new
// rule book, and by the old one with the new one against it.
func compareWithAudit(t *testing.T, docs []string, old, now fs.FS, i *Impact) {
	t.Helper()
	if i.CannotTell != 0 || len(i.Untold) != 0 || i.RulesUntold != 0 {
		t.Fatalf("%d records cannot be told, and the rows of %d", i.CannotTell, i.RulesUntold)
	}
	by, _ := audited(t, Options{Book: now}, docs...)
	type part struct {
		Book           string
		Records, Agree int64
		Matrix         []Cell
		Rules          []RuleUse
	}
	want, got := part{by.Book, by.Records, by.Agree, by.Matrix, by.Rules}, part{i.Book, i.Records, i.Agree, i.Matrix, i.Rules}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("by the new book (-audit +impact):\n%s", diff)
	}
	if now == nil {
		now = edited(t, nil)
	}
	both, _ := audited(t, Options{Book: old, Against: now}, docs...)
	if diff := cmp.Diff(both.Changes, i.Changes, cmpopts.EquateEmpty(), bigInts); diff != "" {
		t.Errorf("changes (-audit +impact):\n%s", diff)
	}
}

// TestImpact: the impact of a histogram is that of the records, wherever the histogram
// tells: with the book that made it as old, as new, and as neither.
func TestImpact(t *testing.T) {
	text, _ := made(t, corpus.Corpus{Seed: 21, Records: 5_000, Own: true})
	var docs []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			docs = append(docs, line)
		}
	}
	facetec, onfido := example(t, "facetec-level-8"), example(t, "onfido-caution-rejects")
	weak := edited(t, map[string]func(string) string{"facetec.yaml": replaced(t, "in 1..5 and", "in 1..7 and", "in 6..15", "in 8..15",
		"matchSuccess: true, matchLevel: 6}", "matchSuccess: true, matchLevel: 8}")})
	for _, c := range []struct {
		why            string
		made, old, now fs.FS
		changes        bool
	}{
		{"the embedded book, and nothing else", nil, nil, nil, false},
		{"to another", nil, nil, facetec, true},
		{"to another", nil, nil, onfido, true},
		{"made by the new book", facetec, nil, facetec, true},
		{"back", facetec, facetec, nil, true},
		{"to one that reads alike what providers themselves send", nil, nil, weak, true},
		{"back", onfido, onfido, nil, true},
		{"made by neither of the two", nil, facetec, onfido, true},
	} {
		t.Run(c.why, func(t *testing.T) {
			o := ImpactOptions{Book: c.now, Against: c.old}
			if c.old == nil && c.made != nil {
				o.Against = edited(t, nil) // the embedded one, from a folder
			}
			i := impactOf(t, histogramOf(t, c.made, docs), o)
			compareWithAudit(t, docs, c.old, c.now, i)
			if (i.Changes.Records > 0) != c.changes {
				t.Errorf("%d records change, want some: %v", i.Changes.Records, c.changes)
			}
		})
	}
}

// TestImpactSum: of every record it is counted what becomes of it, once, also where the
// histogram does not tell; what is certain is never more than an audit finds, and what
// an audit finds is never more than what is certain and what may be.
func TestImpactSum(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine sums up for a while")
	}
	docs := documentsToSee(t)
	for _, pair := range bookPairs(t) {
		t.Run(pair.why, func(t *testing.T) {
			i := impactOf(t, histogramOf(t, pair.made, docs), ImpactOptions{Book: pair.now, Against: orEmbedded(t, pair.made)})
			both, _ := audited(t, Options{Book: pair.made, Against: orEmbedded(t, pair.now)}, docs...)
			cells, untold := int64(0), int64(0)
			for _, c := range i.Matrix {
				cells += c.Count
			}
			for _, u := range i.Untold {
				untold += u.Records
			}
			if cells != int64(len(docs)) || i.Records != cells || untold != i.CannotTell {
				t.Errorf("%d records in cells, %d in all, %d cannot be told by kind, want %d, and %d", cells, i.Records, untold, len(docs), i.CannotTell)
			}
			if (i.CannotTell > 0) != (pair.open || pair.kinds) {
				t.Errorf("%d records cannot be told, want some: %v", i.CannotTell, pair.open || pair.kinds)
			}
			between(t, "changes", i.Changes.Records, both.Changes.Records, i.Changes.Records+i.MayChange)
			between(t, "newly accepted", i.Changes.NewlyAccepted, both.Changes.NewlyAccepted, i.Changes.NewlyAccepted+i.MayAccept)
			between(t, "agree", i.Agree, audits(t, pair.now, docs).Agree, i.Agree+i.CannotTell)
			if says := strings.Contains(i.Headline(), "CANNOT BE TOLD"); says != (pair.open || pair.kinds) {
				t.Errorf("%q, want it to speak of what cannot be told: %v", i.Headline(), pair.open || pair.kinds)
			}
		})
	}
}

func audits(t *testing.T, book fs.FS, docs []string) *Report {
	r, _ := audited(t, Options{Book: book}, docs...)
	return r
}

func orEmbedded(t *testing.T, book fs.FS) fs.FS {
	if book == nil {
		return edited(t, nil)
	}
	return book
}

func between(t *testing.T, what string, least, is, most int64) {
	t.Helper()
	if is < least || is > most {
		t.Errorf("%s: %d by an audit, and the impact says at least %d and at most %d", what, is, least, most)
	}
}

// TestImpactOrder: rows may come in any order, and none has to.
func TestImpactOrder(t *testing.T) {
	docs := documentsToSee(t)
	split := bookPairs(t)[6].now
	header, rows, _ := strings.Cut(histogramOf(t, nil, docs), "\n")
	want := impactOf(t, header+"\n"+rows, ImpactOptions{Book: split})
	all := strings.SplitAfter(strings.TrimSuffix(rows, "\n")+"\n", "\n")
	all = all[:len(all)-1]
	slices.Reverse(all)
	if diff := cmp.Diff(want, impactOf(t, header+"\n"+strings.Join(all, ""), ImpactOptions{Book: split}), bigInts); diff != "" {
		t.Errorf("reversed (-sorted +reversed):\n%s", diff)
	}
	none := impactOf(t, header+"\n", ImpactOptions{Book: split})
	if none.Records != 0 || !none.Changes.Equal || none.Made != "" {
		t.Errorf("of no row: %+v", none)
	}
}

// TestImpactRefuses: what is no row is refused with its line, and with what would be
// right. Each case differs in one thing from rows that are taken.
func TestImpactRefuses(t *testing.T) {
	hash := loaded(t, nil).engine.Hash()
	const header = "book,provider,recorded,signals,records\n"
	row := func(provider, recorded, signals, records string) string {
		return written(t, [][]string{{hash, provider, recorded, signals, records}})
	}
	good := row("facetec", "accepted", `{"status":"ended","faceScanSecurityChecks":["absent","true"],"matchLevel":"7"}`, "3")
	for _, c := range []struct{ why, text, want string }{
		{"nothing", "", "line 1: a histogram begins with the line book,provider"},
		{"other columns", "book,provider,recorded,signals,count\n", "line 1: a histogram begins"},
		{"a column less", header + good + hash + ",readid,none,{}\n", "line 3: it has 4 columns"},
		{"no CSV", header + good + `a"b,c` + "\n", "line 3: not CSV"},
		{"no hash", header + strings.Replace(good, "sha256", "sha1", 1), "line 2: book: not the hash"},
		{"a book that nobody knows", header + strings.Replace(good, hash, "sha256:"+strings.Repeat("0", 64), 1), "neither the new nor the old one"},
		{"a second book", header + good + strings.Replace(row("readid", "none", "{}", "1"), hash, "sha256:"+strings.Repeat("0", 64), 1), "line 3: book: another rule book"},
		{"a provider without a table", header + row("porter", "none", "{}", "1"), "line 2: provider: the rule book"},
		{"another status", header + row("readid", "cancelled", "{}", "1"), "line 2: recorded: no such status"},
		{"no status", header + row("readid", "", "{}", "1"), "line 2: recorded: no such status"},
		{"no signals", header + row("readid", "none", "", "1"), "line 2: signals: they are left out for malformed records alone"},
		{"no object", header + row("readid", "none", "[]", "1"), "line 2: signals, byte 1: a JSON object"},
		{"white space", header + row("readid", "none", `{"status": "ended"}`, "1"), "line 2: signals, byte 11: status has here what"},
		{"white space before a name", header + row("readid", "none", `{ "status":"ended"}`, "1"), "line 2: signals, byte 2: the name of a signal"},
		{"something behind", header + row("readid", "none", `{"status":"ended"}}`, "1"), "line 2: signals, byte 18: a comma"},
		{"no end", header + row("readid", "none", `{"status":"ended"`, "1"), "line 2: signals, byte 18: a comma"},
		{"a signal of another table", header + row("readid", "none", `{"matchLevel":"7"}`, "1"), "line 2: signals, byte 2: no signal"},
		{"a signal of a table without provider", header + row("", "none", `{"matchLevel":"7"}`, "1"), "line 2: signals, byte 2: no signal"},
		{"a signal for remarks", header + row("readid", "none", `{"finalResult":"present"}`, "1"), "line 2: signals, byte 2: no signal"},
		{"a signal twice", header + row("readid", "none", `{"status":"ended","status":"ended"}`, "1"), "line 2: signals, byte 19: no signal"},
		{"signals in another order", header + row("facetec", "none", `{"matchLevel":"7","status":"ended"}`, "1"), "line 2: signals, byte 19: no signal"},
		{"a value of another signal", header + row("facetec", "none", `{"matchLevel":"true"}`, "1"), "line 2: signals, byte 15: matchLevel has here what"},
		{"a number that is none", header + row("facetec", "none", `{"matchLevel":7}`, "1"), "line 2: signals, byte 15: matchLevel has here what"},
		{"absent, which is left out", header + row("facetec", "none", `{"matchLevel":"absent"}`, "1"), "line 2: signals, byte 15: matchLevel has here what"},
		{"a set that is no list", header + row("facetec", "none", `{"faceScanSecurityChecks":"true"}`, "1"), "is a set; a list"},
		{"a set without entries, which is left out", header + row("facetec", "none", `{"faceScanSecurityChecks":[]}`, "1"), "faceScanSecurityChecks has here what"},
		{"values of a set in another order", header + row("facetec", "none", `{"faceScanSecurityChecks":["true","absent"]}`, "1"), "stand once each, in the order absent, true, false"},
		{"a value of a set twice", header + row("facetec", "none", `{"faceScanSecurityChecks":["true","true"]}`, "1"), "stand once each"},
		{"a set without its end", header + row("facetec", "none", `{"faceScanSecurityChecks":["true"`, "1"), "a comma and another value"},
		{"no record", header + row("readid", "none", "{}", "0"), "line 2: records: not a number"},
		{"fewer", header + row("readid", "none", "{}", "-1"), "line 2: records: not a number"},
		{"zeros before", header + row("readid", "none", "{}", "01"), "line 2: records: not a number"},
		{"a part of a record", header + row("readid", "none", "{}", "1.5"), "line 2: records: not a number"},
		{"more than can be counted", header + good + row("readid", "none", "{}", "9223372036854775807"), "line 3: records: together"},
		{"a row twice", header + good + row("readid", "none", "{}", "1") + good, "line 4: the row stands above already"},
	} {
		i, err := ImpactOf(strings.NewReader(c.text), ImpactOptions{})
		if err == nil || !strings.Contains(err.Error(), c.want) || i != nil {
			t.Errorf("%s: %v, want %q", c.why, err, c.want)
		}
	}
	i := impactOf(t, header+good+row("", "", "", "2")+row("", "unknown", `{"status":null}`, "1")+row("readid", "none", "{}", "1"), ImpactOptions{})
	if i.Records != 7 || i.Rows != 4 {
		t.Errorf("%d records in %d rows are read, want 7 in 4", i.Records, i.Rows)
	}
	_, err := ImpactOf(strings.NewReader(header+strings.Replace(good, hash, "sha256:"+strings.Repeat("0", 64), 1)), ImpactOptions{})
	var unknown *MadeError
	if !errors.As(err, &unknown) || unknown.Line != 2 {
		t.Errorf("%v, want a MadeError of line 2", err)
	}
}

// drawnHistogram is a histogram of distinct vectors that are drawn by the values of
// the embedded tables, whether or not a document has them.
func drawnHistogram(t testing.TB, rows int) string {
	t.Helper()
	b, err := load(nil)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 8))
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write(histogramColumns)
	seen := map[string]bool{}
	draw := func(table int, into *document.Vector) {
		for i, s := range b.tables[table].Signals {
			if !s.Aside && len(s.Path) > 0 && random.IntN(4) > 0 {
				into[i] = uint8(random.IntN(s.Arity()))
			}
		}
	}
	for len(seen) < rows {
		v := vector{table: 1 + random.IntN(len(b.tables)-1), known: true, recorded: accepted}
		v.provider = strings.Replace(b.tables[v.table].Providers[0], "*", "any", 1)
		draw(0, &v.early)
		draw(v.table, &v.vector)
		v.early[slices.IndexFunc(b.tables[0].Signals, func(s *rulebook.Signal) bool { return s.Name == "status" })] = 1
		signals := b.signals(&v)
		if seen[v.provider+signals] {
			continue
		}
		seen[v.provider+signals] = true
		w.Write([]string{b.engine.Hash(), v.provider, v.recorded.recorded(), signals, fmt.Sprint(1 + random.IntN(1000))})
	}
	w.Flush()
	return out.String()
}

// BenchmarkImpact judges 100,000 distinct vectors: between books whose values are the
// same, and by one for which many vectors do not tell.
func BenchmarkImpact(b *testing.B) {
	histogram := drawnHistogram(b, 100_000)
	folder := func(name string) fs.FS { return os.DirFS(name) }
	for _, c := range []struct {
		name string
		book fs.FS
	}{{"same", nil}, {"facetec", folder("../examples/books/facetec-level-8")}, {"open", manyOpen(b)}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				i, err := ImpactOf(strings.NewReader(histogram), ImpactOptions{Book: c.book})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(i.CannotTell)/float64(i.Records), "open")
			}
		})
	}
}

// manyOpen is a book by which most processes of Onfido are open.
func manyOpen(b *testing.B) fs.FS {
	book := fstest.MapFS{}
	for _, name := range []string{"process", "connect", "eid", "facetec", "onfido", "paper", "readid"} {
		text, err := fs.ReadFile(rules.Book(), name+".yaml")
		if err != nil {
			b.Fatal(err)
		}
		changed := strings.Replace(string(text), "{unknown: unknown, '*': known}", "{unknown: unknown, passport: unknown, '*': known}", 1)
		book[name+".yaml"] = &fstest.MapFile{Data: []byte(changed)}
	}
	return book
}
