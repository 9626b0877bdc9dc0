package audit

// How many names of each kind a report tells apart, where documents choose them.
const (
	mostProviders = 1000
	mostMissing   = 1000
	mostWords     = 1000
	mostMonths    = 1000
)

// tally is what one worker counts. Adding tallies in any order gives the same.
type tally struct {
	records, agree int64
	counts         map[Code]int64
	kinds          map[string]int64 // records that are documents of providers' own, by their kind
	decided        []int64          // records by the outcome that decided
	providers      bounded[matrix, *matrix]
	unknown        map[place]*words
	missing        bounded[number, *number] // by provider and signals, separated by lines
	faults         map[string]int64
	months         bounded[month, *month]
	vectors        map[vector]int64
	shift          shift
}

// matrix counts records by what they record and what is derived.
type matrix [answers][answers]int64

func (m *matrix) add(n *matrix) {
	for i := range m {
		for j := range m[i] {
			m[i][j] += n[i][j]
		}
	}
}

// place is where a table reads a value.
type place struct{ provider, path string }

// words counts the records with a value that is not declared, and its words.
type words struct {
	records int64
	of      bounded[number, *number]
}

func newWords() *words { return &words{of: newBounded[number](mostWords)} }

func (w *words) add(v *words) {
	w.records += v.records
	w.of.add(&v.of)
}

// month counts the records that were created in one.
type month struct {
	recorded [answers]int64
	differ   int64
}

func (m *month) add(n *month) {
	for i := range m.recorded {
		m.recorded[i] += n.recorded[i]
	}
	m.differ += n.differ
}

func newTally(outcomes int) *tally {
	return &tally{
		counts:    map[Code]int64{},
		kinds:     map[string]int64{},
		decided:   make([]int64, outcomes),
		providers: newBounded[matrix](mostProviders),
		unknown:   map[place]*words{},
		missing:   newBounded[number](mostMissing),
		faults:    map[string]int64{},
		months:    newBounded[month](mostMonths),
		vectors:   map[vector]int64{},
		shift:     newShift(),
	}
}

// add adds what another worker counted.
func (t *tally) add(other *tally) {
	t.records += other.records
	t.agree += other.agree
	addTo(t.counts, other.counts)
	addTo(t.kinds, other.kinds)
	for i, n := range other.decided {
		t.decided[i] += n
	}
	t.providers.add(&other.providers)
	for at, w := range other.unknown {
		if t.unknown[at] == nil {
			t.unknown[at] = newWords()
		}
		t.unknown[at].add(w)
	}
	t.missing.add(&other.missing)
	addTo(t.faults, other.faults)
	t.months.add(&other.months)
	addTo(t.vectors, other.vectors)
	t.shift.add(&other.shift)
}

// month gives the counter for the month of a moment.
func (t *tally) month(of *moment) *month {
	if !of.good {
		return t.months.at("")
	}
	if m := t.months.of[string(of.month[:])]; m != nil {
		return m
	}
	return t.months.at(string(of.month[:]))
}

func addTo[K comparable](to, from map[K]int64) {
	for k, n := range from {
		to[k] += n
	}
}
