package audit

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// mostVectors is how many distinct vectors a histogram can have. Real corpora
// have some thousands.
const mostVectors = 1 << 18

// vector is all that a rule book reads of a record, with the recorded status.
type vector struct {
	provider string
	recorded answer
	table    int
	known    bool // it is no malformed record
	early    document.Vector
	vector   document.Vector
	refused  [2]signalSet // of the lifecycle, of the provider's table
}

// signalSet is a set of a table's signals.
type signalSet [rulebook.MaxSignals / 8]uint8

func (s *signalSet) add(i int)      { s[i/8] |= 1 << (i % 8) }
func (s *signalSet) has(i int) bool { return s[i/8]>>(i%8)&1 == 1 }

// countVector counts the vector of a record.
func (w *worker) countVector() {
	v := vector{provider: w.name, recorded: w.recorded, known: w.derived != notJSON}
	if v.known {
		v.table, v.early, v.vector = w.Table, w.Early, w.Vector
		v.refused[0] = refuses(w.book.tables[0].Table, w.Refused, &v.early)
		if w.Table != 0 {
			v.refused[1] = refuses(w.book.tables[w.Table].Table, w.Unknown, &v.vector)
		}
	}
	if _, known := w.vectors[v]; known || len(w.vectors) <= mostVectors {
		w.vectors[v]++
	}
}

// refuses gives the signals of a table that cannot be read because of values that
// are not declared, and clears their classes, and those of signals for remarks.
func refuses(t *rulebook.Table, unknown []document.Unknown, classes *document.Vector) (set signalSet) {
	for i, s := range t.Signals {
		for _, u := range unknown {
			if !s.Aside && u.Below.Has(i) {
				set.add(i)
			}
		}
		if s.Aside || set.has(i) {
			classes[i] = 0
		}
	}
	return set
}

var errTooMany = fmt.Errorf("the histogram would have more than %d rows", mostVectors)

// writeHistogram writes the vectors as CSV: see Options.Histogram.
func (a *auditor) writeHistogram(to io.Writer, vectors map[vector]int64) error {
	var rows [][]string
	for v, n := range vectors {
		row := []string{a.book.engine.Hash(), v.provider, "", "", strconv.FormatInt(n, 10)}
		if v.known {
			row[2], row[3] = v.recorded.recorded(), a.book.signals(&v)
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b []string) int {
		return cmp.Or(cmp.Compare(a[1], b[1]), cmp.Compare(a[2], b[2]), cmp.Compare(a[3], b[3]))
	})
	out := csv.NewWriter(to)
	out.Write([]string{"book", "provider", "recorded", "signals", "records"})
	return out.WriteAll(rows)
}

// signals writes the signals of a vector as a JSON object.
func (b *book) signals(v *vector) string {
	var out bytes.Buffer
	separator := "{"
	write := func(table int, vector *document.Vector, refused *signalSet) {
		for i, s := range b.tables[table].Signals {
			if s.Aside || !b.inDocuments(table, i) || vector[i] == 0 && !refused.has(i) {
				continue
			}
			out.WriteString(separator + quoted(s.Name) + ":")
			separator = ","
			if refused.has(i) {
				out.WriteString("null")
			} else {
				writeValue(&out, s, vector[i])
			}
		}
	}
	write(0, &v.early, &v.refused[0])
	if v.table != 0 {
		write(v.table, &v.vector, &v.refused[1])
	}
	if separator == "{" {
		out.WriteString(separator)
	}
	out.WriteString("}")
	return out.String()
}

// writeValue writes a class of a signal, or the classes of a set's entries.
func writeValue(out *bytes.Buffer, s *rulebook.Signal, class uint8) {
	if !s.Set {
		out.WriteString(quoted(s.Values[class-1]))
		return
	}
	separator := "["
	for entry := range len(s.Values) + 1 {
		if !rulebook.Classes(class).Has(uint8(entry)) {
			continue
		}
		name := "absent"
		if entry > 0 {
			name = s.Values[entry-1]
		}
		out.WriteString(separator + quoted(name))
		separator = ","
	}
	out.WriteString("]")
}

// quoted writes a name of a rule book as JSON.
func quoted(name string) string {
	text, err := json.Marshal(name)
	if err != nil {
		panic("internal error: a name cannot be written as JSON")
	}
	return string(text)
}
