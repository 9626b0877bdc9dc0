package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAudit: all auditors count the same corpus, as far as they can, and what
// they took is written.
func TestAudit(t *testing.T) {
	m, err := measureAudit(t.TempDir(), 20_000, 1)
	if err != nil {
		t.Fatal(err)
	}
	if n := m.elsewhere.records(); n == 0 {
		t.Error("DuckDB counts all that was planted; README.md says it cannot")
	}
	text := m.markdown("a driver")
	for _, want := range []string{"a driver.", "20000 records", "| `verdict audit` | 1 |", "| DuckDB | 2 |", "| Python | 2 |", "| memory |"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q:\n%s", want, text)
		}
	}
}

// TestChecks: a record in a wrong cell is seen, and one too few; DuckDB may put
// some elsewhere, but neither many nor those that it can tell.
func TestChecks(t *testing.T) {
	bad, strange := cell{"", "", malformed}, cell{"eid", "accepted", unknownValue}
	token, chip := cell{"connect:idin", "accepted", "accepted"}, cell{"readid", "accepted", "accepted"}
	want := matrix{bad: 3, strange: 2, token: 400, chip: 595}
	moved := func(n int, from, to cell) matrix {
		m := matrix{bad: 3, strange: 2, token: 400, chip: 595}
		m[from] -= n
		m[to] += n
		return m
	}
	other := cell{"readid", "accepted", "rejected"}
	for _, test := range []struct {
		why                   string
		got                   matrix
		same, alike, complete bool
	}{
		{"nothing is moved", want, true, true, true},
		{"a malformed one is taken for sound", moved(1, bad, chip), false, true, true},
		{"an unknown value is not seen", moved(2, strange, chip), false, true, true},
		{"tokens are not found", moved(10, token, cell{"connect:idin", "accepted", "undecided"}), false, true, true},
		{"more than one in a hundred are not", moved(11, token, cell{"connect:idin", "accepted", "undecided"}), false, false, true},
		{"a sound record is judged otherwise", moved(1, chip, other), false, false, true},
		{"a record is lost", matrix{bad: 3, strange: 2, token: 400, chip: 594}, false, false, false},
	} {
		m := &auditing{records: 1000, want: want}
		for name, check := range map[string]struct {
			err error
			ok  bool
		}{
			"same": {m.same(test.got), test.same}, "alike": {m.alike(test.got), test.alike}, "complete": {m.complete(test.got), test.complete},
		} {
			if (check.err == nil) != check.ok {
				t.Errorf("%s: %s gives %v, want an error: %t", test.why, name, check.err, !check.ok)
			}
		}
	}
}

// TestReadMatrix: both ways of printing a matrix are read, and a line that is
// none is refused.
func TestReadMatrix(t *testing.T) {
	want := matrix{{"", "", malformed}: 7, {"readid", "none", "accepted"}: 12}
	got, err := readCells([]byte("\t\tmalformed\t7\nreadid\tnone\taccepted\t12\n"))
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(cell{})); diff != "" || err != nil {
		t.Errorf("from lines (-want +got): %v\n%s", err, diff)
	}
	got, err = readReport([]byte(`{"records":19,"matrix":[{"provider":"","recorded":"","derived":"malformed","count":7},{"provider":"readid","recorded":"none","derived":"accepted","count":12}]}`))
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(cell{})); diff != "" || err != nil {
		t.Errorf("from JSON (-want +got): %v\n%s", err, diff)
	}
	for _, bad := range []string{"readid\tnone\t12\n", "readid\tnone\taccepted\tmany\n"} {
		if _, err := readCells([]byte(bad)); err == nil {
			t.Errorf("%q is read as a matrix", bad)
		}
	}
}
