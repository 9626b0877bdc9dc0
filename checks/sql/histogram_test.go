package sql

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// line is the line of the histogram that counts a document.
func (j *judge) line(t *testing.T, text []byte, a answer) line {
	t.Helper()
	l := line{recorded: *a.recorded}
	tables := []*rulebook.Table{j.book.Lifecycle}
	if *a.status != "unknown provider" {
		l.provider = *a.provider
		tables = append(tables, j.tableOf(l.provider))
	}
	var pairs []string
	for _, table := range tables {
		for _, s := range table.Signals {
			if value := j.value(t, s, text); value != "" {
				pairs = append(pairs, encoded(t, s.Name)+":"+value)
			}
		}
	}
	l.signals = "{" + strings.Join(pairs, ",") + "}"
	return l
}

// tableOf is the table for a provider: one that has the very name goes first.
func (j *judge) tableOf(provider string) *rulebook.Table {
	var found *rulebook.Table
	for _, table := range j.book.Tables {
		for _, name := range table.Providers {
			if name == provider || found == nil && rulebook.MatchProvider(name, provider) {
				found = table
			}
		}
	}
	return found
}

// value is the value of a signal in JSON: null where it is not declared, empty
// where it is absent. The signal is read as if its table had no other.
func (j *judge) value(t *testing.T, s *rulebook.Signal, text []byte) string {
	t.Helper()
	if s.Aside {
		return "" // the histogram is of what a status can depend on
	}
	schema := j.single[s]
	if schema == nil {
		schema = document.NewSchema([]*rulebook.Table{{Lifecycle: true, Signals: []*rulebook.Signal{s}}})
		j.single[s] = schema
	}
	var reading document.Reading
	limits := document.Limits{Bytes: 1 << 20, Depth: 64}
	if err := schema.Read(text, limits, &reading); !errors.Is(err, document.ErrUnknownProvider) {
		t.Fatalf("the signal %s alone: %v", s.Name, err)
	}
	class := reading.Lifecycle[0]
	switch {
	case len(reading.Refused) > 0:
		return "null"
	case class == 0:
		return ""
	}
	return classText(t, s, class)
}

// classText is a class of a signal in JSON, of a set those of its entries.
func classText(t *testing.T, s *rulebook.Signal, class uint8) string {
	t.Helper()
	if !s.Set {
		return encoded(t, s.Values[class-1])
	}
	var values []string
	for entry, value := range append([]string{"absent"}, s.Values...) {
		if rulebook.Classes(class).Has(uint8(entry)) {
			values = append(values, value)
		}
	}
	return encoded(t, values)
}

func encoded(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// histogram counts documents.
func histogram(t *testing.T, book string, documents []given) string {
	t.Helper()
	counts := map[line]int{}
	for _, d := range documents {
		counts[d.line]++
	}
	var lines []line
	for l := range counts {
		lines = append(lines, l)
	}
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.provider, b.provider), cmp.Compare(a.recorded, b.recorded), cmp.Compare(a.signals, b.signals))
	})
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"book", "provider", "recorded", "signals", "records"}}
	for _, l := range lines {
		rows = append(rows, []string{book, l.provider, l.recorded, l.signals, strconv.Itoa(counts[l])})
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// compareHistogram compares the lines of a query with what is counted here.
func compareHistogram(t *testing.T, b *shelf, taken []int, got string) {
	t.Helper()
	var documents []given
	for _, i := range taken {
		documents = append(documents, b.documents[i])
	}
	want := histogram(t, b.judge.book.Hash, documents)
	if want == got {
		t.Logf("histogram: %d lines", strings.Count(got, "\n"))
		return
	}
	diff := gocmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n"))
	t.Errorf("the histogram (-want +got):\n%s", diff[:min(len(diff), 4000)])
}
