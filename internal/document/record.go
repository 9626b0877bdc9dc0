package document

import (
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/internal/strict"
)

// Record is what a document records beside its signals. It can be used again for
// another document, which then overwrites it.
type Record struct {
	Result

	// Empty text counts as Other in these: it is there.
	Status, ProcessID, CreatedAt, UpdatedAt Value
	Verdict                                 Value // which no document should carry
	FinalResult                             Value // an Object where it is as it should be

	// Final are the members of the final result recorded, in the order of
	// rulebook.ResultFields; Extra tells that it has a further one.
	Final []Value
	Extra bool
}

// places are where the fields of a Record stand, in their order.
func (r *Record) places() [6]struct {
	name string
	to   *Value
} {
	return [...]struct {
		name string
		to   *Value
	}{
		{"status", &r.Status}, {"processId", &r.ProcessID}, {"createdAt", &r.CreatedAt}, {"updatedAt", &r.UpdatedAt}, {"verdict", &r.Verdict},
		{"finalResult", &r.FinalResult},
	}
}

// placeRecord puts what is recorded at its places.
func (s *Schema) placeRecord() {
	s.recorded = field(s.fields)
	for _, p := range new(Record).places() {
		s.placeField(rulebook.Path{p.name})
	}
	for _, name := range rulebook.ResultFields {
		s.placeField(rulebook.Path{"finalResult", name})
	}
	s.final = s.at(rulebook.Path{"finalResult"})
}

// isRecorded tells whether a field is one of those of a Record beside the final
// result.
func (s *Schema) isRecorded(f field) bool {
	return s.final != nil && f >= s.recorded && f < s.recorded+field(len(new(Record).places()))
}

// ReadRecord reads a document as ReadResult does, and what it records. Where the
// provider is unknown it still gives what is recorded, and what the document
// says to the lifecycle.
func (s *Schema) ReadRecord(document []byte, limits Limits, reading *Reading, record *Record) error {
	err := s.readNamedResult(document, limits, reading, &record.Result)
	if err == errOwn {
		if err = s.readOwn(document, reading, &record.Result); err == nil {
			record.all = make([]Value, s.fields) // a provider's own document records nothing
		}
	}
	recorded := record.all[s.recorded:]
	for i, p := range record.places() {
		*p.to = recorded[i]
	}
	record.Final, record.Extra = recorded[len(record.places()):], record.extra
	return err
}

// seeExtra reads over a member of the recorded final result that no final
// result has, and notes it unless it is null or empty.
func (r *reader) seeExtra() bool {
	switch r.scan.Next() {
	case '{', '[':
		filled, ok := r.scan.SkipFilled()
		r.result.extra = r.result.extra || filled
		return ok
	}
	v, ok := r.scan.Scalar()
	if ok && v.Kind != strict.Null && (v.Kind != strict.Text || len(v.Text) > 0) {
		r.result.extra = true
	}
	return ok
}
