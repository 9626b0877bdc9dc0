package verdict

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/record"
)

// readings gives the readings that the rows and remarks which hold rest on, by
// number. What a table reads beyond single rows, and what it says of evidence that
// disappears, is the same in every record and not among them.
func readings(tables []record.Table) []string {
	var all []string
	for _, t := range tables {
		for _, rows := range [][]record.Row{t.Rows, t.Remarks} {
			for _, r := range rows {
				if r.Holds {
					all = append(all, slices.DeleteFunc(slices.Clone(r.Basis), isNoReading)...)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(readingNumber(a), readingNumber(b)) })
	return slices.Compact(all)
}

// isNoReading tells of a basis that it is "text" or "example".
func isNoReading(basis string) bool { return readingNumber(basis) == 0 }

// readingNumber is the number of a reading such as "R12", 0 of what is none.
func readingNumber(basis string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(basis, "R"))
	return n
}
