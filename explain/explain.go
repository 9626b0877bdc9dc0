// Package explain holds explanations of decisions: every row of the table with
// whether it held and why, and the nearest other outcomes. They are plain data,
// made by the methods Explain of verdict.Process and verdict.Engine.
//
// An explanation holds no value of a document: declared values, names of
// signals and of entries, the provider's name, and what the rule tables say.
// Its JSON form is described in schema.json, beside this file.
package explain

// Undecided stands in place of a status where no row holds.
const Undecided = "undecided"

// Explanation tells how one decision came about.
type Explanation struct {
	Provider string    `json:"provider"`           // as the document names it
	Document string    `json:"document,omitempty"` // the kind of document, where the provider itself sent it: see verdict.Process.Kind
	Status   string    `json:"status"`             // the status decided, or Undecided
	Rule     string    `json:"rule,omitempty"`     // the id of the row that decided; none where undecided
	Missing  []string  `json:"missing,omitempty"`  // where undecided: the missing signals, as verdict.UndecidedError names them
	Book     string    `json:"book"`               // the hash of the rule book
	Table    string    `json:"table"`              // the file of the table that decided
	Title    string    `json:"title"`              // of that table
	Signals  []Signal  `json:"signals"`            // of that table, in its order
	Terms    []Term    `json:"terms,omitempty"`    // of that table, in its order
	Rows     []Row     `json:"rows"`               // every row of that table, in file order
	Remarks  []Row     `json:"remarks,omitempty"`  // every remark, the lifecycle's first
	Nearest  []Outcome `json:"nearest"`            // every other status that the table gives, the fewest changes first
}

// Signal is a signal as the table saw it.
type Signal struct {
	Name        string  `json:"name"`
	Group       string  `json:"group,omitempty"` // that it is a member of
	Meaning     string  `json:"meaning"`
	Value       string  `json:"value"`                 // a declared value or "absent"; of a set the kinds of its entries, as "[true, false]", or "empty"
	Entries     []Entry `json:"entries,omitempty"`     // of a set: those with another value than the best, or without one
	Missing     bool    `json:"missing,omitempty"`     // it is needed and not there
	Context     bool    `json:"context,omitempty"`     // known from the start of a process, and not evidence
	RemarksOnly bool    `json:"remarksOnly,omitempty"` // only remarks ask about it
}

// Entry is an entry of a set.
type Entry struct {
	Name  string `json:"name"`  // of the member, or the index in the list
	Value string `json:"value"` // a declared value or "without value"
}

// Term is a condition with a name.
type Term struct {
	Name      string    `json:"name"`
	Holds     bool      `json:"holds"`
	Condition Condition `json:"condition"`
}

// Row is a row or a remark, and whether it held.
type Row struct {
	ID        string    `json:"id"`
	Status    string    `json:"status,omitempty"` // none for a remark
	Holds     bool      `json:"holds"`            // of a remark: it is made, or would be beside any status
	When      string    `json:"when"`             // the condition, as the table writes it
	Reason    string    `json:"reason"`
	Source    string    `json:"source,omitempty"`  // the section of the source that it rests on
	Basis     []string  `json:"basis,omitempty"`   // "text", "example" or readings such as "R12"
	Advice    string    `json:"advice,omitempty"`  // what to do about it
	At        string    `json:"at"`                // file and line
	Because   []string  `json:"because,omitempty"` // entries that made it hold
	Beside    []string  `json:"beside,omitempty"`  // the statuses that a remark is made beside, where not any
	Condition Condition `json:"condition"`
}

// Kind is what a Condition is.
type Kind string

// The kinds of a Condition.
const (
	KindAnd  Kind = "and"  // all of the parts hold
	KindOr   Kind = "or"   // one of the parts holds
	KindNot  Kind = "not"  // the one part does not hold
	KindTerm Kind = "term" // the term called Text; its condition is the one part
	KindAtom Kind = "atom" // a question about signals, written in Text
)

// Condition is a condition or a part of one, and whether it held.
type Condition struct {
	Kind  Kind        `json:"kind"`
	Text  string      `json:"text,omitempty"` // of an atom and a term
	Holds bool        `json:"holds"`
	Saw   []Saw       `json:"saw,omitempty"` // what an atom asked about
	Parts []Condition `json:"parts,omitempty"`
}

// Saw is what an atom saw of one signal.
type Saw struct {
	Signal string `json:"signal"`
	Value  string `json:"value"` // as in Signal
}

// Outcome is another status and the nearest ways to it: those on which the
// fewest signals would have had to differ. They are all there are, exactly.
//
// Only signals with better and worse values take part, and evidence is never
// taken away; so there may be no way at all.
type Outcome struct {
	Status  string `json:"status"`
	Changes int    `json:"changes"` // the number of signals, equal on all ways; 0 where there is no way
	Ways    []Way  `json:"ways"`
	More    bool   `json:"more,omitempty"` // there are further ways, too many to list
}

// Way is one combination of changes, all of which it takes.
type Way struct {
	Changes []Change `json:"changes"`
}

// Change is what one signal would have had to be.
type Change struct {
	Signal  string   `json:"signal"`
	Group   string   `json:"group,omitempty"` // that the signal is a member of
	From    string   `json:"from"`            // as in Signal
	To      []string `json:"to"`              // any one of these; as in Signal
	Says    string   `json:"says"`            // the same in words: "matchLevel is 6..15"
	Context bool     `json:"context,omitempty"`
}
