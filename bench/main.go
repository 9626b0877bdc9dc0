// Command bench measures verdict against hand-written code, rule engines and
// JSON decoders, on the same inputs and in turns, and prints tables of ratios.
//
//	go run . [-update] [typed] [documents] [lines] [audit] [start]
//
// Without names it measures everything, which takes some minutes. With -update
// it writes the tables into README.md and the plots into plots/.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	update := flag.Bool("update", false, "write README.md and plots/")
	flag.Parse()
	if err := run(flag.Args(), *update); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// report is what one part of the measurements says: Markdown, and a plot or
// none.
type report struct {
	markdown string
	plot     *chart
}

// parts are the parts of the measurements, by name.
var parts = []struct {
	name    string
	measure func() (report, error)
}{
	{"typed", typedReport},
	{"documents", documentsReport},
	{"lines", linesReport},
	{"audit", auditReport},
	{"start", startReport},
}

func run(names []string, update bool) error {
	wanted, err := choose(names)
	if err != nil {
		return err
	}
	for _, p := range parts {
		if !wanted[p.name] {
			continue
		}
		r, err := p.measure()
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		r.markdown = machine() + "\n\n" + r.markdown
		fmt.Printf("## %s\n\n%s\n", p.name, r.markdown)
		if !update {
			continue
		}
		if err := keep(p.name, r); err != nil {
			return err
		}
	}
	return nil
}

// choose gives the parts to measure; no name at all means all of them.
func choose(names []string) (map[string]bool, error) {
	wanted := map[string]bool{}
	for _, p := range parts {
		wanted[p.name] = len(names) == 0
	}
	for _, name := range names {
		if _, ok := wanted[name]; !ok {
			return nil, fmt.Errorf("there is no part %q; there are typed, documents, lines, audit and start", name)
		}
		wanted[name] = true
	}
	return wanted, nil
}
