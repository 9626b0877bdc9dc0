package audit

import (
	"fmt"
	"io"
	"io/fs"
	"regexp"

	"github.com/verdict-id/verdict/proof"
	"github.com/verdict-id/verdict/rules"
)

// ImpactOptions say between which rule books the impact is. The zero ImpactOptions
// are about the embedded one in place of the one that made the histogram.
type ImpactOptions struct {
	// Book is the new rule book, and Against the old one: folders as verdict.Load
	// takes them. Where Book is nil it is the embedded one. Where Against is nil it
	// is the one that made the histogram, which then has to be Book, the embedded
	// or a released one.
	Book, Against fs.FS
}

// Impact is what a new rule book makes of the records of a histogram, in place of an
// old one. It counts every record once, and exactly: whether it agrees or changes,
// or that the histogram does not tell. The values of a histogram are those of the
// rule book that made it; another one can read more than these. Of which kind documents
// were that providers themselves send is not in a histogram: where the rule books do not
// read all kinds of a provider alike, the histogram does not tell of those that may be
// one.
type Impact struct {
	Made    string `json:"made"`    // the hash of the rule book that made the histogram; empty where that has no row
	Book    string `json:"book"`    // that of the new rule book
	Against string `json:"against"` // that of the old one

	Rows    int64 `json:"rows"`
	Records int64 `json:"records"`
	Agree   int64 `json:"agree"` // records whose recorded status is the one that the new rule book gives for certain

	Matrix      []Cell    `json:"matrix"`      // every record, by provider, recorded and derived; derived is CannotBeTold where it is not certain
	Rules       []RuleUse `json:"rules"`       // every row of the new rule book, with the records in which it certainly held
	RulesUntold int64     `json:"rulesUntold"` // records with a certain status of which it is open which rows hold
	Changes     *Changes  `json:"changes"`     // from the old rule book to the new one, where both are certain

	CannotTell int64    `json:"cannotTell"` // records whose outcome by one of the rule books is open
	MayChange  int64    `json:"mayChange"`  // those among them whose outcome may change
	MayAccept  int64    `json:"mayAccept"`  // those among them that may be newly accepted
	Untold     []Untold `json:"untold"`     // the same by what is open: what may be newly accepted first, then most records first
}

// CannotBeTold stands in Cell.Derived for an outcome that does not follow from the
// histogram.
const CannotBeTold = "cannot be told"

// Untold counts records whose outcome does not follow from the histogram.
type Untold struct {
	Provider  string   `json:"provider"`
	Before    []string `json:"before"`    // the outcomes that are possible by the old rule book
	After     []string `json:"after"`     // the same by the new one
	Signals   []string `json:"signals"`   // what would have to be known: signals, places in documents as JSON pointers, "provider", or "kind of document", that is which one a provider itself sent and what stood in it
	MayChange bool     `json:"mayChange"` // false where the rule books agree on all that is possible
	MayAccept bool     `json:"mayAccept"` // they may be newly accepted
	Records   int64    `json:"records"`
}

// MadeError says that the rule book is not known that made a histogram: it is none of
// those that were given, and neither the embedded nor a released one.
type MadeError struct {
	Line int64
	Hash string // of the rule book, as the histogram gives it
}

func (e *MadeError) Error() string {
	if !bookHash.MatchString(e.Hash) {
		return fmt.Sprintf("line %d: book: not the hash of a rule book; it is sha256: and 64 hexadecimal digits", e.Line)
	}
	return fmt.Sprintf("line %d: the rule book %s that made the histogram is neither the new nor the old one, nor the embedded or a released one; one of the two given has to be it", e.Line, e.Hash)
}

var bookHash = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// ImpactOf judges a histogram, as [Options.Histogram] gets one, in place of the
// records themselves. It reads row by row, in any order, and keeps of each no more
// than a checksum.
//
// The error is that of reading, of a rule book, or a *[MadeError]; or it names the
// line that is no row, and says what would be right. Then there is no Impact: nothing
// is judged by guess.
func ImpactOf(histogram io.Reader, o ImpactOptions) (*Impact, error) {
	w, err := newWeighing(o)
	if err != nil {
		return nil, err
	}
	rows, err := newHistogram(histogram)
	if err != nil {
		return nil, err
	}
	for {
		row, err := rows.next(w.know)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := w.weigh(row); err != nil {
			return nil, err
		}
	}
	if err := w.compare(w.made); err != nil {
		return nil, err
	}
	return w.impact(), nil
}

// folder is a rule book with where it stands.
type folder struct {
	*book
	fsys fs.FS
}

func openFolder(fsys fs.FS) (*folder, error) {
	b, err := load(fsys)
	if err != nil {
		return nil, err
	}
	if fsys == nil {
		fsys = rules.Book()
	}
	return &folder{b, fsys}, nil
}

// weighing is the making of an Impact.
type weighing struct {
	book       *folder
	against    *folder // nil until it is known
	made       *folder // nil until there is a row
	difference *proof.Difference
	old, now   *lens
	rows       int64
	untold     map[untoldKey]int64
	open       bounded[matrix, *matrix] // records whose outcome by the new book is open, as undecided
	tally      *tally
	out        Impact
}

func newWeighing(o ImpactOptions) (*weighing, error) {
	w := &weighing{untold: map[untoldKey]int64{}, open: newBounded[matrix](mostProviders)}
	var err error
	if w.book, err = openFolder(o.Book); err != nil {
		return nil, err
	}
	w.tally = newTally(len(w.book.outcomes))
	if o.Against == nil {
		return w, nil
	}
	if w.against, err = openFolder(o.Against); err != nil {
		return nil, fmt.Errorf("the old rule book: %w", err)
	}
	return w, nil
}

// know finds the rule book that made a histogram, and makes ready to judge its rows.
func (w *weighing) know(line int64, hash string) (*book, error) {
	made, err := w.find(hash)
	if err != nil {
		return nil, err
	}
	if made == nil {
		return nil, &MadeError{line, hash}
	}
	w.made = made
	if err := w.compare(made); err != nil {
		return nil, err
	}
	if w.old, err = newLens(made.book, w.against.book); err != nil {
		return nil, err
	}
	w.now, err = newLens(made.book, w.book.book)
	return made.book, err
}

// find finds a rule book by its hash, or nothing.
func (w *weighing) find(hash string) (*folder, error) {
	for _, f := range []*folder{w.book, w.against} {
		if f != nil && f.engine.Hash() == hash {
			return f, nil
		}
	}
	embedded, err := openFolder(nil)
	if err != nil || embedded.engine.Hash() == hash {
		return embedded, err
	}
	for _, r := range rules.Releases() {
		if r.Hash == hash {
			return openFolder(r.Book)
		}
	}
	return nil, nil
}

// compare compares the two rule books. The old one is that which made the histogram,
// unless another was given; without a row it is the new one.
func (w *weighing) compare(made *folder) error {
	if w.difference != nil {
		return nil
	}
	if w.against == nil {
		w.against = made
	}
	if w.against == nil {
		w.against = w.book
	}
	if w.against.engine.Hash() == w.book.engine.Hash() {
		w.difference = &proof.Difference{Equal: true, Caveats: []proof.Caveat{}}
		return nil
	}
	var err error
	w.difference, err = proof.Diff(w.against.fsys, w.book.fsys)
	return err
}
