package main

import (
	"testing"

	"github.com/verdict-id/verdict/conformance"
)

// TestConformance puts the whole suite to answer, without a process in between.
func TestConformance(t *testing.T) {
	conformance.RunWith(t, conformance.Options{}, func(document []byte, c conformance.Context) conformance.Answer {
		r := answer(document, c.ProcessType, c.Verdict, c.Date)
		return conformance.Answer{Status: r.Status, Error: r.Error, FinalResult: r.FinalResult}
	})
}
