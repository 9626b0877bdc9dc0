package audit

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// partVersion is that of the form in which parts are encoded.
const partVersion = 1

// partForm is a Part as it is encoded. Lists and names are in order, so that equal
// parts have equal bytes.
type partForm struct {
	Version int        `json:"version"`
	Book    string     `json:"book,omitempty"`
	Against string     `json:"against,omitempty"`
	Counted *tallyForm `json:"counted,omitempty"`

	Processes int64 `json:"processes,omitempty"`
	Untracked int64 `json:"untracked,omitempty"`
}

type tallyForm struct {
	Records   int64                     `json:"records"`
	Agree     int64                     `json:"agree"`
	Counts    map[Code]int64            `json:"counts"`
	Kinds     map[string]int64          `json:"kinds,omitempty"`
	Outcomes  int                       `json:"outcomes"`
	Decided   map[int]int64             `json:"decided"` // by the number of the outcome
	Providers boundedForm[[]int64]      `json:"providers"`
	Unknown   []unknownForm             `json:"unknown"`
	Missing   boundedForm[int64]        `json:"missing"`
	Faults    map[string]int64          `json:"faults"`
	Months    boundedForm[monthForm]    `json:"months"`
	Changed   int64                     `json:"changed"`
	Shifts    boundedForm[[]int64]      `json:"shifts"`
	Regions   boundedForm[[]regionForm] `json:"regions"`
}

// boundedForm is what is counted by names, and of all others.
type boundedForm[F any] struct {
	Of   map[string]F `json:"of"`
	Rest *F           `json:"rest,omitempty"`
}

type unknownForm struct {
	Provider string             `json:"provider"`
	Place    string             `json:"place"`
	Records  int64              `json:"records"`
	Words    boundedForm[int64] `json:"words"`
}

type monthForm struct {
	Recorded []int64 `json:"recorded"`
	Differ   int64   `json:"differ"`
}

type regionForm struct {
	Before  string `json:"before"`
	After   string `json:"after"`
	Records int64  `json:"records"`
}

// MarshalBinary encodes the part, for [Part.UnmarshalBinary] in the same version of
// this program. Equal parts have equal bytes. There is no error.
func (p Part) MarshalBinary() ([]byte, error) {
	form := partForm{Version: partVersion, Book: p.book, Against: p.against, Processes: p.processes, Untracked: p.untracked}
	if p.tally != nil {
		form.Counted = p.tally.form()
	}
	return json.Marshal(form)
}

// form gives the tally as it is encoded.
func (t *tally) form() *tallyForm {
	f := &tallyForm{
		Records: t.records, Agree: t.agree, Counts: t.counts, Kinds: t.kinds, Faults: t.faults,
		Outcomes: len(t.decided), Decided: map[int]int64{},
		Providers: formOf(&t.providers, (*matrix).numbers),
		Missing:   formOf(&t.missing, (*number).number),
		Months:    formOf(&t.months, func(m *month) monthForm { return monthForm{m.recorded[:], m.differ} }),
		Changed:   t.shift.records,
		Shifts:    formOf(&t.shift.providers, (*matrix).numbers),
		Regions:   formOf(&t.shift.regions, (*steps).form),
	}
	for i, n := range t.decided {
		if n > 0 {
			f.Decided[i] = n
		}
	}
	for at, w := range t.unknown {
		f.Unknown = append(f.Unknown, unknownForm{at.provider, at.path, w.records, formOf(&w.of, (*number).number)})
	}
	slices.SortFunc(f.Unknown, func(a, b unknownForm) int {
		return cmp.Or(strings.Compare(a.Provider, b.Provider), strings.Compare(a.Place, b.Place))
	})
	return f
}

// formOf gives what is counted by names as it is encoded.
func formOf[V any, P counter[V], F any](b *bounded[V, P], form func(P) F) boundedForm[F] {
	f := boundedForm[F]{Of: map[string]F{}}
	for name, v := range b.of {
		f.Of[name] = form(v)
	}
	if b.more {
		rest := form(&b.rest)
		f.Rest = &rest
	}
	return f
}

func (n *number) number() int64 { return int64(*n) }

// numbers gives the cells row by row.
func (m *matrix) numbers() []int64 {
	var all []int64
	for i := range m {
		all = append(all, m[i][:]...)
	}
	return all
}

func (s *steps) form() []regionForm {
	all := []regionForm{}
	for k, n := range *s {
		all = append(all, regionForm{k.before, k.after, n})
	}
	slices.SortFunc(all, func(a, b regionForm) int {
		return cmp.Or(strings.Compare(a.Before, b.Before), strings.Compare(a.After, b.After))
	})
	return all
}
