package verdict

import (
	"bytes"

	"github.com/verdict-id/verdict/record"
)

// Verify decides a record again, from the signals in it, and gives an error unless
// the same record comes out, byte for byte. The rule book is the one that the
// record names by its hash: that of e, the embedded one, or one that was released.
//
// The error is a *record.VerifyError. It says what is wrong and where, and holds
// nothing of the record. What Verify cannot know is whether there was a document
// with these signals: whoever has it records it again.
func (e *Engine) Verify(text []byte) error { return e.verify(text, released()) }

func (e *Engine) verify(text []byte, books shelf) error {
	r, err := record.Parse(text)
	if err != nil {
		return err
	}
	again, problem := e.again(r, books)
	switch {
	case problem != nil:
		return &record.VerifyError{Problems: append([]record.Problem{*problem}, problemsOfForm(text, r)...)}
	case !bytes.Equal(text, again.JSON()):
		return &record.VerifyError{Problems: append(differences(r, again), problemsOfForm(text, r)...)}
	}
	return nil
}

// again decides a record again.
func (e *Engine) again(r *record.Record, books shelf) (*record.Record, *record.Problem) {
	switch {
	case r.Version != record.Version:
		return nil, &record.Problem{Kind: record.Unsupported, Pointer: "/version", Says: "records of this version are not known"}
	case r.Engine.Version != record.EngineVersion:
		return nil, &record.Problem{Kind: record.Unsupported, Pointer: "/engine/version", Says: "this version of the engine is not known"}
	}
	by, err := books.engine(e, r.Book.Hash)
	switch {
	case err != nil:
		return nil, &record.Problem{Kind: record.NoBook, Pointer: "/book/hash", Says: "the rule book, though released, cannot be loaded"}
	case by == nil:
		return nil, &record.Problem{Kind: record.NoBook, Pointer: "/book/hash", Says: "the rule book is not at hand"}
	}
	m, problem := by.recall(r)
	if problem != nil {
		return nil, problem
	}
	m.version = books.version(by.hash)
	if r.Book.Version == record.Unreleased {
		m.version = record.Unreleased // it may have been so at the time
	}
	return m.record(), nil
}

// problemsOfForm tells whether a record has another id than its own, and whether
// its text is not how records are written.
func problemsOfForm(text []byte, r *record.Record) []record.Problem {
	var problems []record.Problem
	if r.ID != r.Hash() {
		problems = append(problems, record.Problem{Kind: record.ID, Pointer: "/id", Says: "the id is not the hash of the rest"})
	}
	if written := r.JSON(); !bytes.Equal(text, written) {
		problems = append(problems, record.Problem{Kind: record.Form, Offset: firstDifference(text, written), Says: "it is not canonical JSON with the members of a record alone"})
	}
	return problems
}

// firstDifference is the index of the first byte in which two texts differ.
func firstDifference(a, b []byte) int64 {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return int64(i)
}
