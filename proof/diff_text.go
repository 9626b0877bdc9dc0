package proof

import (
	"bytes"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/wrap"
)

// WriteText writes the difference for a terminal, 80 columns wide as far as
// documents allow.
func (d *Difference) WriteText(w io.Writer) error {
	var b bytes.Buffer
	wrap.Line(&b, "", d.headline())
	for _, caveat := range d.Caveats {
		says := nameOf(caveat.Providers) + ": " + caveat.Says
		if !caveat.MayChange {
			says += ", so a region may hold combinations that no document carries"
		}
		wrap.Line(&b, "  but ", says)
	}
	for _, r := range d.Regions {
		b.WriteString("\n")
		r.write(&b)
	}
	for i, c := range d.Declarations {
		if i == 0 || c.name() != d.Declarations[i-1].name() {
			fmt.Fprintf(&b, "\nDeclarations of %s\n", c.name())
		}
		c.write(&b)
	}
	fmt.Fprintf(&b, "\nOld rule book %s\nNew rule book %s\n", d.Old, d.New)
	_, err := w.Write(b.Bytes())
	return err
}

// headline says the whole in a sentence or two.
func (d *Difference) headline() string {
	if d.Equal {
		return "EQUAL: the same outcomes everywhere, and the same declarations."
	}
	if len(d.Declarations) == 0 {
		return d.outcomes() + ". No declaration changes."
	}
	return d.outcomes() + ". " + changes(len(d.Declarations), "declaration") + "."
}

// outcomes says how many regions change, and what caveats leave open.
func (d *Difference) outcomes() string {
	says := "No outcome changes"
	if n := len(d.Regions); n > 0 {
		newly := "none"
		if d.NewlyAccepted > 0 {
			newly = strconv.Itoa(d.NewlyAccepted)
		}
		says = changes(n, "region") + ", " + newly + " newly accepted"
	} else if d.mayChange() {
		says = "No region changes"
	}
	switch {
	case d.MayAccept():
		says += ", though documents may be newly accepted that no region tells of"
	case d.mayChange():
		says += ", though outcomes may change that no region tells of"
	}
	return says
}

func changes(n int, what string) string {
	if n == 1 {
		return "1 " + what + " changes"
	}
	return fmt.Sprintf("%d %ss change", n, what)
}

func (r Region) write(b *bytes.Buffer) {
	heading := "CHANGED"
	switch {
	case r.NewlyAccepted:
		heading = "NEWLY ACCEPTED"
	case r.Before == "accepted" || r.Before == "judged":
		heading = "NO LONGER ACCEPTED"
	}
	wrap.Line(b, heading+"  ", nameOf(r.Providers)+": "+r.Before+" → "+r.After)
	fmt.Fprintf(b, "  %s where\n", combinations(r.Combinations))
	const most = 20
	for _, condition := range r.Conditions[:min(most, len(r.Conditions))] {
		wrap.Clauses(b, "    - ", condition)
	}
	if more := len(r.Conditions) - most; more > 0 {
		fmt.Fprintf(b, "    - and %d more, which JSON lists\n", more)
	}
	wrap.Line(b, "  for example: ", r.Witness.Says)
	if r.Witness.Document == nil {
		b.WriteString("  (no document was found that carries this)\n")
	} else {
		fmt.Fprintf(b, "  %s\n", r.Witness.Document)
	}
	if c := r.Witness.Context; c != nil {
		if c.ProcessType != "" {
			wrap.Line(b, "  with --process-type ", c.ProcessType)
		}
		if c.Verdict != "" {
			wrap.Line(b, "  with --verdict ", c.Verdict)
		}
	}
}

func combinations(n *big.Int) string {
	if n.Cmp(big.NewInt(1)) == 0 {
		return "1 combination"
	}
	return wrap.Grouped(n) + " combinations"
}

func nameOf(providers []string) string {
	if providers[0] == "*" {
		return "the lifecycle"
	}
	return strings.Join(providers, ", ")
}

func (c Declaration) name() string { return nameOf(c.Providers) }

func (c Declaration) write(b *bytes.Buffer) {
	wrap.Line(b, "  ", strings.TrimSpace(c.Kind+" "+c.ID)+" "+c.Change)
	for _, f := range c.Fields {
		if c.Change != "added" && f.Before != "" {
			wrap.Line(b, "    - "+f.Name+": ", f.Before)
		}
		if c.Change != "removed" && f.After != "" {
			wrap.Line(b, "    + "+f.Name+": ", f.After)
		}
	}
}
