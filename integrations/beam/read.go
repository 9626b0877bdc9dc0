package beamaudit

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/fileio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/verdict-id/verdict/audit"
)

func init() {
	register.DoFn3x1[context.Context, fileio.FileMetadata, func(audit.Record), error](&readFn{})
	register.Emitter1[audit.Record]()
}

// Read reads the files that match a pattern: JSON Lines, or another form that
// audit.Records reads, each also packed by gzip, whatever its name. It gives a
// PCollection of audit.Record with all places.
//
// A file is read from its beginning to its end by one worker, as only so it is known
// which form it has and on which line a record stands. The files are spread over the
// workers. A pattern without files, and a file that cannot be read to its end, are
// errors of the pipeline.
func Read(s beam.Scope, pattern string) beam.PCollection {
	s = s.Scope("beamaudit.Read")
	files := fileio.MatchFiles(s, pattern, fileio.MatchEmptyDisallow())
	return beam.ParDo(s, &readFn{}, beam.Reshuffle(s, files))
}

// readFn reads a file.
type readFn struct{}

// ProcessElement gives the records of a file.
func (fn *readFn) ProcessElement(ctx context.Context, file fileio.FileMetadata, give func(audit.Record)) error {
	if err := readFile(ctx, file.Path, give); err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	return nil
}

func readFile(ctx context.Context, name string, give func(audit.Record)) (err error) {
	system, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, system.Close()) }()
	in, err := system.OpenRead(ctx, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	for r, err := range audit.Records(name, in) {
		if err != nil {
			return err
		}
		r.Text = bytes.Clone(r.Text)
		give(r)
	}
	return nil
}
