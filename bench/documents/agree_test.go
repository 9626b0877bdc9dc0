package documents_test

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/documents"
	"github.com/verdict-id/verdict/bench/draw"
)

// TestDrawnAgree: every way gives the status that the library gives, for every
// document that is measured.
func TestDrawnAgree(t *testing.T) {
	source := draw.Typical(1)
	seen, bytes := map[verdict.Status]int{}, 0
	const n = 3000
	for range n {
		document := source.Document()
		bytes += len(document)
		want := decide(t, document)
		seen[want]++
		for _, way := range documents.Ways {
			if got, err := way.Decide(document); err != nil || got != want {
				t.Fatalf("%s: %v, %v; want %v of\n%s", way.Name, got, err, want, document)
			}
		}
	}
	if len(seen) != 5 {
		t.Errorf("statuses that were drawn: %v, want 5", seen)
	}
	if bytes < n*1000 || bytes > n*1400 {
		t.Errorf("%d bytes in %d documents, want about 1.2 kB each", bytes, n)
	}
}

func decide(t *testing.T, document []byte) verdict.Status {
	t.Helper()
	p, err := verdict.Parse(document)
	if err != nil {
		t.Fatalf("%v in\n%s", err, document)
	}
	d, err := p.Decide()
	if err != nil {
		t.Fatalf("%v in\n%s", err, document)
	}
	return d.Status()
}

// decidesOtherwise names ways that give another status to a document of the
// project's tests.
var decidesOtherwise = map[string]string{
	"paper/mrz-empty-object.json":             "encoding/json, go-json-experiment, goccy/go-json/v2", // a struct for mrz does not tell that there is nothing in it
	"hostile/signal-beside-another-case.json": "encoding/json",                                       // takes names in any case
}

// TestCommittedAgree: a way may refuse a document of the project's tests that
// has an unusual form, such as a boolean as a text, but gives no other status.
func TestCommittedAgree(t *testing.T) {
	root := os.DirFS("../../testdata/documents")
	compared := map[string]int{}
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".json") {
			return err
		}
		document, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		if p, _ := verdict.Parse(document); p.Kind() != "get-process" {
			return nil // the ways read no other kind
		}
		want, err := verdictOf(document)
		if err != nil {
			return nil // what each makes of those is another table
		}
		for _, way := range documents.Ways {
			got, err := way.Decide(document)
			if err != nil {
				continue
			}
			compared[way.Name]++
			otherwise := slices.Contains(strings.Split(decidesOtherwise[path], ", "), way.Name)
			if (got != want) != otherwise {
				t.Errorf("%s: %s by %s, want %s; known to differ: %v", path, got, way.Name, want, otherwise)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, way := range documents.Ways {
		if compared[way.Name] < 250 {
			t.Errorf("%s: %d documents compared, want at least 250", way.Name, compared[way.Name])
		}
	}
}

func verdictOf(document []byte) (verdict.Status, error) {
	p, err := verdict.Parse(document)
	if err != nil {
		return 0, err
	}
	d, err := p.Decide()
	if err == nil && d.Status() == 0 {
		err = errors.New("no status")
	}
	return d.Status(), err
}
