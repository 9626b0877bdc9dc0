package beamaudit

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

func init() {
	register.Function1x2(nameReport)
	register.Function1x2(nameFinding)
	register.DoFn3x1[context.Context, string, func(*[]byte) bool, error](&writeFn{})
	register.Iter1[[]byte]()
}

// Write writes what Audit gives into a folder: report.json, and findings-*.jsonl with
// a line for each finding, of which the same finding is always in the same file. A
// file without a finding is not written, so the folder should have none before. A
// bundle that is tried again writes its files anew.
func Write(s beam.Scope, folder string, report, findings beam.PCollection) {
	s = s.Scope("beamaudit.Write")
	filesystem.ValidateScheme(folder)
	lines := beam.Flatten(s, beam.ParDo(s, nameReport, report), beam.ParDo(s, nameFinding, findings))
	beam.ParDo0(s, &writeFn{Folder: strings.TrimSuffix(folder, "/")}, beam.GroupByKey(s, lines))
}

// findingFiles is how many files there are with findings.
const findingFiles = 16

func nameReport(line []byte) (string, []byte) { return "report.json", line }

func nameFinding(line []byte) (string, []byte) {
	h := fnv.New32a()
	h.Write(line)
	return fmt.Sprintf("findings-%02d-of-%d.jsonl", h.Sum32()%findingFiles, findingFiles), line
}

// writeFn writes files of lines.
type writeFn struct {
	Folder string
}

// ProcessElement writes a file.
func (fn *writeFn) ProcessElement(ctx context.Context, name string, next func(*[]byte) bool) (err error) {
	name = fn.Folder + "/" + name
	system, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, system.Close()) }()
	file, err := system.OpenWrite(ctx, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := bufio.NewWriterSize(file, 1<<20)
	for line := []byte(nil); next(&line); {
		out.Write(line) // an error comes again from Flush
		out.WriteByte('\n')
	}
	return out.Flush()
}
