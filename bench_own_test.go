package verdict_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/verdict-id/verdict"
)

// BenchmarkOwn parses and decides documents that a provider itself sends, in turns
// with Get process documents about such a person, and reports the medians, how many
// times as long that takes, and how many times as long the documents are.
func BenchmarkOwn(b *testing.B) {
	for _, c := range []struct{ name, own, process, word, other string }{
		{"onfido-check", "onfido-own/check-photo.json", "onfido/accepted-selfie.json", `"result":"clear"`, `"result":"consider"`},
		{"readid-session", "readid-own/passport.json", "readid/accepted.json", `"SUCCEEDED"`, `"FAILED"`},
		{"facetec-list", "facetec-own/pair.json", "facetec/accepted-first-attempt.json", `"success":true`, `"success":false`},
	} {
		b.Run(c.name, func(b *testing.B) {
			own, process := variants(b, c.own, c.word, c.other), variants(b, c.process, c.word, c.other)
			random := rand.New(rand.NewPCG(7, 8))
			var took [2][4096]time.Duration // the last ones of the provider's own, and of Get process
			pairs := 0
			b.ReportAllocs()
			for b.Loop() {
				pair := [2][]byte{own[random.IntN(len(own))], process[random.IntN(len(process))]}
				first := random.IntN(2)
				for _, i := range [2]int{first, 1 - first} {
					start := time.Now()
					p, err := verdict.Parse(pair[i])
					if err == nil {
						_, err = p.Decide()
					}
					took[i][pairs%len(took[i])] = time.Since(start)
					if err != nil {
						b.Fatal(err)
					}
				}
				pairs++
			}
			median := func(i int) float64 {
				all := took[i][:min(pairs, len(took[i]))]
				slices.Sort(all)
				return float64(all[len(all)/2])
			}
			b.ReportMetric(median(0), "ns/own")
			b.ReportMetric(median(1), "ns/process")
			b.ReportMetric(median(0)/median(1), "times-as-slow")
			b.ReportMetric(float64(len(own[0]))/float64(len(process[0])), "times-as-long")
		})
	}
}

// variants are a document without white space, again and again, each time with some
// words exchanged for others: so many that the processor cannot learn them.
func variants(b *testing.B, document, word, other string) [][]byte {
	b.Helper()
	var compact bytes.Buffer
	if err := json.Compact(&compact, readFile(b, "testdata/documents", document)); err != nil {
		b.Fatal(err)
	}
	parts := bytes.Split(compact.Bytes(), []byte(word))
	if len(parts) == 1 {
		b.Fatalf("%s has no %s", document, word)
	}
	random := rand.New(rand.NewPCG(9, 10))
	return draw(512, func() []byte {
		text := bytes.Clone(parts[0])
		for _, part := range parts[1:] {
			if random.IntN(20) == 0 {
				text = append(text, other...)
			} else {
				text = append(text, word...)
			}
			text = append(text, part...)
		}
		return text
	})
}
