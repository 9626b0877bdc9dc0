package verdict_test

import (
	"math/rand/v2"
	"testing"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/rules"
)

// Inputs come in random order: in a fixed cycle the processor would learn the
// branches.

// BenchmarkDecide decides typed signals, a sub-benchmark a provider.
func BenchmarkDecide(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	word := func(words ...string) string { return words[random.IntN(len(words))] }
	checks := func(good int) map[string]*bool {
		m := map[string]*bool{}
		for _, name := range []string{"nonExpired", "notUnderage", "dataIntegrity", "notBWCopy"} {
			m[name] = new(random.IntN(good) > 0)
		}
		return m
	}
	flag := func(good int) *bool { return new(random.IntN(good) > 0) }
	const n = 1024
	benchmarkDecide(b, "onfido", draw(n, func() verdict.Onfido {
		result := func() string { return word("clear", "clear", "clear", "clear", "consider", "unidentified") }
		return verdict.Onfido{
			ProcessType: word("document", "documentSelfie", "documentVideo"), DocumentResult: result(), SubResult: word("clear", "clear", "caution", "suspected", "rejected"),
			DocumentType: word("passport", "identityCard"), DataValidation: result(), ImageIntegrity: result(), VisualAuthenticity: result(),
			FaceResult: result(), FaceComparison: result(),
		}
	}))
	benchmarkDecide(b, "eid", draw(n, func() verdict.EID {
		return verdict.EID{ProcessType: "substantial", SecurityChecks: checks(20), Features: []*bool{flag(9), flag(9), flag(9)},
			SimilarityScore: word("high", "high", "medium"), LivenessDetected: flag(9)}
	}))
	benchmarkDecide(b, "readid", draw(n, func() verdict.ReadID {
		return verdict.ReadID{ChipVerification: word("SUCCEEDED", "SUCCEEDED", "FAILED"), ChipCloneDetection: word("SUCCEEDED", "FAILED", "NOT_SUPPORTED", "")}
	}))
	benchmarkDecide(b, "facetec", draw(n, func() verdict.FaceTec {
		return verdict.FaceTec{SecurityChecks: checks(20), LivenessSuccess: flag(9), LivenessError: new(false), MatchSuccess: flag(9), MatchError: new(false), MatchLevel: new(random.IntN(16))}
	}))
	benchmarkDecide(b, "paper", draw(n, func() verdict.Paper {
		return verdict.Paper{VerificationStatus: flag(9), VerificationType: word("MRZ_FEATURE_COMPARISON", "MRZ_ONLY", "FEATURES_ONLY"), MRZ: true,
			MRZChecksum:     map[string]string{"dateOfBirth": word("VALID", "VALID", "INVALID")},
			MRZVerification: map[string]string{"dateOfExpiry": word("VALID", "VALID", "INVALID"), "documentType": "VALID"}}
	}))
	benchmarkDecide(b, "connect", draw(n, func() verdict.Connect {
		if random.IntN(2) == 0 {
			return verdict.Connect{IDToken: true}
		}
		return verdict.Connect{ErrorDescription: new("The login did not complete. urn:signicat:error:" + word("usercancel", "internal:Expired") + "; text")}
	}))
}

// draw makes n inputs and puts them in an order without pattern.
func draw[S any](n int, one func() S) []S {
	inputs := make([]S, n)
	for i := range inputs {
		inputs[i] = one()
	}
	return inputs
}

func benchmarkDecide[S verdict.Signals](b *testing.B, name string, inputs []S) {
	b.Run(name, func(b *testing.B) {
		random := rand.New(rand.NewPCG(3, 4))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := verdict.Decide(inputs[random.IntN(len(inputs))]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkDocument parses and decides the committed documents of a provider.
func BenchmarkDocument(b *testing.B) {
	for folder, list := range loadExpectations(b) {
		var documents [][]byte
		bytes := 0
		for _, e := range list {
			if doc := readFile(b, folder, e.Document); e.Status != "" && len(doc) < 8<<10 && e.ProcessType+e.Verdict == "" {
				documents = append(documents, doc)
				bytes += len(doc)
			}
		}
		b.Run(folder[len("testdata/documents/"):], func(b *testing.B) {
			random := rand.New(rand.NewPCG(5, 6))
			b.SetBytes(int64(bytes / len(documents)))
			b.ReportAllocs()
			for b.Loop() {
				p, err := verdict.Parse(documents[random.IntN(len(documents))])
				if err != nil {
					b.Fatal(err)
				}
				if _, err := p.Decide(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkLoad loads and proves the embedded book.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := verdict.Load(rules.Book()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkJSON writes a decision with its reasons.
func BenchmarkJSON(b *testing.B) {
	d, err := verdict.Decide(verdict.EID{SecurityChecks: map[string]*bool{"nonExpired": new(false)}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}
