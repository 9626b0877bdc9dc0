package explain

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/wrap"
)

func (e *Explanation) writeNearest(b *bytes.Buffer) {
	b.WriteString("\nNearest other outcomes\n")
	var without []string
	for _, o := range e.Nearest {
		if len(o.Ways) == 0 {
			without = append(without, o.Status)
			continue
		}
		o.write(b)
	}
	switch {
	case len(e.Nearest) == 0:
		b.WriteString("  The table gives no other status.\n")
	case len(without) > 0:
		wrap.Line(b, "  ", strings.Join(without, ", ")+": not by better or worse values, nor by more evidence")
	}
}

// write writes first what all ways share, and then what each has beside it.
func (o Outcome) write(b *bytes.Buffer) {
	what := "one signal"
	if o.Changes > 1 {
		what = fmt.Sprintf("%d signals", o.Changes)
	}
	fmt.Fprintf(b, "  %s, if %s had differed:\n", o.Status, what)
	shared := o.shared()
	if len(shared) > 0 {
		writeChanges(b, "    ", shared)
		b.WriteString("    and one of these:\n")
	}
	for _, a := range o.alternatives(shared) {
		writeChanges(b, "    - ", a)
	}
	if o.More {
		b.WriteString("    There are more ways.\n")
	}
}

func writeChanges(b *bytes.Buffer, prefix string, changes []Change) {
	indent := strings.Repeat(" ", len(prefix))
	for _, c := range changes {
		wrap.Line(b, prefix, c.String())
		prefix = indent + "and "
	}
}

// shared gives the changes that are part of every way, where there are several
// ways.
func (o Outcome) shared() []Change {
	var shared []Change
	for _, c := range o.Ways[0].Changes {
		if len(o.Ways) > 1 && !slices.ContainsFunc(o.Ways, func(w Way) bool { return !c.in(w.Changes) }) {
			shared = append(shared, c)
		}
	}
	return shared
}

// alternatives gives what each way has beside the shared changes. Ways that
// then differ only in the name of a group's member are one.
func (o Outcome) alternatives(shared []Change) [][]Change {
	var all [][]Change
	members := map[int][]string{} // that an alternative stands for
	for _, w := range o.Ways {
		rest := slices.DeleteFunc(slices.Clone(w.Changes), func(c Change) bool { return c.in(shared) })
		if len(rest) == 0 {
			continue // no explanation that was made has such a way
		}
		i := slices.IndexFunc(all, func(other []Change) bool { return alike(other, rest) })
		if i < 0 {
			i, all = len(all), append(all, rest)
		}
		members[i] = append(members[i], rest[0].Signal)
	}
	for i, names := range members {
		if len(names) > 1 {
			says := strings.TrimPrefix(all[i][0].Says, names[0])
			all[i][0].Says = "one of " + strings.Join(names, ", ") + says
		}
	}
	return all
}

// alike tells whether both are one change of members of the same group.
func alike(a, b []Change) bool {
	return len(a) == 1 && len(b) == 1 && a[0].Group != "" && a[0].Group == b[0].Group &&
		a[0].From == b[0].From && slices.Equal(a[0].To, b[0].To)
}

func (c Change) in(changes []Change) bool {
	return slices.ContainsFunc(changes, func(other Change) bool {
		return c.Signal == other.Signal && slices.Equal(c.To, other.To)
	})
}

// String writes a change with what the signal was.
func (c Change) String() string {
	text := c.Says + " (was " + c.From
	if c.Context {
		text += ", context"
	}
	return text + ")"
}
