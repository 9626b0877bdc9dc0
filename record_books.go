package verdict

import (
	"sync"

	"github.com/verdict-id/verdict/record"
	"github.com/verdict-id/verdict/rules"
)

// shelf holds the released rule books by their hash.
type shelf map[string]releasedBook

type releasedBook struct {
	version string
	engine  func() (*Engine, error) // loads it on first use
}

// released gives the books that are embedded.
var released = sync.OnceValue(func() shelf { return newShelf(rules.Releases()) })

func newShelf(releases []rules.Release) shelf {
	s := shelf{}
	for _, r := range releases {
		s[r.Hash] = releasedBook{r.Version, sync.OnceValues(func() (*Engine, error) { return Load(r.Book) })}
	}
	return s
}

// version is the version under which a book was released.
func (s shelf) version(hash string) string {
	if book, ok := s[hash]; ok {
		return book.version
	}
	return record.Unreleased
}

// engine finds the engine of a book: e itself, that of the embedded book, or of a
// released one. It gives nil where there is none.
func (s shelf) engine(e *Engine, hash string) (*Engine, error) {
	if hash == e.hash {
		return e, nil
	}
	if working := embedded(); hash == working.hash {
		return working, nil
	}
	if book, ok := s[hash]; ok {
		return book.engine()
	}
	return nil, nil
}
