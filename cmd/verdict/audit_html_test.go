package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/audit"
)

var auditPageFile = flag.String("audit-page", "", "TestAuditPageFile writes the page of a made-up audit there")

// TestAuditPageFile: a page comes whole into a file. With -args -audit-page FILE it
// stays there, for a look at it in a browser.
func TestAuditPageFile(t *testing.T) {
	f := reportFile{name: cmp.Or(*auditPageFile, filepath.Join(t.TempDir(), "audit.html"))}
	if err := f.create(); err != nil {
		t.Fatal(err)
	}
	if err := f.write(func(w io.Writer) error { return writeAuditHTML(w, madeUp()) }); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(f.name)
	if err != nil || string(page) != auditPageOf(t, madeUp()) {
		t.Errorf("%v, or %d bytes that are not the page", err, len(page))
	}
}

// auditPageOf is the page of a report.
func auditPageOf(t *testing.T, r *audit.Report) string {
	t.Helper()
	var out bytes.Buffer
	if err := writeAuditHTML(&out, r); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// tableAfter gives the words of each cell of the first table after a text. A space
// stands where an element ends.
func tableAfter(t *testing.T, page, text string) [][]string {
	t.Helper()
	_, rest, found := strings.Cut(page, text)
	table, _, closed := strings.Cut(rest, "</table>")
	if !found || !closed {
		t.Fatalf("no table after %q", text)
	}
	var rows [][]string
	for _, row := range regexp.MustCompile(`(?s)<tr.*?</tr>`).FindAllString(table, -1) {
		var cells []string
		for _, cell := range regexp.MustCompile(`(?s)<t[hd][ >].*?</t[hd]>`).FindAllString(row, -1) {
			words := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(cell, " ")
			cells = append(cells, oneLine(strings.ReplaceAll(html.UnescapeString(words), "\u202f", "")))
		}
		rows = append(rows, cells)
	}
	return rows
}

// TestAuditPageTables: every count of a report is on the page, in its place.
func TestAuditPageTables(t *testing.T) {
	page := auditPageOf(t, madeUp())
	for _, test := range []struct {
		why, after string
		want       [][]string
	}{
		{"all cells added up; rows and columns that occur alone, strictest first; what differs is marked", "<caption>All providers together", [][]string{
			{"recorded ↓ derived →", "rejected", "failed", "canceled", "inconclusive", "accepted", "processing", "pending", "undecided", "unknown value", "unknown provider", "malformed", "all"},
			{"rejected", "60913", "", "", "≠ 1709", "", "", "", "", "", "", "", "62622"},
			{"failed", "", "40087", "", "", "", "", "", "", "", "", "", "40087"},
			{"canceled", "", "", "10597", "", "", "", "", "", "", "", "", "10597"},
			{"inconclusive", "", "", "", "90507", "", "", "", "≠ 311", "", "", "", "90818"},
			{"accepted", "! 7", "", "", "! 211", "1021904", "", "", "", "", "! 41", "", "1022163"},
			{"processing", "", "", "", "", "", "2001", "", "", "", "", "", "2001"},
			{"pending", "", "", "", "", "", "", "3002", "", "", "", "", "3002"},
			{"none", "", "", "", "", "≠ 1501", "", "", "", "", "", "", "1501"},
			{"unknown", "", "", "", "", "", "", "", "", "≠ 1673", "", "", "1673"},
			{"unreadable", "", "", "", "", "", "", "", "", "", "", "≠ 103", "103"},
			{"all", "60920", "40087", "10597", "92427", "1023405", "2001", "3002", "311", "1673", "41", "103", "1234567"},
		}},
		{"one provider's cells", "<caption>onfido", [][]string{
			{"recorded ↓ derived →", "rejected", "inconclusive", "accepted", "processing", "pending", "undecided", "all"},
			{"rejected", "60913", "≠ 1709", "", "", "", "", "62622"},
			{"inconclusive", "", "90507", "", "", "", "≠ 311", "90818"},
			{"accepted", "", "! 211", "801001", "", "", "", "801212"},
			{"processing", "", "", "", "2001", "", "", "2001"},
			{"pending", "", "", "", "", "3002", "", "3002"},
			{"all", "60913", "92427", "801001", "2001", "3002", "311", "959655"},
		}},
		{"records of no provider are not lost", "<caption>no known provider", [][]string{
			{"recorded ↓ derived →", "unknown provider", "malformed", "all"},
			{"accepted", "! 41", "", "41"},
			{"unreadable", "", "≠ 103", "103"},
			{"all", "41", "103", "144"},
		}},
		{"changes, newly accepted marked apart", "<caption>All changes", [][]string{
			{"before ↓ after →", "rejected", "inconclusive", "accepted", "all"},
			{"inconclusive", "", "", "! 29", "29"},
			{"accepted", "", "≠ 901", "", "901"},
			{"undecided", "≠ 17", "", "", "17"},
			{"all", "17", "901", "29", "947"},
		}},
		{"changes by provider, in the order of the report", "<caption>By provider", [][]string{
			{"provider", "before", "after", "records"},
			{"facetec", "inconclusive", "accepted", "29"},
			{"facetec", "accepted", "inconclusive", "901"},
			{"onfido", "undecided", "rejected", "17"},
		}},
		{"a row with its source and how often it was used", "<h3>onfido", [][]string{
			{"row", "status", "decided", "held", "reason and source"},
			{"onfido-caution onfido.yaml:120", "inconclusive", "92427", "99931", "The document check asks for caution. Onfido results / Document check (R6)"},
			{"onfido-clear onfido.yaml:150", "accepted", "801001", "801001", "Document and face are clear. Onfido results / Clear (text, example)"},
		}},
		{"rows that were never used say so", "<h3>readid", [][]string{
			{"row", "status", "decided", "held", "reason and source"},
			{"readid-clone readid.yaml:88", "inconclusive", "0", "0 never held", "The data verified, but the chip could not be shown to be the original. ReadID results / Final status (text)"},
			{"readid-late readid.yaml:99", "inconclusive", "0", "17 never decided", "Never the strictest. ReadID results (R9)"},
		}},
		{"unknown words, where they are given", "<h3>Values that the rules do not declare", [][]string{
			{"table", "place", "words", "records"},
			{"onfido", "/providerSpecific/document/result", "considered : 1399 others, which do not look like words of a vocabulary: 10", "1409"},
			{"the lifecycle", "/status", "not shown without --show-words", "264"},
		}},
		{"what is missing", "<h3>What undecided records lack", [][]string{
			{"provider", "signals, together", "records"},
			{"onfido", "documentResult , faceResult", "301"},
			{"onfido", "features/*", "10"},
		}},
		{"faults", "<h3>Why records are malformed", [][]string{{"fault", "records"}, {"a name stands twice", "97"}, {"ends early", "6"}}},
		{"files, and why one was not read to its end", `<h2 id="Made"`, [][]string{
			{"file", "bytes", "SHA-256"},
			{"2026/dump-1.jsonl.gz", "812345678", strings.Repeat("1d", 32)},
			{"2026/dump-2.jsonl Not read to its end: unexpected EOF", "712345671", strings.Repeat("2e", 32)},
		}},
	} {
		if diff := gocmp.Diff(test.want, tableAfter(t, page, test.after)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.why, diff)
		}
	}
}

