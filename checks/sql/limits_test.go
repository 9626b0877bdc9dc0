package sql

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/verdict-id/verdict/rules"
)

// chip is a document of ReadID around what it says of the chip.
func chip(members string) string {
	return `{"provider":"readid","providerSpecific":{"consolidatedIdentityData":{` + members + `}}}`
}

const genuine = `"chipVerification":"SUCCEEDED"`

// beyond are documents that strict JSON is not, or that are not read as such: what
// the queries say of each. This is all that the queries say differently from the
// library, which calls every one of them malformed but that with U+0000.
var beyond = []struct {
	why, document, library   string
	postgres, postgresRefuse string // the status, or what PostgreSQL says
	duckdb                   string
}{
	{
		"of a member that stands twice, jsonb has the last and DuckDB the first",
		chip(genuine + `,"chipVerification":"FAILED"`), "malformed", "rejected", "", "accepted",
	},
	{
		"a nesting of 65 is one too many", `{"x":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + `,` + chip(genuine)[1:],
		"malformed", "accepted", "", "accepted",
	},
	{
		"a document is too long at a megabyte", chip(genuine + `,"x":"` + strings.Repeat("x", 1<<20) + `"`),
		"malformed", "accepted", "", "accepted",
	},
	{"DuckDB passes over a comma too many", chip(genuine + `,`), "malformed", "", "invalid input syntax for type json", "accepted"},
	{"DuckDB takes NaN for a number", chip(genuine + `,"x":NaN`), "malformed", "", "invalid input syntax for type json", "accepted"},
	{"half of a surrogate pair is no text", chip(genuine + `,"x":"\ud800"`), "malformed", "", "invalid input syntax for type json", "malformed"},
	{"text that is no JSON", "verdict", "malformed", "", "invalid input syntax for type json", "malformed"},
	{"no text at all", "", "malformed", "", "invalid input syntax for type json", "malformed"},
	{"two documents are none", chip(genuine) + chip(genuine), "malformed", "", "invalid input syntax for type json", "malformed"},
	{"jsonb has no place for U+0000", chip(genuine + `,"x":"\u0000"`), "accepted", "", "unsupported Unicode escape sequence", "accepted"},
	{"numeric has no place for the number", chip(genuine + `,"x":1e200000`), "accepted", "", "value overflows numeric format", "accepted"},
	{"JSON that is no object", `[` + chip(genuine) + `]`, "malformed", "malformed", "", "malformed"},
}

func limitsShelf(t *testing.T) *shelf {
	t.Helper()
	s := newShelf(t, "limits", rules.Book(), true)
	for _, b := range beyond {
		status, _ := s.judge.decide(t, []byte(b.document))
		if status != b.library {
			t.Errorf("%s: the library says %s, want %s", b.why, status, b.library)
		}
		s.documents = append(s.documents, given{name: b.why, text: []byte(b.document)})
	}
	return s
}

func TestLimitsOfPostgres(t *testing.T) {
	conn := postgres(t)
	s := limitsShelf(t)
	faults := fill(t, conn, s.documents)
	answers := postgresAnswers(t, conn, s.query(t, "postgres", false))
	for i, b := range beyond {
		status := ""
		if a, ok := answers[i]; ok {
			status = *a.status
		}
		if status != b.postgres || faults[i] != b.postgresRefuse {
			t.Errorf("%s: %q, %q, want %q, %q", b.why, status, faults[i], b.postgres, b.postgresRefuse)
		}
	}
	if _, err := conn.Exec(t.Context(), "truncate processes; insert into processes values (0, null)"); err != nil {
		t.Fatal(err)
	}
	if a := postgresAnswers(t, conn, s.query(t, "postgres", false))[0]; *a.status != "malformed" {
		t.Errorf("where there is no document, the status is %s, want malformed", a)
	}
}

func TestLimitsOfDuckDB(t *testing.T) {
	db := duck(t)
	s := limitsShelf(t)
	duckFill(t, db, s.documents)
	if _, err := db.ExecContext(t.Context(), "insert into processes values (-1, null)"); err != nil {
		t.Fatal(err)
	}
	answers := duckAnswers(t, db, s.query(t, "duckdb", false))
	for i, b := range beyond {
		if a := answers[i]; *a.status != b.duckdb {
			t.Errorf("%s: %s, want %s", b.why, a, b.duckdb)
		}
	}
	if a := answers[-1]; *a.status != "malformed" {
		t.Errorf("where there is no document, the status is %s, want malformed", a)
	}
}

// A query narrowed to one provider leaves out the records of others. The names of
// table, column and schema are those that are asked for, whatever they hold; the
// table's own columns stand in front, whatever they are called.
func TestNarrowed(t *testing.T) {
	s := newShelf(t, "narrowed", rules.Book(), true)
	const table, column = `odd "schema.it's a Table`, `Record "x"`
	statements := []string{
		`create schema "odd ""schema"`,
		`create table "odd ""schema"."it's a Table" (status text, record int, "Record ""x""" text, document int)`,
		`insert into "odd ""schema"."it's a Table" values ('own', 1, '` + chip(genuine) + `', 2), ('other', 3, '{"provider":"eid"}', 4), ('bad', 5, '[]', 6)`,
	}
	want := []string{"own", "1", chip(genuine), "2", "readid", "none", "accepted", "readid-accepted-no-clone"}
	t.Run("postgres", func(t *testing.T) {
		conn := postgres(t)
		for _, statement := range statements {
			if _, err := conn.Exec(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		rows, err := conn.Query(t.Context(), narrowed(t, s, "postgres", table, column), pgx.QueryResultFormats{pgx.TextFormatCode})
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var got [][]string
		for rows.Next() {
			var row []string
			for _, value := range rows.RawValues() {
				row = append(row, string(value))
			}
			got = append(got, row)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		compareRows(t, want, got)
	})
	t.Run("duckdb", func(t *testing.T) {
		db := duck(t)
		for _, statement := range statements {
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		rows, err := db.QueryContext(t.Context(), narrowed(t, s, "duckdb", table, column))
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var got [][]string
		for rows.Next() {
			row, into := make([]string, len(want)), make([]any, len(want))
			for i := range row {
				into[i] = &row[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			got = append(got, row)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		compareRows(t, want, got)
	})
}
