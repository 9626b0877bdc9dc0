// Command duckdb counts the records of a file of JSON Lines by provider, recorded
// and derived status, as verdict audit does, with DuckDB and the rules in SQL:
//
//	go run . [-threads N] [-lean] FILE
//
// It prints a line for each that occurs, these three and the count with tabs
// between them. audit.sql has the rules; lean.sql has them for records in which
// nothing is strange and nothing missing.
package main

import (
	"database/sql"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // the driver
)

//go:embed audit.sql
var auditSQL string

//go:embed lean.sql
var leanSQL string

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "duckdb:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("duckdb", flag.ContinueOnError)
	threads := flags.Int("threads", 1, "how many `threads` work")
	lean := flags.Bool("lean", false, "by the rules of lean.sql")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name one file of JSON Lines")
	}
	db, err := open(*threads)
	if err != nil {
		return err
	}
	defer db.Close()
	table := "judged"
	if *lean {
		table = "lean"
	}
	return matrix(db, table, flags.Arg(0), out)
}

// open gives a database in memory that has the rules.
func open(threads int) (*sql.DB, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	for _, statements := range []string{fmt.Sprintf("SET threads = %d", threads), auditSQL, leanSQL} {
		if _, err := db.Exec(statements); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return db, nil
}

// matrix prints how many records of a file have the same outcome.
func matrix(db *sql.DB, table, file string, out io.Writer) error {
	rows, err := db.Query("SELECT provider, recorded, derived, count(*) FROM " + of(table, file) + " GROUP BY ALL ORDER BY ALL")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var provider, recorded, derived sql.NullString
		var count int64
		if err := rows.Scan(&provider, &recorded, &derived, &count); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\t%d\n", provider.String, recorded.String, derived.String, count); err != nil {
			return err
		}
	}
	return rows.Err()
}

// of is a table of a file, "judged" or "lean".
func of(table, file string) string {
	return table + "('" + strings.ReplaceAll(file, "'", "''") + "')"
}
