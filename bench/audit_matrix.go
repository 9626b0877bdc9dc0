package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/corpus"
	"github.com/verdict-id/verdict/internal/wrap"
)

// matrix counts records.
type matrix map[cell]int

// cell is a cell of a matrix. The provider is empty where there are no rules for
// it, and the provider and what is recorded where the record is malformed.
type cell struct{ provider, recorded, derived string }

const (
	malformed       = "malformed"
	unknownProvider = "unknown provider"
	unknownValue    = "unknown value"
)

func (c cell) compare(d cell) int {
	return cmp.Or(cmp.Compare(c.provider, d.provider), cmp.Compare(c.recorded, d.recorded), cmp.Compare(c.derived, d.derived))
}

func (m matrix) records() int {
	n := 0
	for _, records := range m {
		n += records
	}
	return n
}

// expected is what an audit of a corpus has to count.
func expected(p corpus.Planted) matrix {
	m := matrix{}
	for c, records := range p.Matrix {
		switch c.Derived {
		case malformed:
			c.Recorded = ""
		case unknownProvider:
			c.Provider = ""
		}
		m[cell{c.Provider, c.Recorded, c.Derived}] += records
	}
	return m
}

// readCells reads lines of provider, recorded, derived and count, with tabs
// between them.
func readCells(out []byte) (matrix, error) {
	m := matrix{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 4 {
			return nil, fmt.Errorf("the line %q does not have 4 fields", line)
		}
		records, err := strconv.Atoi(fields[3])
		if err != nil {
			return nil, fmt.Errorf("the line %q: %w", line, err)
		}
		m[cell{fields[0], fields[1], fields[2]}] += records
	}
	return m, nil
}

// readReport reads the matrix of a report as JSON.
func readReport(out []byte) (matrix, error) {
	var report struct {
		Matrix []struct {
			Provider, Recorded, Derived string
			Count                       int
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, err
	}
	m := matrix{}
	for _, c := range report.Matrix {
		m[cell{c.Provider, c.Recorded, c.Derived}] += c.Count
	}
	return m, nil
}

// less gives the cells in which there are fewer records than wanted, with how many.
func (m matrix) less(want matrix) matrix {
	less := matrix{}
	for c, records := range want {
		if n := records - m[c]; n > 0 {
			less[c] = n
		}
	}
	return less
}

// matrixCheck reads what is printed, and checks it.
func matrixCheck(read func([]byte) (matrix, error), check func(matrix) error) func([]byte) error {
	return func(out []byte) error {
		got, err := read(out)
		if err != nil {
			return err
		}
		return check(got)
	}
}

// headline checks how many records agree, by the first sentence of a report.
func (m *auditing) headline(out []byte) error {
	agree := 0
	for c, records := range m.want {
		if c.recorded == c.derived {
			agree += records
		}
	}
	plain := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	if want := wrap.Grouped(int64(agree)) + " with the status that the rules give"; !strings.Contains(plain(string(out)), plain(want)) {
		return fmt.Errorf("the report does not say %q", want)
	}
	return nil
}

// complete checks that every record was counted.
func (m *auditing) complete(got matrix) error {
	if got.records() != m.records {
		return fmt.Errorf("%d records were counted, want %d", got.records(), m.records)
	}
	return nil
}

// same checks that every cell has what was planted.
func (m *auditing) same(got matrix) error {
	if err := m.complete(got); err != nil {
		return err
	}
	for _, c := range slices.SortedFunc(maps.Keys(got.less(m.want)), cell.compare) {
		return fmt.Errorf("%d records in %+v, want %d", got[c], c, m.want[c])
	}
	return nil
}

// alike checks the same of DuckDB, and notes the difference. README.md says what
// it cannot tell. Few of the other records may be elsewhere: those after a line cut
// short.
func (m *auditing) alike(got matrix) error {
	if err := m.complete(got); err != nil {
		return err
	}
	m.elsewhere = got.less(m.want)
	if n := m.elsewhere.records(); n > m.records/100 {
		return fmt.Errorf("%d of %d records in wrong cells, want one in a hundred at most", n, m.records)
	}
	if n := m.kinds()[sound]; n > m.records/10_000 {
		return fmt.Errorf("%d of %d sound records in wrong cells, want one in ten thousand at most", n, m.records)
	}
	return nil
}

// Kinds of records that DuckDB puts elsewhere, beside malformed and unknownValue.
const (
	token = "token" // or an error, of Connect
	sound = "sound"
)

// kinds counts the records that DuckDB puts elsewhere by what is special about
// them.
func (m *auditing) kinds() map[string]int {
	n := map[string]int{}
	for c, records := range m.elsewhere {
		switch {
		case c.derived == malformed || c.derived == unknownValue:
			n[c.derived] += records
		case strings.HasPrefix(c.provider, "connect:"):
			n[token] += records
		default:
			n[sound] += records
		}
	}
	return n
}
