package corpus

import (
	"cmp"
	"slices"
)

// record is what is to be written as one document.
type record struct {
	seed     uint64 // of its process: whom it is about, and when it began
	scenario *scenario
	status   string // as it is recorded
	after    int    // seconds from createdAt to updatedAt
	odd      oddity
	edit     func(*doc) // before it is written
	spoil    func(*doc) // after it is
	kind     string     // of anomaly; empty for none
	codes    []string   // of the findings
}

// waiting is one more record of a process, and when to write it.
type waiting struct {
	due    int
	record record
}

// farthest is how many records stand between two of one process at most, when
// little else waits.
const farthest = 1000

// process writes the first record of a process and puts the others off, in this
// order.
func (m *maker) process(records []record) {
	from := m.at + 1
	for _, r := range records[1:] {
		due := from + m.random.below(min(farthest, (m.corpus.Records-m.at)/(4*len(records))+1))
		at, _ := slices.BinarySearchFunc(m.waiting, due+1, func(w waiting, due int) int { return cmp.Compare(w.due, due) })
		m.waiting = slices.Insert(m.waiting, at, waiting{due, r})
		from = due + 1
	}
	m.write(&records[0])
}

// isDue tells whether a record that waits has to be written: its time has come, or
// there is only just place for all that wait.
func (m *maker) isDue() bool {
	if len(m.waiting) == 0 {
		return false
	}
	places := m.corpus.Records - m.at - (m.anomalies - m.anomaly)
	return m.waiting[0].due <= m.at || places <= len(m.waiting)
}

// hasRoom tells whether several records of a process have place before the end.
func (m *maker) hasRoom() bool { return m.corpus.Records-m.at > 4*(len(m.waiting)+8) }

// fresh makes a new process in which nothing is wrong. A few have several records.
func (m *maker) fresh() {
	s := pick(&m.random, m.traffic)
	for m.at == 0 && s.own != nil {
		s = pick(&m.random, m.traffic) // so that the form of a file can be seen
	}
	r := record{seed: m.random.next(), scenario: s, status: s.status, after: 20 + m.random.below(240)}
	several := m.random.oneIn(40) && s.own == nil && s.family.has("pending") && m.hasRoom()
	if several && isFinal(s.status) {
		m.process(m.course(r))
		return
	}
	if m.random.oneIn(8) {
		r.odd = 1 + oddity(m.random.below(int(oddities)-1))
	}
	m.write(&r)
}

// course gives the records of a process that comes to the end of last. No order of
// them, and no repetition, is a finding.
func (m *maker) course(last record) []record {
	pending, processing := last, last
	pending.scenario, pending.status, pending.after = last.scenario.family.pick(&m.random, "pending"), "pending", 0
	processing.scenario, processing.status, processing.after = last.scenario.family.pick(&m.random, "processing"), "processing", 10
	switch m.random.below(6) {
	case 0:
		return []record{last, pending} // the older one comes later
	case 1:
		return []record{processing, last, pending}
	case 2:
		again := last
		if last.status == "canceled" {
			again.edit = func(d *doc) { d.statusJSON = `"cancelled"` }
		}
		return []record{last, again} // told twice
	case 3:
		return []record{pending, last}
	}
	return []record{pending, processing, last}
}

// isFinal tells whether a status changes no more.
func isFinal(status string) bool { return status != "pending" && status != "processing" }
