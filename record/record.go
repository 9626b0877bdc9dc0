// Package record holds records of decisions: what one decision rests on and what
// came of it, as plain data, complete enough to decide it again. The methods
// Record of verdict.Process and verdict.Engine make them, and verdict.Engine.Verify
// decides them again.
//
// A record is canonical JSON (RFC 8785), described in schema.json beside this
// file. It holds no value of a document: declared values, names of signals and of
// entries, the provider's name, what the rule tables say, and the hash of the
// document. It knows no time, so that the same document gives the same bytes at
// any time and anywhere; its id is the hash of the rest.
//
// What holds is that a record which verifies is what the rules give for its
// signals. That a document with these signals existed is not in it: for that the
// document has to be at hand, to be recorded again.
package record

// Version is the version of the form of records, the only one so far.
const Version = 1

// EngineVersion names how this release of the module reads documents and decides
// by tables. It changes only where the same document and the same rule book can
// give another record; it is not the version of a build.
const EngineVersion = "1"

// Undecided stands in place of a status where no row holds.
const Undecided = "undecided"

// Unreleased stands in place of the version of a rule book that is not released.
const Unreleased = "unreleased"

// Record is the record of one decision. Its members, and those of the structs in
// it, stand in the order of canonical JSON.
type Record struct {
	Book     Book              `json:"book"`
	Context  map[string]string `json:"context,omitempty"`  // by name: the declared values of the context signals that are there, of the provider's table
	Engine   Engine            `json:"engine"`             // what decided
	Final    bool              `json:"final"`              // the status does not change any more
	ID       string            `json:"id,omitempty"`       // "sha256:" and the hash of the record without this member
	Input    string            `json:"input,omitempty"`    // "sha256:" and the hash of the document's bytes; none for typed signals
	Missing  []string          `json:"missing,omitempty"`  // where undecided: the missing signals, as verdict.UndecidedError names them
	Provider string            `json:"provider"`           // as the document names it
	Readings []string          `json:"readings,omitempty"` // those that the rows and remarks which hold rest on, such as "R12", by number
	Rule     string            `json:"rule,omitempty"`     // the id of the row that decided; none where undecided
	Status   string            `json:"status"`             // the status decided, or Undecided
	Tables   []Table           `json:"tables"`             // those that were asked, in that order: see Table
	Version  int               `json:"version"`            // of the form of the record
}

// Book is a rule book.
type Book struct {
	Hash    string `json:"hash"`    // as verdict.Engine.Hash gives it
	Version string `json:"version"` // under which it was released, or Unreleased
}

// Engine is what decides by a rule book.
type Engine struct {
	Version string `json:"version"` // EngineVersion
}

// Table is a table that was asked. Of a document the lifecycle's comes first, and
// is the only one where it decides; then comes the provider's. Typed signals are
// put to the provider's alone.
type Table struct {
	File    string   `json:"file"`              // in the folder of the rule book
	Remarks []Row    `json:"remarks,omitempty"` // every remark, in file order
	Rows    []Row    `json:"rows"`              // every row, in file order
	Signals []Signal `json:"signals"`           // every one but those in Record.Context, in the order of the table
}

// Signal is a signal as its table saw it: a Value, or of a set Values and Entries.
type Signal struct {
	Entries []Entry  `json:"entries,omitempty"` // those with another value than the best, or without one
	Name    string   `json:"name"`
	Value   string   `json:"value,omitempty"` // a declared value, or "absent"
	Values  []string `json:"values,omitzero"` // the declared values that its entries have, the best first; not nil for a set
}

// Entry is an entry of a set.
type Entry struct {
	Name  string `json:"name"`            // of the member, or the index in the list
	Value string `json:"value,omitempty"` // a declared value; empty where the entry has none
}

// Row is a row or a remark, and whether it held.
type Row struct {
	At      string   `json:"at"`                // file and line, in the folder of the rule book
	Atoms   []Atom   `json:"atoms"`             // the questions in its condition, in their order, terms unfolded
	Basis   []string `json:"basis,omitempty"`   // "text", "example" or readings such as "R12"
	Because []string `json:"because,omitempty"` // entries that made it hold, such as "securityChecks/nonExpired"
	Beside  []string `json:"beside,omitempty"`  // the statuses that a remark is made beside, where not any
	Holds   bool     `json:"holds"`             // of a remark: it is made, or would be beside any status
	ID      string   `json:"id"`
	Reason  string   `json:"reason"`
	Source  string   `json:"source,omitempty"` // the section of the source that it rests on
	Status  string   `json:"status,omitempty"` // none for a remark
	When    string   `json:"when"`             // the condition, as the table writes it
}

// Atom is a question about one signal, or about the members of a group.
type Atom struct {
	Holds bool   `json:"holds"`
	Saw   []Saw  `json:"saw"` // what it asked about
	Text  string `json:"text"`
}

// Saw is what an atom saw of one signal.
type Saw struct {
	Signal string `json:"signal"`
	Value  string `json:"value"` // a declared value or "absent"; of a set the kinds of its entries, as "[true, false]", or "empty"
}
