package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/verdict-id/verdict/internal/stream"
	"github.com/verdict-id/verdict/internal/wrap"
	"github.com/verdict-id/verdict/record"
)

const verifyUsage = `Usage: verdict verify [OPTION…] [FILE…]

Decides again what verdict decide --record recorded, from the signals in the
records, and reports every record that does not come out the same, byte for
byte. Each FILE holds a record a line; standard input is read when there is no
FILE, or when it is -. A record is decided by the rule book that it names by its
hash: that in DIR, the embedded one, or one of those that were released.

  --rules DIR   the rule tables in DIR are at hand as well
  --json        a line of JSON for each record that does not verify, with the
                kinds of problems and JSON pointers, and a last one that counts

Lines that decide --record gave for refused documents are counted, and no more.

That a record verifies says that the rules give it for its signals. Whether there
was a document with these signals, only the document can show: recorded again, it
has to give the same line.

Exit status: 0 every record verifies, 1 some record does not, 2 the command was
misused, or reading or writing failed.

Examples:

  verdict decide --record process.json | verdict verify
  verdict verify records.jsonl
  verdict verify --rules our-rules --json records.jsonl | jq .problems
`

// verifying is one run of verdict verify.
type verifying struct {
	documents
	count verified
}

// verified counts records.
type verified struct {
	Records  int `json:"records"`
	Verified int `json:"verified"`
	Refused  int `json:"refused"` // lines of refused documents, which are no records
}

func (c *command) verify(args []string) error {
	v := &verifying{documents: newDocuments(c)}
	set := newFlags("verify")
	rules := rulesFlag(set)
	set.BoolVar(&v.json, "json", false, "")
	files, err := c.parse(set, verifyUsage, args)
	if err != nil {
		return err
	}
	if v.engine, err = engine(*rules); err != nil {
		return err
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	answer := v.each(files, v.file)
	if answer == nil || errors.Is(answer, errAnswer) {
		err = errors.Join(v.summary(), v.out.Flush())
	}
	if err != nil {
		return err
	}
	return answer
}

// file verifies the records in one file, on all cores, and reports in their order.
func (v *verifying) file(name string, in io.Reader) error {
	var reading error
	err := stream.Run(context.Background(), streamLimits.Limits, runtime.GOMAXPROCS(0),
		func(ctx context.Context, lines *stream.Stream[recordLine]) { readRecords(ctx, in, lines) },
		func(_ int, l *recordLine) { l.problems, l.refused = v.problems(l) },
		func(l *recordLine) error {
			reading = l.reading
			return v.report(name, l)
		})
	if err == nil && reading != nil {
		err = fmt.Errorf("%s cannot be read: %w", name, pathless(reading))
	}
	return err
}

// problems are those of one record, none where it verifies. refused tells that the
// line is what decide --record gives for a refused document.
func (v *verifying) problems(l *recordLine) (problems []record.Problem, refused bool) {
	switch {
	case l.blank():
		return nil, false
	case isRefusal(l.text):
		return nil, true
	case len(l.text) > maxRecord:
		return []record.Problem{{Kind: record.Malformed, Offset: maxRecord, Says: "it is longer than any record"}}, false
	}
	var wrong *record.VerifyError
	if err := v.engine.Verify(l.text); !errors.As(err, &wrong) {
		return nil, false
	}
	return wrong.Problems, false
}

// isRefusal tells whether a line is, byte for byte, one that decide --record gives
// for a refused document.
func isRefusal(line []byte) bool {
	if !bytes.HasPrefix(line, []byte(`{"error":{"kind":`)) {
		return false
	}
	var read map[string]refusal
	if json.Unmarshal(line, &read) != nil {
		return false
	}
	switch read["error"].Kind {
	case "malformed", "unknown-provider", "unknown-value", "undecided":
	default:
		return false
	}
	var again bytes.Buffer
	err := encode(&again, map[string]refusal{"error": read["error"]})
	return err == nil && string(line) == strings.TrimSuffix(again.String(), "\n")
}

// report counts a line, and writes what is wrong with it.
func (v *verifying) report(name string, l *recordLine) error {
	switch {
	case l.blank():
		return nil
	case l.refused:
		v.count.Refused++
		return nil
	}
	v.count.Records++
	if len(l.problems) == 0 {
		v.count.Verified++
		return nil
	}
	v.refused = true
	if v.json {
		return encode(v.out, map[string]any{"file": name, "line": l.number, "problems": l.problems})
	}
	for _, p := range l.problems {
		if _, err := fmt.Fprintf(v.out, "%s:%d: %s\n", wrap.Printable(name), l.number, p); err != nil {
			return err
		}
	}
	return nil
}

// summary says how many records there were.
func (v *verifying) summary() error {
	if v.json {
		return encode(v.out, v.count)
	}
	fmt.Fprint(v.out, wrap.Plural(v.count.Records, "record"))
	switch failed := v.count.Records - v.count.Verified; {
	case v.count.Records == 0:
	case failed == 0:
		fmt.Fprint(v.out, ", all verified")
	default:
		fmt.Fprintf(v.out, ", %s verified, %s not", wrap.Grouped(v.count.Verified), wrap.Grouped(failed))
	}
	if v.count.Refused > 0 {
		fmt.Fprintf(v.out, "; %s of refused documents", wrap.Plural(v.count.Refused, "line"))
	}
	_, err := fmt.Fprintln(v.out)
	return err
}
