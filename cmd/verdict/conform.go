package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/wrap"
)

const conformUsage = `Usage: verdict conform [OPTION…] -- COMMAND [ARGUMENT…]
       verdict conform --list [--run GLOB] [--profile NAME=SIDE]
       verdict conform --copy DIR

Puts the conformance suite to an implementation of the rules, in any language:
thousands of documents, each with the answer that is right. COMMAND is started
once. It reads a question a line, as JSON, and writes an answer a line, in any
order, until its standard input ends:

  {"id":"…","document":"…"}      or documentBase64, where that is no UTF-8;
                                 and "context":{"processType":"…","verdict":"…",
                                 "date":"2025-03-01"}, where the caller supplies
                                 something; years of two digits refer to date
  {"id":"…","status":"accepted","finalResult":{"firstName":"…"}}
  {"id":"…","error":"malformed"}
  {"id":"…","skipped":"why"}     fails where accepted is not right, as nobody
                                 saw whether it would accept

The statuses are accepted, rejected, inconclusive, canceled, failed, pending and
processing; the errors malformed, unknown-provider, unknown-value and undecided.
The final result is compared where it is given; {} says that there is none.

  --run GLOB           ask only vectors whose id GLOB matches; * is any text
  --skip FILE          vectors that may fail: on each line a GLOB, a space and
                       the reason. A false accept fails all the same, so does
                       what leaves open whether it is one (a crash, a hang, a
                       skip, …), and so does a vector in FILE that passes
  --profile NAME=SIDE  say which side of a reading the implementation takes,
                       such as R6=b, if not the project's; once for each reading
  --timeout D          how long nothing may happen until it is taken to hang,
                       such as 30s (10s); the time to start counts too
  --one-shot           start COMMAND for each vector: the document on standard
                       input, one answer without id on standard output, exit
                       status 0 or 1; the context in $VERDICT_CONTEXT, as JSON
  --json               the report as one JSON object
  --junit FILE         write the report as JUnit XML too
  --markdown FILE      write it as Markdown too
  --list               show id, level and right answer, a vector a line
  --copy DIR           write the suite to the new folder DIR: the vector files,
                       and each vector's document and answer as files

Exit status: 0 everything passes, 1 something differs, 2 the command was
misused, or reading or writing failed, 3 COMMAND could not be run.

Examples:

  verdict conform -- python3 examples/python/conform.py
  verdict conform --run 'facetec/*' --profile R13=b -- ./our-adapter
  verdict conform --skip known.txt --junit report.xml -- java -jar adapter.jar
  verdict conform --one-shot -- ./decide-one
  verdict conform --list --run '*/matchLevel/*'
`

// conformer is one run of verdict conform.
type conformer struct {
	*command
	runner   conformance.Runner
	skips    string // a file
	json     bool
	junit    reportFile
	markdown reportFile
	list     bool
	copyTo   string // a folder
}

func (c *command) conform(args []string) error {
	f := &conformer{command: c}
	f.runner.Options.Profiles = map[string]string{}
	set := f.flags()
	before := args
	if end := slices.Index(args, "--"); end >= 0 {
		before, f.runner.Command = args[:end], args[end+1:]
	}
	rest, err := c.parse(set, conformUsage, before)
	switch {
	case err != nil:
		return err
	case len(rest) > 0:
		return misuse("conform takes no %q; the command goes behind --", rest[0])
	case f.list:
		return f.alone(set, "list", f.showList, "run", "profile")
	case f.copyTo != "":
		return f.alone(set, "copy", f.copySuite)
	case len(f.runner.Command) == 0:
		return misuse("conform takes -- and a command: verdict conform [OPTION…] -- COMMAND [ARGUMENT…]")
	}
	return f.run()
}

func (f *conformer) flags() *flag.FlagSet {
	set := newFlags("conform")
	set.StringVar(&f.runner.Options.Run, "run", "", "")
	notEmpty(set, "skip", &f.skips, "a file")
	set.Func("profile", "", f.addProfile)
	set.DurationVar(&f.runner.Timeout, "timeout", conformance.DefaultTimeout, "")
	set.BoolVar(&f.runner.OneShot, "one-shot", false, "")
	set.BoolVar(&f.json, "json", false, "")
	notEmpty(set, "junit", &f.junit.name, "a file")
	notEmpty(set, "markdown", &f.markdown.name, "a file")
	set.BoolVar(&f.list, "list", false, "")
	notEmpty(set, "copy", &f.copyTo, "a new folder")
	return set
}

