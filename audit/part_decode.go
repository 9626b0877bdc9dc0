package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
)

// UnmarshalBinary decodes what MarshalBinary encoded. The error says that the bytes
// are no part, or one of another version; then p is unchanged.
func (p *Part) UnmarshalBinary(text []byte) error {
	var form partForm
	if err := json.Unmarshal(text, &form); err != nil {
		return fmt.Errorf("this is no part of an audit: %w", err)
	}
	if form.Version != partVersion {
		return fmt.Errorf("a part of an audit has version %d of its form, and this program reads version %d", form.Version, partVersion)
	}
	read := Part{book: form.Book, against: form.Against, processes: form.Processes, untracked: form.Untracked}
	if form.Counted != nil {
		t, err := form.Counted.tally()
		if err != nil {
			return fmt.Errorf("this is no part of an audit by this version of the program: %w", err)
		}
		read.tally = t
	}
	*p = read
	return nil
}

// mostOutcomes bounds what a part can say of itself that needs memory.
const mostOutcomes = 1 << 24

// tally gives the tally that was encoded.
func (f *tallyForm) tally() (*tally, error) {
	if f.Outcomes < 0 || f.Outcomes > mostOutcomes {
		return nil, fmt.Errorf("%d outcomes", f.Outcomes)
	}
	t := newTally(f.Outcomes)
	t.records, t.agree, t.shift.records = f.Records, f.Agree, f.Changed
	maps.Copy(t.counts, f.Counts)
	maps.Copy(t.kinds, f.Kinds)
	maps.Copy(t.faults, f.Faults)
	for i, n := range f.Decided {
		if i < 0 || i >= f.Outcomes {
			return nil, fmt.Errorf("outcome %d of %d", i, f.Outcomes)
		}
		t.decided[i] = n
	}
	for _, u := range f.Unknown {
		w := newWords()
		w.records = u.Records
		if err := readBounded(u.Words, &w.of, readNumber); err != nil {
			return nil, err
		}
		t.unknown[place{u.Provider, u.Place}] = w
	}
	return t, errors.Join(
		readBounded(f.Providers, &t.providers, readMatrix),
		readBounded(f.Missing, &t.missing, readNumber),
		readBounded(f.Months, &t.months, readMonth),
		readBounded(f.Shifts, &t.shift.providers, readMatrix),
		readBounded(f.Regions, &t.shift.regions, readSteps),
	)
}

// readBounded reads what is counted by names.
func readBounded[V any, P counter[V], F any](f boundedForm[F], into *bounded[V, P], read func(F, P) error) error {
	for name, form := range f.Of {
		if err := read(form, into.at(name)); err != nil {
			return err
		}
	}
	if f.Rest == nil {
		return nil
	}
	into.more = true
	return read(*f.Rest, &into.rest)
}

func readNumber(form int64, n *number) error {
	*n += number(form)
	return nil
}

func readMatrix(form []int64, m *matrix) error {
	if len(form) != answers*answers {
		return fmt.Errorf("a matrix of %d cells, want %d", len(form), answers*answers)
	}
	for i, n := range form {
		m[i/answers][i%answers] += n
	}
	return nil
}

func readMonth(form monthForm, m *month) error {
	if len(form.Recorded) != answers {
		return fmt.Errorf("a month of %d answers, want %d", len(form.Recorded), answers)
	}
	for i, n := range form.Recorded {
		m.recorded[i] += n
	}
	m.differ += form.Differ
	return nil
}

func readSteps(form []regionForm, s *steps) error {
	for _, r := range form {
		s.count(step{r.Before, r.After}, r.Records)
	}
	return nil
}
