package verdict

import (
	"bytes"
	"encoding/json"
	"iter"
	"log/slog"
	"slices"
	"strconv"
	"unique"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Decision is a status with the reasons for it. It holds no value of a
// document: rule ids, the provider's name, and names of signals and of their
// entries, such as "nonExpired".
//
// Two Decisions of one Engine are equal (==) exactly if their providers,
// reasons and remarks are. The zero Decision is none; it stands beside every
// error.
type Decision struct {
	outcome *outcome
	detail  unique.Handle[detail]
}

// detail is what one outcome of a table can still differ in.
type detail struct {
	provider unique.Handle[string]
	last     cause       // of the entries that made reasons hold
	beside   *remarkList // of the lifecycle, made beside a provider's status
}

type remarkList []Rule

// outcome is one combination of rows that hold, of one table.
type outcome struct {
	table   *table
	number  int // among those of all tables of the book
	status  Status
	rules   []int // strictest first, then in file order
	remarks []int
	names   bool // some rule names entries of sets or groups

	// Of the lifecycle where it gives no status: the remarks made beside each
	// status of a provider's table.
	beside [rulebook.Statuses]*remarkList
}

// Status is the status decided, the zero Status for the zero Decision.
func (d Decision) Status() Status {
	if d.outcome == nil {
		return 0
	}
	return d.outcome.status
}

// Rule is the row that decided: the strictest that holds, the first in the
// file among equals. It is the zero Rule for the zero Decision.
func (d Decision) Rule() Rule {
	for r := range d.Reasons() {
		return r
	}
	return Rule{}
}

// Provider is the provider's name as the document gives it, such as
// "connect:idin"; for typed signals the name of the table, such as "connect".
func (d Decision) Provider() string {
	if d.outcome == nil {
		return ""
	}
	return d.detail.Value().provider.Value()
}

// Book is the hash of the rule book that decided, as Engine.Hash gives it.
func (d Decision) Book() string {
	if d.outcome == nil {
		return ""
	}
	return d.outcome.table.book
}

// Reasons yields every row that holds, strictest first, then in file order,
// each with the entries of sets and members of groups that made it hold, such
// as "securityChecks/nonExpired".
func (d Decision) Reasons() iter.Seq2[Rule, []string] {
	return func(yield func(Rule, []string) bool) {
		if d.outcome == nil {
			return
		}
		for _, r := range d.outcome.rules {
			if !yield(d.outcome.table.rules[r].clone(), d.because(r)) {
				return
			}
		}
	}
}

// because names the entries that made a rule hold.
func (d Decision) because(rule int) []string {
	var names []string
	for c := d.detail.Value().last; c.rule != 0; {
		if int(c.rule) == rule+1 {
			names = append(names, d.outcome.table.causeName(c))
		}
		if c.before == (unique.Handle[cause]{}) {
			break
		}
		c = c.before.Value()
	}
	slices.Reverse(names)
	return names
}

// Remarks yields what is worth knowing beside the reasons and never changes
// the status: those of the lifecycle, then the provider's, in file order.
// Remarks have no Status.
func (d Decision) Remarks() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		if d.outcome == nil {
			return
		}
		if beside := d.detail.Value().beside; beside != nil {
			for _, r := range *beside {
				if !yield(r.clone()) {
					return
				}
			}
		}
		for _, r := range d.outcome.remarks {
			if !yield(d.outcome.table.remarks[r].clone()) {
				return
			}
		}
	}
}

// String gives the status and the id of the deciding row:
// "rejected (eid-check)".
func (d Decision) String() string {
	if d.outcome == nil {
		return "no decision"
	}
	return d.Status().String() + " (" + d.Rule().ID + ")"
}

// GoString keeps %#v from showing the insides.
func (d Decision) GoString() string { return "verdict.Decision{" + d.String() + "}" }

// LogValue gives slog the provider, status, deciding row and rule book.
func (d Decision) LogValue() slog.Value {
	if d.outcome == nil {
		return slog.StringValue(d.String())
	}
	return slog.GroupValue(
		slog.String("provider", d.Provider()),
		slog.String("status", d.Status().String()),
		slog.String("rule", d.Rule().ID),
		slog.String("book", d.Book()),
	)
}

// The JSON form of a Decision.
type (
	decisionJSON struct {
		Provider string       `json:"provider"`
		Status   Status       `json:"status"`
		Final    bool         `json:"final"`
		Rule     string       `json:"rule"`
		Reasons  []reasonJSON `json:"reasons"`
		Remarks  []remarkJSON `json:"remarks,omitempty"`
		Book     string       `json:"book"`
	}
	reasonJSON struct {
		Rule    string   `json:"rule"`
		Status  Status   `json:"status"`
		Reason  string   `json:"reason"`
		Source  string   `json:"source"`
		Basis   []string `json:"basis"`
		Advice  string   `json:"advice,omitempty"`
		At      string   `json:"at"`
		Because []string `json:"because,omitempty"`
	}
	remarkJSON struct {
		Remark string   `json:"remark"`
		Reason string   `json:"reason"`
		Source string   `json:"source,omitempty"`
		Basis  []string `json:"basis,omitempty"`
		At     string   `json:"at"`
	}
)

// MarshalJSON gives the Decision with all its reasons as one object; the same
// Decision always gives the same bytes. The zero Decision is null.
func (d Decision) MarshalJSON() ([]byte, error) {
	if d.outcome == nil {
		return []byte("null"), nil
	}
	out := decisionJSON{
		Provider: d.Provider(),
		Status:   d.Status(),
		Final:    d.Status().Final(),
		Rule:     d.Rule().ID,
		Book:     d.Book(),
	}
	for r, because := range d.Reasons() {
		out.Reasons = append(out.Reasons, reasonJSON{r.ID, r.Status, r.Reason, r.Source, r.Basis, r.Advice, r.At(), because})
	}
	for r := range d.Remarks() {
		out.Remarks = append(out.Remarks, remarkJSON{r.ID, r.Reason, r.Source, r.Basis, r.At()})
	}
	return marshal(out)
}

// marshal gives the JSON form of v, in which < and > stand as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Rule is a row of a rule table: where its condition holds, the status is at
// least this strict. A remark is a Rule without a Status.
type Rule struct {
	ID       string
	Provider string   // the table's name for the provider: "eid", "connect"; "*" for the lifecycle
	Status   Status   // zero for a remark
	When     string   // the condition, as the table writes it
	Reason   string   // why, in a sentence
	Source   string   // the section of the source that it rests on
	Basis    []string // "text", "example", or readings such as "R12" (rules/INTERPRETATIONS.md)
	Advice   string   // what to do about it, or empty
	File     string   // where it stands
	Line     int
}

// At is where the row stands, such as "rules/readid.yaml:37".
func (r Rule) At() string { return r.File + ":" + strconv.Itoa(r.Line) }

// clone gives a Rule that the caller can change.
func (r Rule) clone() Rule {
	r.Basis = slices.Clone(r.Basis)
	return r
}

func newRule(r *rulebook.Rule, provider, file string) Rule {
	return Rule{
		ID:       r.ID,
		Provider: provider,
		Status:   Status(r.Status),
		When:     r.Text,
		Reason:   r.Reason,
		Source:   r.Source,
		Basis:    r.Basis,
		Advice:   r.Advice,
		File:     file,
		Line:     r.At.Line,
	}
}
