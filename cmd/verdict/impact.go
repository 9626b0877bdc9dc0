package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/verdict-id/verdict/audit"
)

const impactUsage = `Usage: verdict impact --histogram FILE [OPTION…]

Judges a histogram, as verdict audit --histogram writes it, in place of the
records: what the rules give for each vector of signals, and whose outcome
changes from the old rules to the new ones. That is exact, for any number of
records. Where a histogram does not hold what one of the rule books asks for,
the outcome CANNOT BE TOLD: such records are counted apart, with what would have
to be known, and never counted as unchanged.

  --histogram FILE  the histogram; standard input where FILE is -
  --rules DIR       the new rule tables; without it the embedded ones
  --against DIR     the old rule tables; without it those by which the histogram
                    was made, if they are the new, the embedded or released ones
  --json            one JSON object
  --fail-on newly-accepted
                    exit with 1 only if some record is newly accepted, or may be

Exit status: 0 no outcome changes, 1 some does or may, 2 the command was
misused, the histogram cannot be read or is none, or a rule book is refused.
With --fail-on newly-accepted 0 also where certainly no record is newly accepted.

Examples:

  verdict audit --histogram vectors.csv processes.jsonl
  verdict impact --histogram vectors.csv --rules examples/books/facetec-level-8
  verdict impact --histogram vectors.csv --rules new --against old --json
`

func (c *command) impact(args []string) error {
	set := newFlags("impact")
	name, against := new(string), new(string)
	notEmpty(set, "histogram", name, "a file")
	book := rulesFlag(set)
	notEmpty(set, "against", against, "a folder of rule tables")
	asJSON := set.Bool("json", false, "")
	onlyAccepted := failOnFlag(set)
	rest, err := c.parse(set, impactUsage, args)
	if err != nil {
		return err
	}
	if *name == "" || len(rest) > 0 {
		return misuse("impact takes the histogram by --histogram FILE, and nothing beside options")
	}
	var o audit.ImpactOptions
	if o.Book, err = checkedBook("--rules", *book); err != nil {
		return err
	}
	if o.Against, err = checkedBook("--against", *against); err != nil {
		return err
	}
	impact, err := c.impactOf(*name, o)
	if err != nil {
		return err
	}
	if err := c.writeImpact(impact, *asJSON); err != nil {
		return err
	}
	accepts := impact.Changes.NewlyAccepted+impact.MayAccept > 0
	if accepts || !*onlyAccepted && impact.Changes.Records+impact.MayChange > 0 {
		return errAnswer
	}
	return nil
}

// impactOf judges the histogram in a file.
func (c *command) impactOf(name string, o audit.ImpactOptions) (*audit.Impact, error) {
	in := c.stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read: %w", name, pathless(err))
		}
		defer file.Close()
		in = file
	}
	impact, err := audit.ImpactOf(bufio.NewReader(in), o)
	var unknown *audit.MadeError
	switch {
	case errors.As(err, &unknown):
		return nil, fmt.Errorf("%s, %w: --against DIR gives the old one, --rules DIR the new one", name, err)
	case err != nil:
		return nil, fmt.Errorf("%s, %w", name, err)
	}
	return impact, nil
}

// writeImpact writes to standard output.
func (c *command) writeImpact(impact *audit.Impact, asJSON bool) error {
	out := bufio.NewWriter(c.stdout)
	var err error
	if asJSON {
		err = encodeIndented(out, impact)
	} else {
		err = impact.WriteText(out)
	}
	if err = errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("standard output cannot be written: %w", pathless(err))
	}
	return nil
}
