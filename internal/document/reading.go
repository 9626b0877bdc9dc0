package document

import (
	"errors"
	"unique"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Limits of a document.
type Limits struct {
	Bytes int
	Depth int // the object at the top has depth 1
}

// Malformed says that a document is not strict JSON with one object at the top, or a
// list of documents that belong together, and where. It quotes nothing of the document.
type Malformed struct {
	Offset int64
	Reason string
}

func (m *Malformed) Error() string { return m.Reason }

// ErrUnknownProvider says that no table is for the document's provider.
var ErrUnknownProvider = errors.New("unknown provider")

// Reading is what a document says to the lifecycle table and to its provider's.
type Reading struct {
	Kind      string // of the document: rulebook.GetProcess, or that of a rulebook.DocumentKind
	Table     int
	Provider  unique.Handle[string]
	Lifecycle Vector
	Vector    Vector
	Words     Words
	Notable   unique.Handle[Entry] // entries of the provider's sets, or zero
	Refused   []Unknown            // what the lifecycle table does not know
	Unknown   []Unknown            // what the provider's table does not know
}

// Vector holds a class for each signal of a table, masks for sets.
type Vector [rulebook.MaxSignals]uint8

// Words are the raw words of a table's context signals, in file order; zero
// where there is none.
type Words [rulebook.MaxContext]unique.Handle[string]

// Entry is a link in a chain of those entries of sets that a reason can name.
// Those of one signal are ordered by name or index. Equal chains have equal
// handles.
type Entry struct {
	Signal uint8
	Class  uint8
	Name   string
	Next   unique.Handle[Entry]
}

// Unknown is a place where a document carries what is not declared there.
type Unknown struct {
	Signal  int           // index in the table: the signal, or the first one below the place
	Below   Signals       // all of those, which cannot be read because of it
	Path    rulebook.Path // where that is
	Pointer string        // the same with the name or index of the entry
	Allowed []string
	Name    string // of the entry of a set, or empty
	order   order
}

// Signals is a set of signals of a table.
type Signals uint64

// Has tells whether the set has the signal with an index.
func (s Signals) Has(i int) bool { return s>>i&1 == 1 }

// order is the place of an Unknown among those of one signal: a clash of
// names first, then the first name or place, then the others; entries by name or
// index.
type order struct {
	rank  int
	entry entry
}

// entry names an entry of a set.
type entry struct {
	name  string // of a member
	index int    // in a list
}
