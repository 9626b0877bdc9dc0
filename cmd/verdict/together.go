package main

import (
	"bytes"
	"errors"
	"io"

	"github.com/verdict-id/verdict"
)

// together decides files that belong to one person as one document: the list of what
// stands in them.
func (d *decider) together(files []string) error {
	var all [][]byte
	err := d.each(files, func(name string, in io.Reader) error {
		doc, err := readDocument(name, in)
		if err != nil {
			return err
		}
		// What is not JSON by itself could end the list.
		if _, err := d.engine.Parse(doc); errors.Is(err, verdict.ErrMalformed) {
			return d.write(name, answer{err: err})
		}
		all = append(all, doc)
		return nil
	})
	if err != nil {
		return err // also where a file was refused: then nothing is decided
	}
	d.several = false
	list := append(append([]byte("["), bytes.Join(all, []byte(","))...), ']')
	return d.finish(d.write("", d.one(list)))
}
