package main

import (
	"io/fs"
	"os"

	"github.com/verdict-id/verdict/proof"
	"github.com/verdict-id/verdict/rules"
)

const proveUsage = `Usage: verdict prove [OPTION…]

Proves what the rule tables promise: for each table the number of combinations
of its signals, every promise kept or broken (with the smallest signals that
show it), how many combinations give each status, where it is undecided, and
what it can lose.

  --rules DIR   prove the rule tables in DIR
  --json        one JSON object

Exit status: 0 proved, 1 a promise is broken, 2 the tables cannot be read.

Examples:

  verdict prove
  verdict prove --rules ./our-rules --json | jq .proved
`

func (c *command) prove(args []string) error {
	set := newFlags("prove")
	dir := rulesFlag(set)
	asJSON := set.Bool("json", false, "")
	rest, err := c.parse(set, proveUsage, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return misuse("prove takes no %q; name a folder of tables with --rules", rest[0])
	}
	report, err := proveIn(*dir)
	if err != nil {
		return err
	}
	if *asJSON {
		err = encodeIndented(c.stdout, report)
	} else {
		err = report.WriteText(c.stdout)
	}
	if err == nil && !report.Proved {
		err = errAnswer
	}
	return err
}

func proveIn(dir string) (*proof.Report, error) {
	book, err := bookIn(dir)
	if err != nil {
		return nil, err
	}
	report, err := proof.Prove(book)
	return report, inDir(err, dir)
}

// bookIn gives the rule tables in dir, or the embedded ones.
func bookIn(dir string) (fs.FS, error) {
	if dir == "" {
		return rules.Book(), nil
	}
	return os.DirFS(dir), checkDir("--rules", dir)
}
