package audit

import (
	"errors"
	"io"
	"iter"

	"github.com/verdict-id/verdict/internal/records"
)

// Records gives the records of a file, for [Partial.Judge], as [Files] reads them:
// JSON Lines, an array of documents, or documents one after the other, each also
// packed by gzip. The name is for their places.
//
// A text is valid until the next record is asked for. An error, one of reading or of
// damaged gzip data, is the last thing that comes.
func Records(name string, in io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for all := records.NewReader(in, longest); ; {
			r, err := all.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Record{}, pathless(err))
				return
			}
			if !yield(Record{Place{name, r.Line, r.Offset}, r.Text, r.Stray}, nil) {
				return
			}
		}
	}
}
