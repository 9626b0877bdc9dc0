package corpus

import "slices"

// anomaly is a kind of thing to be found.
type anomaly struct {
	kind  string
	codes []string    // of the findings, if the kind is one document
	from  []*scenario // one of these is drawn
	as    []string    // one of these is the recorded status; if there is none, the scenario's
	edit  func(*doc)
	spoil func(*doc)

	unbalanced bool // brackets or quotes are: for lines alone
	huge       bool // once in a corpus
	steps      []step
}

// step is one document of several of a process, in the order in which they are
// written.
type step struct {
	status string
	after  int // seconds from createdAt to updatedAt
	codes  []string
	edit   func(*doc)
}

// anomalyCount is how many anomalies there are among so many records: one in a
// hundred, or one of each kind where there is place.
func anomalyCount(records, kinds int) int { return max(records/100, min(kinds, records/4)) }

// schedule draws where the next anomaly stands. Each has a stretch of its own, and
// the first document is never one, so that the form of a file can be seen.
func (m *maker) schedule() {
	if m.anomaly >= m.anomalies {
		return
	}
	from, to := m.stretch(m.anomaly), m.stretch(m.anomaly+1)
	m.anomalyAt = from + m.random.below(to-from)
}

// stretch is where the stretch of an anomaly begins.
func (m *maker) stretch(anomaly int) int {
	return 1 + int(int64(anomaly)*int64(m.corpus.Records-1)/int64(m.anomalies))
}

// plant makes the next anomaly, the kinds in turn.
func (m *maker) plant() {
	a := &m.kinds[m.anomaly%len(m.kinds)]
	if len(a.steps) > 0 {
		m.plantProcess(a)
		return
	}
	r := record{
		seed: m.random.next(), scenario: pick(&m.random, a.from), after: 20 + m.random.below(240),
		edit: a.edit, spoil: a.spoil, kind: a.kind, codes: a.codes,
	}
	r.status = r.scenario.status
	if len(a.as) > 0 {
		r.status = pick(&m.random, a.as)
	}
	if r.spoil == nil && m.random.oneIn(5) {
		r.odd = pick(&m.random, alwaysHarmless)
	}
	if a.unbalanced && m.corpus.Form != Lines || a.huge && m.long {
		r.spoil, r.kind = nameTwice, "a name twice"
	}
	m.long = m.long || a.huge
	m.write(&r)
}

// alwaysHarmless are oddities that change nothing of what is planted.
var alwaysHarmless = []oddity{escapes, spaces, shuffled, strangers}

// plantProcess makes a process whose documents do not go together. Where the end
// is near, a finding in one document takes its place.
func (m *maker) plantProcess(a *anomaly) {
	if !m.hasRoom() {
		r := record{seed: m.random.next(), scenario: pick(&m.random, traffic), after: -60, kind: "updated before created", codes: updatedFirst}
		r.status = r.scenario.status
		m.write(&r)
		return
	}
	seed := m.random.next()
	f := pick(&m.random, processFamilies)
	for !f.hasAll(a.steps) {
		f = pick(&m.random, processFamilies)
	}
	var records []record
	for _, s := range a.steps {
		records = append(records, record{
			seed: seed, scenario: f.pick(&m.random, s.status), status: s.status, after: s.after,
			edit: s.edit, kind: a.kind, codes: s.codes,
		})
	}
	m.process(records)
}

var processFamilies = []*family{onfidoFamily, eidFamily, readIDFamily, faceTecFamily, paperFamily, connectFamily}

// hasAll tells whether the family has sound documents for all steps.
func (f *family) hasAll(steps []step) bool {
	return !slices.ContainsFunc(steps, func(s step) bool { return !f.has(s.status) })
}
