package verdict

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/record"
)

// differences gives the first place of each kind in which a record is another than
// the one that comes out when it is decided again; the kinds that matter most
// first.
func differences(was, again *record.Record) []record.Problem {
	first := map[record.Kind]string{}
	for _, pointer := range differ(tree(was), tree(again), "", nil) {
		kind := kindAt(pointer)
		if at, known := first[kind]; !known || at != "/status" && pointer == "/status" {
			first[kind] = pointer
		}
	}
	var problems []record.Problem
	for _, kind := range []record.Kind{record.Status, record.Rows, record.Citation, record.Signals, record.BookVersion} {
		if pointer, ok := first[kind]; ok {
			problems = append(problems, record.Problem{Kind: kind, Pointer: pointer, Says: differenceSays[kind]})
		}
	}
	return problems
}

// differenceSays says what it means that a record comes out otherwise.
var differenceSays = map[record.Kind]string{
	record.Status:      "decided again, the status or what gave it is another",
	record.Rows:        "decided again, other rows hold, or for other reasons",
	record.Citation:    "decided again, a row says or rests on something else",
	record.Signals:     "the signals are written otherwise",
	record.BookVersion: "the rule book has another version",
}

// kindAt tells what kind of difference one is by its place.
func kindAt(pointer string) record.Kind {
	steps := strings.Split(pointer, "/")[1:]
	switch steps[0] {
	case "status", "rule", "missing", "final":
		return record.Status
	case "book":
		return record.BookVersion
	case "readings":
		return record.Citation
	case "context":
		return record.Signals
	}
	switch {
	case len(steps) > 2 && steps[2] == "signals":
		return record.Signals
	case len(steps) > 4 && slices.Contains([]string{"at", "basis", "beside", "reason", "source", "when"}, steps[4]):
		return record.Citation
	}
	return record.Rows
}

// tree is a record as values of JSON, without its id, which differs whenever
// anything else does.
func tree(r *record.Record) any {
	with := *r
	with.ID = ""
	var v any
	if err := json.Unmarshal(with.JSON(), &v); err != nil {
		panic("internal error: a record is no JSON: " + err.Error())
	}
	return v
}

// differ adds the places in which two values differ. Lists of different lengths
// differ as a whole.
func differ(a, b any, at string, places []string) []string {
	switch a := a.(type) {
	case map[string]any:
		if b, ok := b.(map[string]any); ok {
			return differMembers(a, b, at, places)
		}
	case []any:
		if b, ok := b.([]any); ok && len(a) == len(b) {
			for i := range a {
				places = differ(a[i], b[i], fmt.Sprintf("%s/%d", at, i), places)
			}
			return places
		}
	default:
		if a == b {
			return places
		}
	}
	return append(places, at)
}

func differMembers(a, b map[string]any, at string, places []string) []string {
	names := maps.Clone(a)
	maps.Copy(names, b)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		was, there := a[name]
		is, here := b[name]
		if there != here {
			places = append(places, at+"/"+name)
			continue
		}
		places = differ(was, is, at+"/"+name, places)
	}
	return places
}
