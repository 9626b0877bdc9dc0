package main

import (
	"strings"

	"github.com/verdict-id/verdict/audit"
)

// auditHeadline is what an audit comes to, in sentences.
type auditHeadline struct {
	Alarms []string // who may have been accepted, or would be, and should not
	Says   []string
}

func newAuditHeadline(r *audit.Report) auditHeadline {
	if r.Records == 0 {
		return auditHeadline{Says: []string{"No record was read, so there is nothing to say of any."}}
	}
	h := auditHeadline{Alarms: alarms(r)}
	read := named(r.Records, "record")
	if r.Processes > 0 {
		read += " of " + processes(r.Processes)
	}
	h.Says = append(h.Says, read+". "+agreeing(r))
	if len(r.Own) > 0 {
		h.Says = append(h.Says, ownInWords(r.Own))
	}
	if countOf(r, audit.AcceptedNotDerived) == 0 {
		h.Says = append(h.Says, "No record says accepted where the rules do not.")
	}
	if c := r.Changes; c != nil {
		h.Says = append(h.Says, changesInWords(c))
	}
	return h
}

// agreeing says how many records have the status that the rules give. Documents of
// providers' own have none.
func agreeing(r *audit.Report) string {
	if r.Agree == r.Records {
		return "In all of them the recorded status is the one that the rules give."
	}
	differ := r.Records - r.Agree
	for _, k := range r.Own {
		differ -= k.Records
	}
	return "In " + digits(r.Agree) + " (" + percent(r.Agree, r.Records) + ") the recorded status is the one that the rules give; in " +
		digits(differ) + " it is not."
}

// ownInWords says how many documents of providers' own there are.
func ownInWords(kinds []audit.OwnKind) string {
	var all []string
	for _, k := range kinds {
		all = append(all, digits(k.Records)+" "+k.Kind)
	}
	return "Providers' own documents, which record no status: " + strings.Join(all, ", ") + "."
}

// alarms are the sentences about critical findings.
func alarms(r *audit.Report) []string {
	var all []string
	if n := countOf(r, audit.AcceptedNotDerived); n == 1 {
		all = append(all, "1 record says accepted, and the rules do not.")
	} else if n > 1 {
		all = append(all, digits(n)+" records say accepted, and the rules do not.")
	}
	if r.Changes != nil && r.Changes.NewlyAccepted > 0 {
		all = append(all, named(r.Changes.NewlyAccepted, "record")+" would be newly accepted by the other rule book.")
	}
	return all
}

func changesInWords(c *audit.Changes) string {
	switch {
	case c.Equal:
		return "The other rule book is equal: it decides every record alike."
	case c.Records == 0:
		return "The other rule book differs, and decides every one of these records alike."
	case c.NewlyAccepted == 0:
		return "The other rule book changes the outcome of " + named(c.Records, "record") + ", and newly accepts none."
	}
	return "The other rule book changes the outcome of " + named(c.Records, "record") + "."
}

// countOf is how many findings have a code.
func countOf(r *audit.Report, code audit.Code) int64 {
	for _, c := range r.Counts {
		if c.Code == code {
			return c.Count
		}
	}
	return 0
}

func processes(n int64) string {
	if n == 1 {
		return "1 process"
	}
	return digits(n) + " processes"
}
