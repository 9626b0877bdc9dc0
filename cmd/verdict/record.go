package main

import "github.com/verdict-id/verdict"

// recorded gives the record of a decision. What is undecided has one too, and is
// still a document without a status.
func recorded(p verdict.Process, doc []byte) (a answer) {
	if a.record, a.err = p.Record(doc); a.err == nil {
		_, a.err = p.Decide()
	}
	return a
}
