package audit

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// describe writes down what is found of a record.
func (w *worker) describe(c *chunk, r *record, doc []byte) {
	like := w.finding(r)
	like.Provider, like.Recorded, like.Derived = w.name, w.recorded.recorded(), w.derived.derived()
	if w.derived != notJSON {
		like.ProcessID = shownProcess(string(w.processID()))
	}
	var rows []string
	if w.derived.isStatus() {
		like.Rule, like.At, rows = w.book.rows(doc)
	}
	for _, code := range w.codes {
		f := like.of(code)
		switch code {
		case NewlyAccepted, NoLongerAccepted, OtherwiseChanged:
			f.Provider, f.After = w.nameByEither(), w.after.derived.derived()
			f.Rule, f.At, f.Reasons = w.against.rows(doc)
			if len(f.Reasons) == 0 {
				f.Reasons = w.after.reasons()
			}
		case AcceptedNotDerived, Stricter, Milder:
			f.Reasons = rows
			if len(rows) == 0 {
				f.Reasons = w.reasons()
			}
		default:
			f.Reasons = w.reasonsFor(code)
		}
		if code == Malformed {
			f.place(w.Err, doc)
		}
		c.findings = append(c.findings, f)
	}
}

// finding makes a finding of a record, or of what stands where one should.
func (a *auditor) finding(r *record) Finding {
	return Finding{File: a.fileName(r.file), Record: r.number, Line: r.line, Offset: r.offset}
}

// fileName names a file, if records come from files.
func (a *auditor) fileName(i int) string {
	if len(a.files) == 0 {
		return ""
	}
	return a.files[i].Name
}

// of makes a finding one of a code.
func (f Finding) of(code Code) Finding {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Code == code })
	f.Code, f.Severity = code, kinds[i].Severity
	return f
}

// place moves the finding from the beginning of a malformed record to the fault.
func (f *Finding) place(err error, doc []byte) {
	var malformed *verdict.MalformedError
	if f.Line == 0 || !errors.As(err, &malformed) {
		return
	}
	fault := min(max(int(malformed.Offset), 0), len(doc))
	f.Line += int64(bytes.Count(doc[:fault], []byte("\n")))
	f.Offset += int64(fault)
}

// rows gives the row that decides a document, where it stands, and every row
// that holds, with the entries that made it hold; nothing where no row holds.
func (b *book) rows(doc []byte) (rule, at string, rows []string) {
	p, err := b.engine.Parse(doc)
	if err != nil {
		return "", "", nil
	}
	d, err := p.Decide()
	if err != nil {
		return "", "", nil
	}
	for r, because := range d.Reasons() {
		row := r.ID
		if len(because) > 0 {
			for i, entry := range because {
				because[i] = shownEntry(entry)
			}
			row += " (" + strings.Join(few(slices.Compact(because)), ", ") + ")"
		}
		rows = append(rows, row)
	}
	return d.Rule().ID, d.Rule().At(), rows
}

// reasons says why there is no derived status.
func (j *judged) reasons() []string {
	var malformed *verdict.MalformedError
	var undecided *verdict.UndecidedError
	var unknown *verdict.SignalError
	var all []string
	switch {
	case errors.As(j.Err, &malformed):
		return []string{malformed.Reason}
	case errors.As(j.Err, &undecided):
		for _, name := range undecided.Missing {
			all = append(all, shownEntry(name)+" is missing")
		}
	case errors.As(j.Err, &unknown):
		for _, v := range unknown.Values {
			all = append(all, shown(v.Pointer))
		}
	}
	for _, kind := range slices.Sorted(slices.Values(j.Several)) {
		all = append(all, "could be "+kind)
	}
	return few(slices.Compact(all))
}

// mostReasons is how many reasons a finding lists.
const mostReasons = 20

// few gives reasons, of very many only the first and how many more there are.
func few(reasons []string) []string {
	if more := len(reasons) - mostReasons; more > 0 {
		return append(reasons[:mostReasons:mostReasons], fmt.Sprintf("and %d more", more))
	}
	return reasons
}

// reasonsFor says what was seen that is found.
func (w *worker) reasonsFor(code Code) []string {
	switch code {
	case Undecided, UnknownValue, UnknownProvider, Malformed:
		return w.reasons()
	case FinalResultMissing, FinalResultDifferent:
		return w.resultReasons()
	case FinalResultUnexpected, FinalResultBesideEnd:
		return []string{"/finalResult"}
	case FailReasonWithoutFailed:
		return []string{"/failReason"}
	case VerdictBesideEnd, NotFinalButComplete:
		return w.ownReasons()
	case BadTimestamp:
		return w.timeReasons()
	}
	return nil
}

// resultReasons names the fields that are recorded otherwise than the data give
// them.
func (w *worker) resultReasons() []string {
	var all []string
	for i, name := range rulebook.ResultFields {
		if w.Differs>>i&1 == 0 {
			continue
		}
		says := "differs"
		switch {
		case w.Carried.Final[i].Kind == document.Nothing:
			says = "is not recorded"
		case w.Given>>i&1 == 0:
			says = "is not in the data"
		}
		all = append(all, name+" "+says)
	}
	switch {
	case w.Carried.Extra:
		all = append(all, "a member that no final result has")
	case w.strangeResult():
		all = append(all, "what is recorded is no object")
	}
	return all
}

// ownReasons says what the signals give by themselves.
func (w *worker) ownReasons() []string {
	var all []string
	if w.Carried.Verdict.Kind != document.Nothing {
		all = append(all, "/verdict")
	}
	if w.Own >= 0 {
		if o := w.outcomes[w.Own]; answer(o.Status).isStatus() {
			all = append(all, fmt.Sprintf("%s by %s", o.Status, o.Rules[0]))
		}
	}
	return all
}

func (w *worker) timeReasons() []string {
	var all []string
	if w.created.bad {
		all = append(all, "/createdAt")
	}
	if w.updated.bad {
		all = append(all, "/updatedAt")
	}
	return all
}
