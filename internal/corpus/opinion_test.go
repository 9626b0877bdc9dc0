package corpus

import (
	"encoding/json"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/verdict-id/verdict"
)

// opinion is what a plain reading of one document, by encoding/json and the
// engine, says of it. It knows nothing of what was planted.
type opinion struct {
	codes   []string
	cell    Cell
	month   string
	row     string
	unknown []string
	kind    string // of a document of a provider's own

	process string // empty where it does not take part in status-changed
	updated string // a good time, or empty
}

func opinionOn(t *testing.T, text []byte) opinion {
	t.Helper()
	p, err := verdict.Parse(text)
	if errors.Is(err, verdict.ErrMalformed) {
		return opinion{codes: []string{"malformed"}, cell: Cell{"", "none", "malformed"}}
	}
	if err == nil && p.Kind() != "get-process" {
		return ownOpinion(t, p)
	}
	var top map[string]any
	if err := json.Unmarshal(text, &top); err != nil && text[0] == '{' {
		t.Fatalf("the engine takes what encoding/json refuses: %v\n%s", err, text)
	}
	var o opinion
	o.cell.Provider, _ = top["provider"].(string)
	o.cell.Recorded = recordedIn(top)
	if o.cell.Recorded == "none" {
		o.codes = append(o.codes, "no-status")
	}
	if err != nil {
		o.cell.Derived = "unknown provider"
		o.codes = append(o.codes, "unknown-provider")
	} else {
		o.decide(t, p)
		o.compare(t, top)
		o.finalResult(t, p, text, top)
	}
	o.times(top)
	if o.cell.Recorded != "none" && o.cell.Recorded != "unknown" {
		o.process, _ = top["processId"].(string)
	}
	return o
}

// ownOpinion is about a document of a provider's own, which records nothing.
func ownOpinion(t *testing.T, p verdict.Process) opinion {
	t.Helper()
	o := opinion{cell: Cell{Provider: p.Provider(), Recorded: "none"}, kind: p.Kind()}
	o.decide(t, p)
	return o
}

func recordedIn(top map[string]any) string {
	word, isText := top["status"].(string)
	switch {
	case top["status"] == nil:
		return "none"
	case word == "cancelled":
		return "canceled"
	case isText && slices.Contains(strictestFirst, word):
		return word
	}
	return "unknown"
}

var strictestFirst = []string{"rejected", "failed", "canceled", "inconclusive", "accepted", "processing", "pending"}

func (o *opinion) decide(t *testing.T, p verdict.Process) {
	t.Helper()
	d, err := p.Decide()
	var signals *verdict.SignalError
	var missing *verdict.UndecidedError
	switch {
	case errors.As(err, &signals):
		o.cell.Derived = "unknown value"
		o.codes = append(o.codes, "unknown-value")
		for _, v := range signals.Values {
			o.unknown = append(o.unknown, entryNumber.ReplaceAllString(openNames.ReplaceAllString(v.Pointer, "$1/*"), "/*$1"))
		}
		slices.Sort(o.unknown)
		o.unknown = slices.Compact(o.unknown)
	case errors.As(err, &missing):
		o.cell.Derived = "undecided"
		o.codes = append(o.codes, "undecided")
	case err != nil:
		t.Fatal(err)
	default:
		o.cell.Derived, o.row = d.Status().String(), d.Rule().ID
	}
}

// openNames are the places below which names are open, or entries of a list.
var openNames = regexp.MustCompile(`^(/providerSpecific/(?:ocr/securityChecks|ocr/features|liveness/faceScanSecurityChecks|mrzChecksum|mrzVerification|featuresVerification|mrzFeatureMatching)|(?:/\d+)?/faceScanSecurityChecks|.*/breakdown/\w+/breakdown)/[^/]+`)

// entryNumber is that of an entry of a list.
var entryNumber = regexp.MustCompile(`/\d+(/|$)`)