// TestAuditPageFindings: every kind with its count and a link, and every finding
// that the report holds.
func TestAuditPageFindings(t *testing.T) {
	r := madeUp()
	page := auditPageOf(t, r)
	want := [][]string{{"kind", "severity", "what it means", "findings"}}
	for _, c := range r.Counts {
		want = append(want, []string{string(c.Code), string(c.Severity), c.Explanation, fmt.Sprint(c.Count)})
		for _, part := range []string{`href="#Findings/` + string(c.Code) + `"`, `id="Findings/` + string(c.Code) + `"`} {
			if n := strings.Count(page, part); n != 1 {
				t.Errorf("%s is there %d times", part, n)
			}
		}
	}
	if diff := gocmp.Diff(want, tableAfter(t, page, `<h2 id="Kinds"`)); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	rows := tableAfter(t, page, `<h2 id="Findings"`)
	if len(rows) != 5001 {
		t.Fatalf("%d rows, want a heading and 5,000 findings", len(rows))
	}
	// The second finding is of the first kind. Each tells its place and what was seen.
	if diff := gocmp.Diff([]string{
		"accepted-not-derived critical", "readid", "accepted", "inconclusive",
		"onfido-caution because of documentResult ; features/hologram row onfido-caution at onfido.yaml:120",
		"2026/dump-1.jsonl.gz:5 record 4, after 4096 bytes 5f2c6b7e-0000-4000-8000-000000000001",
	}, rows[2]); diff != "" {
		t.Errorf("a finding (-want +got):\n%s", diff)
	}
	if !strings.Contains(page, "The first of each kind are listed: 5\u202f000 of 7\u202f770.") {
		t.Error("the page does not say that it lists only some of the findings")
	}
	if len(page) > 5<<20 {
		t.Errorf("the page has %d bytes, want 5 MiB at most", len(page))
	}
}

