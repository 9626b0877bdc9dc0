package beamaudit

import (
	"encoding/json"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/verdict-id/verdict/audit"
)

func init() {
	register.Function1x1(recordOf)
	register.DoFn4x1[audit.Record, func([]byte, audit.Seen), func([]byte), func(audit.Part), error](&judgeFn{})
	register.DoFn4x1[[]byte, func(*audit.Seen) bool, func([]byte), func(audit.Part), error](&processFn{})
	register.Emitter2[[]byte, audit.Seen]()
	register.Emitter1[[]byte]()
	register.Emitter1[audit.Part]()
	register.Iter1[audit.Seen]()
	register.Combiner2[audit.Part, []byte](&partFn{})
	beam.RegisterType(recordType)
}

// judgeFn judges records. Of each bundle it gives what the records say of their
// processes, by processId; the findings; and one part.
type judgeFn struct {
	Basis basis

	partial *audit.Partial // of the bundle
}

// StartBundle forgets whatever became of the bundle before.
func (fn *judgeFn) StartBundle(func([]byte, audit.Seen), func([]byte), func(audit.Part)) (err error) {
	fn.partial, err = fn.Basis.partial()
	return err
}

// ProcessElement judges a record.
func (fn *judgeFn) ProcessElement(r audit.Record, seen func([]byte, audit.Seen), found func([]byte), _ func(audit.Part)) error {
	judged := fn.partial.Judge(r)
	if judged.ProcessID != "" {
		seen([]byte(judged.ProcessID), judged.Seen)
	}
	return give(judged.Findings, found)
}

// FinishBundle gives what was counted.
func (fn *judgeFn) FinishBundle(_ func([]byte, audit.Seen), _ func([]byte), counted func(audit.Part)) {
	counted(fn.partial.Part())
}

// processFn goes through the histories of processes. Of each bundle it gives the
// findings, and one part.
type processFn struct {
	Basis basis

	partial *audit.Partial // of the bundle
}

// StartBundle forgets whatever became of the bundle before.
func (fn *processFn) StartBundle(func([]byte), func(audit.Part)) (err error) {
	fn.partial, err = fn.Basis.partial()
	return err
}

// ProcessElement goes through the history of a process.
func (fn *processFn) ProcessElement(id []byte, next func(*audit.Seen) bool, found func([]byte), _ func(audit.Part)) error {
	var history []audit.Seen
	for s := (audit.Seen{}); next(&s); {
		history = append(history, s)
	}
	return give(fn.partial.Process(string(id), history), found)
}

// FinishBundle gives what was counted.
func (fn *processFn) FinishBundle(_ func([]byte), counted func(audit.Part)) {
	counted(fn.partial.Part())
}

// partial makes a judge of one bundle.
func (b *basis) partial() (*audit.Partial, error) {
	d, err := b.divided()
	if err != nil {
		return nil, err
	}
	return d.Partial(), nil
}

// give gives findings as JSON.
func give(findings []audit.Finding, to func([]byte)) error {
	for _, f := range findings {
		text, err := json.Marshal(f)
		if err != nil {
			return err
		}
		to(text)
	}
	return nil
}

// partFn adds parts, and gives the report of all.
type partFn struct {
	Basis basis
}

// CreateAccumulator gives a part of nothing.
func (fn *partFn) CreateAccumulator() audit.Part { return audit.Part{} }

// AddInput adds a part.
func (fn *partFn) AddInput(sum, part audit.Part) (audit.Part, error) {
	err := sum.Add(part)
	return sum, err
}

// MergeAccumulators adds sums.
func (fn *partFn) MergeAccumulators(sum, other audit.Part) (audit.Part, error) {
	err := sum.Add(other)
	return sum, err
}

// ExtractOutput gives the report as JSON.
func (fn *partFn) ExtractOutput(sum audit.Part) ([]byte, error) {
	d, err := fn.Basis.divided()
	if err != nil {
		return nil, err
	}
	report, err := d.Report(sum)
	if err != nil {
		return nil, err
	}
	return json.Marshal(report)
}
