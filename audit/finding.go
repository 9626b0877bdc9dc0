package audit

import (
	"slices"
)

// Severity says how much a finding matters.
type Severity string

// The severities, gravest first.
const (
	Critical Severity = "critical" // somebody may have been accepted, or would be, whom the rules do not accept
	Serious  Severity = "serious"  // the record and the rules do not agree, or it cannot be judged
	Minor    Severity = "minor"    // the record is odd, and its status may well be right
)

// Code names a kind of finding. Codes never change their meaning.
type Code string

// The codes, in the order in which reports list them.
const (
	AcceptedNotDerived      Code = "accepted-not-derived"
	NewlyAccepted           Code = "newly-accepted"
	Stricter                Code = "stricter"
	Milder                  Code = "milder"
	Undecided               Code = "undecided"
	UnknownValue            Code = "unknown-value"
	UnknownProvider         Code = "unknown-provider"
	Malformed               Code = "malformed"
	StatusChanged           Code = "status-changed"
	FinalResultMissing      Code = "final-result-missing"
	FinalResultUnexpected   Code = "final-result-unexpected"
	FinalResultDifferent    Code = "final-result-different"
	FinalResultBesideEnd    Code = "final-result-beside-end"
	FailReasonWithoutFailed Code = "fail-reason-without-failed"
	NoLongerAccepted        Code = "no-longer-accepted"
	OtherwiseChanged        Code = "otherwise-changed"
	VerdictBesideEnd        Code = "verdict-beside-end"
	NotFinalButComplete     Code = "not-final-but-complete"
	BadTimestamp            Code = "bad-timestamp"
	UpdatedBeforeCreated    Code = "updated-before-created"
	NoStatus                Code = "no-status"
)

// Kind says what a code stands for.
type Kind struct {
	Code        Code     `json:"code"`
	Severity    Severity `json:"severity"`
	Explanation string   `json:"explanation"` // what is found, in a sentence
}

// Kinds are all codes, those that matter most first.
func Kinds() []Kind { return slices.Clone(kinds) }

var kinds = []Kind{
	{AcceptedNotDerived, Critical, "The record says accepted, and the rules do not: they give another status, or none."},
	{NewlyAccepted, Critical, "The rules do not accept the record, and the other rule book does."},
	{Stricter, Serious, "The rules give a stricter status than the record, which was not accepted either."},
	{Milder, Serious, "The rules give a milder status than the record."},
	{Undecided, Serious, "The rules give no status, because something is missing."},
	{UnknownValue, Serious, "The record carries a word, number or type that the rules do not declare: the vocabulary may have changed."},
	{UnknownProvider, Serious, "The rule book has no table for the provider, or none is named and the document is of no kind that the rule book knows, or could be of several."},
	{Malformed, Serious, "The record is not strict JSON with one object, nor a list of documents of one provider's own, so nothing else of it was looked at."},
	{StatusChanged, Serious, "The status of the process was final in the record before this one, and is another now."},
	{FinalResultMissing, Serious, "The process is accepted and its data give a final result, and none is recorded."},
	{FinalResultUnexpected, Serious, "A final result is recorded beside a status other than accepted."},
	{FinalResultDifferent, Serious, "The final result recorded is not the one that the document's own data give."},
	{FinalResultBesideEnd, Serious, "A final result is recorded of a process that was canceled or failed."},
	{FailReasonWithoutFailed, Serious, "A reason for failing is recorded, and the status is not failed."},
	{NoLongerAccepted, Serious, "The rules accept the record, and the other rule book does not."},
	{OtherwiseChanged, Serious, "The other rule book gives another status or error, and neither accepts."},
	{VerdictBesideEnd, Minor, "The process was canceled or failed, and yet the record carries a verdict, or signals that give one."},
	{NotFinalButComplete, Minor, "The status can still change, and yet the signals are complete and decide it."},
	{BadTimestamp, Minor, "A time is recorded that is none of the form YYYY-MM-DDThh:mm:ssZ."},
	{UpdatedBeforeCreated, Minor, "The record was updated before it was created."},
	{NoStatus, Minor, "No status is recorded, so there is nothing to compare with."},
}

// rank orders codes as reports list them.
var rank = func() map[Code]int {
	of := map[Code]int{}
	for i, k := range kinds {
		of[k.Code] = i
	}
	return of
}()

// Finding is one thing that is not as it should be. It holds nothing of a
// person: the names of signals, rows and fields, JSON pointers, and the id of
// the process.
type Finding struct {
	Code     Code     `json:"code"`
	Severity Severity `json:"severity"`

	// Where the record stands. File is empty, and Line and Offset are 0, where the
	// records did not come from files. For a malformed record Line and Offset are
	// those of the fault, as far as it is known.
	File   string `json:"file,omitempty"`
	Record int64  `json:"record"`         // among all records, from 1; 0 where they are not numbered
	Line   int64  `json:"line,omitempty"` // from 1, in the file
	Offset int64  `json:"offset"`         // bytes before it in the file, unpacked

	// ProcessID is left out where it does not look like an identifier.
	ProcessID string `json:"processId,omitempty"`
	Provider  string `json:"provider,omitempty"` // empty where it is unknown
	Recorded  string `json:"recorded,omitempty"` // a status, "none" or "unknown"; empty for a malformed record
	Derived   string `json:"derived,omitempty"`  // a status, "undecided", "unknown value", "unknown provider" or "malformed"; empty for a changed status
	After     string `json:"after,omitempty"`    // the same by the other rule book, where that is what is found

	Rule    string   `json:"rule,omitempty"`    // the row that decided Derived; After where there is one
	At      string   `json:"at,omitempty"`      // where it stands
	Reasons []string `json:"reasons,omitempty"` // what was seen: rows with entries, pointers, missing signals, fields, kinds of documents, faults
}
