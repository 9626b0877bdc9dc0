// Command make writes a corpus of recorded documents to standard output, for
// tests and measurements of audits:
//
//	go run ./internal/corpus/make -records 1000000 -seed 1 > corpus.jsonl
package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/corpus"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(args []string, out, help io.Writer) error {
	var c corpus.Corpus
	flags := flag.NewFlagSet("make", flag.ContinueOnError)
	flags.SetOutput(help)
	flags.IntVar(&c.Records, "records", 1000, "how `many` documents")
	flags.Uint64Var(&c.Seed, "seed", 1, "a `number`; another one makes another corpus")
	flags.BoolVar(&c.Own, "own", false, "also documents that providers themselves send")
	form := flags.String("form", corpus.Lines.String(), "how documents stand in the file: lines, array or concatenated")
	file := flags.String("planted", "", "write what is planted to this `file`, as JSON")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var err error
	if c.Form, err = corpus.ParseForm(*form); err != nil {
		return fmt.Errorf("-form: %w", err)
	}
	switch {
	case c.Records < 0:
		return fmt.Errorf("-records is %d, and has to be 0 or more", c.Records)
	case flags.NArg() > 0:
		return fmt.Errorf("nothing is read from %s; documents go to standard output", strings.Join(flags.Args(), " "))
	}
	planted, err := c.Write(out)
	if err != nil || *file == "" {
		return err
	}
	return writePlanted(*file, planted)
}

// plantedJSON is corpus.Planted as JSON.
type plantedJSON struct {
	Records  int            `json:"records"`
	Bytes    int64          `json:"bytes"`
	Findings map[string]int `json:"findings"`
	Matrix   []cellJSON     `json:"matrix"`
	Months   map[string]int `json:"months"`
	Kinds    map[string]int `json:"kinds"`
	Rules    map[string]int `json:"rules"`
	Unknown  map[string]int `json:"unknown"`
	Places   []placeJSON    `json:"places"`
}

type cellJSON struct {
	Provider string `json:"provider"`
	Recorded string `json:"recorded"`
	Derived  string `json:"derived"`
	Records  int    `json:"records"`
}

type placeJSON struct {
	Record int    `json:"record"`
	Line   int64  `json:"line"`
	Offset int64  `json:"offset"`
	Code   string `json:"code"`
	Kind   string `json:"kind"`
}

func writePlanted(file string, p corpus.Planted) error {
	out := plantedJSON{Records: p.Records, Bytes: p.Bytes, Findings: p.Findings, Months: p.Months, Kinds: p.Kinds, Rules: p.Rules, Unknown: p.Unknown}
	for cell, records := range p.Matrix {
		out.Matrix = append(out.Matrix, cellJSON{cell.Provider, cell.Recorded, cell.Derived, records})
	}
	slices.SortFunc(out.Matrix, func(a, b cellJSON) int {
		return cmp.Or(cmp.Compare(a.Provider, b.Provider), cmp.Compare(a.Recorded, b.Recorded), cmp.Compare(a.Derived, b.Derived))
	})
	for _, place := range p.Places {
		out.Places = append(out.Places, placeJSON(place))
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}
