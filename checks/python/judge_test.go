package python

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/verdict-id/verdict/conformance"
)

// given is an answer of a mistaken implementation, as answers.py prints it.
type given struct {
	Status      string         `json:"status"`
	Error       string         `json:"error"`
	FinalResult map[string]any `json:"finalResult"`
}

// answers gives, by mistake and vector, the answers that are not those of the right
// implementation, which passes every vector: no other one can fail. A process on each
// core tries its share of the mistakes, one after the other.
func answers(t *testing.T) map[string]map[string]given {
	t.Helper()
	shares := make([]map[string]map[string]given, runtime.GOMAXPROCS(0))
	errs := make([]error, len(shares))
	var running sync.WaitGroup
	for i := range shares {
		running.Go(func() { shares[i], errs[i] = answersOf(i, len(shares)) })
	}
	running.Wait()
	all := map[string]map[string]given{}
	for i, share := range shares {
		if errs[i] != nil {
			t.Fatalf("answers.py %d %d: %v", i, len(shares), errs[i])
		}
		maps.Copy(all, share)
	}
	return all
}

// answersOf gives the answers of a share of the mistakes.
func answersOf(share, shares int) (map[string]map[string]given, error) {
	cmd := exec.Command("python3", "answers.py", strconv.Itoa(share), strconv.Itoa(shares))
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, complaint.String())
	}
	all := map[string]map[string]given{}
	lines := json.NewDecoder(bytes.NewReader(out))
	for lines.More() {
		var line struct {
			Name    string           `json:"name"`
			Answers map[string]given `json:"answers"`
		}
		if err := lines.Decode(&line); err != nil {
			return nil, err
		}
		all[line.Name] = line.Answers
	}
	return all, nil
}

// severity are the kinds of failures that answers can be, the most severe first.
var severity = []conformance.Kind{
	conformance.FalseAccept, conformance.FalseReject, conformance.WrongStatus, conformance.WrongError, conformance.WrongResult, conformance.Garbage,
}

// judged is what the command would report of an implementation, in short.
func judged(vectors []conformance.Vector, answers map[string]given) conformance.Report {
	var r conformance.Report
	failures := map[conformance.Kind][]conformance.Failure{}
	for _, v := range vectors {
		got, differs := answers[v.ID]
		if !differs {
			continue
		}
		if kind := judge(v.Expected, got); kind != "" {
			failures[kind] = append(failures[kind], conformance.Failure{Kind: kind, ID: v.ID})
		}
	}
	for _, kind := range severity {
		if n := len(failures[kind]); n > 0 {
			r.Kinds = append(r.Kinds, conformance.KindCount{Kind: kind, Count: n})
			r.Failures = append(r.Failures, failures[kind]...)
			r.Failed += n
		}
	}
	return r
}

// judge tells in which way an answer fails, if it does.
func judge(right conformance.Answer, got given) conformance.Kind {
	switch {
	case got.Error == "internal": // conform.py says so of a fault of the program
		return conformance.Garbage
	case got.Status == right.Status && got.Error == right.Error:
		if same(right, got.FinalResult) {
			return ""
		}
		return conformance.WrongResult
	case got.Status == "accepted":
		return conformance.FalseAccept
	case got.Status == "rejected":
		return conformance.FalseReject
	case got.Status != "":
		return conformance.WrongStatus
	}
	return conformance.WrongError
}

// same compares final results. One that is not given is not compared.
func same(right conformance.Answer, got map[string]any) bool {
	if got == nil || right.Status == "accepted" && right.FinalResult == nil {
		return true
	}
	for name, value := range right.FinalResult {
		if got[name] != value {
			return false
		}
	}
	return len(got) == len(right.FinalResult)
}
