package sql

import (
	"database/sql"
	"database/sql/driver"
	"strings"
	"testing"

	"github.com/duckdb/duckdb-go/v2"
)

// duck gives a DuckDB in memory.
func duck(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// duckFill makes the table processes of the documents.
func duckFill(t *testing.T, db *sql.DB, documents []given) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), "create or replace table processes (id integer, document varchar)"); err != nil {
		t.Fatal(err)
	}
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	err = conn.Raw(func(raw any) error {
		appender, err := duckdb.NewAppenderFromConn(raw.(driver.Conn), "", "processes")
		if err != nil {
			return err
		}
		for i, d := range documents {
			if err := appender.AppendRow(int32(i), string(d.text)); err != nil {
				return err
			}
		}
		return appender.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
}

// duckAnswers runs a query, and gives its answers by document.
func duckAnswers(t *testing.T, db *sql.DB, query string) map[int]answer {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), answersOf(query))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	answers := map[int]answer{}
	for rows.Next() {
		var id int
		var a answer
		if err := rows.Scan(&id, &a.provider, &a.recorded, &a.status, &a.rule); err != nil {
			t.Fatal(err)
		}
		answers[id] = a
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return answers
}

// duckLines gives the lines of the histogram.
func duckLines(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lines strings.Builder
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		lines.WriteString(line + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines.String()
}

func TestDuckDB(t *testing.T) {
	db := duck(t)
	for _, b := range books(t) {
		t.Run(b.name, func(t *testing.T) {
			duckFill(t, db, b.documents)
			all, _ := b.without(t, nil, nil)
			compare(t, b, "VARCHAR", all, duckAnswers(t, db, b.query(t, "duckdb", false)))
			compareHistogram(t, b, all, duckLines(t, db, b.query(t, "duckdb", true)))
			if _, err := db.ExecContext(t.Context(), "alter table processes alter document type json using try_cast(document as json)"); err != nil {
				t.Fatal(err)
			}
			compare(t, b, "JSON", all, duckAnswers(t, db, b.query(t, "duckdb", false)))
		})
	}
}
