package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/verdict-id/verdict"
)

const decideUsage = `Usage: verdict decide [OPTION…] [FILE…]

Gives the final status of Get process documents, one in each FILE; of standard
input when there is no FILE, or when it is -.

  --json             one JSON object for each document
  --lines            documents as JSON Lines in, one JSON object a line out
  --rules DIR        decide by the rule tables in DIR
  --process-type T   the process type, where documents do not carry it
  --verdict V        the provider's own verdict: accepted, inconclusive, failed
                     or rejected

Exit status: 0 every document was decided, 1 some document was refused,
2 the command was misused, or reading or writing failed.

Examples:

  verdict decide testdata/documents/eid/rejected-expired.json
  curl -s "$PROCESS_URL" | verdict decide --json
  verdict decide --lines processes.jsonl | jq -r .status
  verdict decide --process-type documentSelfie old-onfido.json
`

// decider is one run of verdict decide.
type decider struct {
	*command
	engine      *verdict.Engine
	processType string
	verdict     string
	json        bool
	several     bool // more than one document: answers name theirs
	out         *bufio.Writer
	refused     bool
}

func (c *command) decide(args []string) error {
	set := c.flags("decide", decideUsage)
	d := &decider{command: c, out: bufio.NewWriterSize(c.stdout, 64<<10)}
	lines := set.Bool("lines", false, "")
	rules := set.String("rules", "", "")
	set.BoolVar(&d.json, "json", false, "")
	set.StringVar(&d.processType, "process-type", "", "")
	set.StringVar(&d.verdict, "verdict", "", "")
	files, err := parse(set, args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	if d.engine, err = engine(*rules); err != nil {
		return err
	}
	d.several = len(files) > 1
	for _, file := range files {
		if err = d.file(file, *lines); err != nil {
			break
		}
	}
	if flushed := d.out.Flush(); err == nil {
		err = flushed
	}
	if err == nil && d.refused {
		err = errAnswer
	}
	return err
}

// file decides what is in one file.
func (d *decider) file(name string, lines bool) error {
	in := d.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	if lines {
		return d.lines(name, in)
	}
	doc, err := io.ReadAll(io.LimitReader(in, maxDocument+1))
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	if d.json {
		return d.writeJSON(d.one(doc))
	}
	return d.writeText(name, doc)
}

// maxDocument is how much of a document is read: what is longer is refused as
// such by the engine.
const maxDocument = 1 << 20

// one decides one document.
func (d *decider) one(doc []byte) (verdict.Decision, error) {
	process, err := d.engine.Parse(doc)
	if err != nil {
		d.refused = true
		return verdict.Decision{}, err
	}
	decision, err := process.WithProcessType(d.processType).WithVerdict(d.verdict).Decide()
	if err != nil {
		d.refused = true
	}
	return decision, err
}

// lines decides each line that is not blank.
func (d *decider) lines(name string, in io.Reader) error {
	r := bufio.NewReaderSize(in, 64<<10)
	var line []byte
	for {
		var err error
		line, err = readLine(r, line[:0])
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("reading %s: %w", name, err)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			if err := d.writeJSON(d.one(line)); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

// readLine appends the next line to line, but of a line that is too long only
// as much as shows that it is.
func readLine(r *bufio.Reader, line []byte) ([]byte, error) {
	for {
		part, err := r.ReadSlice('\n')
		if room := maxDocument + 1 - len(line); room > 0 {
			line = append(line, part[:min(room, len(part))]...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

// refusal is the JSON form of an error.
type refusal struct {
	Kind    string         `json:"kind"`
	Message string         `json:"message"`
	Values  []unknownValue `json:"values,omitempty"`
	Missing []string       `json:"missing,omitempty"`
	Offset  *int64         `json:"offset,omitempty"`
}

type unknownValue struct {
	Pointer string   `json:"pointer"`
	Allowed []string `json:"allowed"`
}

func newRefusal(err error) refusal {
	r := refusal{Kind: "unknown-provider", Message: strings.TrimPrefix(err.Error(), "verdict: ")}
	var malformed *verdict.MalformedError
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case errors.As(err, &malformed):
		r.Kind, r.Offset = "malformed", &malformed.Offset
	case errors.As(err, &unknown):
		r.Kind = "unknown-value"
		for _, v := range unknown.Values {
			r.Values = append(r.Values, unknownValue(v))
		}
	case errors.As(err, &undecided):
		r.Kind, r.Missing = "undecided", undecided.Missing
	}
	return r
}

// writeJSON writes an answer as one line.
func (d *decider) writeJSON(decision verdict.Decision, err error) error {
	encoder := json.NewEncoder(d.out)
	encoder.SetEscapeHTML(false)
	if err != nil {
		return encoder.Encode(map[string]refusal{"error": newRefusal(err)})
	}
	return encoder.Encode(decision)
}

// writeText writes an answer for people.
func (d *decider) writeText(name string, doc []byte) error {
	decision, refused := d.one(doc)
	if d.several {
		fmt.Fprintf(d.out, "%s: ", name)
	}
	if refused != nil {
		d.writeRefusal(newRefusal(refused))
		return d.out.Flush()
	}
	fmt.Fprintf(d.out, "%s (%s)\n", d.paint(decision.Status()), decision.Provider())
	for rule, because := range decision.Reasons() {
		d.writeRule(rule, because)
	}
	for remark := range decision.Remarks() {
		fmt.Fprintf(d.out, "  Remark: %s\n", remark.Reason)
		fmt.Fprintf(d.out, "    %s at %s\n", remark.ID, remark.At())
	}
	return d.out.Flush()
}

func (d *decider) writeRule(r verdict.Rule, because []string) {
	fmt.Fprintf(d.out, "  %s\n", r.Reason)
	if len(because) > 0 {
		fmt.Fprintf(d.out, "    because of %s\n", strings.Join(because, ", "))
	}
	if r.Advice != "" {
		fmt.Fprintf(d.out, "    advice: %s\n", r.Advice)
	}
	fmt.Fprintf(d.out, "    %s at %s\n", r.ID, r.At())
	fmt.Fprintf(d.out, "    source: %s (%s)\n", r.Source, strings.Join(r.Basis, ", "))
}

// writeRefusal says why there is no status, and what to do.
func (d *decider) writeRefusal(r refusal) {
	fmt.Fprintf(d.out, "no status: %s\n", r.Kind)
	switch r.Kind {
	case "unknown-value":
		for _, v := range r.Values {
			fmt.Fprintf(d.out, "  %s is not among: %s\n", v.Pointer, strings.Join(v.Allowed, ", "))
		}
		fmt.Fprintln(d.out, "  The provider may have changed its words: have someone look.")
	case "undecided":
		for _, signal := range r.Missing {
			fmt.Fprintf(d.out, "  %s is missing\n", signal)
		}
	case "malformed":
		fmt.Fprintf(d.out, "  %s\n", r.Message)
	default:
		fmt.Fprintln(d.out, "  The rule book has no table for the document's provider; see verdict rules.")
	}
}

// paint colours a status on a terminal. The word alone says everything.
func (c *command) paint(s verdict.Status) string {
	if !c.colour {
		return s.String()
	}
	colour := 36 // cyan
	switch s {
	case verdict.Accepted:
		colour = 32 // green
	case verdict.Rejected:
		colour = 31 // red
	case verdict.Inconclusive:
		colour = 33 // yellow
	}
	return fmt.Sprintf("\x1b[1;%dm%s\x1b[0m", colour, s)
}
