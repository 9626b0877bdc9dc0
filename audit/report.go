package audit

import (
	"github.com/verdict-id/verdict/proof"
)

// Report is what an audit found. It holds nothing of a person. The same records
// give the same Report, whatever the number of cores.
type Report struct {
	Book    string `json:"book"`              // the hash of the rule book, as verdict.Engine.Hash gives it
	Against string `json:"against,omitempty"` // the same of the other one
	Ended   string `json:"ended,omitempty"`   // why the audit ended before its input did; what was found until then stands here

	Inputs    []InputRead `json:"inputs,omitempty"` // the files, in order
	Records   int64       `json:"records"`
	Agree     int64       `json:"agree"`               // records whose recorded status is the one derived
	Processes int64       `json:"processes"`           // distinct processIds of the records whose status is known
	Untracked int64       `json:"untracked,omitempty"` // records that are in no process, as the processId is longer than 128 bytes
	Own       []OwnKind   `json:"own,omitempty"`       // documents of providers' own, by kind in order; none that is 0

	Counts   []Count   `json:"counts"`  // findings by code, those that matter most first; none that is 0
	Matrix   []Cell    `json:"matrix"`  // every record, by provider, recorded and derived
	Rules    []RuleUse `json:"rules"`   // every row, in the order of the rule book
	Unknown  []Unknown `json:"unknown"` // places with values that the rules do not declare, most records first
	Missing  []Missing `json:"missing"` // what undecided records lack, most records first
	Faults   []Fault   `json:"faults"`  // why records are malformed, most records first
	Months   []Month   `json:"months"`  // by createdAt, in order; first records that have none
	Changes  *Changes  `json:"changes,omitempty"`
	Findings []Finding `json:"findings"` // the first of each code, in their order; see Options.Keep
}

// InputRead is a file that was read.
type InputRead struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`            // as they stand in the file
	SHA256 string `json:"sha256,omitempty"` // of these bytes, in hexadecimal, where Options.Hash asks for it and they were read to the end
	Ended  string `json:"ended,omitempty"`  // why it was not read to its end
}

// OwnKind counts the documents of one kind that a provider itself sends. They record
// no status, no process and no times, so no finding comes of that.
type OwnKind struct {
	Kind    string `json:"kind"` // as verdict.Process.Kind gives it
	Records int64  `json:"records"`
}

// Count is how many findings there are of one kind.
type Count struct {
	Kind
	Count int64 `json:"count"`
}

// Cell counts records.
type Cell struct {
	Provider string `json:"provider"` // empty where it is unknown or the record malformed
	Recorded string `json:"recorded"` // as Finding.Recorded
	Derived  string `json:"derived"`  // as Finding.Derived
	Count    int64  `json:"count"`
}

// RuleUse is a row with how often it was used.
type RuleUse struct {
	ID       string   `json:"id"`
	Provider string   `json:"provider"`
	Status   string   `json:"status"`
	Reason   string   `json:"reason"`
	Source   string   `json:"source"`
	Basis    []string `json:"basis"`
	At       string   `json:"at"`
	Decided  int64    `json:"decided"` // records whose status it decided
	Held     int64    `json:"held"`    // records in which it held, whether or not another was stricter
}

// Unknown is a place where records carry what the rules do not declare.
type Unknown struct {
	Provider string `json:"provider"` // the table's name for it, "*" for the lifecycle
	Place    string `json:"place"`    // as a JSON pointer; any name of an open family is *, any index []
	Records  int64  `json:"records"`
	Words    []Word `json:"words,omitempty"` // with Options.Words
}

// Word is one that the rules do not declare.
type Word struct {
	Word    string `json:"word"` // empty for those that do not look like identifiers
	Records int64  `json:"records"`
}

// Missing is what undecided records lack.
type Missing struct {
	Provider string   `json:"provider"`
	Signals  []string `json:"signals"` // together; an entry of a set is *
	Records  int64    `json:"records"`
}

// Fault is why records are malformed.
type Fault struct {
	Reason  string `json:"reason"`
	Records int64  `json:"records"`
}

// Month counts the records created in one.
type Month struct {
	Month    string           `json:"month"`    // such as "2026-11"; empty where none is recorded, or no good one
	Recorded map[string]int64 `json:"recorded"` // by recorded status
	Differ   int64            `json:"differ"`   // whose derived status is not the one recorded; documents of providers' own never
}

// Changes is what the other rule book makes of the records.
type Changes struct {
	Equal         bool           `json:"equal"`   // the two rule books are, whatever the records
	Records       int64          `json:"records"` // whose outcome changes
	NewlyAccepted int64          `json:"newlyAccepted"`
	Transitions   []Transition   `json:"transitions"` // newly accepted first, then no longer accepted; only changes
	Regions       []RegionUse    `json:"regions"`     // every region of the difference, in its order
	Elsewhere     int64          `json:"elsewhere"`   // records that change in no region; Caveats say where that can be
	Caveats       []proof.Caveat `json:"caveats"`
}

// Transition counts the records that go from one outcome to another.
type Transition struct {
	Provider string `json:"provider"`
	Before   string `json:"before"`
	After    string `json:"after"`
	Count    int64  `json:"count"`
}

// RegionUse is a region of the difference, with the records that lie in it.
type RegionUse struct {
	proof.Region
	Records int64 `json:"records"`
}