// TestAuditPageRegions: regions that occur come with their records and
// conditions; those that do not are set apart.
func TestAuditPageRegions(t *testing.T) {
	page := auditPageOf(t, madeUp())
	occur, absent, found := strings.Cut(page, "1 region that no record lies in")
	if !found {
		t.Fatal("no regions that do not occur")
	}
	for _, where := range []struct {
		why, page string
		says      []string
	}{
		{"newly accepted", occur, []string{"newly accepted</span>", "29 records</span>", "matchLevel is 5 and livenessSuccess is true", "12\u202f288"}},
		{"every condition", occur, []string{"901 records</span>", "matchLevel is 6 or 7", "or matchLevel is 4"}},
		{"none lies in it", absent, []string{"0 records</span>", "matchError is true"}},
		{"records beside all regions", absent, []string{"3 records change in no region"}},
		{"caveats, by how much they leave open", absent, []string{"more may be newly accepted than the regions tell", "a region may hold combinations that no document carries"}},
	} {
		for _, text := range where.says {
			if !strings.Contains(where.page, text) {
				t.Errorf("%s: no %q", where.why, text)
			}
		}
	}
}

// TestAuditPageSays: what is said beside the tables, each once.
func TestAuditPageSays(t *testing.T) {
	page := auditPageOf(t, madeUp())
	for why, text := range map[string]string{
		"the audit ended early, and why": "The audit ended before its input did:</strong> interrupted.",
		"an alarm":                       `<div class="note grave"><p><strong>300 records say accepted, and the rules do not.</strong></p>`,
		"rows that never held are named": "1 row of 2 held in no record, so that the records show nothing of it.",
		"and look otherwise":             `<tr class="unused"><td><code>readid-clone</code>`,
		"what the other rule book does":  "947 records of 1\u202f234\u202f567 (0.0767\u202f%) would have another outcome, 29 of them newly accepted.",
		"by which rule book":             "<dt>Rule book</dt><dd><code>" + strings.Repeat("b0", 32) + "</code></dd>",
		"by which other rule book":       "<dt>Other rule book</dt><dd><code>" + strings.Repeat("a9", 32) + "</code></dd>",
		"by which version of Go":         "<dt>Go</dt><dd>" + runtime.Version() + "</dd>",
	} {
		if n := strings.Count(page, text); n != 1 {
			t.Errorf("%s: %d times %q", why, n, text)
		}
	}
}

