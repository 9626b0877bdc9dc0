package suite

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// levelOf says how firmly an answer stands.
func levelOf(v *Vector, d draft, rows []verdict.Rule) string {
	switch {
	case d.level != "":
		return d.level
	case v.Expected.Error != "" && v.Expected.Error != "undecided":
		return "robustness"
	case slices.ContainsFunc(v.Profiles, func(p Profile) bool { return tells(p, v, d) }),
		len(rows) > 0 && !grounded(rows),
		slices.ContainsFunc(rows, ordered(rows)),
		reading.MatchString(d.about):
		return "reading"
	}
	return "must"
}

var reading = regexp.MustCompile(`\bR[1-9][0-9]*\b`)

// tells tells whether another side of readings gives another answer to what is
// asked. That a document has no status (R22), or what the final result is, is
// asked by some vectors only.
func tells(p Profile, v *Vector, d draft) bool {
	switch {
	case len(p.With) == 1 && p.With["R22"] != "":
		return d.group == "process"
	case p.Expected.Status == v.Expected.Status && p.Expected.Error == v.Expected.Error:
		return slices.Contains(d.flags, "result")
	}
	return true
}

// grounded tells whether the source says or shows one of the rows that decide.
func grounded(rows []verdict.Rule) bool {
	return slices.ContainsFunc(rows, func(r verdict.Rule) bool {
		return r.Status == rows[0].Status && (slices.Contains(r.Basis, "text") || slices.Contains(r.Basis, "example"))
	})
}

// ordered tells of a row whether that another one is stricter is our order (R1).
// The source itself shows that rejected goes before inconclusive.
func ordered(rows []verdict.Rule) func(verdict.Rule) bool {
	return func(r verdict.Rule) bool {
		return r.Status != rows[0].Status && (rows[0].Status != verdict.Rejected || r.Status != verdict.Inconclusive)
	}
}

// readingsOf are the readings that an answer has to do with: those that the
// rows that decide and the fields of the final result rest on, those whose
// other side answers otherwise, and those that the vector itself names.
func (m *maker) readingsOf(v *Vector, d draft, rows []verdict.Rule) []string {
	ids := reading.FindAllString(v.About, -1)
	for _, r := range rows {
		if r.Status != rows[0].Status {
			ids = append(ids, "R1")
			continue
		}
		ids = append(ids, readings(r.Basis)...)
	}
	for _, p := range v.Profiles {
		ids = slices.AppendSeq(ids, maps.Keys(p.With))
	}
	if v.Expected.FinalResult == nil {
		return ids
	}
	for _, f := range m.resultFields(d, rows) {
		if (*v.Expected.FinalResult)[f.Name] == "" {
			continue
		}
		for _, s := range f.Sources {
			ids = append(ids, readings(s.Basis)...)
		}
	}
	return ids
}

// resultFields are those of the final result of an accepted document: of its own,
// or of the table that accepts.
func (m *maker) resultFields(d draft, rows []verdict.Rule) []rulebook.ResultField {
	for _, t := range m.tables {
		if d.fields == nil && slices.ContainsFunc(t.Rules, func(r *rulebook.Rule) bool { return r.ID == rows[0].ID }) {
			return t.Result
		}
	}
	return d.fields
}

// readings are those of the bases that are readings.
func readings(basis []string) []string {
	return slices.DeleteFunc(slices.Clone(basis), func(b string) bool { return !strings.HasPrefix(b, "R") })
}
