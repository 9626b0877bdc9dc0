package browser

import (
	_ "embed"
	"testing"
)

//go:embed contrast.js
var contrast string

// TestContrast: all text differs from what is behind it by the 4.5 : 1 that
// WCAG 2 asks for (level AA).
func TestContrast(t *testing.T) {
	type pair struct {
		Text  string  `json:"text"`
		Front string  `json:"front"`
		Back  string  `json:"back"`
		Ratio float64 `json:"ratio"`
	}
	for _, l := range looks[:2] {
		t.Run(l.String(), func(t *testing.T) {
			pairs := ask[[]pair](open(t, l), contrast)
			if len(pairs) < 20 {
				t.Fatalf("only %d pairs of colours", len(pairs))
			}
			for _, p := range pairs {
				if p.Ratio < 4.5 {
					t.Errorf("%q is %s on %s, which is %.2f : 1", p.Text, p.Front, p.Back, p.Ratio)
				}
			}
		})
	}
}
