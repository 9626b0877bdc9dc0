// Command go is an adapter between the conformance suite and the verdict library:
// the program that verdict conform starts. Those who decide in a Go program of their
// own put it in the place of the function answer.
//
//	verdict conform -- go run ./examples/go
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"log"
	"maps"
	"os"
	"time"

	"github.com/verdict-id/verdict"
)

// question is a line of standard input.
type question struct {
	ID       string  `json:"id"`
	Document *string `json:"document"`       // the document as text,
	Bytes    []byte  `json:"documentBase64"` // or in base64 where it is no text
	Context  struct {
		ProcessType string `json:"processType"`
		Verdict     string `json:"verdict"`
		Date        string `json:"date"`
	} `json:"context"` // what the caller knows beside the document; often nothing
}

// reply is a line of standard output: a status or an error.
type reply struct {
	ID          string            `json:"id"`
	Status      string            `json:"status,omitempty"`
	Error       string            `json:"error,omitempty"`
	FinalResult map[string]string `json:"finalResult,omitzero"` // {} says that there is none
}

func main() {
	// Standard output is for answers alone; log writes to standard error.
	if err := serve(os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// serve answers each line until the input ends. An answer is written out before the
// next question is read, so that a hang shows at its question.
func serve(in io.Reader, out io.Writer) error {
	lines := bufio.NewReader(in) // a bufio.Scanner would refuse long lines
	answers := json.NewEncoder(out)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		} else if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		var q question
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		document := q.Bytes
		if q.Document != nil {
			document = []byte(*q.Document)
		}
		r := answer(document, q.Context.ProcessType, q.Context.Verdict, q.Context.Date)
		r.ID = q.ID
		if err := answers.Encode(r); err != nil {
			return err
		}
	}
}

// answer decides one document.
func answer(document []byte, processType, providerVerdict, date string) reply {
	process, err := verdict.Parse(document)
	if err != nil {
		return reply{Error: kind(err)}
	}
	process = process.WithProcessType(processType).WithVerdict(providerVerdict)
	if date != "" {
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			return reply{Error: kind(err)}
		}
		process = process.WithReferenceDate(day)
	}
	decision, err := process.Decide()
	if err != nil {
		return reply{Error: kind(err)}
	}
	result, err := process.FinalResult(document)
	if err != nil {
		return reply{Error: kind(err)}
	}
	r := reply{Status: decision.Status().String()}
	if decision.Status() == verdict.Accepted {
		r.FinalResult = maps.Collect(result.Fields())
	}
	return r
}

// kind is the suite's word for an error.
func kind(err error) string {
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case errors.Is(err, verdict.ErrMalformed):
		return "malformed"
	case errors.Is(err, verdict.ErrUnknownProvider):
		return "unknown-provider"
	case errors.As(err, &unknown):
		return "unknown-value"
	case errors.As(err, &undecided):
		return "undecided"
	default:
		return err.Error() // no word of the suite: shows in the report as what it is
	}
}
