// Package conformance holds the conformance suite: vectors, each a document with
// the one answer that is right, for whoever decides the status of identity
// verifications in a program of their own, in any language.
//
// The vectors are JSON Lines files, embedded here. [Vectors] yields them, [Run]
// and [RunWith] put them to a Go function as subtests, and a [Runner] puts them to
// any program that speaks JSON Lines over its standard streams; the command
// verdict conform is one around it. [Files] gives the files themselves.
//
// The package imports the standard library alone, and nothing of the module: what
// is right stands in the vectors.
package conformance

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"iter"
)

//go:embed vectors README.md schema.json retired.txt
var files embed.FS

// Files gives what is embedded: the vectors, as vectors/GROUP.jsonl; README.md,
// schema.json, which describes a vector, and retired.txt.
func Files() fs.FS { return files }

// groups are in the order in which the vectors come.
var groups = [...]string{"onfido", "eid", "readid", "facetec", "paper", "connect", "webid", "process", "hostile"}

// Vectors yields all vectors: group after group (onfido, eid, readid, facetec,
// paper, connect, webid, process, hostile), each in the order of its file. Whoever
// changes a vector changes it for nobody else.
func Vectors() iter.Seq[Vector] {
	return func(yield func(Vector) bool) {
		for _, group := range groups {
			name := "vectors/" + group + ".jsonl"
			text, err := files.ReadFile(name)
			if err != nil {
				panic("internal error: " + err.Error())
			}
			for v, err := range read(text) {
				if err != nil {
					panic(fmt.Sprintf("internal error: %s: %v", name, err))
				}
				if !yield(v) {
					return
				}
			}
		}
	}
}

// read reads one vector a line.
func read(text []byte) iter.Seq2[Vector, error] {
	return func(yield func(Vector, error) bool) {
		number := 0
		for line := range bytes.Lines(text) {
			number++
			var v Vector
			err := v.UnmarshalJSON(line)
			if err != nil {
				err = fmt.Errorf("line %d: %w", number, err)
			}
			if !yield(v, err) {
				return
			}
		}
	}
}
