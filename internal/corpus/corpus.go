// Package corpus makes dumps of recorded Get process documents, and of such as
// providers themselves send, of any size, with planted anomalies, for the tests and measurements of audits. Of every
// document it knows by construction what is right: no rule table and no engine
// is asked, so that an audit of a corpus is tested against another opinion.
//
// All persons are made up, and all of their data can be known by the words that
// Personal gives.
package corpus

import (
	"bufio"
	"fmt"
	"io"
	"slices"
)

// Corpus says what to make. The same Corpus always makes the same bytes.
type Corpus struct {
	Seed    uint64
	Records int
	Form    Form
	Own     bool // it has documents of providers' own, too
}

// Form is how documents stand in a file.
type Form uint8

// The forms. Documents never contain a line break.
const (
	Lines        Form = iota // JSON Lines: one document a line, with blank lines and CRLF here and there
	Array                    // one JSON array
	Concatenated             // one document after the other, with white space between or none
)

var formNames = [...]string{"lines", "array", "concatenated"}

// String gives the name of the form: "lines", "array" or "concatenated".
func (f Form) String() string {
	if int(f) >= len(formNames) {
		return fmt.Sprintf("Form(%d)", uint8(f))
	}
	return formNames[f]
}

// ParseForm gives the form of that name. The error lists the names.
func ParseForm(name string) (Form, error) {
	for i, known := range formNames {
		if name == known {
			return Form(i), nil
		}
	}
	return 0, fmt.Errorf("no form has this name; the forms are %s, %s and %s", formNames[0], formNames[1], formNames[2])
}

// Write writes the documents and tells what is planted in them. The three forms
// of a corpus have the same documents, but for those malformed ones whose brackets
// or quotes are not balanced: these are in Lines alone, so that nobody can doubt
// where a document begins. The error is the writer's.
func (c Corpus) Write(w io.Writer) (Planted, error) {
	m := &maker{
		corpus:  c,
		out:     bufio.NewWriterSize(w, 1<<18),
		random:  random(c.Seed),
		layout:  random(^c.Seed),
		kinds:   anomalies,
		traffic: traffic,
		planted: newPlanted(),
		line:    1,
	}
	if c.Own {
		m.kinds, m.traffic = slices.Concat(anomalies, ownAnomalies), ownTraffic
	}
	m.anomalies = anomalyCount(c.Records, len(m.kinds))
	m.schedule()
	m.space(beforeAll[c.Form])
	for m.at = 0; m.at < c.Records; m.at++ {
		m.next()
	}
	m.space(afterAll[c.Form])
	if len(m.waiting) > 0 {
		panic("internal error: records of a process are left over")
	}
	m.planted.Records, m.planted.Bytes = c.Records, m.offset
	return m.planted, m.out.Flush()
}

// maker makes one corpus.
type maker struct {
	corpus Corpus
	out    *bufio.Writer
	doc    doc
	random random // of the documents
	layout random // of what stands between them

	kinds   []anomaly   // in the order in which they are planted
	traffic []*scenario // what is drawn from otherwise

	at        int  // the record to be made, from 0
	anomalies int  // how many there are in all
	anomaly   int  // the next one, from 0
	anomalyAt int  // where it stands
	long      bool // there is a document that is too long
	waiting   []waiting

	offset  int64
	line    int64
	planted Planted
}

// next makes one record: an anomaly where one is due, otherwise one more record of
// a process, or a new process.
func (m *maker) next() {
	switch {
	case m.anomaly < m.anomalies && m.at == m.anomalyAt:
		m.plant()
		m.anomaly++
		m.schedule()
	case m.isDue():
		r := m.waiting[0].record
		m.waiting = m.waiting[1:]
		m.write(&r)
	default:
		m.fresh()
	}
}

// write makes a document and writes it, with what stands before the next one.
func (m *maker) write(r *record) {
	d := &m.doc
	d.start(r)
	d.members()
	if r.spoil != nil {
		r.spoil(d)
	}
	if m.at > 0 {
		m.space(m.between())
	}
	m.planted.add(d, r, Place{Record: m.at + 1, Line: m.line, Offset: m.offset})
	m.offset += int64(len(d.b))
	m.out.Write(d.b) // an error comes again from Flush
}
