package audit

import (
	"errors"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// count counts a record.
func (w *worker) count(doc []byte) {
	w.records++
	w.providers.at(w.name)[w.recorded][w.derived]++
	m := w.month(&w.created)
	m.recorded[w.recorded]++
	switch {
	case w.IsOwn():
		w.kinds[w.Kind]++ // which records nothing that could differ
	case w.recorded == w.derived && w.recorded.isStatus():
		w.agree++
	default:
		m.differ++
	}
	if w.Histogram != nil {
		w.countVector()
	}
	if w.derived.isStatus() {
		w.decided[w.deciding()]++
		return
	}
	w.countError(doc)
}

// deciding is the outcome that decided.
func (w *worker) deciding() int {
	if w.outcomes[w.Lifecycle].Status != rulebook.Undecided {
		return w.Lifecycle
	}
	return w.Own
}

// countError counts why a record has no derived status.
func (w *worker) countError(doc []byte) {
	var malformed *verdict.MalformedError
	var undecided *verdict.UndecidedError
	switch {
	case errors.As(w.Err, &malformed):
		w.faults[malformed.Reason]++
	case errors.As(w.Err, &undecided):
		w.missing.at(w.name + "\n" + strings.Join(families(undecided.Missing), "\n")).add(&one)
	case w.derived == notDeclared:
		w.countUnknown(doc)
	}
}

var one = number(1)

// families gives the names of missing signals, those of entries as one.
func families(missing []string) []string {
	var names []string
	for _, name := range missing {
		if signal, _, entry := strings.Cut(name, "/"); entry {
			name = signal + "/*"
		}
		if len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return names
}
