package verdict_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
)

// given is what an answer follows from.
type given struct {
	doc                  []byte
	processType, verdict string
}

func drawGiven(t *rapid.T) given {
	doc, processType, verdict := drawDocument(t)
	return given{doc, processType, verdict}
}

// said is an answer in all its forms.
type said struct {
	decision         verdict.Decision
	message, encoded string // of the error; as JSON
}

func (g given) answer(e *verdict.Engine) said {
	var d verdict.Decision
	p, err := e.Parse(g.doc)
	if err == nil {
		d, err = p.WithProcessType(g.processType).WithVerdict(g.verdict).Decide()
	}
	encoded, encoding := json.Marshal(d)
	return said{d, fmt.Sprint(err, encoding), string(encoded)}
}

// TestSameBytesSameAnswer: an answer follows from the document and the rules
// alone, and from nothing that an earlier document or another goroutine left
// behind.
func TestSameBytesSameAnswer(t *testing.T) {
	e := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		var all []given
		var first []said
		for range 5 {
			g := drawGiven(t)
			all, first = append(all, g), append(first, g.answer(e))
		}
		again := make([][]said, 8)
		var wg sync.WaitGroup
		for n := range again {
			wg.Go(func() {
				for i := range all {
					again[n] = append(again[n], all[(i+n)%len(all)].answer(e)) // each in another order
				}
			})
		}
		wg.Wait()
		for n, answers := range again {
			for i, got := range answers {
				if want := first[(i+n)%len(all)]; got != want {
					t.Fatalf("%s\ngives %v %s, then %v %s", all[(i+n)%len(all)].doc, want.decision, want.message, got.decision, got.message)
				}
			}
		}
	})
}

// TestSignalsGivenTwice does the same with signals by name, whose maps Go
// walks in another order each time.
func TestSignalsGivenTwice(t *testing.T) {
	forTables(t, func(t *rapid.T, d drawer, s signals) {
		want, wantErr := s.decide()
		for range 3 {
			if got, err := s.decide(); got != want || fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Fatalf("%v: %v, %v, then %v, %v", s, want, wantErr, got, err)
			}
			typed, _ := verdict.Decide(s.typed())
			if again, _ := verdict.Decide(s.typed()); again != typed {
				t.Fatalf("%v: %v, then %v", s, typed, again)
			}
		}
	})
}

// TestRowOrderChangesNoReason: in whatever order the rows stand, the same ones
// hold, for the same entries, and the same is remarked. Only the order of
// equally strict rows follows the file.
func TestRowOrderChangesNoReason(t *testing.T) {
	shuffled, err := verdict.Load(shuffledBook(t, rand.New(rand.NewPCG(1, 8))))
	if err != nil {
		t.Fatal(err)
	}
	reasons := func(d verdict.Decision) []string {
		var all []string
		for rule, because := range d.Reasons() {
			all = append(all, fmt.Sprintf("%s %q", rule.ID, because))
		}
		for remark := range d.Remarks() {
			all = append(all, remark.ID)
		}
		slices.Sort(all)
		return all
	}
	rapid.Check(t, func(t *rapid.T) {
		for range 5 {
			g := drawGiven(t)
			if diff := cmp.Diff(reasons(g.answer(embedded(t)).decision), reasons(g.answer(shuffled).decision)); diff != "" {
				t.Fatalf("%s\nin file order and in another (-want +got):\n%s", g.doc, diff)
			}
		}
	})
}

// TestErrorsComeAlone: whoever overlooks an error must find no status beside
// it. And what is decided has a status and a reason.
func TestErrorsComeAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		g := drawGiven(t)
		for _, doc := range [][]byte{g.doc, d.damaged(g.doc), rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")} {
			p, refused := verdict.Parse(doc)
			decision, err := p.WithProcessType(g.processType).WithVerdict(g.verdict).Decide()
			checkAlone(t, string(doc), decision, err)
			if refused != nil && (p.Provider() != "" || !errors.Is(err, verdict.ErrUnknownProvider)) {
				t.Fatalf("%q: %v, and yet the process decides: %v, %v", doc, refused, decision, err)
			}
		}
		values := verdict.Values{Provider: d.of("onfido", "eid", "signicatvideoid", "readid", "facetec", "signicatpaper", "connect:x", "webid", "connect:", "nobody"), Signals: map[string]any{}}
		for range d.below(5) {
			table := providerTables()[d.below(len(providerTables()))]
			values.Signals[table.Signals[d.below(len(table.Signals))].Name] = d.anyGo(2)
		}
		decision, err := verdict.Decide(values)
		checkAlone(t, fmt.Sprintf("%#v", values), decision, err)
	})
}

func checkAlone(t *rapid.T, from string, d verdict.Decision, err error) {
	t.Helper()
	reasons := 0
	for range d.Reasons() {
		reasons++
	}
	switch {
	case err != nil && (d != verdict.Decision{} || d.Status() != 0 || err.Error() == ""):
		t.Fatalf("%q: %v with %v", from, err, d)
	case err == nil && (d.Status() == 0 || reasons == 0 || d.Provider() == "" || d.Book() == ""):
		t.Fatalf("%q: no error, and %v with %d reasons", from, d, reasons)
	}
}

// damaged changes, drops or doubles a few bytes.
func (d drawer) damaged(doc []byte) []byte {
	doc = slices.Clone(doc)
	for range 1 + d.below(3) {
		if len(doc) == 0 {
			return doc
		}
		i := d.below(len(doc))
		switch d.below(4) {
		case 0:
			doc[i] = byte(d.below(256))
		case 1:
			doc = slices.Delete(doc, i, min(i+1+d.below(8), len(doc)))
		case 2:
			doc = slices.Insert(doc, i, doc[i:min(i+1+d.below(30), len(doc))]...)
		default:
			doc[i] ^= 1 << d.below(8)
		}
	}
	return doc
}

// anyGo draws a value of any Go type that someone could pass by name.
func (d drawer) anyGo(depth int) any {
	switch kind := d.below(12); {
	case kind == 0 && depth > 0:
		return map[string]any{d.of(entryNames...): d.anyGo(depth - 1), d.of(entryNames...): d.anyGo(depth - 1)}
	case kind == 1 && depth > 0:
		return []any{d.anyGo(depth - 1), d.anyGo(depth - 1)}
	case kind < 4:
		return d.percent(50)
	case kind < 6:
		return d.below(18) - 1
	case kind < 9:
		return d.of(drawnWords...)
	}
	return []any{nil, 6.0, int64(6), []string{"clear"}, map[string]bool{"a": true}, struct{}{}, new(true), "\xff", []byte("true")}[d.below(9)]
}
