package rulebook

// GetProcess is the kind of the documents that name their provider.
const GetProcess = "get-process"

// DocumentKind is a kind of document that a provider itself sends: how it is
// recognised, and where it carries the signals of the provider's table.
type DocumentKind struct {
	Name    string
	Meaning string
	Source  string
	Basis   []string
	Looks   Looks
	Holds   *Holding   // documents that are parts of it, or nil
	Suppose []Supposed // what holds where no part of a document says otherwise
	At      Pos

	// Table is the provider's table and Lifecycle the lifecycle table, both with
	// their signals at the places where this kind carries them, and Table with
	// the sources of this kind's final result. Rows are those of the originals.
	Table, Lifecycle *Table
}

// Looks is what an object has to look like. What is null or empty is not there.
type Looks struct {
	List bool     // instead of an object: a list at the top of the document
	Has  []Member // all of them are there
	Some []Path   // at least one is there, where there are any
	None []Path   // none is there
}

// Member is a member that has to be there, and its words.
type Member struct {
	Path  Path
	Words []string // it is a string out of these; anything where there are none
}

// Holding is where documents stand that are parts of another one.
type Holding struct {
	Path  Path     // its last step may be Entries
	Kinds []string // that may stand there, in the order of the file
}

// Supposed is the class of a signal.
type Supposed struct {
	Signal int
	Class  uint8
}

// Place is one of the places where a kind of document carries a signal; the worst
// of them counts, as the order of the signal's values has it.
type Place struct {
	Signal *Signal // with the path and the words of this place
	Absent uint8   // the class where nothing stands here, 0 for none
}

// Reads tells whether a kind carries signals of its provider's table.
func (k *DocumentKind) Reads() bool {
	for _, s := range k.Table.Signals {
		if len(s.Places) > 0 {
			return true
		}
	}
	return false
}

// bare is a table whose signals stand nowhere.
func (t *Table) bare() *Table {
	view := *t
	view.Signals = nil
	for _, s := range t.Signals {
		nowhere := *s
		nowhere.Path, nowhere.Also, nowhere.Context = nil, nil, false
		view.Signals = append(view.Signals, &nowhere)
	}
	view.Result, view.Token, view.Documents = nil, nil, nil
	return &view
}
