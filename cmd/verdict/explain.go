package main

import (
	"fmt"
	"io"

	"github.com/verdict-id/verdict/explain"
	"github.com/verdict-id/verdict/internal/wrap"
)

const explainUsage = `Usage: verdict explain [OPTION…] [FILE…]

Explains the final status of documents, one in each FILE; of standard input when
there is no FILE, or when it is -: every row of the table with what it saw, and
the nearest other outcomes. It takes the documents that verdict decide takes.

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
	documents
	written bool // something stands above
}

func (c *command) explain(args []string) error {
	x := &explainer{documents: newDocuments(c)}
	files, err := x.start(newFlags("explain"), explainUsage, args)
	if err != nil {
		return err
	}
	return x.each(files, x.file)
}

// file explains the document in one file.
func (x *explainer) file(name string, in io.Reader) error {
	doc, err := readDocument(name, in)
	if err != nil {
		return err
	}
	e, err := x.one(doc)
	if x.several && !x.json {
		if x.written {
			fmt.Fprintln(x.out)
		}
		fmt.Fprintf(x.out, "== %s\n", wrap.Printable(name))
		x.written = true
	}
	switch {
	case err != nil:
		return x.refuse(err)
	case x.json:
		return encode(x.out, e)
	default:
		return e.WriteText(x.out)
	}
}

// one explains one document.
func (x *explainer) one(doc []byte) (*explain.Explanation, error) {
	p, err := x.process(doc)
	if err != nil {
		return nil, err
	}
	return p.Explain()
}
