package beamaudit

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/verdict-id/verdict/audit"
)

// basis is what records are judged by, as it goes to the workers.
type basis struct {
	Book, Against []byte // zip archives; empty for the embedded book, and for none
	Words         bool
}

// newBasis reads the rule books. The error is that of loading them.
func newBasis(o Options) (basis, error) {
	b := basis{Words: o.Words}
	var err error
	if b.Book, err = pack(o.Book); err != nil {
		return basis{}, err
	}
	if b.Against, err = pack(o.Against); err != nil {
		return basis{}, fmt.Errorf("the other rule book: %w", err)
	}
	_, err = b.divided()
	return b, err
}

// pack puts the tables of a rule book into an archive: the files that verdict.Load
// looks at.
func pack(book fs.FS) ([]byte, error) {
	if book == nil {
		return nil, nil
	}
	entries, err := fs.ReadDir(book, ".")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, e := range entries {
		if ext := strings.ToLower(path.Ext(e.Name())); e.IsDir() || ext != ".yaml" && ext != ".yml" {
			continue
		}
		text, err := fs.ReadFile(book, e.Name())
		if err != nil {
			return nil, err
		}
		file, err := archive.Create(e.Name())
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(text); err != nil {
			return nil, err
		}
	}
	err = archive.Close() // writes the end of the archive
	return out.Bytes(), err
}

// unpack gives the rule book in an archive.
func unpack(archive []byte) (fs.FS, error) {
	if len(archive) == 0 {
		return nil, nil
	}
	return zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
}

// loaded are the audits of this process, so that each loads its rule books once.
var loaded sync.Map // from basisKey to func() (*audit.Divided, error)

type basisKey struct {
	book, against string
	words         bool
}

// divided gives the audit by this basis, which is loaded once in a process.
func (b *basis) divided() (*audit.Divided, error) {
	key := basisKey{string(b.Book), string(b.Against), b.Words}
	load, _ := loaded.LoadOrStore(key, sync.OnceValues(b.load))
	return load.(func() (*audit.Divided, error))()
}

func (b *basis) load() (*audit.Divided, error) {
	book, err := unpack(b.Book)
	if err != nil {
		return nil, err
	}
	against, err := unpack(b.Against)
	if err != nil {
		return nil, err
	}
	return audit.NewDivided(audit.Options{Book: book, Against: against, Words: b.Words})
}
