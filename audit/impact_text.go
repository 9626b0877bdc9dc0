package audit

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/verdict-id/verdict/internal/wrap"
)

// WriteText writes the impact for a terminal, 80 columns wide as far as names allow.
func (i *Impact) WriteText(w io.Writer) error {
	var b bytes.Buffer
	wrap.Line(&b, "", i.Headline())
	i.writeUntold(&b)
	i.writeChanges(&b)
	i.writeMatrix(&b)
	(&Report{Records: i.Records, Rules: i.Rules}).writeRules(&b)
	if i.RulesUntold > 0 {
		fmt.Fprintf(&b, "  of %s the status is certain, and not which rows hold\n", wrap.Plural(i.RulesUntold, "record"))
	}
	fmt.Fprintf(&b, "\nOld rule book %s\nNew rule book %s\n", i.Against, i.Book)
	if i.Made != "" && i.Made != i.Against && i.Made != i.Book {
		fmt.Fprintf(&b, "Histogram made by %s\n", i.Made)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Headline says in a few sentences what changes, and of how many records the
// histogram does not tell.
func (i *Impact) Headline() string {
	says := wrap.Plural(i.Records, "record") + " in " + wrap.Plural(i.Rows, "row") + ". "
	switch {
	case i.Changes.Equal:
		says += "The two rule books are equal."
	case i.Changes.Records > 0:
		says += wrap.Plural(i.Changes.Records, "record") + " with another outcome, newly accepted: " + numberOrNone(i.Changes.NewlyAccepted) + "."
	case i.MayChange == 0:
		says += "No record has another outcome, though the rule books differ."
	default:
		says += "No record certainly has another outcome."
	}
	if i.CannotTell == 0 {
		return says
	}
	says += " The outcome of " + wrap.Plural(i.CannotTell, "record") + " CANNOT BE TOLD from the histogram"
	if i.MayChange == 0 {
		return says + ", and does not change."
	}
	return says + ", and may change for " + wrap.Grouped(i.MayChange) + " of them; that may be newly accepted: " + numberOrNone(i.MayAccept) + "."
}

func numberOrNone(n int64) string {
	if n == 0 {
		return "none"
	}
	return wrap.Grouped(n)
}

// writeUntold writes what would have to be known.
func (i *Impact) writeUntold(b *bytes.Buffer) {
	if len(i.Untold) == 0 {
		return
	}
	b.WriteString("\nWhat cannot be told from the histogram\n")
	for _, u := range i.Untold {
		mark := ""
		switch {
		case u.MayAccept:
			mark = "MAY BE NEWLY ACCEPTED  "
		case !u.MayChange:
			mark = "unchanged  "
		}
		if len(u.After) == 0 {
			fmt.Fprintf(b, "  %s%s of further kinds\n", mark, wrap.Plural(u.Records, "record"))
			continue
		}
		wrap.Line(b, "  ", fmt.Sprintf("%s%s: %s, %s → %s", mark, wrap.Plural(u.Records, "record"), wrap.Printable(cmp.Or(u.Provider, "-")),
			strings.Join(u.Before, " or "), strings.Join(u.After, " or ")))
		wrap.Line(b, "    it would have to be known: ", strings.Join(u.Signals, ", "))
	}
}

// writeChanges writes what certainly changes.
func (i *Impact) writeChanges(b *bytes.Buffer) {
	never := i.Changes.writeShared(b)
	if never > 0 {
		fmt.Fprintf(b, "\n  %s of the difference without a record that is certain to lie there\n", wrap.Plural(never, "region"))
	}
	if i.Changes.Elsewhere > 0 {
		fmt.Fprintf(b, "\n  %s in no region that is certain\n", wrap.Plural(i.Changes.Elsewhere, "record"))
	}
	for _, caveat := range i.Changes.Caveats {
		wrap.Line(b, "    - ", strings.Join(caveat.Providers, ", ")+": "+caveat.Says)
	}
}

// writeMatrix writes the confusion matrix, a line a cell, with those marked that do not
// agree.
func (i *Impact) writeMatrix(b *bytes.Buffer) {
	if len(i.Matrix) == 0 {
		return
	}
	rows := [][]string{{"provider", "recorded", "by the new rules", "records", ""}}
	for _, c := range i.Matrix {
		mark := ""
		if c.Recorded != c.Derived && c.Derived != CannotBeTold {
			mark = "differs"
		}
		rows = append(rows, []string{cmp.Or(c.Provider, "-"), cmp.Or(c.Recorded, "-"), c.Derived, wrap.Grouped(c.Count), mark})
	}
	writeTable(b, "Recorded, and by the new rules", rows, 3)
}
