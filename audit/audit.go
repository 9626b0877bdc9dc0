// Package audit judges recorded Get process documents again, by the million, and
// reports where the records and the rules do not agree, and what another rule book
// would have made of them.
//
// [Files] audits JSON Lines, JSON arrays or documents one after the other, as they
// lie in files; [Documents] audits what comes from a database or a log:
//
//	report, err := audit.Documents(ctx, documents, audit.Options{})
//
// Beside Get process documents there may be such as providers themselves send, those of
// Onfido for example. They record nothing, so that no finding comes of what they do not
// record; [Report.Own] counts them.
//
// Every record is judged by the rule book and compared with the status that it
// records; its final result is compared with the one that its own data give. What
// does not agree is a [Finding], with a [Code] that says what it is. All cores
// work, memory does not grow with the number of records, and the same records
// give the same findings in the same order.
//
// # No personal data
//
// Reports and findings hold the names of providers, signals, rows and fields, and
// JSON pointers. Beside these they hold four things that a document chooses: the
// id of the process, the name of a provider of a family such as "connect:idin", the
// names of entries of open families such as "securityChecks/nonExpired", and, where
// [Options.Words] asks for it, words that the rules do not know. None of them is
// shown unless it looks like an identifier.
package audit

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"runtime"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/inside"
	"github.com/verdict-id/verdict/proof"
	"github.com/verdict-id/verdict/rules"
)

// Options say how to audit. The zero Options audit by the embedded rule book.
type Options struct {
	// Book is the rule book, and Against another one whose outcomes are compared
	// with those of Book: folders as verdict.Load takes them. Where Book is nil it
	// is the embedded one; where Against is nil nothing is compared.
	Book, Against fs.FS

	// Words puts those words into the Report that the rules do not declare and
	// that look like identifiers. A document can put a person's name there.
	Words bool

	// Keep is how many findings of each code the Report holds; 0 is 100, and a
	// negative number none.
	Keep int

	// Hash puts the SHA-256 of each file into the Report.
	Hash bool

	// Found is called for each finding, in order: record by record, and at the end,
	// by process, those of [StatusChanged]. An error ends the audit.
	Found func(Finding) error

	// Progress is called now and then, with what was taken over until then.
	Progress func(Progress)

	// Histogram is given, at the end, the distinct vectors of signals with how many
	// records have each, as CSV: the columns book, provider, recorded, signals and
	// records, in the order of the second to fourth. Signals are a JSON object of
	// those that are there, each with its declared value, a set with those of its
	// entries ("absent" for one without a value), and null where what stands there
	// is not declared; malformed records have none. Documents of providers' own have
	// their signals there like any other, and none is recorded. A decision depends on
	// nothing else, so the histogram of any number of records can be judged in their place.
	Histogram io.Writer

	// Folder is for temporary files, which take some fifty bytes a record; where
	// it is empty they are in os.TempDir. They hold the ids of processes and their
	// statuses, and are gone at the end.
	Folder string
}

// Progress is how far an audit came.
type Progress struct {
	Records int64
	Bytes   int64 // of the files, as they lie there
}

// File is one to be audited.
type File struct {
	Name string // for findings and errors
	Open func() (io.ReadCloser, error)
}

// Documents audits documents, one after the other. It does not keep them after
// the next is asked for.
//
// Where docs gives an error, ctx is done, or Found gives an error, the audit ends
// with it, and the Report holds what was found until then. So it does after an
// error about temporary files, but for what is found across records. An error about
// a rule book comes without a Report. Where ctx is done, or
// Found gives an error, Documents does not wait for a document that docs is about
// to give.
func Documents(ctx context.Context, docs iter.Seq2[[]byte, error], o Options) (*Report, error) {
	return audit(ctx, o, nil, func(ctx context.Context, r *reader) { r.documents(ctx, docs) })
}

// Files audits files, one after the other: JSON Lines, an array of documents, or
// documents one after the other, each also packed by gzip.
//
// A file that begins with [ is an array of records, so that documents of a provider's own
// in it are judged one by one, whomever they are about. Those that belong to one person
// are one record where they stand in a list of their own: in such an array, or on a line
// of JSON Lines other than the first.
//
// A file that cannot be read to its end does not end the audit: it goes on with
// the next, and the error comes at the end. All else is as for [Documents].
func Files(ctx context.Context, files []File, o Options) (*Report, error) {
	return audit(ctx, o, files, func(ctx context.Context, r *reader) { r.files(ctx, files) })
}

// book is a rule book, ready to judge.
type book struct {
	engine   *verdict.Engine
	judge    inside.Judge
	outcomes []inside.Outcome
	tables   []inside.Table
}

func load(fsys fs.FS) (*book, error) {
	e, err := verdict.Load(fsys)
	if err != nil {
		return nil, err
	}
	b := &book{engine: e, judge: inside.Of(e)}
	b.outcomes, b.tables = b.judge.Outcomes(), b.judge.Tables()
	return b, nil
}

// audit audits what read reads.
func audit(ctx context.Context, o Options, files []File, read func(context.Context, *reader)) (*Report, error) {
	a, err := newAuditor(o)
	if err != nil {
		return nil, err
	}
	a.files = files
	return a.run(ctx, runtime.GOMAXPROCS(0), read)
}

// auditor is one audit.
type auditor struct {
	Options
	book       *book
	against    *book // or nil
	difference *proof.Difference
	own        *ownReading // of the two books
	files      []File
}

func newAuditor(o Options) (*auditor, error) {
	a := &auditor{Options: o}
	if a.Keep == 0 {
		a.Keep = 100
	}
	var err error
	if a.book, err = load(o.Book); err != nil || o.Against == nil {
		return a, err
	}
	if a.against, err = load(o.Against); err != nil {
		return nil, fmt.Errorf("the other rule book: %w", err)
	}
	a.own = compareOwn(a.book, a.against)
	before := o.Book
	if before == nil {
		before = rules.Book()
	}
	a.difference, err = proof.Diff(before, o.Against)
	return a, err
}
