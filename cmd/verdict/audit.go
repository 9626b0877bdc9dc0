package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/audit"
	"github.com/verdict-id/verdict/internal/wrap"
)

const auditUsage = `Usage: verdict audit [OPTION…] [FILE…]

Judges recorded Get process documents again, and reports where the records and
the rules do not agree. Each FILE holds JSON Lines, an array of documents, or
documents one after the other, as they are or packed by gzip; standard input is
read when there is no FILE, or when it is -. Nothing of a person leaves the
records: reports hold places, rows, and ids of processes.

Documents that providers themselves send, such as reports of Onfido, are judged
as well; they record no status to compare with. A file that begins with [ is an
array of records, each judged alone. Several that are about one person belong in
a list of their own: in such an array, or on a line of JSON Lines, but not on the
first.

  --json           the report as one JSON object
  --html FILE      the report as a page as well
  --out FILE       every finding as a line of JSON as well
  --histogram FILE the distinct vectors of signals, and how many records have
                   each, as CSV as well
  --rules DIR      judge by the rule tables in DIR
  --against DIR    compare with what the rule tables in DIR give, too
  --fail-on LIST   the codes of findings that make the exit status 1, separated
                   by commas, in place of all
  --show-words     show the words that the rules do not declare, as far as they
                   look like identifiers; a record can have put a name there

Exit status: 0 nothing was found, 1 something was, 2 the command was misused, or
reading or writing failed; then what was found until then is reported.

Codes, those that matter most first:

%s
Examples:

  verdict audit --html audit.html --out findings.jsonl processes.jsonl.gz
  psql -Atc "select document from process" | verdict audit
  verdict audit --against new-rules --fail-on newly-accepted processes.jsonl
`

// auditHelp is auditUsage with the codes.
func auditHelp() string {
	var codes strings.Builder
	for _, k := range audit.Kinds() {
		fmt.Fprintf(&codes, "  %-8s  %s\n", k.Severity, k.Code)
	}
	return fmt.Sprintf(auditUsage, codes.String())
}

// auditing is one run of verdict audit.
type auditing struct {
	*command
	options audit.Options
	json    bool
	html    reportFile
	out     findings
	vectors reportFile
	failOn  []audit.Code // empty: any
}

func (c *command) audit(args []string) error {
	a := &auditing{command: c}
	set, book, against := a.flags()
	files, err := c.parse(set, auditHelp(), args)
	if err != nil {
		return err
	}
	if a.options.Book, err = checkedBook("--rules", *book); err != nil {
		return err
	}
	if a.options.Against, err = checkedBook("--against", *against); err != nil {
		return err
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	return a.run(files)
}

func (a *auditing) flags() (set *flag.FlagSet, book, against *string) {
	set = newFlags("audit")
	book, against = rulesFlag(set), new(string)
	notEmpty(set, "against", against, "a folder of rule tables")
	notEmpty(set, "html", &a.html.name, "a file")
	notEmpty(set, "out", &a.out.name, "a file")
	notEmpty(set, "histogram", &a.vectors.name, "a file")
	set.BoolVar(&a.json, "json", false, "")
	set.BoolVar(&a.options.Words, "show-words", false, "")
	set.Func("fail-on", "", a.addCodes)
	return set, book, against
}

// addCodes takes codes that are separated by commas.
func (a *auditing) addCodes(list string) error {
	for _, name := range strings.Split(list, ",") {
		code := audit.Code(name)
		if !slices.ContainsFunc(audit.Kinds(), func(k audit.Kind) bool { return k.Code == code }) {
			return fmt.Errorf("there is no code %q; verdict audit --help lists them", name)
		}
		a.failOn = append(a.failOn, code)
	}
	return nil
}

// checkedBook gives the rule book in a folder that an option names, and none where it
// names none. A book that is refused is an error here, where its files have names.
func checkedBook(option, dir string) (fs.FS, error) {
	if dir == "" {
		return nil, nil
	}
	if err := checkDir(option, dir); err != nil {
		return nil, err
	}
	book := os.DirFS(dir)
	_, err := verdict.Load(book)
	return book, inDir(err, dir)
}

// run audits, and writes the report wherever it is wanted: to the files first,
// since whoever reads standard output may stop reading.
func (a *auditing) run(names []string) error {
	files, size, err := a.files(names)
	if err != nil {
		return err
	}
	defer a.html.close()
	defer a.out.close()
	defer a.vectors.close()
	if err := a.create(); err != nil {
		return err
	}
	var vectors bytes.Buffer
	if a.vectors.name != "" {
		a.options.Histogram = &vectors
	}
	report, err := a.audit(files, size)
	if report == nil {
		return err
	}
	page := func(w io.Writer) error { return writeAuditHTML(w, report) }
	histogram := func(w io.Writer) error {
		_, err := vectors.WriteTo(w)
		return err
	}
	err = errors.Join(err, a.out.finish(), a.vectors.write(histogram), a.html.write(page), a.write(report))
	if err == nil && a.fails(report) {
		err = errAnswer
	}
	return err
}

// audit audits the files. An interrupt ends it with what was found until then.
func (a *auditing) audit(files []audit.File, size int64) (*audit.Report, error) {
	signal.Ignore(syscall.SIGPIPE) // a pipe that nobody reads is an error, as a full disk is
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the program, whatever it waits for
	if a.out.file != nil {
		a.options.Found = a.out.found
	}
	if a.progress {
		bar := newAuditBar(a.stderr, size)
		defer bar.end()
		a.options.Progress = bar.show
	}
	a.options.Hash = a.json || a.html.name != ""
	report, err := audit.Files(ctx, files, a.options)
	if ctx.Err() != nil && report != nil && report.Ended != "" {
		err = fmt.Errorf("interrupted after %s", wrap.Plural(report.Records, "record"))
	}
	return report, err
}

// write writes the report to standard output.
func (a *auditing) write(r *audit.Report) error {
	out := bufio.NewWriter(a.stdout)
	var err error
	if a.json {
		err = encodeIndented(out, r)
	} else {
		err = r.WriteText(out)
	}
	if err = errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("standard output cannot be written: %w", pathless(err))
	}
	return nil
}

// fails tells whether something was found that is to fail.
func (a *auditing) fails(r *audit.Report) bool {
	return slices.ContainsFunc(r.Counts, func(c audit.Count) bool {
		return len(a.failOn) == 0 || slices.Contains(a.failOn, c.Code)
	})
}