// notEmpty adds an option that takes a path. An empty one is refused: it comes from a
// variable that is not set.
func notEmpty(set *flag.FlagSet, name string, to *string, what string) {
	set.Func(name, "", func(value string) error {
		if value == "" {
			return fmt.Errorf("it takes %s, and got none", what)
		}
		*to = value
		return nil
	})
}

// addProfile takes a NAME=SIDE.
func (f *conformer) addProfile(text string) error {
	name, side, found := strings.Cut(text, "=")
	if !found || name == "" || side == "" {
		return errors.New("it takes NAME=SIDE, such as R6=b")
	}
	if known, twice := f.runner.Options.Profiles[name]; twice && known != side {
		return fmt.Errorf("%s is %s already", name, known)
	}
	f.runner.Options.Profiles[name] = side
	return nil
}

// alone does what needs no command, if no option is given beside it but with.
func (f *conformer) alone(set *flag.FlagSet, name string, do func() error, with ...string) error {
	if len(f.runner.Command) > 0 {
		return misuse("--%s takes no command", name)
	}
	var stray error
	set.Visit(func(given *flag.Flag) {
		if given.Name != name && !slices.Contains(with, given.Name) {
			stray = misuse("--%s does not go with --%s", given.Name, name)
		}
	})
	if stray != nil {
		return stray
	}
	return do()
}

// run asks, and writes the report wherever it is wanted: to the files first, since
// whoever reads standard output may stop reading.
func (f *conformer) run() error {
	if f.runner.Timeout <= 0 {
		return misuse("--timeout takes how long to wait, such as 10s; it got %v", f.runner.Timeout)
	}
	if err := f.readSkips(); err != nil {
		return err
	}
	defer f.junit.close()
	defer f.markdown.close()
	if err := errors.Join(f.junit.create(), f.markdown.create()); err != nil {
		return err
	}
	report, err := f.ask()
	if err != nil {
		return err
	}
	junit := func(w io.Writer) error { return writeJUnit(w, report) }
	markdown := func(w io.Writer) error { return writeConformMarkdown(w, report) }
	if err := errors.Join(f.junit.write(junit), f.markdown.write(markdown), f.write(report)); err != nil {
		return err
	}
	if !report.Green {
		return errAnswer
	}
	return nil
}

// readSkips reads the list of skips, if there is one.
func (f *conformer) readSkips() error {
	if f.skips == "" {
		return nil
	}
	file, err := os.Open(f.skips)
	if err != nil {
		return fmt.Errorf("%s cannot be opened: %w", f.skips, pathless(err))
	}
	defer file.Close()
	f.runner.Options.Skips, err = conformance.ReadSkips(f.skips, file)
	return err
}

// ask runs the suite. An interrupt ends what was started, too.
func (f *conformer) ask() (*conformance.Report, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if f.progress {
		line := &progressLine{out: f.stderr}
		defer line.erase()
		f.runner.Progress = line.show
	}
	report, err := f.runner.Run(ctx)
	var start *conformance.StartError
	switch {
	case errors.As(err, &start):
		return nil, err
	case ctx.Err() != nil:
		return nil, errors.New("interrupted")
	case err != nil:
		return nil, misuse("%v", err)
	}
	return report, nil
}

// write writes the report to standard output.
func (f *conformer) write(r *conformance.Report) error {
	out := bufio.NewWriter(f.stdout)
	if !f.json {
		writeConformText(out, r)
	} else if err := encode(out, r); err != nil {
		return err
	}
	return out.Flush()
}

// progressLine is a line of a terminal that shows how far a run is.
type progressLine struct {
	out   io.Writer
	shown string
}

func (p *progressLine) show(done, all int) {
	text := fmt.Sprintf("%d %% of %s", 100*done/all, wrap.Plural(all, "vector"))
	if text != p.shown {
		fmt.Fprintf(p.out, "\r\x1b[K%s", text)
		p.shown = text
	}
}

func (p *progressLine) erase() { fmt.Fprint(p.out, "\r\x1b[K") }
