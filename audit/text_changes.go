package audit

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"github.com/verdict-id/verdict/internal/wrap"
)

// writeChanges writes what the other rule book makes of the records.
func (r *Report) writeChanges(b *bytes.Buffer) {
	c := r.Changes
	if c == nil {
		return
	}
	b.WriteString("\nBy the other rule book\n")
	wrap.Line(b, "  ", c.Headline())
	never := c.writeShared(b)
	if never > 0 {
		fmt.Fprintf(b, "\n  %s of the difference have no record here\n", wrap.Plural(never, "further region"))
	}
	if c.Elsewhere > 0 {
		fmt.Fprintf(b, "\n  %s in no region:\n", wrap.Plural(c.Elsewhere, "record"))
		for _, caveat := range c.Caveats {
			wrap.Line(b, "    - ", strings.Join(caveat.Providers, ", ")+": "+caveat.Says)
		}
	}
}

// writeShared writes the transitions, and the regions that have records, and gives
// how many have none.
func (c *Changes) writeShared(b *bytes.Buffer) (never int) {
	rows := [][]string{}
	for _, t := range c.Transitions {
		rows = append(rows, []string{wrap.Grouped(t.Count), cmp.Or(t.Provider, "-"), t.Before + " → " + t.After})
	}
	writeTable(b, "Changes", rows, 0)
	for _, region := range c.Regions {
		if region.Records == 0 {
			never++
			continue
		}
		fmt.Fprintf(b, "\n  %s: %s, %s → %s, where\n", wrap.Plural(region.Records, "record"),
			strings.Join(region.Providers, ", "), region.Before, region.After)
		for _, condition := range region.Conditions {
			wrap.Clauses(b, "    - ", condition)
		}
	}
	return never
}

// Headline says in a sentence what the other rule book changes.
func (c *Changes) Headline() string {
	newly := "none"
	if c.NewlyAccepted > 0 {
		newly = wrap.Grouped(c.NewlyAccepted)
	}
	switch {
	case c.Equal:
		return "The two rule books are equal."
	case c.Records == 0:
		return "No record has another outcome, though the rule books differ."
	}
	return wrap.Plural(c.Records, "record") + " with another outcome, newly accepted: " + newly + "."
}
