// Command verdict decides the final status of identity verifications by
// proved rules, shows the rules, and proves them.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/conformance"
)

const usage = `verdict decides the final status of an identity verification by proved rules.

Usage:

  verdict decide [FILE…]      give the status of documents
  verdict explain [FILE…]     explain it, with the nearest other outcomes
  verdict rules [PROVIDER]    show the rule tables
  verdict prove               prove what the rule tables promise
  verdict diff [OLD] NEW      compare two folders of rule tables exactly
  verdict audit [FILE…]       judge recorded documents again, by the million
  verdict impact              judge the histogram of an audit by other rules
  verdict verify [FILE…]      decide again what decide --record recorded
  verdict sql --dialect D     write the rules as a query for a database
  verdict conform -- COMMAND  put the conformance suite to an implementation

  verdict COMMAND --help      options and examples
  verdict --version

Exit status: 0 all is well, 1 a document was refused, a promise is broken, an
implementation or rule book differs, an audit found something, a record does not
verify, 2 the command was misused, or reading or writing failed, 3 the
implementation could not be run.
`

// Exit statuses of every command.
const (
	exitOK     = 0
	exitAnswer = 1 // a document was refused, a promise is broken, an implementation or rule book differs, an audit found something, a record does not verify
	exitUsage  = 2 // misuse, or input or output failed
	exitStart  = 3 // the implementation could not be run
)

// command is one run of the program.
type command struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	colour         bool // stdout is a terminal that wants colour
	progress       bool // stderr is a terminal that can show a line again and again
}

func main() {
	c := &command{os.Stdin, os.Stdout, os.Stderr, wantsColour(os.Stdout), isTerminal(os.Stderr)}
	os.Exit(c.run(os.Args[1:]))
}

// wantsColour tells whether f is a terminal, and nothing asks for no colour.
func wantsColour(f *os.File) bool { return isTerminal(f) && os.Getenv("NO_COLOR") == "" }

// isTerminal tells whether f is a terminal that understands more than text.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

func (c *command) run(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(c.stderr, usage)
		return exitUsage
	}
	name, rest := args[0], args[1:]
	if name == "help" && len(rest) > 0 {
		name, rest = rest[0], []string{"--help"}
	}
	switch name {
	case "decide":
		return c.exit(name, c.decide(rest))
	case "explain":
		return c.exit(name, c.explain(rest))
	case "rules":
		return c.exit(name, c.rules(rest))
	case "prove":
		return c.exit(name, c.prove(rest))
	case "diff":
		return c.exit(name, c.diff(rest))
	case "audit":
		return c.exit(name, c.audit(rest))
	case "impact":
		return c.exit(name, c.impact(rest))
	case "verify":
		return c.exit(name, c.verify(rest))
	case "sql":
		return c.exit(name, c.sql(rest))
	case "conform":
		return c.exit(name, c.conform(rest))
	case "--version", "version":
		return c.exit("", c.version())
	case "--help", "-h", "help":
		_, err := fmt.Fprint(c.stdout, usage)
		return c.exit("", err)
	default:
		return c.exit("", misuse("there is no command %q; the commands are decide, explain, rules, prove, diff, audit, impact, verify, sql and conform", name))
	}
}

// version shows the version of the module that the program was built from, and
// the embedded rule book's.
func (c *command) version() error {
	version := "(development)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	e, err := engine("")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.stdout, "verdict %s\nrule book %s\n", version, e.Hash())
	return err
}

// errAnswer says that the command did its work and its answer is no.
var errAnswer = errors.New("the answer is no")

// misuseError is a mistake in how the program was called.
type misuseError struct{ message string }

func (e *misuseError) Error() string { return e.message }

func misuse(format string, args ...any) error {
	return &misuseError{fmt.Sprintf(format, args...)}
}

// exit reports an error of the command called name, and chooses the exit
// status.
func (c *command) exit(name string, err error) int {
	var wrong *misuseError
	var start *conformance.StartError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errAnswer):
		return exitAnswer
	case errors.As(err, &start):
		writeStart(c.stderr, start)
		return exitStart
	case errors.As(err, &wrong):
		fmt.Fprintf(c.stderr, "verdict: %v\nTry %s.\n", err, strings.TrimSpace("verdict "+name)+" --help")
	default:
		fmt.Fprintf(c.stderr, "verdict: %s\n", strings.TrimPrefix(err.Error(), "verdict: "))
	}
	return exitUsage
}

// newFlags makes the flag set of a command. It prints nothing by itself.
func newFlags(name string) *flag.FlagSet {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	return set
}

// parse reads flags and arguments in any order. After -- there are only
// arguments. Where help is asked for it shows help, and gives flag.ErrHelp.
func (c *command) parse(set *flag.FlagSet, help string, args []string) ([]string, error) {
	var rest []string
	for {
		switch err := set.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			if _, err := fmt.Fprint(c.stdout, help); err != nil {
				return nil, err
			}
			return nil, flag.ErrHelp
		case err != nil:
			return nil, misuse("%v", err)
		}
		if set.NArg() == 0 {
			return rest, nil
		}
		if consumed := len(args) - set.NArg(); consumed > 0 && args[consumed-1] == "--" {
			return append(rest, set.Args()...), nil
		}
		rest = append(rest, set.Arg(0))
		args = set.Args()[1:]
	}
}

// rulesFlag adds the option --rules. An empty folder is refused: a variable
// that is not set must not choose another rule book.
func rulesFlag(set *flag.FlagSet) *string {
	dir := new(string)
	set.Func("rules", "", func(value string) error {
		if value == "" {
			return errors.New("it takes a folder of rule tables, and got none")
		}
		*dir = value
		return nil
	})
	return dir
}

// engine loads the rule book in dir, or gives the embedded one.
func engine(dir string) (*verdict.Engine, error) {
	if dir == "" {
		return verdict.Load(nil)
	}
	if err := checkDir("--rules", dir); err != nil {
		return nil, err
	}
	e, err := verdict.Load(os.DirFS(dir))
	return e, inDir(err, dir)
}

// checkDir makes sure that what is given to an option is a folder.
func checkDir(option, dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = errors.New("not a folder")
	}
	if err != nil {
		return misuse("%s takes a folder of rule tables: %s: %v", option, dir, pathless(err))
	}
	return nil
}

// pathless is what an error of package os says beside the path.
func pathless(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

// inDir names the files of a refused rule book as the user knows them.
func inDir(err error, dir string) error {
	var refused *verdict.LoadError
	if errors.As(err, &refused) {
		for i := range refused.Problems {
			refused.Problems[i].File = filepath.Join(dir, refused.Problems[i].File)
		}
	}
	return err
}
