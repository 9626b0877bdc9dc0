package proof_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/proof"
)

// small is a book of one table, with the embedded lifecycle.
func small(t *testing.T, file, text string) fstest.MapFS {
	t.Helper()
	return fstest.MapFS{"process.yaml": {Data: embedded(t, "process.yaml")}, file: {Data: []byte(text)}}
}

// TestDiffLifecycle: a process that the lifecycle leaves to a provider's table
// may be accepted, so a region that it does not decide any more is newly
// accepted; its document is one that a provider's table accepts.
func TestDiffLifecycle(t *testing.T) {
	words := func(words string) fstest.MapFS {
		book := shops(t)
		text := strings.Replace(lifecycle, "values: [pending, ended]", "values: [pending, ended]\n    words: {"+words+"}", 1)
		book["process.yaml"] = &fstest.MapFile{Data: []byte(text)}
		return book
	}
	before, after := words("pending: pending, ended: ended"), words("pending: ended, ended: ended, begun: pending")
	want := []string{
		`! *: pending → judged, 1 where status is the word "pending" (pending → ended)`,
		`*: unknown value → pending, 1 where status is the word "begun" (undeclared → pending)`,
		"signal status changed: words",
	}
	if diff := cmp.Diff(want, outline(difference(t, before, after))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	back := outline(difference(t, after, before))
	if len(back) == 0 || back[0] != `*: judged → pending, 1 where status is the word "pending" (ended → pending)` {
		t.Errorf("back: %q", back)
	}
}

// TestDiffDeclarations changes texts of every kind. No outcome changes.
func TestDiffDeclarations(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"facetec.yaml", "title: FaceTec liveness", "title: Liveness", "table  changed: title"},
		{"onfido.yaml", "meaning: Onfido's overall word on the face", "meaning: The word on the face", "signal faceResult changed: meaning"},
		{"onfido.yaml", "meaning: The single checks of the face. One", "meaning: Checks of the face. One", "group faceBreakdowns changed: meaning"},
		{"onfido.yaml", "documentResult == \"clear\" and subResult == \"clear\"", "subResult == \"clear\" and documentResult == \"clear\"", "term documentClear changed: condition"},
		{"onfido.yaml", "basis: R8", "basis: [text, R8]", "rule onfido-result changed: basis"},
		{"readid.yaml", "advice: 'Let the end-user try again", "advice: 'Let them try again", "rule readid-clone changed: advice"},
		{"facetec.yaml", "reached a higher match level than", "did better than", "remark facetec-better-attempt changed: reason"},
		{"facetec.yaml", "why: Level 6 is", "why: Six is", "claim facetec-claim-level changed: why"},
		{"facetec.yaml", "result:\n  similarityScore: {constant: high", "result:\n  similarityScore: {constant: medium", "result similarityScore changed: sources"},
		{"facetec.yaml", "about: level 5 is not", "about: five is not", "test five is not added: signals, status"},
		{"eid.yaml", "    loss: R9\n", "    loss: R103\n", "signal livenessDetected changed: loss"},
	} {
		text := string(embedded(t, c.file))
		if strings.Count(text, c.old) != 1 {
			t.Fatalf("%q stands in %s %d times, want once", c.old, c.file, strings.Count(text, c.old))
		}
		d := difference(t, small(t, c.file, text), small(t, c.file, strings.Replace(text, c.old, c.new, 1)))
		if got := outline(d); d.Equal || len(d.Regions) > 0 || len(got) == 0 || got[0] != c.want {
			t.Errorf("%s instead of %s: %q, want %q", c.new, c.old, got, c.want)
		}
		var b bytes.Buffer
		if err := d.WriteText(&b); err != nil || !strings.HasPrefix(b.String(), "No outcome changes. ") {
			t.Errorf("%s instead of %s: %v\n%s", c.new, c.old, err, b.String())
		}
	}
}

// TestDiffMutants gives single rows of the shipped tables another status, and
// single words another value. Of those books that keep their promises each
// region has a document, which the two engines decide as it says.
func TestDiffMutants(t *testing.T) {
	statuses := regexp.MustCompile(`status: (inconclusive|rejected|failed)\n    when`)
	words := regexp.MustCompile(`(VALID|FOUND|MISSING|NOT_SUPPORTED|NOT_PRESENT|attended|high): (notInvalid|NOT_AVAILABLE|human)`)
	changed := 0
	for file, text := range shippedFiles(t) {
		if file == "process.yaml" {
			continue
		}
		text, _, _ = strings.Cut(text, "\ntests:") // those would fail
		var mutants []string
		for _, at := range statuses.FindAllStringSubmatchIndex(text, -1) {
			for _, status := range []string{"inconclusive", "rejected"} {
				mutants = append(mutants, text[:at[2]]+status+text[at[3]:])
			}
		}
		for _, at := range words.FindAllStringSubmatchIndex(text, -1) {
			mutants = append(mutants, text[:at[2]]+"ANOTHER"+text[at[3]:])
		}
		for _, mutant := range mutants {
			if _, err := verdict.Load(small(t, file, mutant)); err != nil || mutant == text {
				continue
			}
			d := difference(t, small(t, file, text), small(t, file, mutant))
			for _, r := range d.Regions {
				if r.Witness.Document == nil {
					t.Errorf("%s: %s → %s has no document: %s", file, r.Before, r.After, r.Witness.Says)
				}
			}
			changed += min(len(d.Regions), 1)
		}
	}
	const least = 20
	if changed < least {
		t.Errorf("%d mutants change an outcome, want at least %d", changed, least)
	}
}

