package audit

import (
	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/changes"
)

// Place is where a record stands, as far as that is known: all of it, or nothing.
type Place struct {
	File   string // its name, for findings
	Line   int64  // from 1, in the file
	Offset int64  // bytes before the record in the file, unpacked
}

// Record is a recorded document, or what stands where one should.
type Record struct {
	Place
	Text []byte

	// Stray says what is not right between two records, at Place, where that is
	// what this is; see [Records]. Empty for a record.
	Stray string
}

// Judged is what was found of one record.
type Judged struct {
	Findings []Finding // by the order of codes in a Report, at most one of each

	// ProcessID is the id of the process in whose history the record takes part,
	// and Seen what it adds to that, for [Partial.Process]. Empty where it takes
	// part in none.
	ProcessID string
	Seen      Seen
}

// Partial judges records, and the histories of processes, and counts them as a Part.
// It is not for concurrent use.
type Partial struct {
	divided *Divided
	worker  *worker
	part    Part
	chunk   chunk // of the record that is judged
}

// Partial makes a Partial that has judged nothing.
func (d *Divided) Partial() *Partial {
	p := &Partial{divided: d, worker: d.auditor.judging(), part: d.empty()}
	p.worker.tally = p.part.tally
	return p
}

// Part is what was counted since the Partial was made. It is of no use once the
// Partial judges more.
func (p *Partial) Part() Part { return p.part }

// Judge judges a record. Its findings are those of [Files], but for their Record,
// which is 0, as nobody numbers the records; and where the Place is not known,
// File, Line and Offset are left out. The text is not kept.
func (p *Partial) Judge(r Record) Judged {
	w := p.worker
	p.chunk.findings = nil
	at := record{line: r.Line, offset: r.Offset, stray: r.Stray}
	if r.Stray != "" {
		w.stray(&p.chunk, &at)
	} else {
		w.record(&p.chunk, &at, r.Text[:min(len(r.Text), longest+1)])
	}
	j := Judged{Findings: p.chunk.findings}
	for i := range j.Findings {
		j.Findings[i].File = r.File
	}
	if r.Stray == "" && w.derived != notJSON {
		p.see(&j, r.Place)
	}
	return j
}

// see notes what the record says of its process.
func (p *Partial) see(j *Judged, at Place) {
	w := p.worker
	id := w.processID()
	if len(id) == 0 || !w.recorded.isStatus() {
		return
	}
	if len(id) > changes.MaxID {
		p.part.untracked++
		return
	}
	j.ProcessID = string(id)
	j.Seen = Seen{
		Place: at, Provider: w.name, Status: verdict.Status(w.recorded),
		UpdatedAt: w.updated.seconds, Dated: w.updated.good,
	}
}
