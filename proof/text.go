package proof

import (
	"bytes"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/wrap"
)

// WriteText writes the report for a terminal, 80 columns wide.
func (r *Report) WriteText(w io.Writer) error {
	var b bytes.Buffer
	for _, t := range r.Tables {
		t.write(&b)
	}
	if r.Proved {
		fmt.Fprintf(&b, "PROVED: all promises of all %d tables are kept.\n", len(r.Tables))
	} else {
		b.WriteString("NOT PROVED: see the broken promises above.\n")
	}
	fmt.Fprintf(&b, "Rule book %s\n", r.Book)
	_, err := w.Write(b.Bytes())
	return err
}

func (t Table) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "%s: %s\n", t.File, t.Title)
	fmt.Fprintf(b, "  %s combinations of %s\n", wrap.Grouped(t.Combinations), wrap.Plural(t.Signals, "signal"))
	if len(t.Gives) > 0 {
		fmt.Fprintf(b, "  a diagram of %s, %d for the status alone\n", wrap.Plural(t.Nodes, "node"), t.StatusNodes)
	}
	b.WriteString("\n  Promises\n")
	for _, p := range t.Promises {
		p.write(b)
	}
	if len(t.Gives) > 0 {
		b.WriteString("\n  Gives\n")
		for _, g := range t.Gives {
			fmt.Fprintf(b, "    %-13s %25s  %s\n", g.Status, wrap.Grouped(g.Combinations), share(g.Combinations, t.Combinations))
		}
	}
	if len(t.Undecided) > 0 {
		heading := "Undecided where"
		if t.lifecycle() {
			heading = "Undecided, so that the provider's table is asked, where"
		}
		fmt.Fprintf(b, "\n  %s\n", heading)
		for _, condition := range t.Undecided {
			wrap.Clauses(b, "    - ", condition)
		}
	}
	if len(t.Losses) > 0 {
		heading := "Declared losses: what can disappear and lead to acceptance, by reading"
		if t.lifecycle() {
			heading = "Declared losses: what can disappear and leave it undecided, by reading"
		}
		fmt.Fprintf(b, "\n  %s\n", heading)
		writeLosses(b, t.Losses)
	}
	b.WriteString("\n")
}

func (t Table) lifecycle() bool { return slices.Equal(t.Providers, []string{"*"}) }

// writeLosses writes the losses, those of one group's members as one.
func writeLosses(b *bytes.Buffer, losses []Loss) {
	for i := 0; i < len(losses); {
		l := losses[i]
		text := l.Signal + ", for example: " + l.Example
		var likewise []string
		for i++; i < len(losses) && l.Group != "" && losses[i].Group == l.Group; i++ {
			likewise = append(likewise, losses[i].Signal)
		}
		if len(likewise) > 0 {
			text += "; likewise " + strings.Join(likewise, ", ")
		}
		wrap.Line(b, fmt.Sprintf("    %-3s ", l.Reading), text)
	}
}

func (p Promise) write(b *bytes.Buffer) {
	if p.Kept {
		fmt.Fprintf(b, "    kept    %s\n", p.Promise)
		return
	}
	fmt.Fprintf(b, "    BROKEN  %s (%s)\n", p.Promise, p.Code)
	for _, breakage := range p.Breaks {
		wrap.Line(b, "            ", fmt.Sprintf("line %d: %s", breakage.Line, breakage.Message))
		if breakage.Witness != "" {
			wrap.Line(b, "            ", "for example: "+breakage.Witness)
		}
	}
}

// share writes part of whole as a percentage.
func share(part, whole *big.Int) string {
	ratio, _ := new(big.Rat).SetFrac(part, whole).Float64()
	return fmt.Sprintf("%.4g %%", 100*ratio)
}