// TestDiffOrder: newly accepted first, then no longer accepted, and of each the
// strictest first.
func TestDiffOrder(t *testing.T) {
	d := difference(t, shops(t), shops(t, "/providerSpecific/door", "/providerSpecific/gate"))
	var got []string
	for _, r := range d.Regions {
		got = append(got, r.Before+" → "+r.After)
	}
	want := []string{
		"rejected → accepted", "inconclusive → accepted", "undecided → accepted", "unknown value → accepted",
		"accepted → rejected", "accepted → inconclusive", "accepted → undecided", "accepted → unknown value",
	}
	if diff := cmp.Diff(want, got[:min(len(got), len(want))]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if d.NewlyAccepted != 4 || slices.Contains(got[len(want):], "accepted") {
		t.Errorf("%d newly accepted, want the first 4 of %q", d.NewlyAccepted, got)
	}
}

// TestDiffRefused: both books have to load, and the error says which does not.
func TestDiffRefused(t *testing.T) {
	broken := lamps(`["bright"]`, `["bright", absent]`)
	for _, c := range []struct {
		before, after fstest.MapFS
		want          string
	}{
		{broken, shops(t), "the old rule book: "},
		{shops(t), broken, "the new rule book: "},
	} {
		d, err := proof.Diff(c.before, c.after)
		var refused *verdict.LoadError
		if d != nil || !errors.As(err, &refused) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, %v, want one that begins with %q", d, err, c.want)
		}
	}
}

// TestDiffJSON reads a difference back, and lists the keys that tools may rely
// on.
func TestDiffJSON(t *testing.T) {
	// A failed verdict counts as rejected. Only the caller can supply one.
	eid := string(embedded(t, "eid.yaml"))
	changed := strings.NewReplacer("status: failed\n    when", "status: rejected\n    when", "rejected, failed]\n\nsignals", "rejected]\n\nsignals").Replace(eid)
	d := difference(t, small(t, "eid.yaml", eid), small(t, "eid.yaml", changed))
	d.Caveats = difference(t, shops(t, noted...), shops(t)).Caveats
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var back proof.Difference
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	sameNumber := cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 })
	if diff := cmp.Diff(*d, back, sameNumber, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	var generic any
	if err := json.Unmarshal(data, &generic); err != nil {
		t.Fatal(err)
	}
	delete(generic.(map[string]any)["regions"].([]any)[0].(map[string]any)["witness"].(map[string]any), "document")
	got := map[string]bool{}
	keysOf(generic, "", got)
	want := map[string]bool{}
	for _, key := range strings.Fields(`
		old new equal newlyAccepted caveats caveats.providers caveats.says caveats.places caveats.mayChange caveats.mayAccept
		regions regions.providers regions.before regions.after regions.newlyAccepted regions.conditions regions.combinations
		regions.witness regions.witness.says regions.witness.context regions.witness.context.verdict
		regions.witness.signals regions.witness.signals.signal regions.witness.signals.value
		regions.witness.signals.before regions.witness.signals.after
		declarations declarations.providers declarations.kind declarations.id declarations.change
		declarations.fields declarations.fields.name declarations.fields.before declarations.fields.after`) {
		want[key] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

// TestDiffManyConditions: where a whole group is read elsewhere, the text shows
// some conditions, and the difference has all.
func TestDiffManyConditions(t *testing.T) {
	onfido := string(embedded(t, "onfido.yaml"))
	moved := strings.Replace(onfido, "/documentVerification/*", "/documentVerification/breakdown/*", 1)
	d := difference(t, small(t, "onfido.yaml", onfido), small(t, "onfido.yaml", moved))
	most := 0
	for _, r := range d.Regions {
		most = max(most, len(r.Conditions))
	}
	var b bytes.Buffer
	if err := d.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("    - and %d more, which JSON lists\n", most-20); most <= 20 || !strings.Contains(b.String(), want) {
		t.Errorf("a region has %d conditions; %q is not in the text", most, want)
	}
	if !strings.Contains(b.String(), "every one of new documentBreakdowns is absent or clear") {
		t.Error("the group is not said as one")
	}
}

// TestDiffWriteTextFails passes on what a writer says.
func TestDiffWriteTextFails(t *testing.T) {
	if err := difference(t, shops(t), shops(t)).WriteText(brokenWriter{}); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}
