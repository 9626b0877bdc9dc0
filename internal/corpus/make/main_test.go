package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/corpus"
)

// TestRun: the program writes what the package makes, and what is planted.
func TestRun(t *testing.T) {
	var want bytes.Buffer
	planted, err := corpus.Corpus{Seed: 4, Records: 600, Form: corpus.Array, Own: true}.Write(&want)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "planted.json")
	var out bytes.Buffer
	if err := run([]string{"-records", "600", "-seed", "4", "-form", "array", "-own", "-planted", file}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want.Bytes(), out.Bytes()) {
		t.Error("the program's documents are not the package's")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got plantedJSON
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	back := corpus.Planted{
		Records: got.Records, Bytes: got.Bytes, Findings: got.Findings, Matrix: map[corpus.Cell]int{},
		Months: got.Months, Kinds: got.Kinds, Rules: got.Rules, Unknown: got.Unknown,
	}
	for _, cell := range got.Matrix {
		back.Matrix[corpus.Cell{Provider: cell.Provider, Recorded: cell.Recorded, Derived: cell.Derived}] = cell.Records
	}
	for _, place := range got.Places {
		back.Places = append(back.Places, corpus.Place(place))
	}
	if diff := cmp.Diff(planted, back); diff != "" {
		t.Errorf("what is planted (-package +file):\n%s", diff)
	}
	if len(planted.Places) == 0 {
		t.Error("nothing is planted")
	}
}

// TestRunErrors: what cannot be done is refused with a hint, and nothing is
// written.
func TestRunErrors(t *testing.T) {
	for args, want := range map[string]string{
		"-form csv":           "lines, array and concatenated",
		"-records -1":         "has to be 0 or more",
		"-records 5 out.json": "standard output",
		"-records many":       "invalid value",
		"-records 3 -planted " + filepath.Join(t.TempDir(), "no", "such") + "": "no such file or directory",
	} {
		var out bytes.Buffer
		err := run(strings.Fields(args), &out, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %v, want an error with %q", args, err, want)
		}
		if !strings.Contains(args, "-planted") && out.Len() > 0 {
			t.Errorf("%s is refused, and documents are written", args)
		}
	}
}
