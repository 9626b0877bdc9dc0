package main

import (
	"slices"

	"github.com/verdict-id/verdict/audit"
)

// findingList is the findings of a report, and what they can be chosen by.
type findingList struct {
	Rows       []findingRow
	Codes      []audit.Code
	Severities []audit.Severity
	Providers  []string // as whom names them
}

// findingRow is a finding; First is the first of its code, to which links lead.
type findingRow struct {
	audit.Finding
	First bool
	Order int // of the code
}

func newFindingList(findings []audit.Finding) findingList {
	var l findingList
	present, severe := map[audit.Code]bool{}, map[audit.Severity]bool{}
	for _, f := range findings {
		order := slices.IndexFunc(kindsOfFindings, func(k audit.Kind) bool { return k.Code == f.Code })
		l.Rows = append(l.Rows, findingRow{f, !present[f.Code], order})
		present[f.Code], severe[f.Severity] = true, true
		l.Providers = append(l.Providers, whom(f.Provider))
	}
	for _, k := range kindsOfFindings {
		if present[k.Code] {
			l.Codes = append(l.Codes, k.Code)
		}
	}
	for _, s := range []audit.Severity{audit.Critical, audit.Serious, audit.Minor} {
		if severe[s] {
			l.Severities = append(l.Severities, s)
		}
	}
	slices.Sort(l.Providers)
	l.Providers = slices.Compact(l.Providers)
	return l
}

var kindsOfFindings = audit.Kinds()

// Has tells whether a finding of a code is listed.
func (l findingList) Has(code audit.Code) bool { return slices.Contains(l.Codes, code) }

// Says tells how many of all findings are listed.
func (l findingList) Says(all int64) string {
	if listed := int64(len(l.Rows)); listed < all {
		return "The first of each kind are listed: " + digits(listed) + " of " + digits(all) + ". Run the audit with --out to write all of them to a file."
	}
	return named(all, "finding") + " in all."
}

// rulesOf is the rows of one table.
type rulesOf struct {
	Provider string
	Rows     []audit.RuleUse
}

// byProvider puts rows that follow one another and have one provider together.
func byProvider(rules []audit.RuleUse) []*rulesOf {
	var tables []*rulesOf
	for _, r := range rules {
		if len(tables) == 0 || tables[len(tables)-1].Provider != r.Provider {
			tables = append(tables, &rulesOf{Provider: r.Provider})
		}
		t := tables[len(tables)-1]
		t.Rows = append(t.Rows, r)
	}
	return tables
}

// Unused counts the rows that held in no record.
func (t *rulesOf) Unused() int64 {
	var n int64
	for _, r := range t.Rows {
		if r.Held == 0 {
			n++
		}
	}
	return n
}
