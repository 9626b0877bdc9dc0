package audit

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/changes"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/inside"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// worker judges records one by one, and counts.
type worker struct {
	*auditor
	*tally
	judged
	name    string           // of the provider, as it is shown
	after   judged           // by the other rule book
	tracker *changes.Tracker // nil where others follow the processes
	err     error            // of the tracker
	codes   []Code           // what is found of the record
}

// judged is what a rule book makes of a record.
type judged struct {
	side
	recorded, derived answer
	created, updated  moment
}

func (a *auditor) newWorker(o changes.Options) *worker {
	w := a.judging()
	w.tally, w.tracker = newTally(len(a.book.outcomes)), changes.New(o)
	return w
}

// judging makes a worker that still needs its tally, and that tracks no processes.
func (a *auditor) judging() *worker {
	w := &worker{auditor: a}
	w.outcomes = a.book.outcomes
	if a.against != nil {
		w.after.outcomes = a.against.outcomes
	}
	return w
}

// chunk judges the records of a chunk.
func (w *worker) chunk(c *chunk) {
	start := 0
	for i := range c.records {
		r := &c.records[i]
		if r.stray == "" {
			w.record(c, r, c.text[start:r.end])
		} else {
			w.stray(c, r)
		}
		start = r.end
	}
}

// record judges a record.
func (w *worker) record(c *chunk, r *record, doc []byte) {
	w.judged.judge(w.book, doc)
	w.name = w.providerName(w.book)
	w.codes = w.codes[:0]
	w.count(doc)
	w.compareBooks(doc)
	if w.derived == notJSON {
		w.found(Malformed)
	} else {
		w.compareStatus()
		w.compareRest()
		w.track(r)
	}
	slices.SortFunc(w.codes, func(a, b Code) int { return rank[a] - rank[b] })
	if len(w.codes) > 0 {
		w.describe(c, r, doc)
	}
	for _, code := range w.codes {
		w.counts[code]++
	}
}

// stray notes that something between records is not right.
func (w *worker) stray(c *chunk, r *record) {
	w.counts[Malformed]++
	w.faults[r.stray]++
	f := w.finding(r).of(Malformed)
	f.Derived, f.Reasons = notJSON.derived(), []string{r.stray}
	c.findings = append(c.findings, f)
}

// judge judges a record by a book.
func (j *judged) judge(b *book, doc []byte) {
	b.judge.Judge(doc, &j.Judgement)
	j.recorded, j.derived = answer(j.Status), b.derived(&j.Judgement)
	if j.StatusUnknown {
		j.recorded = notDeclared
	}
	j.created, j.updated = moment{}, moment{}
	if j.derived == notJSON {
		j.recorded = notJSON
		return
	}
	j.created, j.updated = momentOf(&j.Carried, j.Carried.CreatedAt), momentOf(&j.Carried, j.Carried.UpdatedAt)
}

// providerName is the provider's name, as it is shown.
func (j *judged) providerName(b *book) string {
	return shownProvider(b.tables[j.Table].Table, j.Provider)
}

// shownProvider gives the name of a provider as it is. Of a family of names those
// that do not look like identifiers count as one.
func shownProvider(t *rulebook.Table, name string) string {
	if name == "" || slices.Contains(t.Providers, name) {
		return name
	}
	for _, family := range t.Providers {
		prefix := strings.TrimSuffix(family, "*")
		if own, ok := strings.CutPrefix(name, prefix); ok && !isWord(own) {
			return prefix + "other"
		}
	}
	return name
}

// derived is what a book says of a record's status.
func (b *book) derived(j *inside.Judgement) answer {
	if j.Err != nil {
		return refusal(j.Err)
	}
	if status := b.outcomes[j.Lifecycle].Status; status != rulebook.Undecided {
		return answer(status)
	}
	return answer(b.outcomes[j.Own].Status)
}

