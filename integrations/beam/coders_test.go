package beamaudit

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/audit"
)

var (
	records = []audit.Record{
		{Text: []byte{}},
		{Place: audit.Place{File: "gs://a/b", Line: 1, Offset: 0}, Text: []byte("\xff{}\n")},
		{Place: audit.Place{File: "a", Line: 1 << 62, Offset: 1<<63 - 1}, Text: []byte{}, Stray: "a comma is missing before this"},
	}
	histories = []audit.Seen{
		{Status: verdict.Pending},
		{Place: audit.Place{File: "a", Line: 3, Offset: 5}, Provider: "readid", Status: verdict.Rejected, UpdatedAt: -1 << 63, Dated: true},
		{Status: verdict.Accepted, UpdatedAt: 0, Dated: true}, // 1970 is a time
	}
)

// TestCoders: what is encoded comes back, and what is cut off or goes on does not.
func TestCoders(t *testing.T) {
	for _, r := range records {
		text := encodeRecord(r)
		got, err := decodeRecord(text)
		if diff := cmp.Diff(r, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
		head := len(text) - len(r.Text) // behind it any bytes are a text
		for n := range head {
			if _, err := decodeRecord(text[:n]); err == nil {
				t.Errorf("%d bytes of %q are taken", n, text)
			}
		}
	}
	for _, s := range histories {
		text := encodeSeen(s)
		got, err := decodeSeen(text)
		if diff := cmp.Diff(s, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
		if _, err := decodeSeen(append(text, 0, 0)); err == nil {
			t.Errorf("%q is taken with more behind it", text)
		}
	}
}
