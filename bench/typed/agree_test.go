package typed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/hand"
	"github.com/verdict-id/verdict/bench/typed"
)

// TestHandAgrees: the switch by hand and the library give the same status or
// the same kind of error, whatever comes.
func TestHandAgrees(t *testing.T) {
	everyStatus := []string{"accepted", "inconclusive", "rejected", "undecided", "unknown value"}
	handAgrees(t, typed.Onfido, everyStatus)
	handAgrees(t, typed.EID, append(everyStatus, "failed"))
	handAgrees(t, typed.ReadID, everyStatus)
	handAgrees(t, typed.FaceTec, append(everyStatus, "failed"))
	handAgrees(t, typed.Paper, everyStatus)
	handAgrees(t, typed.Connect, []string{"accepted", "canceled", "rejected", "undecided"}) // any text is known
}

func handAgrees[S typed.Signals](t *testing.T, p typed.Provider[S], answers []string) {
	t.Run(p.Name, func(t *testing.T) {
		seen := map[string]bool{}
		for _, source := range []*draw.Source{draw.Typical(1), draw.Hostile(1)} {
			for range 25_000 {
				s := p.Draw(source)
				status, err := p.Hand(&s)
				got := status.String()
				if err != nil {
					got = err.Error()
				}
				if want := typed.Answer(verdict.Decide(any(s).(verdict.Signals))); got != want {
					t.Fatalf("%+v: %s by hand, want %s", s, got, want)
				}
				seen[got] = true
			}
		}
		want := map[string]bool{}
		for _, answer := range answers {
			want[answer] = true
		}
		if diff := cmp.Diff(want, seen); diff != "" {
			t.Errorf("answers that were drawn (-want +got):\n%s", diff)
		}
	})
}

// TestWaysAgree: every way gives the same answer to inputs that all of them
// cover. None but the switch by hand and the library looks for words that
// nobody declared, and rule engines take a code in a text for what it contains.
func TestWaysAgree(t *testing.T) {
	waysAgree(t, typed.Onfido)
	waysAgree(t, typed.EID)
	waysAgree(t, typed.ReadID)
	waysAgree(t, typed.FaceTec)
	waysAgree(t, typed.Paper)
	waysAgree(t, typed.Connect)
}

func waysAgree[S typed.Signals](t *testing.T, p typed.Provider[S]) {
	t.Run(p.Name, func(t *testing.T) {
		inputs := draw.Several(1000, func(s *draw.Source) func() S { return func() S { return p.Draw(s) } }(draw.Typical(2)))
		hostile := draw.Hostile(2)
		for len(inputs) < 2500 {
			if s := p.Draw(hostile); covered(p, &s) {
				inputs = append(inputs, s)
			}
		}
		ways, err := p.Ways(inputs)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for i := range inputs {
			want := ways[0].Answer(i)
			seen[want] = true
			for _, way := range ways[1:] {
				if got := way.Answer(i); got != want {
					t.Fatalf("%+v: %s by %s, want %s", inputs[i], got, way.Name, want)
				}
			}
		}
		if len(seen) < 4 {
			t.Errorf("answers that were drawn: %v, want at least 4", seen)
		}
	})
}

// covered tells whether every way can be asked.
func covered[S typed.Signals](p typed.Provider[S], s *S) bool {
	if c, ok := any(s).(*verdict.Connect); ok && c.ErrorDescription != nil {
		return false
	}
	_, err := p.Hand(s)
	return err != hand.ErrUnknown
}

// TestDrawsRepeat: the same seed gives the same inputs.
func TestDrawsRepeat(t *testing.T) {
	if diff := cmp.Diff(typed.EID.Decided(100, 3), typed.EID.Decided(100, 3), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}