// refusal is what an error says in place of a status.
func refusal(err error) answer {
	var malformed *verdict.MalformedError
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case errors.As(err, &malformed):
		return notJSON
	case errors.As(err, &unknown):
		return notDeclared
	case errors.As(err, &undecided):
		return nothing
	}
	return noTable
}

// compareStatus compares the recorded status with the derived one.
func (w *worker) compareStatus() {
	if w.recorded == accepted && w.derived != accepted {
		w.found(AcceptedNotDerived)
	}
	switch {
	case w.derived == nothing:
		w.found(Undecided)
	case w.derived == notDeclared:
		w.found(UnknownValue)
	case w.derived == noTable:
		w.found(UnknownProvider)
	case !w.recorded.isStatus() || w.recorded == accepted:
	case w.derived > w.recorded:
		w.found(Stricter)
	case w.derived < w.recorded:
		w.found(Milder)
	}
}

// compareRest looks at what else is recorded.
func (w *worker) compareRest() {
	if w.IsOwn() {
		return // nothing is, and nothing should be
	}
	w.compareResult()
	if w.FailReason && w.recorded != failed {
		w.found(FailReasonWithoutFailed)
	}
	own := nothing
	if w.Own != inside.None {
		own = answer(w.outcomes[w.Own].Status)
	}
	switch w.recorded {
	case canceled, failed:
		if own.obtained() || w.Carried.Verdict.Kind != document.Nothing {
			w.found(VerdictBesideEnd)
		}
	case pending, processing:
		if own.isStatus() && w.Complete {
			w.found(NotFinalButComplete)
		}
	case nothing:
		w.found(NoStatus)
	}
	if w.created.bad || w.updated.bad {
		w.found(BadTimestamp)
	}
	if w.created.good && w.updated.good && w.updated.seconds < w.created.seconds {
		w.found(UpdatedBeforeCreated)
	}
}

// compareResult looks at the final result that is recorded.
func (w *worker) compareResult() {
	there := w.recordsResult()
	switch w.recorded {
	case accepted:
		switch {
		case w.derived != accepted:
		case there && (w.Differs != 0 || w.strangeResult()):
			w.found(FinalResultDifferent)
		case !there && w.Given != 0:
			w.found(FinalResultMissing)
		}
	case canceled, failed:
		if there {
			w.found(FinalResultBesideEnd)
		}
	case rejected, inconclusive, pending, processing:
		if there {
			w.found(FinalResultUnexpected)
		}
	}
}

// recordsResult tells whether a final result is recorded: an object with a member,
// or anything else that is not empty.
func (w *worker) recordsResult() bool {
	return w.strangeResult() || slices.ContainsFunc(w.Carried.Final, func(v document.Value) bool { return v.Kind != document.Nothing })
}

// strangeResult tells whether what is recorded as final result is none, or has a
// member that none has.
func (w *worker) strangeResult() bool {
	switch w.Carried.FinalResult.Kind {
	case document.Nothing, document.Object:
		return w.Carried.Extra
	}
	return true
}

// compareBooks compares what the two rule books say.
func (w *worker) compareBooks(doc []byte) {
	if w.against == nil {
		return
	}
	w.after.judge(w.against, doc)
	if w.after.derived == w.derived {
		return
	}
	old, now := &w.side, &w.after.side
	if (w.IsOwn() || w.after.IsOwn()) && !w.own.alike(w.Provider) {
		old, now = nil, nil // regions are about what both read alike
	}
	w.shift.see(1, w.nameByEither(), w.derived, w.after.derived, old, now)
	switch accepted {
	case w.after.derived:
		w.found(NewlyAccepted)
	case w.derived:
		w.found(NoLongerAccepted)
	default:
		w.found(OtherwiseChanged)
	}
}

// nameByEither is the provider's name by the first of the two rule books that
// knows it.
func (w *worker) nameByEither() string { return cmp.Or(w.name, w.after.providerName(w.against)) }

func (w *worker) found(code Code) { w.codes = append(w.codes, code) }