// TestAuditPageEscapes: nothing in a report is markup, whatever its strings are.
func TestAuditPageEscapes(t *testing.T) {
	const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(1)>{{.Book}}`
	r := madeUp()
	r.Findings = r.Findings[:3]
	n := replaceStrings(reflect.ValueOf(r).Elem(), hostile)
	if n < 300 {
		t.Fatalf("only %d strings", n)
	}
	page := auditPageOf(t, r)
	if n := strings.Count(page, "<script"); n != 1 {
		t.Errorf("%d scripts, want the page's own alone", n)
	}
	if strings.Contains(page, "<img") {
		t.Error("a string became an element")
	}
	if n := strings.Count(html.UnescapeString(page), hostile); n < 100 {
		t.Errorf("the strings are there only %d times", n)
	}
}

// replaceStrings replaces every string in a value, and the keys of maps, and
// gives how many it found.
func replaceStrings(v reflect.Value, text string) int {
	n := 0
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			n = replaceStrings(v.Elem(), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				n += replaceStrings(v.Field(i), text)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += replaceStrings(v.Index(i), text)
		}
	case reflect.Map:
		for i := v.MapRange(); i.Next(); n++ {
			v.SetMapIndex(i.Key(), reflect.Value{})
			v.SetMapIndex(reflect.ValueOf(text), i.Value())
		}
	case reflect.String:
		v.SetString(text)
		n = 1
	}
	return n
}

// TestAuditPageEmpty: a report of no records says so, and raises no alarm.
func TestAuditPageEmpty(t *testing.T) {
	page := auditPageOf(t, &audit.Report{})
	for _, says := range []string{"No record was read", "Nothing was found.", "There is no record to compare.", "There is no record to count.", "The rule book has no rows.", "The records did not come from files."} {
		if !strings.Contains(page, says) {
			t.Errorf("no %q", says)
		}
	}
	for _, wrong := range []string{`class="note`, "NaN", "<table", "<figure", `id="Changes"`, `id="Search"`} {
		if strings.Contains(page, wrong) {
			t.Errorf("there is %q", wrong)
		}
	}
}

// TestAuditPageDeterministic: equal reports give the same bytes.
func TestAuditPageDeterministic(t *testing.T) {
	first := auditPageOf(t, madeUp())
	for range 3 {
		if auditPageOf(t, madeUp()) != first {
			t.Fatal("another page")
		}
	}
}

// TestAuditPagePolicy: the page may run its own style and script, and has
// nothing that this forbids.
func TestAuditPagePolicy(t *testing.T) {
	page := auditPageOf(t, madeUp())
	part := func(element string) string {
		_, rest, _ := strings.Cut(page, "<"+element+">")
		text, _, found := strings.Cut(rest, "</"+element+">")
		if !found {
			t.Fatalf("no %s", element)
		}
		return hashed(text)
	}
	want := `content="` + html.EscapeString("default-src 'none'; style-src "+part("style")+"; script-src "+part("script")+"; base-uri 'none'; form-action 'none'") + `"`
	if !strings.Contains(page, strings.ReplaceAll(want, "+", "&#43;")) {
		t.Errorf("the policy is not %s", want)
	}
	if match := regexp.MustCompile(`<[^>]* (src|style|on[a-z]+)=`).FindString(page); match != "" {
		t.Errorf("an element loads or runs something: %s", match)
	}
}

// TestAuditPageCuts: of a list that is too long the rest is counted.
func TestAuditPageCuts(t *testing.T) {
	r := madeUp()
	r.Missing = nil
	for i := range 3000 {
		r.Missing = append(r.Missing, audit.Missing{Provider: "onfido", Signals: []string{fmt.Sprintf("signal%d", i)}, Records: 2})
	}
	for i := range 1000 {
		r.Changes.Regions[0].Conditions = append(r.Changes.Regions[0].Conditions, fmt.Sprintf("matchLevel is %d", i))
	}
	page := auditPageOf(t, r)
	if n := len(tableAfter(t, page, "<h3>What undecided records lack")); n != 201 {
		t.Errorf("%d rows, want a heading and 200", n)
	}
	for _, says := range []string{"2\u202f800 more, with 5\u202f600 records, are left out", "or 801 more, which JSON lists"} {
		if !strings.Contains(page, says) {
			t.Errorf("no %q", says)
		}
	}
}

