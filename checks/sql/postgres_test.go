package sql

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// server is a PostgreSQL of the tests' own.
type server struct {
	t      *testing.T
	bin    string
	folder string
	as     *syscall.Credential // nil: the user who runs the tests
}

// postgres starts a server for the length of the test, and connects.
func postgres(t *testing.T) *pgx.Conn {
	t.Helper()
	s := &server{t: t, bin: postgresBin(t), as: unprivileged(t)}
	s.folder = s.temp()
	data := filepath.Join(s.folder, "data")
	s.run("initdb", "--pgdata", data, "--username=verdict", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
	options := fmt.Sprintf("-c listen_addresses='' -c unix_socket_directories='%s' -c fsync=off -c jit=off", s.folder)
	t.Cleanup(func() { s.run("pg_ctl", "--pgdata", data, "--mode=immediate", "stop") })
	s.run("pg_ctl", "--pgdata", data, "--log", filepath.Join(s.folder, "log"), "--options", options, "--wait", "start")
	conn, err := pgx.Connect(t.Context(), fmt.Sprintf("host=%s user=verdict dbname=postgres", s.folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return conn
}

// postgresBin gives the folder of initdb and pg_ctl: where the PATH has them, or
// where Debian puts them.
func postgresBin(t *testing.T) string {
	t.Helper()
	if initdb, err := exec.LookPath("initdb"); err == nil {
		if initdb, err = filepath.EvalSymlinks(initdb); err != nil {
			t.Fatal(err)
		}
		return filepath.Dir(initdb)
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		t.Fatal("the queries for PostgreSQL need PostgreSQL 12 or later: install it (Debian: apt-get install postgresql), or put its initdb and pg_ctl on the PATH")
	}
	return filepath.Dir(found[len(found)-1])
}

// unprivileged gives whom the server runs as where the tests run as root, as whom
// PostgreSQL refuses to run.
func unprivileged(t *testing.T) *syscall.Credential {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUser := strconv.ParseUint(u.Uid, 10, 32)
		gid, errGroup := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(errUser, errGroup); err != nil {
			t.Fatal(err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	t.Fatal("PostgreSQL does not run as root, and there is neither a user postgres nor nobody: run the tests as another user")
	return nil
}

// temp makes a folder that is the server's.
func (s *server) temp() string {
	s.t.Helper()
	folder, err := os.MkdirTemp("", "verdict")
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			s.t.Error(err)
		}
	})
	if s.as != nil {
		if err := os.Chown(folder, int(s.as.Uid), int(s.as.Gid)); err != nil {
			s.t.Fatal(err)
		}
	}
	return folder
}

// run runs a program of PostgreSQL. What it says goes to a file, since a server
// keeps what it was given open.
func (s *server) run(program string, args ...string) {
	s.t.Helper()
	said, err := os.CreateTemp(s.t.TempDir(), program)
	if err != nil {
		s.t.Fatal(err)
	}
	defer said.Close()
	cmd := exec.Command(filepath.Join(s.bin, program), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.folder, said, said
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(said.Name())
		s.t.Fatalf("%s: %v\n%s", program, err, text)
	}
}

// refused are the kinds of well-formed documents that jsonb does not take, by what
// PostgreSQL says of them.
var refused = map[string]string{
	"unsupported Unicode escape sequence": "U+0000",
	"value overflows numeric format":      "number",
}

// refusedOfSuite is how many of them the conformance suite has.
var refusedOfSuite = map[string]int{"U+0000": 4, "number": 7}

// fill makes the table processes of all documents that jsonb takes, and gives
// those that it does not, with what PostgreSQL says.
func fill(t *testing.T, conn *pgx.Conn, documents []given) map[int]string {
	t.Helper()
	run := func(statement string) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	run(`drop table if exists given, processes;
		create table given (id int, document text);
		create or replace function fault(document text) returns text language plpgsql as $$
		begin perform document::jsonb; return null; exception when others then return sqlerrm; end $$`)
	rows := pgx.CopyFromSlice(len(documents), func(i int) ([]any, error) { return []any{i, string(documents[i].text)}, nil })
	if n, err := conn.CopyFrom(t.Context(), pgx.Identifier{"given"}, []string{"id", "document"}, rows); err != nil || int(n) != len(documents) {
		t.Fatalf("%d of %d documents: %v", n, len(documents), err)
	}
	run(`alter table given add fault text; update given set fault = fault(document);
		create table processes as select id, document::jsonb from given where fault is null`)
	return collect(t, conn, "select id, fault from given where fault is not null")
}

// collect gives the texts of a query by number.
func collect(t *testing.T, conn *pgx.Conn, query string) map[int]string {
	t.Helper()
	rows, err := conn.Query(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[int]string{}
	var id int
	var text string
	if _, err := pgx.ForEachRow(rows, []any{&id, &text}, func() error { texts[id] = text; return nil }); err != nil {
		t.Fatal(err)
	}
	return texts
}

// postgresAnswers runs a query, and gives its answers by document.
func postgresAnswers(t *testing.T, conn *pgx.Conn, query string) map[int]answer {
	t.Helper()
	rows, err := conn.Query(t.Context(), answersOf(query))
	if err != nil {
		t.Fatal(explained(err, query))
	}
	answers := map[int]answer{}
	var id int
	var a answer
	if _, err := pgx.ForEachRow(rows, []any{&id, &a.provider, &a.recorded, &a.status, &a.rule}, func() error {
		answers[id] = a
		return nil
	}); err != nil {
		t.Fatal(explained(err, query))
	}
	return answers
}

// postgresLines gives the lines of the histogram.
func postgresLines(t *testing.T, conn *pgx.Conn, query string) string {
	t.Helper()
	rows, err := conn.Query(t.Context(), query)
	if err != nil {
		t.Fatal(explained(err, query))
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(explained(err, query))
	}
	return strings.Join(lines, "\n") + "\n"
}

// explained adds what stands where an error is.
func explained(err error, query string) error {
	var at *pgconn.PgError
	if !errors.As(err, &at) || at.Position == 0 {
		return err
	}
	from := min(len(query), max(0, int(at.Position)-200))
	return fmt.Errorf("%w, near\n%s", err, query[from:min(len(query), from+400)])
}

func TestPostgres(t *testing.T) {
	conn := postgres(t)
	for _, b := range books(t) {
		t.Run(b.name, func(t *testing.T) {
			faults := fill(t, conn, b.documents)
			taken, count := b.without(t, faults, refused)
			t.Logf("jsonb does not take %v of %d documents", count, len(b.documents))
			if want := refusedOfSuite; b.name == "conformance" && !maps.Equal(count, want) {
				t.Errorf("of the suite jsonb does not take %v, want %v", count, want)
			}
			for _, column := range []string{"jsonb", "json", "text"} {
				if _, err := conn.Exec(t.Context(), "alter table processes alter document type "+column+" using document::"+column); err != nil {
					t.Fatal(err)
				}
				if column == "json" { // as they were given: jsonb has lost white space, order and duplicates
					if _, err := conn.Exec(t.Context(), "update processes p set document = g.document::json from given g where g.id = p.id"); err != nil {
						t.Fatal(err)
					}
				}
				compare(t, b, column, taken, postgresAnswers(t, conn, b.query(t, "postgres", false)))
			}
			compareHistogram(t, b, taken, postgresLines(t, conn, b.query(t, "postgres", true)))
		})
	}
}
