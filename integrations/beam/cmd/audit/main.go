// Command audit audits recorded Get process documents in an Apache Beam pipeline.
// The README in integrations/beam says how to run it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	beamaudit "github.com/verdict-id/verdict/integrations/beam"
)

// job is what to audit.
type job struct {
	input, output  string
	rules, against string
	words          bool
}

func main() {
	var j job
	flag.StringVar(&j.input, "input", "", "`pattern` of the files to audit: JSON Lines, also packed by gzip (required)")
	flag.StringVar(&j.output, "output", "", "`folder` for report.json and findings-*.jsonl, with none of them in it (required)")
	flag.StringVar(&j.rules, "rules", "", "judge by the rule tables in this `folder`")
	flag.StringVar(&j.against, "against", "", "compare with what the rule tables in this `folder` give, too")
	flag.BoolVar(&j.words, "show-words", false, "show the words that the rules do not declare, as far as they look like identifiers; a record can have put a name there")
	flag.Parse()
	beam.Init()
	if err := j.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "audit:", err)
		os.Exit(2)
	}
}

// run makes the pipeline and runs it.
func (j *job) run(ctx context.Context) error {
	switch {
	case j.input == "":
		return errors.New("--input is missing: a pattern of the files to audit")
	case j.output == "":
		return errors.New("--output is missing: a folder for the report and the findings")
	case flag.NArg() > 0:
		return fmt.Errorf("%q is no option; the files to audit are given by --input", flag.Arg(0))
	}
	if err := j.checkOutput(ctx); err != nil {
		return err
	}
	p, s := beam.NewPipelineWithRoot()
	report, findings, err := beamaudit.Audit(s, beamaudit.Read(s, j.input), beamaudit.Options{
		Book: folder(j.rules), Against: folder(j.against), Words: j.words,
	})
	if err != nil {
		return err
	}
	beamaudit.Write(s, j.output, report, findings)
	return beamx.Run(ctx, p)
}

// checkOutput refuses a folder that has results already: they would stand beside the
// new ones.
func (j *job) checkOutput(ctx context.Context) error {
	system, err := filesystem.New(ctx, j.output)
	if err != nil {
		return err
	}
	defer system.Close()
	for _, name := range []string{"report.json", "findings-*.jsonl"} {
		before, err := system.List(ctx, j.output+"/"+name)
		if err != nil {
			return err
		}
		if len(before) > 0 {
			return fmt.Errorf("%s is there already; --output has to be a folder without results", before[0])
		}
	}
	return nil
}

// folder gives a folder of rule tables, and none where no name is given.
func folder(name string) fs.FS {
	if name == "" {
		return nil
	}
	return os.DirFS(name)
}
