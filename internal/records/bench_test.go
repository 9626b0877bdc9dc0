package records_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/verdict-id/verdict/internal/records"
)

// BenchmarkNext reads 16 MiB of the documents of the project in each form.
func BenchmarkNext(b *testing.B) {
	documents := shipped(b)
	for _, form := range []struct {
		name                   string
		indented               bool
		before, between, after string
	}{
		{"lines", false, "", "\n", "\n"},
		{"concatenated", false, "", "", ""},
		{"concatenated-indented", true, "", "\n", "\n"},
		{"array", false, "[", ",", "]"},
		{"array-indented", true, "[\n", ",\n", "\n]"},
	} {
		b.Run(form.name, func(b *testing.B) {
			texts := laidOut(b, documents, form.indented)
			stream := bytes.NewBufferString(form.before)
			want := 0
			for stream.Len() < 16<<20 {
				if want > 0 {
					stream.WriteString(form.between)
				}
				stream.Write(texts[want%len(texts)])
				want++
			}
			stream.WriteString(form.after)
			b.SetBytes(int64(stream.Len()))
			b.ReportAllocs()
			for b.Loop() {
				r, got := records.NewReader(bytes.NewReader(stream.Bytes()), 1<<20), 0
				for {
					rec, err := r.Next()
					if err == io.EOF {
						break
					}
					if err != nil || rec.Stray != "" {
						b.Fatalf("%+v, %v", rec, err)
					}
					got++
				}
				if got != want {
					b.Fatalf("%d records, want %d", got, want)
				}
			}
		})
	}
}

// shipped gives the documents of the project that are whole and of usual length.
func shipped(tb testing.TB) [][]byte {
	tb.Helper()
	files, err := filepath.Glob("../../testdata/documents/*/*.json")
	if err != nil {
		tb.Fatal(err)
	}
	var documents [][]byte
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		if text = bytes.TrimSpace(text); len(text) < 64<<10 && json.Valid(text) && text[0] == '{' {
			documents = append(documents, text)
		}
	}
	if len(documents) < 50 {
		tb.Fatalf("%d documents", len(documents))
	}
	return documents
}

// laidOut writes documents on one line each, or indented, where that is of usual
// length too.
func laidOut(tb testing.TB, documents [][]byte, indented bool) [][]byte {
	tb.Helper()
	var texts [][]byte
	for _, document := range documents {
		var text bytes.Buffer
		err := json.Compact(&text, document)
		if indented {
			text.Reset()
			err = json.Indent(&text, document, "  ", "  ")
		}
		if err != nil {
			tb.Fatal(err)
		}
		if text.Len() < 64<<10 { // what nests deep is not, once indented
			texts = append(texts, text.Bytes())
		}
	}
	return texts
}
