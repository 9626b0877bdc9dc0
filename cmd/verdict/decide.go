package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/internal/wrap"
)

const decideUsage = `Usage: verdict decide [OPTION…] [FILE…]

Gives the final status of documents, one in each FILE; of standard input when
there is no FILE, or when it is -. A document is a Get process document, or one
that a provider itself sends, recognised by its shape: verdict rules lists the
kinds.

  --json             one JSON object for each document, in their order
  --lines            documents as JSON Lines in, one JSON object a line out
  --together         the FILEs belong to one person, such as two reports of a
                     check, and are decided as one document: a list of them,
                     in which /0 is the place of the first
  --date YYYY-MM-DD  the day of the verification, for the final result: years of
                     two digits are read by it, and left out without it
  --record           the record of each decision, a line that verdict verify
                     decides again; it holds no value of a document
  --rules DIR        decide by the rule tables in DIR
  --process-type T   the process type, where documents do not carry it
  --verdict V        the provider's own verdict: accepted, inconclusive, failed
                     or rejected; like the process type it is for every document
                     of the call whose provider's table asks for it
  --no-result        leave out the final result of accepted processes, which
                     holds a person's data

Exit status: 0 every document was decided, 1 some document was refused,
2 the command was misused, or reading or writing failed.

Examples:

  verdict decide testdata/documents/eid/rejected-expired.json
  curl -s "$PROCESS_URL" | verdict decide --json
  verdict decide --lines processes.jsonl | jq -r .status
  verdict decide --process-type documentSelfie old-onfido.json
  verdict decide --no-result process.json
  verdict decide --together document-report.json face-report.json
  verdict decide --date 2026-05-02 readid-session.json
  verdict decide --record --lines processes.jsonl > records.jsonl
`

// decider is one run of verdict decide.
type decider struct {
	documents
	noResult bool
	record   bool
	day      time.Time // of the verification, or zero
}

func (c *command) decide(args []string) error {
	set := newFlags("decide")
	d := &decider{documents: newDocuments(c)}
	lines := set.Bool("lines", false, "")
	set.BoolVar(&d.noResult, "no-result", false, "")
	set.BoolVar(&d.record, "record", false, "")
	together := set.Bool("together", false, "")
	date := set.String("date", "", "")
	files, err := d.start(set, decideUsage, args)
	if err != nil {
		return err
	}
	if d.record && d.json {
		return misuse("--record gives JSON of its own; leave out --json")
	}
	if *date != "" {
		if d.day, err = time.Parse(time.DateOnly, *date); err != nil {
			return misuse("--date takes a day such as 2026-05-02")
		}
	}
	switch {
	case *together && *lines:
		return misuse("--together is for documents in files of their own; leave out --lines")
	case *together:
		return d.together(files)
	case *lines:
		return d.each(files, d.lines)
	}
	return d.each(files, d.file)
}

// file decides the document in one file.
func (d *decider) file(name string, in io.Reader) error {
	doc, err := readDocument(name, in)
	if err != nil {
		return err
	}
	return d.write(name, d.one(doc))
}

// write writes the answer to one document.
func (d *decider) write(name string, a answer) error {
	if !d.json && !d.record {
		return d.writeText(name, a)
	}
	d.refused = d.refused || a.err != nil
	line, err := appendJSON(nil, a)
	if err != nil {
		return err
	}
	_, err = d.out.Write(line)
	return err
}

// answer is what comes of one document.
type answer struct {
	kind     string // of a document that a provider itself sends, empty for others
	decision verdict.Decision
	result   verdict.FinalResult
	record   []byte // where records are wanted, and there is one
	err      error
}

