package main

import (
	"bufio"
	"encoding/json"
	"fmt"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/explain"
	"github.com/verdict-id/verdict/internal/wrap"
)

const explainUsage = `Usage: verdict explain [OPTION…] [FILE…]

Explains the final status of Get process documents, one in each FILE; of
standard input when there is no FILE, or when it is -: every row of the table
with what it saw, and the nearest other outcomes.

  --json             one JSON object for each document; explain/schema.json of
                     the module describes it
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

func (c *command) explain(args []string) error {
	set := newFlags("explain")
	rules := rulesFlag(set)
	asJSON := set.Bool("json", false, "")
	processType := set.String("process-type", "", "")
	word := set.String("verdict", "", "")
	files, err := c.parse(set, explainUsage, args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	e, err := engine(*rules)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(c.stdout)
	refused := false
	for i, file := range files {
		doc, err := c.document(file)
		if err != nil {
			return err
		}
		explanation, err := explainOne(e, doc, *processType, *word)
		refused = refused || err != nil
		if *asJSON {
			err = writeExplanationJSON(out, explanation, err)
		} else {
			if len(files) > 1 {
				fmt.Fprintf(out, "%s== %s\n", map[bool]string{true: "\n"}[i > 0], wrap.Printable(file))
			}
			err = writeExplanation(out, explanation, err, *processType+*word != "")
		}
		if err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if refused {
		return errAnswer
	}
	return nil
}

// document reads the document in a file.
func (c *command) document(file string) ([]byte, error) {
	in, err := c.open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return readDocument(file, in)
}

func explainOne(e *verdict.Engine, doc []byte, processType, word string) (*explain.Explanation, error) {
	p, err := e.Parse(doc)
	if err != nil {
		return nil, err
	}
	return p.WithProcessType(processType).WithVerdict(word).Explain()
}

func writeExplanation(out *bufio.Writer, e *explain.Explanation, refused error, supplied bool) error {
	if refused != nil {
		writeRefusal(out, newRefusal(refused), supplied)
		return nil
	}
	return e.WriteText(out)
}

func writeExplanationJSON(out *bufio.Writer, e *explain.Explanation, refused error) error {
	if refused != nil {
		return encode(out, map[string]refusal{"error": newRefusal(refused)})
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(e)
}