// TestAuditHeadline: the headline says first, and loudly, who was accepted and
// should not be, only where there is somebody.
func TestAuditHeadline(t *testing.T) {
	counts := func(code audit.Code, n int64) []audit.Count {
		return []audit.Count{{Kind: audit.Kind{Code: code}, Count: n}}
	}
	for _, test := range []struct {
		why    string
		report audit.Report
		want   auditHeadline
	}{
		{"without records nothing is as it should be", audit.Report{}, auditHeadline{Says: []string{"No record was read, so there is nothing to say of any."}}},
		{"all agree", audit.Report{Records: 1234, Agree: 1234}, auditHeadline{Says: []string{
			"1\u202f234 records. In all of them the recorded status is the one that the rules give.", "No record says accepted where the rules do not."}}},
		{"some differ, and nobody is accepted wrongly", audit.Report{Records: 4, Agree: 3, Processes: 2, Counts: counts(audit.Milder, 1)}, auditHeadline{Says: []string{
			"4 records of 2 processes. In 3 (75\u202f%) the recorded status is the one that the rules give; in 1 it is not.",
			"No record says accepted where the rules do not."}}},
		{"documents of providers' own have no status that could differ", audit.Report{Records: 7, Agree: 1, Own: []audit.OwnKind{{Kind: "onfido-check", Records: 3}, {Kind: "readid-session", Records: 1}}}, auditHeadline{Says: []string{
			"7 records. In 1 (14.3\u202f%) the recorded status is the one that the rules give; in 2 it is not.",
			"Providers' own documents, which record no status: 3 onfido-check, 1 readid-session.",
			"No record says accepted where the rules do not."}}},
		{"one is accepted wrongly", audit.Report{Records: 1, Processes: 1, Counts: counts(audit.AcceptedNotDerived, 1)}, auditHeadline{
			Alarms: []string{"1 record says accepted, and the rules do not."},
			Says:   []string{"1 record of 1 process. In 0 (0\u202f%) the recorded status is the one that the rules give; in 1 it is not."}}},
		{"several are, and more would be", audit.Report{Records: 2, Agree: 2, Counts: counts(audit.AcceptedNotDerived, 2), Changes: &audit.Changes{Records: 3, NewlyAccepted: 2}}, auditHeadline{
			Alarms: []string{"2 records say accepted, and the rules do not.", "2 records would be newly accepted by the other rule book."},
			Says: []string{"2 records. In all of them the recorded status is the one that the rules give.",
				"The other rule book changes the outcome of 3 records."}}},
		{"an equal rule book", audit.Report{Records: 1, Agree: 1, Changes: &audit.Changes{Equal: true}}, auditHeadline{Says: []string{
			"1 record. In all of them the recorded status is the one that the rules give.", "No record says accepted where the rules do not.",
			"The other rule book is equal: it decides every record alike."}}},
		{"another, of which these records show nothing", audit.Report{Records: 1, Agree: 1, Changes: &audit.Changes{}}, auditHeadline{Says: []string{
			"1 record. In all of them the recorded status is the one that the rules give.", "No record says accepted where the rules do not.",
			"The other rule book differs, and decides every one of these records alike."}}},
		{"another, and nobody is newly accepted", audit.Report{Records: 1, Agree: 1, Changes: &audit.Changes{Records: 1}}, auditHeadline{Says: []string{
			"1 record. In all of them the recorded status is the one that the rules give.", "No record says accepted where the rules do not.",
			"The other rule book changes the outcome of 1 record, and newly accepts none."}}},
	} {
		if diff := gocmp.Diff(test.want, newAuditHeadline(&test.report)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.why, diff)
		}
	}
}

// TestPercent: a share is never rounded to all or nothing.
func TestPercent(t *testing.T) {
	for _, test := range []struct {
		part, whole int64
		want, why   string
	}{
		{0, 0, "–", "of nothing there is no share"},
		{0, 7, "0\u202f%", "nothing"},
		{7, 7, "100\u202f%", "all"},
		{1, 1e9, "less than 0.01\u202f%", "one of many is not nothing"},
		{1e9 - 1, 1e9, "more than 99.99\u202f%", "all but one is not all"},
		{9996, 10000, "99.96\u202f%", "close to all with two decimals"},
		{1, 3, "33.3\u202f%", "three digits"},
		{767, 1e6, "0.0767\u202f%", "three digits of a small share"},
	} {
		if got := percent(test.part, test.whole); got != test.want {
			t.Errorf("%s: percent(%d, %d) is %q, want %q", test.why, test.part, test.whole, got, test.want)
		}
	}
}

// TestLevel: each level stands for ten times the share of the one before.
func TestLevel(t *testing.T) {
	for _, test := range []struct {
		part int64
		want int
	}{{10000, 4}, {1000, 4}, {999, 3}, {100, 3}, {99, 2}, {10, 2}, {9, 1}, {1, 1}} {
		if got := level(test.part, 10000); got != test.want {
			t.Errorf("%d of 10,000 has level %d, want %d", test.part, got, test.want)
		}
	}
}