// one decides one document.
func (d *decider) one(doc []byte) (a answer) {
	p, err := d.process(doc)
	if err != nil {
		return answer{err: err}
	}
	if d.record {
		return recorded(p, doc)
	}
	if p.Kind() != rulebook.GetProcess {
		a.kind = p.Kind()
	}
	if a.decision, a.err = p.Decide(); a.err == nil && !d.noResult {
		a.result, a.err = p.WithReferenceDate(d.day).FinalResult(doc)
	}
	return a
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
	r := refusal{Kind: "error", Message: strings.TrimPrefix(err.Error(), "verdict: ")}
	var malformed *verdict.MalformedError
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case errors.Is(err, verdict.ErrUnknownProvider):
		r.Kind = "unknown-provider"
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

// appendJSON appends an answer as one line.
func appendJSON(line []byte, a answer) ([]byte, error) {
	if a.record != nil {
		return append(append(line, a.record...), '\n'), nil
	}
	if a.err != nil {
		b := bytes.NewBuffer(line)
		err := encodeRefusal(b, a.err)
		return b.Bytes(), err
	}
	decision, err := a.decision.MarshalJSON()
	if err != nil {
		return line, err
	}
	line = append(line, bytes.TrimSuffix(decision, []byte("}"))...)
	if a.kind != "" {
		line = append(line, `,"kind":"`+a.kind+`"`...) // lower-case words and hyphens
	}
	line, err = appendResult(line, a.result)
	return append(line, "}\n"...), err
}

// appendResult appends the members that stand beside those of a decision.
func appendResult(line []byte, r verdict.FinalResult) ([]byte, error) {
	if !r.Empty() {
		fields, err := r.MarshalJSON()
		if err != nil {
			return line, err
		}
		line = append(append(line, `,"finalResult":`...), fields...)
		if r.UnverifiedToken {
			line = append(line, `,"unverifiedToken":true`...)
		}
	}
	if len(r.LeftOut) == 0 {
		return line, nil
	}
	b := bytes.NewBuffer(append(line, `,"leftOut":`...))
	err := encode(b, r.LeftOut)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// encodeRefusal writes an error as one line of JSON.
func encodeRefusal(w io.Writer, err error) error {
	return encode(w, map[string]refusal{"error": newRefusal(err)})
}

// encode writes one line of JSON.
func encode(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// encodeIndented writes JSON for people, and for programs as well.
func encodeIndented(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// writeText writes an answer for people.
func (d *decider) writeText(name string, a answer) error {
	if d.several {
		fmt.Fprintf(d.out, "%s: ", wrap.Printable(name))
	}
	if a.err != nil {
		return d.refuse(a.err)
	}
	decision := a.decision
	from := decision.Provider()
	if a.kind != "" {
		from += ", " + a.kind
	}
	fmt.Fprintf(d.out, "%s (%s)\n", d.paint(decision.Status()), from)
	for rule, because := range decision.Reasons() {
		d.writeRule(rule, because)
	}
	for remark := range decision.Remarks() {
		fmt.Fprintf(d.out, "  Remark: %s\n", remark.Reason)
		fmt.Fprintf(d.out, "    %s at %s\n", remark.ID, remark.At())
		d.writeSource(remark)
	}
	d.writeResult(a.result, a.kind)
	return d.out.Flush()
}

// writeResult writes the final result of a kind of document, and what had to be left
// out.
func (d *decider) writeResult(r verdict.FinalResult, kind string) {
	if !r.Empty() {
		heading := "Final result"
		if r.UnverifiedToken {
			heading += ", from a token whose signature was not checked"
		}
		fmt.Fprintf(d.out, "  %s\n", heading)
	}
	for name, value := range r.Fields() {
		fmt.Fprintf(d.out, "    %-29s %s\n", name, wrap.Printable(value))
	}
	for _, name := range r.LeftOut {
		hint := ""
		if kind != "" && strings.HasPrefix(name, "date") && d.day.IsZero() {
			hint = "; if its year has two digits, give --date"
		}
		fmt.Fprintf(d.out, "  Left out, as it cannot be read or normalised: %s%s\n", name, hint)
	}
}

func (d *decider) writeRule(r verdict.Rule, because []string) {
	fmt.Fprintf(d.out, "  %s\n", r.Reason)
	if len(because) > 0 {
		fmt.Fprintf(d.out, "    because of %s\n", wrap.Printable(strings.Join(because, ", ")))
	}
	if r.Advice != "" {
		fmt.Fprintf(d.out, "    advice: %s\n", r.Advice)
	}
	fmt.Fprintf(d.out, "    %s at %s\n", r.ID, r.At())
	d.writeSource(r)
}

// writeSource says what a row rests on. Of a remark it may be unknown.
func (d *decider) writeSource(r verdict.Rule) {
	text := r.Source
	if len(r.Basis) > 0 {
		text += " (" + strings.Join(r.Basis, ", ") + ")"
	}
	if text != "" {
		fmt.Fprintf(d.out, "    source: %s\n", strings.TrimSpace(text))
	}
}

// writeRefusal says why there is no status, and what to do.
func writeRefusal(w io.Writer, r refusal, supplied bool) {
	fmt.Fprintf(w, "no status: %s\n", r.Kind)
	switch r.Kind {
	case "unknown-value":
		for _, v := range r.Values {
			fmt.Fprintf(w, "  unknown value at %s (allowed: %s)\n", wrap.Printable(v.Pointer), strings.Join(v.Allowed, ", "))
		}
		fmt.Fprintln(w, "  The provider may have changed its words: have someone look.")
		if supplied {
			fmt.Fprintln(w, "  Or --process-type or --verdict is wrong.")
		}
	case "undecided":
		for _, signal := range r.Missing {
			fmt.Fprintf(w, "  %s is missing%s\n", wrap.Printable(signal), suppliedBy[signal])
		}
	case "unknown-provider":
		writeWrapped(w, unknownProvider(r))
	default:
		writeWrapped(w, r.Message)
	}
}

func writeWrapped(w io.Writer, text string) {
	var b bytes.Buffer
	wrap.Line(&b, "  ", text)
	w.Write(b.Bytes())
}

// unknownProvider says for people that no table is for a document.
func unknownProvider(r refusal) string {
	_, kind, named := strings.Cut(r.Message, "unknown provider: the document names none")
	if !named {
		return "The rule book has no table for the document's provider; see verdict rules."
	}
	return "The document names no provider" + kind + "; see verdict rules."
}

// suppliedBy says how the caller can supply what is missing.
var suppliedBy = map[string]string{
	"processType": "; if you know it, give it with --process-type",
	"verdict":     "; if you know it, give it with --verdict",
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
