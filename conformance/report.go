package conformance

import (
	"encoding/json"
	"slices"
)

// Report is what came of a run. It is plain data, and its JSON form is stable:
// members are added, and none is changed or taken away. The same answers give the
// same report.
type Report struct {
	// Green says that nothing failed, in no vector and not in the run itself, and
	// that something passed.
	Green bool `json:"green"`

	Vectors int `json:"vectors"` // how many there were: passed, failed and skipped
	Passed  int `json:"passed"`
	Failed  int `json:"failed"`
	Skipped int `json:"skipped"`

	// Unseen counts those of the skipped vectors that the implementation skipped
	// itself. All of them are to be accepted: skipping any other is a failure.
	Unseen int `json:"unseen"`

	Kinds    []KindCount `json:"kinds"`    // how many vectors failed in which way; the most severe first, and no zeros
	Failures []Failure   `json:"failures"` // the most severe first, then in the order of the suite
	Faults   []Fault     `json:"faults"`   // failures of the run for which no vector answers
	Skips    []Skipped   `json:"skips"`    // in the order of the suite
	Passes   []string    `json:"passes"`   // ids, in the order of the suite
}

// KindCount is how many vectors failed in one way.
type KindCount struct {
	Kind  Kind `json:"kind"`
	Count int  `json:"count"`
}

// Failure is a vector that failed.
type Failure struct {
	Kind     Kind     `json:"kind"`
	ID       string   `json:"id"`
	Level    Level    `json:"level"`
	About    string   `json:"about"`
	Source   string   `json:"source"`
	Expected Answer   `json:"expected"`         // the right answer by the declared sides of readings
	Got      *Answer  `json:"got,omitempty"`    // absent where there was none
	Detail   string   `json:"detail,omitempty"` // more for people; in characters that are printable
	Again    string   `json:"again,omitempty"`  // a shell's command that asks this vector alone
	Stderr   []string `json:"stderr,omitempty"` // the last lines of standard error, as they came
	Context  Context  `json:"context,omitzero"` // as in a vector
	Document []byte   `json:"-"`                // in JSON document, or documentBase64, as in a vector
}

// failureMembers are the members of a failure that need nothing special.
type failureMembers Failure

// failureLine is the JSON form of a failure.
type failureLine struct {
	failureMembers
	textOrBytes
}

// MarshalJSON gives the JSON form of a failure.
func (f Failure) MarshalJSON() ([]byte, error) {
	return marshal(failureLine{failureMembers(f), newTextOrBytes(f.Document)})
}

// UnmarshalJSON reads the JSON form of a failure.
func (f *Failure) UnmarshalJSON(text []byte) error {
	var l failureLine
	if err := json.Unmarshal(text, &l); err != nil {
		return err
	}
	*f = Failure(l.failureMembers)
	f.Document = l.document()
	return nil
}

// Fault is a failure of the run for which no vector answers, such as a bad exit
// status after the last answer.
type Fault struct {
	Kind   Kind     `json:"kind"` // CRASH, HANG, GARBAGE or NO-ANSWER
	Detail string   `json:"detail"`
	Times  int      `json:"times"`
	Stderr []string `json:"stderr,omitempty"` // of the first time
}

// Skipped is a vector that was skipped.
type Skipped struct {
	ID       string `json:"id"`
	Reason   string `json:"reason"` // where the implementation skipped it itself, as it said it
	Expected Answer `json:"expected"`
	Kind     Kind   `json:"kind,omitempty"` // how it would have failed; empty where the implementation skipped it itself
}

// newReport puts together what was found, vector by vector.
func newReport(t *task, findings []finding, faults []Fault, again func(*Vector) string) *Report {
	r := &Report{
		Vectors: len(t.vectors), Kinds: []KindCount{},
		Failures: []Failure{}, Faults: append([]Fault{}, faults...), Skips: []Skipped{}, Passes: []string{},
	}
	for i, f := range findings {
		r.add(&t.vectors[i], t.right[i], f.under(t.skips[i], t.right[i]), again)
	}
	slices.SortStableFunc(r.Failures, func(a, b Failure) int { return severity(a.Kind) - severity(b.Kind) })
	for _, kind := range kinds {
		if n := r.count(kind); n > 0 {
			r.Kinds = append(r.Kinds, KindCount{kind, n})
		}
	}
	r.Passed, r.Failed, r.Skipped = len(r.Passes), len(r.Failures), len(r.Skips)
	r.Green = r.Failed == 0 && len(r.Faults) == 0 && r.Passed > 0
	return r
}

func (r *Report) add(v *Vector, right Answer, f outcome, again func(*Vector) string) {
	switch {
	case f.skipped:
		r.Skips = append(r.Skips, Skipped{v.ID, f.reason, right, f.kind})
		if f.kind == "" {
			r.Unseen++
		}
	case f.kind == "":
		r.Passes = append(r.Passes, v.ID)
	default:
		r.Failures = append(r.Failures, Failure{
			Kind: f.kind, ID: v.ID, Level: v.Level, About: v.About, Source: v.Source,
			Expected: right, Got: f.got, Detail: f.detail, Again: again(v), Stderr: f.stderr,
			Context: v.Context, Document: v.Document,
		})
	}
}

func (r *Report) count(kind Kind) int {
	n := 0
	for _, f := range r.Failures {
		if f.Kind == kind {
			n++
		}
	}
	return n
}

func severity(kind Kind) int { return slices.Index(kinds[:], kind) }
