package verdict_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/verdict-id/verdict"
)

// expectation is an entry of testdata/documents/*/expected.yaml. Its README
// says what the keys mean.
type expectation struct {
	Document    string            `yaml:"document"`
	Kind        string            `yaml:"kind"`
	ProcessType string            `yaml:"processType"`
	Verdict     string            `yaml:"verdict"`
	Date        string            `yaml:"date"`
	Status      string            `yaml:"status"`
	Error       string            `yaml:"error"`
	Rules       []string          `yaml:"rules"`
	Because     []string          `yaml:"because"`
	Remarks     []string          `yaml:"remarks"`
	Result      map[string]string `yaml:"result"`
	LeftOut     []string          `yaml:"leftOut"`
	Unknown     []string          `yaml:"unknown"`
	Missing     []string          `yaml:"missing"`
	Why         string            `yaml:"why"`
}

// loadExpectations reads every expectation by folder.
func loadExpectations(t testing.TB) map[string][]expectation {
	t.Helper()
	files, err := filepath.Glob("testdata/documents/*/expected.yaml")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d folders of documents, want at least 8 (%v)", len(files), err)
	}
	all := map[string][]expectation{}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		decoder := yaml.NewDecoder(f)
		decoder.KnownFields(true)
		var list []expectation
		if err := decoder.Decode(&list); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all[filepath.Dir(file)] = list
	}
	return all
}

// answerTo gives what the engine says of a document, in the form of an
// expectation.
func answerTo(doc []byte, processType, verdictWord string) expectation {
	return answerOn("", doc, processType, verdictWord)
}

// answerOn does so with a reference date, "" for none.
func answerOn(date string, doc []byte, processType, verdictWord string) expectation {
	got := expectation{ProcessType: processType, Verdict: verdictWord, Date: date}
	p, err := verdict.Parse(doc)
	if err == nil {
		var d verdict.Decision
		p = p.WithProcessType(processType).WithVerdict(verdictWord).WithReferenceDate(dayOf(date))
		d, err = p.Decide()
		got.Kind, got.Status = ownKind(p), d.Status().String()
		for rule, because := range d.Reasons() {
			got.Rules = append(got.Rules, rule.ID)
			got.Because = append(got.Because, because...)
		}
		got.Remarks = remarksOf(d)
	}
	if err == nil {
		var r verdict.FinalResult
		r, err = p.FinalResult(doc)
		got.Result, got.LeftOut = maps.Collect(r.Fields()), r.LeftOut
	}
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case err == nil:
	case errors.Is(err, verdict.ErrMalformed):
		got.Error = "malformed"
	case errors.Is(err, verdict.ErrUnknownProvider):
		got.Error = "unknown-provider"
	case errors.As(err, &unknown):
		got.Error = "unknown-value"
		for _, v := range unknown.Values {
			got.Unknown = append(got.Unknown, v.Pointer)
		}
	case errors.As(err, &undecided):
		got.Error, got.Missing = "undecided", undecided.Missing
	default:
		got.Error = "another error: " + err.Error()
	}
	return got
}

// ownKind is the kind of a document of a provider's own, and empty for a Get
// process document.
func ownKind(p verdict.Process) string {
	if p.Kind() == "get-process" {
		return ""
	}
	return p.Kind()
}

// dayOf is a day written YYYY-MM-DD, and no day for "".
func dayOf(date string) time.Time {
	if date == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return day
}

// TestDocuments holds the engine against answers that were written by hand
// from the source, each with its reason.
func TestDocuments(t *testing.T) {
	holds := map[string]bool{}
	for folder, list := range loadExpectations(t) {
		listed := map[string]bool{"expected.yaml": true}
		for _, want := range list {
			listed[want.Document] = true
			doc := readFile(t, folder, want.Document)
			if want.Why == "" {
				t.Errorf("%s/%s: no why", folder, want.Document)
			}
			got := answerOn(want.Date, doc, want.ProcessType, want.Verdict)
			for _, id := range got.Rules {
				holds[id] = true
			}
			got.Document, got.Why = want.Document, want.Why
			if want.Result == nil {
				got.Result, got.LeftOut = nil, nil // not asked here
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s/%s (-want +got):\n%s", folder, want.Document, diff)
			}
		}
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !listed[f.Name()] {
				t.Errorf("%s/%s has no expected answer", folder, f.Name())
			}
		}
	}
	for rule := range embedded(t).Rules() {
		if rule.Status != 0 && !holds[rule.ID] {
			t.Errorf("no document makes %s hold", rule.ID)
		}
	}
}

func readFile(t testing.TB, path ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// embedded gives the engine of the embedded rule book.
func embedded(t interface {
	Helper()
	Fatal(args ...any)
}) *verdict.Engine {
	t.Helper()
	e, err := verdict.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
