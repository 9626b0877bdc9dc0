package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/audit"
)

// TestMonthsTable: months in their order, records without a time before them,
// and the numbers of each.
func TestMonthsTable(t *testing.T) {
	page := auditPageOf(t, &audit.Report{Records: 33, Months: []audit.Month{
		{Recorded: map[string]int64{"": 2}, Differ: 2},
		{Month: "2026-01", Recorded: map[string]int64{"accepted": 12, "none": 4}, Differ: 4},
		{Month: "2026-03", Recorded: map[string]int64{"rejected": 15, "pending": 0}},
	}})
	want := [][]string{
		{"created", "rejected", "accepted", "none", "unreadable", "all", "differ", "share"}, // pending never occurs
		{"none recorded", "0", "0", "0", "2", "2", "2", "100%"},
		{"2026-01", "0", "12", "4", "0", "16", "4", "25%"},
		{"2026-03", "15", "0", "0", "0", "15", "0", "0%"},
	}
	if diff := cmp.Diff(want, tableAfter(t, page, `<h2 id="Months"`)); diff != "" {
		t.Errorf("months (-want +got):\n%s", diff)
	}
	if strings.Contains(page, "<details open") {
		t.Error("the numbers are open below a chart")
	}
}

// TestMonthsMany: of thousands of months the last 120 are shown one by one, and
// no number is lost.
func TestMonthsMany(t *testing.T) {
	const n = 5000
	page := auditPageOf(t, &audit.Report{Records: n, Months: monthsOf(1600, n)})
	for _, says := range []string{"These are the last 120 months", "the 4\u202f880 months before them"} {
		if !strings.Contains(page, says) {
			t.Errorf("no %q", says)
		}
	}
	rows := tableAfter(t, page, `<h2 id="Months"`)
	if len(rows) != 123 {
		t.Fatalf("%d rows, want a heading, records without a time, earlier months and 120 months", len(rows))
	}
	earlier := monthsOf(1600, n)[1 : n-120+1]
	sums := map[string]int64{}
	var all, differ int64
	for _, month := range earlier {
		for recorded, count := range month.Recorded {
			sums[recorded] += count
			all += count
		}
		differ += month.Differ
	}
	want := []string{"before 2006-09"} // 4,880 months after January 1600
	for _, recorded := range []string{"rejected", "failed", "canceled", "inconclusive", "accepted", "pending", "none", "unknown"} {
		want = append(want, fmt.Sprint(sums[recorded]))
	}
	want = append(want, fmt.Sprint(all), fmt.Sprint(differ))
	if diff := cmp.Diff(want, rows[2][:len(want)]); diff != "" {
		t.Errorf("earlier months (-want +got):\n%s", diff)
	}
	if bars := strings.Count(page, `class="bar chip accepted"`); bars != 120 {
		t.Errorf("%d bars of accepted, want 120", bars)
	}
	if labels := strings.Count(page, `class="label"`); labels > 60 {
		t.Errorf("%d labels, which would not be readable", labels)
	}
}

// TestMonthsWithoutChart: one month alone is no course of time, and no chart
// shows what nothing differs by.
func TestMonthsWithoutChart(t *testing.T) {
	one := auditPageOf(t, &audit.Report{Records: 3, Months: []audit.Month{{Month: "2026-01", Recorded: map[string]int64{"accepted": 3}}}})
	if strings.Contains(one, "<figure") || !strings.Contains(one, "<details open") {
		t.Error("a chart of one month, or its numbers are hidden")
	}
	if strings.Contains(auditPageOf(t, &audit.Report{Months: []audit.Month{{Month: "2026-01"}, {Month: "2026-02"}}}), "<figure") {
		t.Error("a chart of no records")
	}
	months := monthsOf(2025, 3)
	for i := range months {
		months[i].Differ = 0
	}
	if n := strings.Count(auditPageOf(t, &audit.Report{Records: 3, Months: months}), "<figure"); n != 1 {
		t.Errorf("%d charts, want that of the records alone", n)
	}
}

// TestChartClasses: every bar of a chart has the class of what it counts, the
// chart has a name, and nothing brings a colour of its own.
func TestChartClasses(t *testing.T) {
	drawn, err := chart{Title: "A <title>", Height: 200, Months: []string{"2026-01", "2026-02", "<b>"}, Series: []series{
		{"chip accepted", []float64{5, 0, 7}}, // nothing in February, so no bar
		{"chip rejected", []float64{1, 2, 3}},
	}}.draw()
	if err != nil {
		t.Fatal(err)
	}
	text := string(drawn)
	got := map[string]int{}
	for _, class := range regexp.MustCompile(`class="(bar [^"]*)"`).FindAllStringSubmatch(text, -1) {
		got[class[1]]++
	}
	if diff := cmp.Diff(map[string]int{"bar chip accepted": 2, "bar chip rejected": 3}, got); diff != "" {
		t.Errorf("bars (-want +got):\n%s", diff)
	}
	for _, part := range []string{`role="img" aria-label="A &lt;title&gt;"><title>A &lt;title&gt;</title>`, ">2026-02</text>", ">&lt;b&gt;</text>"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %s", part)
		}
	}
	for _, wrong := range []string{"style", "rgb", "#", "<b>", "xmlns"} {
		if strings.Contains(text, wrong) {
			t.Errorf("there is %q", wrong)
		}
	}
}
