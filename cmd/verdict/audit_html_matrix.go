package main

import (
	"maps"
	"slices"

	"github.com/verdict-id/verdict/audit"
)

// matrix counts records by two outcomes. It has only the rows and columns that
// occur.
type matrix struct {
	Title   string
	Down    string // what the rows are
	Across  string // what the columns are
	Columns []string
	Rows    []matrixRow
	Sums    []int64 // of the columns
	Sum     int64
}

type matrixRow struct {
	Outcome string
	Cells   []matrixCell
	Sum     int64
}

// matrixCell is a number of records. Kind is "agree", "differ" or "grave", and
// Level how large a share of all they are, from 1 to 4.
type matrixCell struct {
	Count int64
	Kind  string
	Level int
}

// confusion gives the matrix of all records, and one for each provider where
// there are several.
func confusion(cells []audit.Cell) []*matrix {
	all := map[pairOf]int64{}
	each := map[string]map[pairOf]int64{}
	for _, c := range cells {
		at := pairOf{c.Recorded, c.Derived}
		all[at] += c.Count
		if each[c.Provider] == nil {
			each[c.Provider] = map[pairOf]int64{}
		}
		each[c.Provider][at] += c.Count
	}
	var matrices []*matrix
	if len(each) > 1 {
		matrices = append(matrices, newMatrix("All providers together", "recorded", "derived", all, agreement))
	}
	for _, p := range slices.Sorted(maps.Keys(each)) {
		matrices = append(matrices, newMatrix(whom(p), "recorded", "derived", each[p], agreement))
	}
	return matrices
}

// transitions gives the matrix of what another rule book changes.
func transitions(all []audit.Transition) *matrix {
	counts := map[pairOf]int64{}
	for _, t := range all {
		counts[pairOf{t.Before, t.After}] += t.Count
	}
	return newMatrix("All changes", "before", "after", counts, change)
}

// pairOf is a row and a column.
type pairOf struct{ row, column string }

// agreement says of recorded and derived how well they agree.
func agreement(p pairOf) string {
	switch {
	case p.row == p.column:
		return "agree"
	case p.row == "accepted":
		return "grave"
	}
	return "differ"
}

// change says of before and after how grave it is.
func change(p pairOf) string {
	if p.column == "accepted" {
		return "grave"
	}
	return "differ"
}

func newMatrix(title, down, across string, counts map[pairOf]int64, kind func(pairOf) string) *matrix {
	rows, columns := map[string]bool{}, map[string]bool{}
	m := &matrix{Title: title, Down: down, Across: across}
	for at, n := range counts {
		rows[at.row], columns[at.column] = true, true
		m.Sum += n
	}
	m.Columns = slices.SortedFunc(maps.Keys(columns), compareOutcomes)
	m.Sums = make([]int64, len(m.Columns))
	for _, name := range slices.SortedFunc(maps.Keys(rows), compareOutcomes) {
		row := matrixRow{Outcome: name}
		for i, column := range m.Columns {
			at := pairOf{name, column}
			n := counts[at]
			row.Cells = append(row.Cells, matrixCell{n, kind(at), level(n, m.Sum)})
			row.Sum += n
			m.Sums[i] += n
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// level gives 4 to a tenth of all and more, 3 to a hundredth, 2 to a thousandth,
// and 1 to less.
func level(part, whole int64) int {
	share := float64(part) / float64(whole)
	switch {
	case share >= 0.1:
		return 4
	case share >= 0.01:
		return 3
	case share >= 0.001:
		return 2
	}
	return 1
}
