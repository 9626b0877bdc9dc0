package verdict_test

import (
	"testing"

	"github.com/verdict-id/verdict"
)

// BenchmarkRecord makes records of the largest table and of the one with the most
// rows.
func BenchmarkRecord(b *testing.B) {
	for _, file := range []string{"onfido/accepted-selfie.json", "eid/rejected-expired.json"} {
		b.Run(file, func(b *testing.B) {
			doc := readFile(b, "testdata/documents", file)
			p, err := verdict.Parse(doc)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				text, err := p.Record(doc)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(text)), "B/record")
			}
		})
	}
}

// BenchmarkVerify decides a record again.
func BenchmarkVerify(b *testing.B) {
	doc := readFile(b, "testdata/documents/eid/rejected-expired.json")
	p, err := verdict.Parse(doc)
	if err != nil {
		b.Fatal(err)
	}
	text, err := p.Record(doc)
	if err != nil {
		b.Fatal(err)
	}
	e := embedded(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := e.Verify(text); err != nil {
			b.Fatal(err)
		}
	}
}
