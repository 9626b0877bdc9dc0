package main

import (
	"bufio"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/explain"
	"github.com/verdict-id/verdict/internal/wrap"
)

const explainUsage = `Usage: verdict explain [OPTION…] [FILE…]

Explains the final status of Get process documents, one in each FILE; of
standard input when there is no FILE, or when it is -: every row of the table
with what it saw, and the nearest other outcomes.

  --json             one line of JSON for each document, described in
                     explain/schema.json of the module; for a refused document
                     the line that decide --json gives
  --rules DIR        decide by the rule tables in DIR
  --process-type T   the process type, where documents do not carry it
  --verdict V        the provider's own verdict: accepted, inconclusive, failed
                     or rejected

A document that is undecided is explained too, with what is missing.

Exit status: 0 every document was explained, 1 some document was refused,
2 the command was misused, or reading or writing failed.

Examples:

  verdict explain testdata/documents/eid/rejected-expired.json
  verdict explain --json process.json | jq .nearest
`

// explainer is one run of verdict explain.
type explainer struct {
	*command
	engine      *verdict.Engine
	processType string
	verdict     string
	json        bool
	out         *bufio.Writer
	refused     bool
}

func (c *command) explain(args []string) error {
	set := newFlags("explain")
	x := &explainer{command: c, out: bufio.NewWriter(c.stdout)}
	rules := rulesFlag(set)
	set.BoolVar(&x.json, "json", false, "")
	set.StringVar(&x.processType, "process-type", "", "")
	set.StringVar(&x.verdict, "verdict", "", "")
	files, err := c.parse(set, explainUsage, args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	if x.engine, err = engine(*rules); err != nil {
		return err
	}
	for i, file := range files {
		heading := ""
		if len(files) > 1 && !x.json {
			heading = strings.Repeat("\n", min(i, 1)) + "== " + wrap.Printable(file) + "\n"
		}
		if err = x.file(file, heading); err != nil {
			break
		}
	}
	if flushed := x.out.Flush(); err == nil {
		err = flushed
	}
	if err == nil && x.refused {
		err = errAnswer
	}
	return err
}

// file explains the document in one file.
func (x *explainer) file(name, heading string) error {
	in, err := x.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	doc, err := readDocument(name, in)
	if err != nil {
		return err
	}
	x.out.WriteString(heading) // an error shows when it is flushed
	e, err := x.one(doc)
	x.refused = x.refused || err != nil
	switch {
	case err == nil && x.json:
		return encode(x.out, e)
	case err == nil:
		return e.WriteText(x.out)
	case x.json:
		return encode(x.out, map[string]refusal{"error": newRefusal(err)})
	}
	writeRefusal(x.out, newRefusal(err), x.processType+x.verdict != "")
	return nil
}

// one explains one document.
func (x *explainer) one(doc []byte) (*explain.Explanation, error) {
	p, err := x.engine.Parse(doc)
	if err != nil {
		return nil, err
	}
	return p.WithProcessType(x.processType).WithVerdict(x.verdict).Explain()
}
