package main

import (
	"html/template"
	"maps"
	"slices"

	"github.com/verdict-id/verdict/audit"
)

// mostMonths is how many months are shown one by one.
const mostMonths = 120

// months is what was recorded, month by month.
type months struct {
	Recorded []string      // what occurs, in order
	Rows     []monthRow    // the last months
	Others   []monthRow    // records without a time, and all earlier months as one
	Earlier  int64         // how many months these are
	Counts   template.HTML // a chart, nothing for less than two months
	Shares   template.HTML // a chart of what differs, nothing where nothing does
}

// monthRow is one month. Counts stand in the order of months.Recorded.
type monthRow struct {
	Name   string
	Counts []int64
	Sum    int64
	Differ int64
}

func newMonths(all []audit.Month) (*months, error) {
	m := &months{Recorded: recordedIn(all)}
	dated := make([]audit.Month, 0, len(all))
	for _, month := range all {
		if month.Month == "" {
			m.Others = append(m.Others, m.sum("none recorded", month))
		} else {
			dated = append(dated, month)
		}
	}
	if n := len(dated) - mostMonths; n > 0 {
		m.Earlier = int64(n)
		m.Others = append(m.Others, m.sum("before "+dated[n].Month, dated[:n]...))
		dated = dated[n:]
	}
	for _, month := range dated {
		m.Rows = append(m.Rows, m.sum(month.Month, month))
	}
	return m, m.draw()
}

// recordedIn lists what is recorded in some month.
func recordedIn(all []audit.Month) []string {
	names := map[string]bool{}
	for _, month := range all {
		for name, n := range month.Recorded {
			if n > 0 {
				names[name] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(names), compareOutcomes)
}

// sum adds months up.
func (m *months) sum(name string, all ...audit.Month) monthRow {
	row := monthRow{Name: name, Counts: make([]int64, len(m.Recorded))}
	for _, month := range all {
		for i, recorded := range m.Recorded {
			row.Counts[i] += month.Recorded[recorded]
			row.Sum += month.Recorded[recorded]
		}
		row.Differ += month.Differ
	}
	return row
}

// draw draws the months, where there are several.
func (m *months) draw() error {
	if len(m.Rows) < 2 || len(m.Recorded) == 0 {
		return nil
	}
	names := make([]string, len(m.Rows))
	counts := make([]series, len(m.Recorded))
	shares := series{class: "differ", values: make([]float64, len(m.Rows))}
	var differ int64
	for i, row := range m.Rows {
		names[i] = row.Name
		for j, n := range row.Counts {
			counts[j].values = append(counts[j].values, float64(n))
		}
		shares.values[i] = 100 * float64(row.Differ) / float64(max(row.Sum, 1))
		differ += row.Differ
	}
	for j, name := range m.Recorded {
		counts[j].class = classOf(name)
	}
	var err error
	m.Counts, err = chart{Title: "Records by month and recorded status", Height: 280, Months: names, Series: counts}.draw()
	if err == nil && differ > 0 {
		m.Shares, err = chart{Title: "Share of records that differ, by month", Height: 150, Months: names, Series: []series{shares}, Unit: "\u202f%"}.draw()
	}
	return err
}

// classOf is the class of a status in the style of its chip.
func classOf(name string) string {
	if isStatus(name) {
		return "chip " + name
	}
	return "chip undecided"
}
