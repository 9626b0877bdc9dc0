// Package draw makes the inputs: signals and documents as they come, and
// signals as bad as they can be. The same seed always gives the same inputs.
package draw

import (
	"math/rand/v2"
)

// Source draws signals. Typical ones are such that a status follows, somewhat
// more often accepted than not. Hostile ones hold words nobody declared, gaps
// and entries without their value.
type Source struct {
	*rand.Rand
	hostile bool
}

// Typical gives a Source of signals as they come.
func Typical(seed uint64) *Source { return &Source{rand.New(rand.NewPCG(seed, 1)), false} }

// Hostile gives a Source of signals as bad as they can be.
func Hostile(seed uint64) *Source { return &Source{rand.New(rand.NewPCG(seed, 2)), true} }

// Several gives n inputs.
func Several[S any](n int, one func() S) []S {
	inputs := make([]S, n)
	for i := range inputs {
		inputs[i] = one()
	}
	return inputs
}

// chance is true once in n times.
func (s *Source) chance(n int) bool { return s.IntN(n) == 0 }

// strays are words that are declared nowhere, or elsewhere, or not Unicode.
var strays = []string{"Clear", "clear ", "succeeded", "unknown", "accepted", "FAILED", "VALID", "high", "é", "\xc1", "high\xff"}

// word draws one of some words, the first most often.
func (s *Source) word(words ...string) string {
	switch {
	case s.hostile && s.chance(12):
		return strays[s.IntN(len(strays))]
	case s.hostile && s.chance(8):
		return ""
	case s.hostile || s.chance(6):
		return words[s.IntN(len(words))]
	default:
		return words[0]
	}
}

// flag draws a boolean that is mostly as wanted.
func (s *Source) flag(wanted bool, odds int) *bool {
	if s.hostile {
		if odds = 4; s.chance(8) {
			return nil
		}
	}
	return new(wanted != s.chance(odds))
}

// flags draws the entries of a set by name, each as wanted with some odds.
func (s *Source) flags(names []string, odds int) map[string]*bool {
	entries := map[string]*bool{}
	for _, name := range names {
		if !s.leftOut() {
			entries[name] = s.flag(true, odds)
		}
	}
	return entries
}

// leftOut tells whether an entry of a set is left out.
func (s *Source) leftOut() bool {
	if s.hostile {
		return s.chance(2)
	}
	return s.chance(8)
}
