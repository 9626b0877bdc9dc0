package verdict

import (
	"errors"
	"hash/crc32"
	"slices"
	"time"
	"unique"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/mrz"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Process is what a document says of a verification: its provider,
// where it stands in its life, and the provider's signals, each as one of its
// declared values, with the names of those entries that an answer may name. It
// can be copied. The zero Process has no provider.
type Process struct {
	engine    *Engine
	table     *table
	kind      string
	reference mrz.Day
	sum       uint64 // of the document's bytes, to know it again
	provider  unique.Handle[string]
	lifecycle *outcome        // of the lifecycle table; without a status where the provider's table is asked
	early     document.Vector // of the lifecycle table's signals
	vector    document.Vector
	words     document.Words
	notable   unique.Handle[document.Entry]
	unknown   []document.Unknown
	refused   []document.Unknown // what the lifecycle table does not know
}

// Parse reads a document with the embedded rule book. See [Engine.Parse].
func Parse(doc []byte) (Process, error) { return embedded().Parse(doc) }

// Parse reads a Get process document, or one that a provider itself sends, such as
// a check of Onfido with its reports: strict JSON, UTF-8, no member twice, one
// object, or a list of those that belong together, such as the two reports of one
// person. A document that names a provider is a Get process document; another one is
// recognised by its shape, and Process.Kind says as what. The kinds stand under
// documents in the rule tables.
//
// The error matches ErrMalformed or ErrUnknownProvider; whatever else is wrong with
// the document, Process.Decide says. Parse does not keep doc.
func (e *Engine) Parse(doc []byte) (Process, error) {
	var r document.Reading
	if err := parseError(e.schema.Read(doc, e.limits, &r)); err != nil {
		return Process{}, err
	}
	p := e.process(&r)
	p.sum = sum(doc)
	return p, nil
}

// parseError is what Parse gives for an error of reading.
func parseError(err error) error {
	if err == nil {
		return nil
	}
	var malformed *document.Malformed
	if errors.As(err, &malformed) {
		return &MalformedError{malformed.Offset, malformed.Reason}
	}
	var kind *document.UnknownKind
	if errors.As(err, &kind) {
		return &kindError{kind.Understood, kind.Several}
	}
	return errNoTable
}

// process is what a reading says.
func (e *Engine) process(r *document.Reading) Process {
	return Process{
		engine:    e,
		kind:      r.Kind,
		table:     e.tables[r.Table],
		provider:  r.Provider,
		lifecycle: e.tables[0].outcome(&r.Lifecycle),
		early:     r.Lifecycle,
		vector:    r.Vector,
		words:     r.Words,
		notable:   r.Notable,
		unknown:   r.Unknown,
		refused:   r.Refused,
	}
}

// sum tells documents apart: their length, and a checksum that takes no time
// worth mentioning.
func sum(doc []byte) uint64 {
	return uint64(len(doc))<<32 | uint64(crc32.Checksum(doc, castagnoli))
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Provider is the provider's name as the document gives it, such as
// "connect:idin".
func (p Process) Provider() string {
	if p.table == nil {
		return ""
	}
	return p.provider.Value()
}

// Kind is the kind of document that Parse saw: "get-process", or one of the kinds
// under documents in the rule tables, such as "onfido-check" or "readid-session". It
// is empty for the zero Process.
func (p Process) Kind() string { return p.kind }

// String names the provider and nothing else.
func (p Process) String() string { return "process of " + p.Provider() }

// GoString keeps %#v from showing the insides.
func (p Process) GoString() string { return "verdict.Process{" + p.Provider() + "}" }

// Decide gives the status of the process. The error is a *SignalError where
// the document carries what the rule book does not declare, and an
// *UndecidedError where something is missing.
//
// First comes the lifecycle: where a process failed, was canceled or has not
// ended, its signals are neither judged nor checked. Then the provider's table
// decides.
func (p Process) Decide() (Decision, error) { return p.decide() }

func (p *Process) decide() (Decision, error) {
	switch {
	case p.table == nil:
		return Decision{}, errNoTable
	case len(p.refused) > 0:
		return Decision{}, newSignalError(p.Provider(), p.refused)
	case p.lifecycle.status != 0:
		return Decision{p.lifecycle, unique.Make(detail{provider: p.provider})}, nil
	case len(p.unknown) > 0:
		return Decision{}, newSignalError(p.Provider(), p.unknown)
	}
	return p.table.decide(&p.vector, notes{chain: p.notable}, p.provider, p.lifecycle)
}

func newSignalError(provider string, unknown []document.Unknown) *SignalError {
	e := &SignalError{Provider: provider}
	for _, u := range unknown {
		e.Values = append(e.Values, struct {
			Pointer string
			Allowed []string
		}{u.Pointer, slices.Clone(u.Allowed)})
	}
	return e
}

// WithProcessType gives the Process with a process type that the caller knows
// and the document may not carry, such as "documentSelfie". The empty string
// changes nothing; a word that is not declared, or that differs from the
// document's own, makes Decide give a *SignalError. Providers whose table does
// not ask for a process type do not look at it.
//
// The parts of a document that a provider itself sends may say the process type too, as
// a face report of Onfido does. What is merely supposed, such as "document" of a
// document report alone, gives way to the word.
func (p Process) WithProcessType(word string) Process { return p.supply("processType", word) }

// WithVerdict gives the Process with the provider's own verdict, which no
// document carries: for Electronic IDentification "accepted", "inconclusive",
// "failed" or "rejected". The rules are those of WithProcessType.
func (p Process) WithVerdict(word string) Process { return p.supply("verdict", word) }

// WithReferenceDate gives the Process with a day to which FinalResult refers years
// of two digits, as a session of ReadID has them: a birth is the last such day that
// is not after it, an expiry the first that is not more than 20 years before it. The
// day is that of the moment where the moment is, best the day of the verification.
// Without one, which is also what the zero time says, such dates are left out. No
// decision depends on it.
func (p Process) WithReferenceDate(day time.Time) Process {
	p.reference = mrz.DayOf(day)
	return p
}

// supply adds a context signal.
func (p Process) supply(name, word string) Process {
	if p.table == nil || word == "" {
		return p
	}
	slot := 0
	for i, s := range p.table.Signals {
		if !s.Context {
			continue
		}
		if s.Name == name {
			p.supplyAt(i, slot, s, word)
		}
		slot++
	}
	return p
}

func (p *Process) supplyAt(i, slot int, s *rulebook.Signal, word string) {
	raw := unique.Make(word)
	class, ok := wordClass(s, word)
	switch {
	case !ok:
		p.refuse(i, s, s.Allowed())
	case p.words[slot] == unique.Handle[string]{}:
		p.vector[i], p.words[slot] = class, raw
	case p.kind != rulebook.GetProcess && p.vector[i] == class:
		// Of a provider's own document the value is known, and not the word.
	case p.words[slot] != raw:
		p.refuse(i, s, []string{"the same wherever it is given"})
	}
}

// refuse adds an unknown value in its place among those of the document.
func (p *Process) refuse(i int, s *rulebook.Signal, allowed []string) {
	place := pointer(s, "")
	if slices.ContainsFunc(p.unknown, func(u document.Unknown) bool { return u.Pointer == place }) {
		return // the document's own value is refused already
	}
	at := slices.IndexFunc(p.unknown, func(u document.Unknown) bool { return u.Signal > i })
	if at < 0 {
		at = len(p.unknown)
	}
	p.unknown = slices.Insert(slices.Clone(p.unknown), at, document.Unknown{Signal: i, Path: s.Path, Pointer: place, Allowed: allowed})
}

// pointer is where a document carries a signal, or an entry of a set; what only
// a caller can supply is named as if it stood at the top.
func pointer(s *rulebook.Signal, entry string) string {
	if len(s.Path) == 0 {
		return "/" + s.Name
	}
	return document.Pointer(s.Path, entry)
}