func (o *opinion) compare(t *testing.T, top map[string]any) {
	t.Helper()
	recorded, derived := slices.Index(strictestFirst, o.cell.Recorded), slices.Index(strictestFirst, o.cell.Derived)
	switch {
	case o.cell.Recorded == "accepted" && o.cell.Derived != "accepted":
		o.codes = append(o.codes, "accepted-not-derived")
	case recorded < 0 || derived < 0 || recorded == derived:
	case derived < recorded:
		o.codes = append(o.codes, "stricter")
	default:
		o.codes = append(o.codes, "milder")
	}
	if reason, _ := top["failReason"].(map[string]any); len(reason) > 0 && o.cell.Recorded != "failed" {
		o.codes = append(o.codes, "fail-reason-without-failed")
	}
	alone := signalsAlone(t, top)
	switch o.cell.Recorded {
	case "canceled", "failed":
		if top["verdict"] != nil || slices.Contains([]string{"accepted", "rejected", "inconclusive"}, alone) {
			o.codes = append(o.codes, "verdict-beside-end")
		}
	case "pending", "processing":
		if alone != "" && !isEarly(top) {
			o.codes = append(o.codes, "not-final-but-complete")
		}
	}
}

// signalsAlone is the status that follows without the lifecycle, or empty.
func signalsAlone(t *testing.T, top map[string]any) string {
	t.Helper()
	signals := maps.Clone(top)
	delete(signals, "status")
	delete(signals, "failReason")
	text, err := json.Marshal(signals)
	if err != nil {
		t.Fatal(err)
	}
	p, err := verdict.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Decide()
	if err != nil {
		return ""
	}
	return d.Status().String()
}

// isEarly tells whether signals that decide are not complete. Of the documents
// here only those of Onfido are so, and lack the overall word on the document.
func isEarly(top map[string]any) bool {
	specific, _ := top["providerSpecific"].(map[string]any)
	document, _ := specific["documentVerification"].(map[string]any)
	return top["provider"] == "onfido" && document["result"] == nil
}

func (o *opinion) finalResult(t *testing.T, p verdict.Process, text []byte, top map[string]any) {
	t.Helper()
	there := map[string]any{}
	members, _ := top["finalResult"].(map[string]any)
	for name, value := range members {
		if value != nil && value != "" {
			there[name] = value
		}
	}
	switch o.cell.Recorded {
	case "rejected", "inconclusive", "pending", "processing":
		if len(there) > 0 {
			o.codes = append(o.codes, "final-result-unexpected")
		}
	case "canceled", "failed":
		if len(there) > 0 {
			o.codes = append(o.codes, "final-result-beside-end")
		}
	case "accepted":
		if o.cell.Derived != "accepted" {
			return
		}
		result, err := p.FinalResult(text)
		if err != nil {
			t.Fatal(err)
		}
		due := map[string]any{}
		for name, value := range result.Fields() {
			due[name] = value
		}
		switch {
		case len(there) == 0 && len(due) > 0:
			o.codes = append(o.codes, "final-result-missing")
		case !maps.Equal(there, due):
			o.codes = append(o.codes, "final-result-different")
		}
	}
}

func (o *opinion) times(top map[string]any) {
	created, createdBad := goodTime(top["createdAt"])
	updated, updatedBad := goodTime(top["updatedAt"])
	if createdBad || updatedBad {
		o.codes = append(o.codes, "bad-timestamp")
	}
	if created != "" && updated != "" && updated < created {
		o.codes = append(o.codes, "updated-before-created")
	}
	if created != "" {
		o.month = created[:len("2024-07")]
	}
	o.updated = updated
}

// goodTime gives a time as it stands there, or empty.
func goodTime(value any) (text string, bad bool) {
	if value == nil {
		return "", false
	}
	text, _ = value.(string)
	const layout = "2006-01-02T15:04:05Z"
	at, err := time.Parse(layout, text)
	if err != nil || at.Format(layout) != text {
		return "", true
	}
	return text, false
}

// changes adds status-changed to the opinions it is said of.
func changes(opinions []opinion) {
	processes := map[string][]int{}
	for i, o := range opinions {
		if o.process != "" {
			processes[o.process] = append(processes[o.process], i)
		}
	}
	for _, records := range processes {
		timed := !slices.ContainsFunc(records, func(i int) bool { return opinions[i].updated == "" })
		if timed {
			slices.SortStableFunc(records, func(a, b int) int { return strings.Compare(opinions[a].updated, opinions[b].updated) })
		}
		for n := 1; n < len(records); n++ {
			before, o := opinions[records[n-1]].cell.Recorded, &opinions[records[n]]
			if o.cell.Recorded != before && before != "pending" && before != "processing" {
				o.codes = append(o.codes, "status-changed")
			}
		}
	}
}
