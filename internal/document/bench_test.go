package document

import (
	"bytes"
	"testing"

	"github.com/verdict-id/verdict/internal/corpus"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// BenchmarkRead reads documents as they come, a sub-benchmark a table.
func BenchmarkRead(b *testing.B) {
	benchmark(b, func(s *Schema, doc []byte) error {
		var reading Reading
		return s.Read(doc, generous, &reading)
	})
}

// BenchmarkReadRecord reads them with all that they record, as package audit
// does.
func BenchmarkReadRecord(b *testing.B) {
	var record Record
	benchmark(b, func(s *Schema, doc []byte) error {
		var reading Reading
		return s.ReadRecord(doc, generous, &reading, &record)
	})
}

func benchmark(b *testing.B, read func(s *Schema, doc []byte) error) {
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	schema := NewSchema(book.All())
	all := recorded(b, schema)
	for i, table := range schema.tables {
		documents, length := all[i], 0
		if table.Lifecycle {
			continue
		}
		if len(documents) < 1000 {
			b.Fatalf("%d documents for %s, want at least 1000", len(documents), table.Providers[0])
		}
		for _, doc := range documents {
			length += len(doc)
		}
		b.Run(table.Providers[0], func(b *testing.B) {
			b.SetBytes(int64(length / len(documents)))
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := read(schema, documents[i%len(documents)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// recorded are made documents, by table, so many that the processor does not
// learn those of any table; of WebID there are fewest, one in twenty.
func recorded(b *testing.B, schema *Schema) map[int][][]byte {
	var lines bytes.Buffer
	if _, err := (corpus.Corpus{Records: 24_000, Seed: 1}).Write(&lines); err != nil {
		b.Fatal(err)
	}
	all := map[int][][]byte{}
	for _, doc := range bytes.Split(lines.Bytes(), []byte("\n")) {
		var r Reading
		if schema.Read(doc, generous, &r) == nil {
			all[r.Table] = append(all[r.Table], doc)
		}
	}
	return all
}
