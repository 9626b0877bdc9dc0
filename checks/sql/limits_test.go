package sql

import (
	stdsql "database/sql"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/verdict-id/verdict/internal/sql"
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

// A query narrowed to one provider leaves out the records of others; one for a kind of
// a provider's own documents names them unknown. The names of table, column and schema
// are those that are asked for, whatever they hold; the table's own columns stand in
// front, whatever they are called.
func TestNames(t *testing.T) {
	const check = `{"reports":[{"name":"document","status":"complete","result":"clear","sub_result":"clear"}]}`
	tests := []struct {
		name  string
		query sql.Options
		give  map[string]string // documents by the column status
		want  [][]string
	}{
		{
			"one provider", sql.Options{Only: "readid.yaml"},
			map[string]string{"bad": "[]", "other": `{"provider":"eid"}`, "own": chip(genuine)},
			[][]string{{"own", "1", chip(genuine), "2", "readid", "none", "accepted", "readid-accepted-no-clone"}},
		},
		{
			"one kind", sql.Options{Kind: "onfido-check"},
			map[string]string{"bad": "[]", "other": chip(genuine), "own": check},
			[][]string{
				{"bad", "1", "[]", "2", "NULL", "NULL", "malformed", "NULL"},
				{"other", "1", chip(genuine), "2", "NULL", "none", "unknown provider", "NULL"},
				{"own", "1", check, "2", "onfido", "none", "accepted", "onfido-accepted"},
			},
		},
	}
	conn, db := postgres(t), duck(t)
	s := newShelf(t, "names", rules.Book(), true)
	for _, test := range tests {
		statements := []string{
			`drop schema if exists "odd ""schema" cascade`,
			`create schema "odd ""schema"`,
			`create table "odd ""schema"."it's a Table" (status text, n int, "Record ""x""" text, document int)`,
		}
		for status, document := range test.give {
			statements = append(statements, `insert into "odd ""schema"."it's a Table" values ('`+status+`', 1, '`+document+`', 2)`)
		}
		o := test.query
		o.Table, o.Column, o.Folder = `odd "schema.it's a Table`, `Record "x"`, "rules"
		run := func(name string, rows func(*testing.T, []string, string) [][]string) {
			t.Run(test.name+" "+name, func(t *testing.T) {
				o.Dialect = name
				query, err := sql.Query(s.judge.book, o)
				if err != nil {
					t.Fatal(err)
				}
				got := rows(t, statements, query)
				slices.SortFunc(got, slices.Compare)
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("the rows (-want +got):\n%s", diff)
				}
			})
		}
		run("postgres", func(t *testing.T, statements []string, query string) [][]string {
			return postgresRows(t, conn, statements, query)
		})
		run("duckdb", func(t *testing.T, statements []string, query string) [][]string {
			return duckRows(t, db, statements, query)
		})
	}
}

// postgresRows runs statements, and gives the rows of a query as texts.
func postgresRows(t *testing.T, conn *pgx.Conn, statements []string, query string) [][]string {
	t.Helper()
	for _, statement := range statements {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := conn.Query(t.Context(), query, pgx.QueryResultFormats{pgx.TextFormatCode})
	if err != nil {
		t.Fatal(explained(err, query))
	}
	defer rows.Close()
	var got [][]string
	for rows.Next() {
		var row []string
		for _, value := range rows.RawValues() {
			if value == nil {
				row = append(row, "NULL")
			} else {
				row = append(row, string(value))
			}
		}
		got = append(got, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(explained(err, query))
	}
	return got
}

// duckRows does the same on DuckDB.
func duckRows(t *testing.T, db *stdsql.DB, statements []string, query string) [][]string {
	t.Helper()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for rows.Next() {
		texts, into := make([]stdsql.NullString, len(columns)), make([]any, len(columns))
		for i := range texts {
			into[i] = &texts[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, text := range texts {
			if !text.Valid {
				text.String = "NULL"
			}
			row = append(row, text.String)
		}
		got = append(got, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return got
}
