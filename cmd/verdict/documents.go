package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/verdict-id/verdict"
)

// documents is what commands that take documents have in common.
type documents struct {
	*command
	engine      *verdict.Engine
	processType string
	verdict     string
	json        bool
	several     bool // more than one file
	out         *bufio.Writer
	refused     bool
}

func newDocuments(c *command) documents {
	return documents{command: c, out: bufio.NewWriterSize(c.stdout, 64<<10)}
}

// start reads flags, to which it adds its own, and gives the files.
func (d *documents) start(set *flag.FlagSet, help string, args []string) ([]string, error) {
	rules := rulesFlag(set)
	set.BoolVar(&d.json, "json", false, "")
	set.StringVar(&d.processType, "process-type", "", "")
	set.StringVar(&d.verdict, "verdict", "", "")
	files, err := d.command.parse(set, help, args)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	d.several = len(files) > 1
	d.engine, err = engine(*rules)
	return files, err
}

// each goes through the files. What was written before an error is kept.
func (d *documents) each(files []string, file func(name string, in io.Reader) error) error {
	var err error
	for _, name := range files {
		if err = d.with(name, file); err != nil {
			break
		}
	}
	return d.finish(err)
}

// finish writes out what was answered, and says whether some document was refused.
func (d *documents) finish(err error) error {
	if flushed := d.out.Flush(); err == nil {
		err = flushed
	}
	if err == nil && d.refused {
		err = errAnswer
	}
	return err
}

// with opens a file, or standard input for -.
func (d *documents) with(name string, file func(name string, in io.Reader) error) error {
	if name == "-" {
		return file(name, d.stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("%s cannot be opened: %w", name, pathless(err))
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return misuse("%s is a folder; name the files in it", name)
	}
	return file(name, f)
}

// maxDocument is how much of a document is read: what is longer is refused as
// such by the engine.
const maxDocument = 1 << 20

// readDocument reads what is in a file, as far as a document goes.
func readDocument(name string, in io.Reader) ([]byte, error) {
	doc, err := io.ReadAll(io.LimitReader(in, maxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, pathless(err))
	}
	return doc, nil
}

// process reads a document, with what the caller supplies beside it.
func (d *documents) process(doc []byte) (verdict.Process, error) {
	p, err := d.engine.Parse(doc)
	if err != nil {
		return verdict.Process{}, err
	}
	return p.WithProcessType(d.processType).WithVerdict(d.verdict), nil
}

// refuse writes why a document is refused.
func (d *documents) refuse(err error) error {
	d.refused = true
	if d.json {
		return encodeRefusal(d.out, err)
	}
	writeRefusal(d.out, newRefusal(err), d.processType+d.verdict != "")
	return nil
}
