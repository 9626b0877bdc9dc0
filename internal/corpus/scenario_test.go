package corpus

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
)

// withoutRecord are the rows that decide no record, with the reason.
var withoutRecord = map[string]string{
	"eid-verdict-rejected":     "only a caller can supply the verdict",
	"eid-verdict-failed":       "only a caller can supply the verdict",
	"eid-verdict-inconclusive": "only a caller can supply the verdict",
	"eid-verdict-accepted":     "only a caller can supply the verdict",
}

// TestScenarios: each scenario is decided as it says, by the row it says, however
// odd its document, and where it is sound nothing is to be found. The rules decide
// nothing that no scenario shows.
func TestScenarios(t *testing.T) {
	if len(scenarios) < 100 {
		t.Fatalf("%d scenarios, want at least 100", len(scenarios))
	}
	decided := map[string]bool{}
	names := map[string]bool{}
	for _, s := range everyScenario() {
		if names[s.name] {
			t.Errorf("two scenarios are called %s", s.name)
		}
		names[s.name] = true
		for odd := range oddities {
			for seed := range uint64(3) {
				o := opinionOn(t, s.document(seed, odd, s.recorded()))
				if o.cell.Derived != s.status || o.row != s.row {
					t.Errorf("%s (oddity %d, seed %d) is %s by %q, want %s by %q", s.name, odd, seed, o.cell.Derived, o.row, s.status, s.row)
				}
				if diff := cmp.Diff(slices.Sorted(slices.Values(s.unknown)), o.unknown); diff != "" {
					t.Errorf("%s (oddity %d, seed %d): unknown values (-said +found):\n%s", s.name, odd, seed, diff)
				}
				if s.share > 0 && len(o.codes) > 0 {
					t.Errorf("%s (oddity %d, seed %d) has findings: %v", s.name, odd, seed, o.codes)
				}
				if s.own != nil && o.kind != s.own.kind {
					t.Errorf("%s (oddity %d, seed %d) is of the kind %q, want %q", s.name, odd, seed, o.kind, s.own.kind)
				}
				decided[o.row] = true
			}
		}
	}
	delete(decided, "")
	engine, err := verdict.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for row := range engine.Rules() {
		if _, known := withoutRecord[row.ID]; row.Status != 0 && !known {
			rows[row.ID] = true
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(rows)), slices.Sorted(maps.Keys(decided))); diff != "" {
		t.Errorf("rows (-of the rules +that decide some scenario):\n%s", diff)
	}
}

// everyScenario are those of Get process documents and of providers' own.
func everyScenario() (all []*scenario) {
	for i := range scenarios {
		all = append(all, &scenarios[i])
	}
	for i := range ownScenarios {
		all = append(all, &ownScenarios[i])
	}
	return all
}

// TestOwnKinds: each kind of document that a provider itself sends has a sound scenario,
// but one of which nothing is read.
func TestOwnKinds(t *testing.T) {
	shown := map[string]bool{"onfido-other-report": true}
	for i := range ownScenarios {
		if s := &ownScenarios[i]; s.share > 0 {
			shown[s.own.kind] = true
		}
	}
	_, err := verdict.Parse([]byte("{}"))
	_, list, _ := strings.Cut(err.Error(), "understood: get-process, ")
	want := strings.Split(list, ", ")
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(shown))); diff != "" {
		t.Errorf("kinds (-of the rules +that scenarios show):\n%s", diff)
	}
}

// recorded is a status beside which a scenario decides by itself.
func (s *scenario) recorded() string {
	if s.share > 0 {
		return s.status
	}
	return "rejected"
}

// document is one document of the scenario.
func (s *scenario) document(seed uint64, odd oddity, status string) []byte {
	var d doc
	d.start(&record{seed: seed * 7919, scenario: s, status: status, after: 60, odd: odd})
	d.members()
	return d.b
}

// TestFinalResults: an accepted scenario has the final result that its data give,
// as an object in which no member stands alone by accident.
func TestFinalResults(t *testing.T) {
	with, without := 0, 0
	for _, s := range accepting {
		var top struct{ FinalResult map[string]string }
		if err := json.Unmarshal(s.document(1, plain, "accepted"), &top); err != nil {
			t.Fatal(err)
		}
		if s.result == nil && top.FinalResult == nil {
			without++
		} else if len(top.FinalResult) >= 2 {
			with++
		} else {
			t.Errorf("%s has %d members in its final result", s.name, len(top.FinalResult))
		}
	}
	if with < 10 || without < 1 {
		t.Errorf("%d scenarios with a final result and %d without, want at least 10 and 1", with, without)
	}
}

// TestPersonal: every value of a document that could tell of a person, or repeat
// what somebody wrote, has one of the words, and every word is in use.
func TestPersonal(t *testing.T) {
	text, _ := made(t, Corpus{Seed: 9, Records: 3500, Own: true})
	all, seen := strings.ToLower(string(text)), 0
	words, ids := Personal(), map[string]bool{}
	for _, word := range words {
		if len(word) < 3 || !strings.Contains(all, strings.ToLower(word)) {
			t.Errorf("%q is in no document, or too short to be known by", word)
		}
	}
	for _, document := range documentsOf(text) {
		var top any
		if json.Unmarshal(document, &top) != nil {
			continue // a malformed one
		}
		for name, value := range textsIn("", top) {
			if name == "processId" {
				ids[value] = true
			}
			if !personalNames[name] || value == "" {
				continue
			}
			seen++
			if !slices.ContainsFunc(words, func(word string) bool { return strings.Contains(strings.ToLower(value), strings.ToLower(word)) }) {
				t.Errorf("%s is %q, which has none of the words", name, value)
			}
		}
	}
	if len(ids) < 2500 {
		t.Errorf("%d processes, want at least 2500", len(ids))
	}
	for id := range ids {
		if slices.ContainsFunc(words, func(word string) bool { return strings.Contains(strings.ToLower(id), strings.ToLower(word)) }) {
			t.Errorf("the id of a process, %s, has one of the words", id)
		}
	}
	if seen < 20000 {
		t.Errorf("%d values were looked at, want at least 20000", seen)
	}
}

// personalNames are the members that tell of a person, or repeat what somebody
// wrote.
var personalNames = func() map[string]bool {
	names := map[string]bool{}
	for _, name := range strings.Fields(`firstName lastName dateOfExpiry dateOfBirth documentNumber personalIdentificationNumber
		personalNumber given_name family_name birthdate sub consumer.bin signicat.national_id idToken idtoken userInfo
		first_name last_name date_of_birth date_of_expiry primaryIdentifier secondaryIdentifier externalDatabaseRefID errorMessage
		mrzLine1 mrzLine2 placeOfBirth issuingAuthority message errorDescription notificationUrl`) {
		names[name] = true
	}
	return names
}()

// aboutFields are elements that have a provider's word for each field.
var aboutFields = map[string]bool{"mrzChecksum": true, "mrzVerification": true, "mrzFeatureMatching": true, "featuresVerification": true}

// textsIn gives every text below value with the name of the member it stands in.
func textsIn(name string, value any) func(yield func(string, string) bool) {
	return func(yield func(string, string) bool) { eachText(name, value, yield) }
}

func eachText(name string, value any, yield func(string, string) bool) bool {
	switch value := value.(type) {
	case string:
		return yield(name, value)
	case map[string]any:
		for _, member := range slices.Sorted(maps.Keys(value)) {
			if !aboutFields[member] && !eachText(member, value[member], yield) {
				return false
			}
		}
	case []any:
		for _, entry := range value {
			if !eachText(name, entry, yield) {
				return false
			}
		}
	}
	return true
}
