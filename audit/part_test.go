package audit

import (
	"bytes"
	"io"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/corpus"
)

// wholeNumbers compares the sizes of regions.
var wholeNumbers = cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 })

// divided makes an audit in parts that has to succeed.
func divided(t *testing.T, o Options) *Divided {
	t.Helper()
	d, err := NewDivided(o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sent gives a part as it arrives elsewhere.
func sent(t *testing.T, p Part) Part {
	t.Helper()
	text, err := p.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var arrived Part
	if err := arrived.UnmarshalBinary(text); err != nil {
		t.Fatal(err)
	}
	again, err := arrived.MarshalBinary()
	if err != nil || !bytes.Equal(text, again) {
		t.Fatalf("a part that was sent is encoded otherwise: %s, %v, want %s", again, err, text)
	}
	return arrived
}

// inParts audits files by some partials, to which records and processes are dealt at
// random, and whose parts are added at random.
func inParts(t *testing.T, o Options, random *rand.Rand, files ...File) (*Report, []Finding) {
	t.Helper()
	d := divided(t, o)
	team := make([]*Partial, 5)
	for i := range team {
		team[i] = d.Partial()
	}
	var found []Finding
	histories := map[string][]Seen{}
	for _, f := range files {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		for r, err := range Records(f.Name, in) {
			if err != nil {
				t.Fatal(err)
			}
			j := team[random.IntN(len(team))].Judge(r)
			found = append(found, j.Findings...)
			if j.ProcessID != "" {
				histories[j.ProcessID] = append(histories[j.ProcessID], j.Seen)
			}
		}
	}
	for id, history := range histories {
		random.Shuffle(len(history), func(i, j int) { history[i], history[j] = history[j], history[i] })
		found = append(found, team[random.IntN(len(team))].Process(id, history)...)
	}
	parts := []Part{{}}
	for _, p := range team {
		parts = append(parts, sent(t, p.Part()))
	}
	for len(parts) > 1 {
		random.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		if err := parts[0].Add(parts[len(parts)-1]); err != nil {
			t.Fatal(err)
		}
		parts = parts[:len(parts)-1]
	}
	r, err := d.Report(sent(t, parts[0]))
	if err != nil {
		t.Fatal(err)
	}
	return r, found
}

// inNoOrder gives findings without what an audit in parts does not know.
func inNoOrder(findings []Finding) []Finding {
	all := slices.Clone(findings)
	for i := range all {
		all[i].Record = 0
	}
	slices.SortFunc(all, func(a, b Finding) int {
		return strings.Compare(findingKey(a), findingKey(b))
	})
	return all
}

func findingKey(f Finding) string {
	return strings.Join(append([]string{string(f.Code), f.File, f.ProcessID, strconv.FormatInt(f.Offset, 10)}, f.Reasons...), "\n")
}

// TestParts: an audit in parts finds and counts what an audit in one piece does,
// whoever judges what, and in whatever order the parts are added.
func TestParts(t *testing.T) {
	first, planted := made(t, corpus.Corpus{Seed: 11, Records: 3000, Own: true})
	second, _ := made(t, corpus.Corpus{Seed: 12, Records: 1000, Form: corpus.Array})
	if len(planted.Findings) < 18 {
		t.Fatalf("only %d codes are planted", len(planted.Findings))
	}
	files := []File{textFile("a", first), textFile("b", packed(t, second)), textFile("c", "["+doc(genuine)+",,"+doc(forged))}
	for _, c := range []struct {
		why string
		o   Options
	}{
		{"the embedded rule book", Options{}},
		{"words are counted with their places", Options{Words: true}},
		{"some are no longer accepted", Options{Against: example(t, "facetec-level-8")}},
		{"another book judges", Options{Book: example(t, "onfido-caution-rejects")}},
	} {
		t.Run(c.why, func(t *testing.T) {
			want, findings := auditedFiles(t, c.o, files...)
			want.Inputs, want.Findings = nil, []Finding{}
			for seed := range uint64(2) {
				got, found := inParts(t, c.o, rand.New(rand.NewPCG(seed, 1)), files...)
				if diff := cmp.Diff(want, got, wholeNumbers); diff != "" {
					t.Errorf("the report (-one piece +parts):\n%s", diff)
				}
				if diff := cmp.Diff(inNoOrder(findings), inNoOrder(found)); diff != "" || len(found) < 100 {
					t.Errorf("%d findings (-one piece +parts):\n%s", len(found), diff)
				}
			}
		})
	}
}

// TestPartsBounded: names that documents choose are bounded in parts as in one
// piece, so what is told apart does not depend on who counted what.
func TestPartsBounded(t *testing.T) {
	var text strings.Builder
	for i := range 3 * mostMonths {
		created := time1900(i)
		text.WriteString(doc(genuine, `"createdAt":"`+created+`"`) + "\n")
	}
	f := textFile("a", text.String())
	want, _ := auditedFiles(t, Options{}, f)
	want.Inputs, want.Findings = nil, []Finding{}
	if len(want.Months) != mostMonths+1 {
		t.Fatalf("%d months, want the most and the others", len(want.Months))
	}
	got, _ := inParts(t, Options{}, rand.New(rand.NewPCG(1, 1)), f)
	if diff := cmp.Diff(want, got, wholeNumbers); diff != "" {
		t.Errorf("(-one piece +parts):\n%s", diff)
	}
}

// time1900 is a time in the month number i after January 1900.
func time1900(i int) string {
	two := func(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	year := 1900 + i/12
	return two(year/100) + two(year%100) + "-" + two(i%12+1) + "-01T00:00:00Z"
}

// TestPartOfNothing: the zero Part has a report of no records, is sent, and adds
// nothing.
func TestPartOfNothing(t *testing.T) {
	want, _ := audited(t, Options{})
	got, err := divided(t, Options{}).Report(sent(t, Part{}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, wholeNumbers); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPartAddLeavesTheOther: what is added is not changed, nor tied to the sum.
func TestPartAddLeavesTheOther(t *testing.T) {
	p := divided(t, Options{}).Partial()
	p.Judge(Record{Text: []byte(doc(strange, `"status":"accepted"`))})
	before, _ := p.Part().MarshalBinary()
	var sum Part
	for range 3 {
		if err := sum.Add(p.Part()); err != nil {
			t.Fatal(err)
		}
	}
	after, _ := p.Part().MarshalBinary()
	if !bytes.Equal(before, after) {
		t.Errorf("the part is %s after it was added, and was %s", after, before)
	}
	if sum.tally.records != 3 {
		t.Errorf("%d records, want 3 times one", sum.tally.records)
	}
}

// TestPartsOfDifferentBooks: they are not added, and the sum stays as it is.
func TestPartsOfDifferentBooks(t *testing.T) {
	embedded := divided(t, Options{})
	for _, c := range []struct {
		o   Options
		why string
	}{
		{Options{Book: example(t, "facetec-level-8")}, "another book judged"},
		{Options{Against: example(t, "facetec-level-8")}, "another book was compared with"},
	} {
		other := divided(t, c.o).Partial().Part()
		sum := embedded.Partial().Part()
		if err := sum.Add(other); err == nil || !strings.Contains(err.Error(), "all parts of an audit have the same") {
			t.Errorf("%v, want a refusal, as %s", err, c.why)
		}
		if _, err := embedded.Report(other); err == nil {
			t.Errorf("a report, want a refusal, as %s", c.why)
		}
	}
}

// TestPartDecodeRefuses: what is no part does not become one.
func TestPartDecodeRefuses(t *testing.T) {
	part := divided(t, Options{}).Partial()
	part.Judge(Record{Text: []byte(doc(genuine, `"status":"accepted","createdAt":"2026-01-01T00:00:00Z"`))})
	text, err := part.Part().MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, why string }{
		{string(text), "", "nothing is no part"},
		{"}", "", "it is cut off"},
		{`"version":1`, `"version":2`, "it is of another version"},
		{`"outcomes":`, `"outcomes":-`, "there are no negative outcomes"},
		{`"outcomes":`, `"outcomes":99`, "of so many outcomes none is known to be there"},
		{`"providers":{"of":{"readid":[0,`, `"providers":{"of":{"readid":[`, "a cell of the matrix is missing"},
		{`"recorded":[0,`, `"recorded":[`, "an answer of the month is missing"},
	} {
		broken := strings.Replace(string(text), c.old, c.new, 1)
		if c.old == "}" {
			broken = string(text[:len(text)-1])
		}
		if broken == string(text) {
			t.Fatalf("%q is not in %s", c.old, text)
		}
		var p Part
		err := p.UnmarshalBinary([]byte(broken))
		if c.new == `"outcomes":99` && err == nil {
			_, err = divided(t, Options{}).Report(p)
		}
		if err == nil {
			t.Errorf("%s is taken, though %s", broken, c.why)
		}
	}
}

// TestDividedRefuses: options that an audit in parts does not heed are refused.
func TestDividedRefuses(t *testing.T) {
	for name, o := range map[string]Options{
		"Keep": {Keep: 1}, "Hash": {Hash: true}, "Found": {Found: func(Finding) error { return nil }},
		"Progress": {Progress: func(Progress) {}}, "Histogram": {Histogram: io.Discard}, "Folder": {Folder: "x"},
	} {
		if _, err := NewDivided(o); err == nil {
			t.Errorf("%s is taken, and nothing comes of it", name)
		}
	}
}

// TestProcessOrder: what is found in the history of a process, in whatever order it
// comes.
func TestProcessOrder(t *testing.T) {
	at := func(file string, offset int64) Place { return Place{file, offset, offset} }
	dated := func(p Place, s verdict.Status, second int64) Seen {
		return Seen{Place: p, Status: s, UpdatedAt: second, Dated: true}
	}
	undated := func(p Place, s verdict.Status) Seen { return Seen{Place: p, Status: s} }
	for _, c := range []struct {
		name    string
		history []Seen
		want    []string
		why     string
	}{
		{"by time", []Seen{dated(at("b", 1), verdict.Accepted, 1), dated(at("a", 1), verdict.Rejected, 2)},
			[]string{"rejected in a: accepted before, at b:1"}, "all have a time, so the place does not count"},
		{"by place", []Seen{dated(at("b", 1), verdict.Accepted, 1), undated(at("a", 1), verdict.Rejected)},
			[]string{"accepted in b: rejected before, at a:1"}, "one has no time"},
		{"by offset", []Seen{undated(at("a", 2), verdict.Accepted), undated(at("a", 10), verdict.Rejected)},
			[]string{"rejected in a: accepted before, at a:2"}, "2 is before 10"},
		{"at one time, by place", []Seen{dated(at("b", 1), verdict.Accepted, 1), dated(at("a", 1), verdict.Rejected, 1)},
			[]string{"accepted in b: rejected before, at a:1"}, "the time is the same"},
		{"no order, one final", []Seen{undated(Place{}, verdict.Accepted), undated(Place{}, verdict.Pending)},
			nil, "it may have been pending first"},
		{"no order, two final", []Seen{undated(Place{}, verdict.Rejected), undated(Place{}, verdict.Accepted)},
			[]string{"rejected in : accepted before"}, "whichever came first was final"},
		{"the same", []Seen{undated(Place{}, verdict.Accepted), undated(Place{}, verdict.Accepted)},
			nil, "nothing changed"},
	} {
		for _, turned := range []bool{false, true} {
			history := slices.Clone(c.history)
			if turned {
				slices.Reverse(history)
			}
			p := divided(t, Options{}).Partial()
			var got []string
			for _, f := range p.Process("process-a", history) {
				got = append(got, f.Recorded+" in "+f.File+": "+strings.Join(f.Reasons, "; "))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s, turned %t: because %s (-want +got):\n%s", c.name, turned, c.why, diff)
			}
			r, err := divided(t, Options{}).Report(p.Part())
			if err != nil || r.Processes != 1 || len(r.Counts) != min(len(c.want), 1) {
				t.Errorf("%s: %d processes and the counts %v, want one process, and a count where there is a finding; %v", c.name, r.Processes, r.Counts, err)
			}
		}
	}
}

// TestJudgeWithoutPlace: a record of which nobody knows where it stood gives the
// findings of Documents, and keeps nothing of the text.
func TestJudgeWithoutPlace(t *testing.T) {
	docs := []string{
		doc(forged, `"status":"accepted","processId":"process-a"`),
		`{"provider":`,
		`{"x":"` + strings.Repeat("x", longest) + `"}`,
		doc(genuine, `"status":"accepted","processId":"`+strings.Repeat("x", 129)+`"`),
	}
	want, findings := audited(t, Options{}, docs...)
	d := divided(t, Options{})
	p := d.Partial()
	var found []Finding
	for _, doc := range docs {
		text := []byte(doc)
		j := p.Judge(Record{Text: text})
		clear(text)
		found = append(found, j.Findings...)
		if j.ProcessID != "" {
			found = append(found, p.Process(j.ProcessID, []Seen{j.Seen})...)
		}
	}
	for i := range findings {
		findings[i].Record = 0
	}
	if diff := cmp.Diff(findings, found); diff != "" || len(found) == 0 {
		t.Errorf("%d findings (-want +got):\n%s", len(found), diff)
	}
	got, err := d.Report(sent(t, p.Part()))
	if err != nil {
		t.Fatal(err)
	}
	want.Findings = []Finding{}
	if diff := cmp.Diff(want, got, wholeNumbers); diff != "" || got.Untracked != 1 {
		t.Errorf("%d untracked, want the one whose processId is too long (-want +got):\n%s", got.Untracked, diff)
	}
}
