// Package inside shows package audit what package verdict keeps to itself: how a
// recorded document is judged, in one pass and without allocating an answer, and how
// a vector of signals is.
package inside

import (
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Of gives the Judge of an engine, which has to be a *verdict.Engine. Package
// verdict sets it when it is initialised, and nobody else ever does.
var Of func(engine any) Judge

// Judge judges recorded documents. It is safe for concurrent use.
type Judge interface {
	// Outcomes are all that Judgement.Lifecycle and Judgement.Own can number.
	Outcomes() []Outcome

	// Tables are the tables, the lifecycle first.
	Tables() []Table

	// Judge judges a document. It overwrites into.
	Judge(doc []byte, into *Judgement)

	// Table finds the table for a provider's name, and false where there is none.
	Table(provider string) (int, bool)

	// Decide gives the outcome of a vector by one table, 0 for the lifecycle. Its
	// values have to be those of the table's signals.
	Decide(table int, vector *document.Vector) int

	// Reach gives a Reach of one table. It is not safe for concurrent use.
	Reach(table int) Reach
}

// May is a set of values for each signal of a table, a bit each; none is empty.
type May [rulebook.MaxSignals]uint64

// Reach gives exactly those outcomes, in order, that some vector with values out of
// these sets has, and those signals on whose value in its set the status depends.
// The error says that the table is too large for that.
type Reach func(may *May) (outcomes, asked []int, err error)

// Table is a table with its name, as verdict.Rule.Provider gives it.
type Table struct {
	*rulebook.Table
	Name string
}

// Outcome is one combination of rows that hold, of one table.
type Outcome struct {
	Status rulebook.Status // Undecided where no row holds
	Rules  []string        // the ids of the rows that hold, strictest first
}

// None stands for an outcome where there is none.
const None = -1

// Judgement is what becomes of one document.
type Judgement struct {
	Err      error  // that of Parse or Decide, or nil
	Provider string // empty where it is unknown, or the document malformed

	// Kind is the document's, as verdict.Process.Kind gives it; empty where the
	// provider is unknown, or the document malformed. Several are the kinds that a
	// document could be of that names no provider.
	Kind    string
	Several []string

	Table int // the provider's; 0 where it is unknown

	// What the lifecycle table and the provider's read, and what they do not
	// declare. Err speaks of Unknown only where the lifecycle leaves it to them.
	Early, Vector    document.Vector
	Refused, Unknown []document.Unknown

	// Lifecycle is the outcome of the lifecycle table; None where that refuses
	// something, or the document is malformed. Where it has a status, that decides.
	Lifecycle int
	// Own is the outcome of the provider's table, whether or not it was asked;
	// None where it refuses something, or there is no table.
	Own int
	// Complete tells that Own lacks nothing that is needed.
	Complete bool

	// Status is the recorded status, Undecided for none; StatusUnknown tells
	// that there is one, and that it is none of ours.
	Status        rulebook.Status
	StatusUnknown bool
	FailReason    bool // it is there, and as it should be

	// Carried is what the document records otherwise. The rest is about its
	// final result, where the rules accept: Given tells which fields the
	// document's own data give, and Differs which are recorded otherwise, as bit
	// sets in the order of rulebook.ResultFields.
	Carried document.Record
	Given   uint16
	Differs uint16
}

// IsOwn tells whether the document is one that a provider itself sends. It records
// nothing: no status, no process, no times and no final result.
func (j *Judgement) IsOwn() bool { return j.Kind != "" && j.Kind != rulebook.GetProcess }
