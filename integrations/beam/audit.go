// Package beamaudit audits recorded Get process documents in an Apache Beam
// pipeline: the same counts and findings as package audit, on as many machines as
// the runner has.
//
//	records := beamaudit.Read(s, "gs://bucket/processes-*.jsonl.gz")
//	report, findings, err := beamaudit.Audit(s, records, beamaudit.Options{})
//
// A bundle that is tried again gives the same, in whatever bundles the runner puts
// the records, and in whatever order: nothing outside of the pipeline is written to
// but by Write.
package beamaudit

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/window"

	"github.com/verdict-id/verdict/audit"
)

// Options say how to audit. The zero Options audit by the embedded rule book.
type Options struct {
	// Book, Against and Words are as in audit.Options. The rule books are read when
	// the pipeline is made, and go to the workers with it.
	Book, Against fs.FS
	Words         bool
}

// Audit judges documents. They are a PCollection of audit.Record, as Read gives it,
// or of []byte, each a document; then findings name no place. They have to be
// bounded, and in the global window.
//
// The report is a PCollection of one []byte: an audit.Report as JSON, whose Inputs
// and Findings are empty. The findings are a PCollection of []byte, each an
// audit.Finding as JSON, in no order.
//
// The history of each process is gathered on one worker, in memory: some three hundred
// bytes for each record of one process.
//
// The error is one of a rule book, or says what the documents should be.
func Audit(s beam.Scope, docs beam.PCollection, o Options) (report, findings beam.PCollection, err error) {
	basis, err := newBasis(o)
	if err != nil {
		return beam.PCollection{}, beam.PCollection{}, err
	}
	s = s.Scope("beamaudit.Audit")
	records, err := recordsOf(s, docs)
	if err != nil {
		return beam.PCollection{}, beam.PCollection{}, err
	}
	seen, found, counted := beam.ParDo3(s, &judgeFn{Basis: basis}, records)
	changed, followed := beam.ParDo2(s, &processFn{Basis: basis}, beam.GroupByKey(s, seen))
	// Without any document there is one report still, so one part is always there.
	parts := beam.Flatten(s, counted, followed, beam.Create(s, audit.Part{}))
	return beam.Combine(s, &partFn{Basis: basis}, parts), beam.Flatten(s, found, changed), nil
}

var (
	recordType = reflect.TypeFor[audit.Record]()
	textType   = reflect.TypeFor[[]byte]()
)

// recordsOf gives documents as records.
func recordsOf(s beam.Scope, docs beam.PCollection) (beam.PCollection, error) {
	if !docs.IsValid() {
		return docs, errors.New("the documents to audit are no valid PCollection")
	}
	if kind := docs.WindowingStrategy().Fn.Kind; kind != window.GlobalWindows {
		return docs, fmt.Errorf("the documents to audit are in windows of kind %s; they have to be in the global window", kind)
	}
	switch docs.Type().Type() {
	case recordType:
		return docs, nil
	case textType:
		return beam.ParDo(s, recordOf, docs), nil
	}
	return docs, fmt.Errorf("the documents to audit are a PCollection of %v; it has to be one of audit.Record or []byte", docs.Type())
}

// recordOf is a document of which nobody knows where it stood.
func recordOf(doc []byte) audit.Record { return audit.Record{Text: doc} }
