package main

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"
	"runtime/debug"

	"github.com/verdict-id/verdict/audit"
	"github.com/verdict-id/verdict/internal/picture"
)

//go:embed auditpage/audit.html
var auditText string

//go:embed auditpage/audit.css
var auditStyle string

//go:embed auditpage/audit.js
var auditScript string

var auditTemplate = template.Must(template.New("audit").Funcs(template.FuncMap{
	"digits": digits, "named": named, "outcome": outcome, "percent": percent, "shown": shown, "whom": whom, "whose": whose, "word": word,
}).Parse(auditText))

// auditPage is the page of an audit.
type auditPage struct {
	*audit.Report
	Headline auditHeadline
	Total    int64 // findings, also those that are not listed
	Matrices []*matrix
	Changed  *matrix // nothing where no other rule book was asked
	Months   *months
	Listed   findingList
	Rules    []*rulesOf
	Unknown  cut[audit.Unknown]
	Missing  cut[audit.Missing]
	Faults   cut[audit.Fault]
	Occur    []audit.RegionUse // regions that records lie in
	Absent   []audit.RegionUse // the others
	Program  string            // its version
	Go       string            // the version of Go that it was built by
	Style    template.CSS
	Script   template.JS
	Policy   string // what the page may load: nothing but its own style and script
}

// writeAuditHTML writes what an audit found as one page, which loads nothing.
// The same report gives the same page. The error is w's.
func writeAuditHTML(w io.Writer, r *audit.Report) error {
	page, err := newAuditPage(r)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := auditTemplate.Execute(&out, page); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

func newAuditPage(r *audit.Report) (*auditPage, error) {
	style := picture.Style + pageStyle + auditStyle
	page := &auditPage{
		Report:   r,
		Headline: newAuditHeadline(r),
		Matrices: confusion(r.Matrix),
		Listed:   newFindingList(r.Findings),
		Rules:    byProvider(r.Rules),
		Unknown:  cutOff(r.Unknown, func(u audit.Unknown) int64 { return u.Records }),
		Missing:  cutOff(r.Missing, func(m audit.Missing) int64 { return m.Records }),
		Faults:   cutOff(r.Faults, func(f audit.Fault) int64 { return f.Records }),
		Style:    template.CSS(style),
		Script:   template.JS(auditScript),
		Policy:   "default-src 'none'; style-src " + hashed(style) + "; script-src " + hashed(auditScript) + "; base-uri 'none'; form-action 'none'",
	}
	for _, c := range r.Counts {
		page.Total += c.Count
	}
	if c := r.Changes; c != nil {
		page.Changed = transitions(c.Transitions)
		for _, region := range c.Regions {
			if region.Records > 0 {
				page.Occur = append(page.Occur, region)
			} else {
				page.Absent = append(page.Absent, region)
			}
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		page.Program, page.Go = info.Main.Version, info.GoVersion
	}
	var err error
	page.Months, err = newMonths(r.Months)
	return page, err
}
