// Command verdict decides the final status of identity verifications by
// proved rules, shows the rules, and proves them.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/verdict-id/verdict"
)

const usage = `verdict decides the final status of an identity verification by proved rules.

Usage:

  verdict decide [FILE…]      give the status of Get process documents
  verdict rules [PROVIDER]    show the rule tables
  verdict prove               prove what the rule tables promise

  verdict COMMAND --help      options and examples
  verdict --version

Exit status: 0 all is well, 1 a document was refused or a promise is broken,
2 the command was misused, or reading or writing failed.
`

// Exit statuses of every command.
const (
	exitOK     = 0
	exitAnswer = 1 // a document was refused, a promise is broken
	exitUsage  = 2 // misuse, or input or output failed
)

// command is one run of the program.
type command struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	colour         bool // stdout is a terminal that wants colour
}

func main() {
	c := &command{os.Stdin, os.Stdout, os.Stderr, wantsColour(os.Stdout)}
	os.Exit(c.run(os.Args[1:]))
}

// wantsColour tells whether f is a terminal, and nothing asks for no colour.
func wantsColour(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

func (c *command) run(args []string) int {
	commands := map[string]func([]string) error{
		"decide": c.decide,
		"rules":  c.rules,
		"prove":  c.prove,
	}
	if len(args) == 0 {
		fmt.Fprint(c.stderr, usage)
		return exitUsage
	}
	switch name := args[0]; {
	case commands[name] != nil:
		return c.exit(commands[name](args[1:]))
	case name == "--version" || name == "version":
		_, err := fmt.Fprintf(c.stdout, "verdict %s\nrule book %s\n", version(), verdict.Embedded().Hash())
		return c.exit(err)
	case name == "help" && len(args) == 2 && commands[args[1]] != nil:
		return c.exit(commands[args[1]]([]string{"--help"}))
	case name == "--help" || name == "-h" || name == "help":
		_, err := fmt.Fprint(c.stdout, usage)
		return c.exit(err)
	default:
		return c.exit(misuse("there is no command %q; the commands are decide, rules and prove", name))
	}
}

// version is that of the module the program was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(development)"
}

// errAnswer says that the command did its work and its answer is no.
var errAnswer = errors.New("the answer is no")

// misuseError is a mistake in how the program was called.
type misuseError struct{ message string }

func (e *misuseError) Error() string { return e.message }

func misuse(format string, args ...any) error {
	return &misuseError{fmt.Sprintf(format, args...)}
}

// exit reports an error and chooses the exit status.
func (c *command) exit(err error) int {
	var wrong *misuseError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errAnswer):
		return exitAnswer
	case errors.As(err, &wrong):
		fmt.Fprintf(c.stderr, "verdict: %v\nTry verdict --help.\n", err)
	default:
		fmt.Fprintf(c.stderr, "verdict: %s\n", strings.TrimPrefix(err.Error(), "verdict: "))
	}
	return exitUsage
}

// flags makes the flag set of a command, whose help is text.
func (c *command) flags(name, text string) *flag.FlagSet {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() { fmt.Fprint(c.stdout, text) }
	return set
}

// parse reads flags and arguments in any order. After -- there are only
// arguments.
func parse(set *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := set.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, misuse("%s: %v", set.Name(), err)
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

// engine loads the rule book in dir, or gives the embedded one.
func engine(dir string) (*verdict.Engine, error) {
	if dir == "" {
		return verdict.Embedded(), nil
	}
	if err := checkDir(dir); err != nil {
		return nil, err
	}
	e, err := verdict.Load(os.DirFS(dir))
	return e, inDir(err, dir)
}

func checkDir(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return misuse("%s is not a folder of rule tables", dir)
	}
	return nil
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
