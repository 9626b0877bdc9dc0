package proof_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/proof"
	"github.com/verdict-id/verdict/rules"
)

var update = flag.Bool("update", false, "rewrite testdata")

// bookHash is the hash of a rule book, which changes with every edit.
var bookHash = regexp.MustCompile(`sha256:[0-9a-f]{64}`)

// TestEmbedded proves the rule book that the program carries.
func TestEmbedded(t *testing.T) {
	report := prove(t, rules.Book())
	engine, err := verdict.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Proved || report.Book != engine.Hash() || len(report.Tables) != 8 {
		t.Errorf("proved: %t, book %s of %s, %d tables", report.Proved, report.Book, engine.Hash(), len(report.Tables))
	}
	for i, table := range report.Tables {
		// Three promises are not for the lifecycle: nothing is needed there.
		if want := map[bool]int{true: 9, false: 12}[i == 0]; len(table.Promises) != want {
			t.Errorf("%s: %d promises, want %d", table.File, len(table.Promises), want)
		}
		for _, p := range table.Promises {
			if !p.Kept || p.Promise == "" || len(p.Breaks) > 0 {
				t.Errorf("%s: %+v", table.File, p)
			}
		}
		sum := new(big.Int)
		for _, g := range table.Gives {
			sum.Add(sum, g.Combinations)
		}
		if sum.Cmp(table.Combinations) != 0 {
			t.Errorf("%s: the statuses have %d combinations, all signals %d", table.File, sum, table.Combinations)
		}
		if undecided := table.Gives[len(table.Gives)-1]; undecided.Status != "undecided" || len(table.Undecided) == 0 {
			t.Errorf("%s: nothing is undecided", table.File)
		}
	}
}

// TestGolden compares the text about the embedded book, and about a table with
// many broken promises.
func TestGolden(t *testing.T) {
	for name, report := range map[string]*proof.Report{
		"book.txt":   prove(t, rules.Book()),
		"broken.txt": prove(t, lamps(`["bright"]`, `["bright", absent]`)),
	} {
		var b bytes.Buffer
		if err := report.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		got := bookHash.ReplaceAllString(b.String(), "sha256:BOOK")
		file := "testdata/" + name
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got; rewrite with -update):\n%s", file, diff)
		}
	}
}

const lifecycle = `provider: '*'
title: Lifecycle
source: 'Lamp handbook'
gives: pending
else: judge
signals:
  status:
    meaning: Where the visit stands.
    path: /status
    values: [pending, ended]
    order: none
    loss: R101
rules:
  - {id: process-pending, status: pending, when: 'status == "pending"', reason: The visit has not begun., source: 'Lamp handbook', basis: text}
claims:
  - {id: process-claim-ended, never: pending, when: 'status == "ended"', why: It is over.}
`

// lamp is a made-up table that keeps all promises.
const lamp = `provider: lamp
title: A lamp
source: 'Lamp handbook'
gives: [accepted, inconclusive, rejected]
signals:
  power:
    meaning: Whether there is power.
    path: /providerSpecific/power
    values: ["on", "off"]
    needed: always
  bulb:
    meaning: How bright the bulb is.
    path: /providerSpecific/bulb
    values: [bright, dim, dark]
    needed: always
rules:
  - {id: lamp-off, status: rejected, when: 'power == "off"', reason: There is no power., source: 'Lamp handbook', basis: text}
  - {id: lamp-dim, status: inconclusive, when: 'power == "on" and bulb in ["dim", "dark"]', reason: It is dim., source: 'Lamp handbook', basis: text}
  - {id: lamp-bright, status: accepted, when: 'power == "on" and bulb in ["bright"]', reason: It is bright., source: 'Lamp handbook', basis: text}
claims:
  - {id: lamp-claim, never: accepted, when: 'bulb in ["dim", "dark"]', why: It has to be bright.}
tests:
  - {about: a bright lamp, signals: {power: "on", bulb: bright}, status: accepted}
`

// lamps is a book of lamp with one place changed.
func lamps(old, new string) fstest.MapFS {
	return fstest.MapFS{
		"process.yaml": {Data: []byte(lifecycle)},
		"lamp.yaml":    {Data: []byte(strings.Replace(lamp, old, new, 1))},
	}
}

// TestBroken breaks each promise by one edit of a table that keeps them all.
func TestBroken(t *testing.T) {
	cases := []struct {
		why      string
		old, new string
		want     []string // code, line, witness
	}{
		{"the table as it is keeps all", "", "", nil},
		{"nothing is said of a dark bulb",
			`["dim", "dark"]', reason`, `["dim"]', reason`,
			[]string{
				"INCOMPLETE 1: power on, bulb dark, all else absent",
				"NON-MONOTONE 11: power on, bulb dim, all else absent; then bulb goes from dim to dark, and the status from inconclusive to undecided",
			}},
		{"a missing bulb is as good as a bright one",
			`["bright"]`, `["bright", absent]`,
			[]string{
				"OPEN 19: power on, all else absent",
				"UNSTABLE 11: power on, all else absent; then bulb goes from absent to dim, and the status from accepted to inconclusive",
				"LOSS 11: power on, bulb dim, all else absent; then bulb goes from dim to absent, and the status from inconclusive to accepted",
			}},
		{"a dim bulb does not wait for the power",
			`'power == "on" and bulb in ["dim", "dark"]'`, `'bulb in ["dim", "dark"]'`,
			[]string{"UNSTABLE 6: bulb dim, all else absent; then power goes from absent to off, and the status from inconclusive to rejected"}},
		{"the values stand in the wrong order",
			`[bright, dim, dark]`, `[dim, dark, bright]`,
			[]string{"NON-MONOTONE 11: power on, bulb dark, all else absent; then bulb goes from dark to bright, and the status from inconclusive to accepted"}},
		{"a dim bulb is accepted beside the row that doubts it",
			`["bright"]`, `["bright", "dim"]`,
			[]string{"OVERLAP 19: power on, bulb dim, all else absent"}},
		{"a row can never hold",
			"claims:\n", "remarks:\n  - {id: lamp-both, when: 'power == \"on\" and power == \"off\"', reason: Never.}\nclaims:\n",
			[]string{"DEAD 21: "}},
		{"nobody asks about a signal",
			"rules:\n", "  shade:\n    meaning: Whether there is a shade.\n    path: /providerSpecific/shade\n    values: [cloth, paper]\nrules:\n",
			[]string{"UNUSED 16: "}},
		{"a status is declared that no row gives",
			`inconclusive, rejected]`, `inconclusive, rejected, failed]`,
			[]string{"GIVES 4: "}},
		{"a status that a row gives is not declared",
			`[accepted, inconclusive, rejected]`, `[accepted, rejected]`,
			[]string{"GIVES 4: power on, bulb dim, all else absent"}},
		{"a claim says too much",
			`never: accepted`, `never: [accepted, inconclusive]`,
			[]string{"CLAIM 21: power on, bulb dim, all else absent"}},
		{"a loss is declared that cannot happen",
			"    needed: always\n  bulb", "    needed: always\n    loss: R102\n  bulb",
			[]string{"LOSS 6: "}},
		{"a test expects something else",
			`bright}, status: accepted`, `dim}, status: accepted`,
			[]string{"TEST 23: "}},
	}
	for _, c := range cases {
		report := prove(t, lamps(c.old, c.new))
		var got []string
		for _, table := range report.Tables {
			for _, p := range table.Promises {
				for _, b := range p.Breaks {
					got = append(got, fmt.Sprintf("%s %d: %s", p.Code, b.Line, b.Witness))
				}
				if p.Kept != (len(p.Breaks) == 0) {
					t.Errorf("%s: %s kept: %t, broken %d times", c.why, p.Code, p.Kept, len(p.Breaks))
				}
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
		if report.Proved != (c.want == nil) {
			t.Errorf("%s: proved: %t", c.why, report.Proved)
		}
		// What is proved is what Load takes.
		if _, err := verdict.Load(lamps(c.old, c.new)); (err == nil) != report.Proved {
			t.Errorf("%s: proved: %t, but Load: %v", c.why, report.Proved, err)
		}
	}
}

// TestTooLarge proves a table whose diagram is too large: nothing is claimed
// of it.
func TestTooLarge(t *testing.T) {
	// Each of the first signals is compared with one of the last, so that a
	// diagram has to remember all of the first.
	var signals, pairs []string
	const n = 24
	for i := range 2 * n {
		signals = append(signals, fmt.Sprintf("  s%d: {meaning: A light., path: /providerSpecific/s%d, values: [green, red], needed: always}\n", i, i))
	}
	for i := range n {
		pairs = append(pairs, fmt.Sprintf(`(s%d == "red" and s%d == "red")`, i, i+n))
	}
	table := "provider: lights\ntitle: Lights\nsource: 'Lights'\ngives: rejected\nsignals:\n" + strings.Join(signals, "") +
		"rules:\n  - {id: lights-red, status: rejected, when: '" + strings.Join(pairs, " or ") + "', reason: Two lights are red., source: 'Lights', basis: text}\n"
	report := prove(t, fstest.MapFS{"process.yaml": {Data: []byte(lifecycle)}, "lights.yaml": {Data: []byte(table)}})

	lights := report.Tables[1]
	if report.Proved || len(lights.Promises) != 1 || lights.Promises[0].Code != "LIMIT" || lights.Promises[0].Kept {
		t.Errorf("proved: %t, promises %+v", report.Proved, lights.Promises)
	}
	if lights.Gives != nil || lights.Undecided != nil || lights.Combinations.Cmp(new(big.Int).Exp(big.NewInt(3), big.NewInt(2*n), nil)) != 0 {
		t.Errorf("%+v", lights)
	}
	var b bytes.Buffer
	if err := report.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"lights.yaml: Lights\n  79 766 443 076 872 509 863 361 combinations of 48 signals\n\n  Promises\n    BROKEN  ",
		"(LIMIT)\n            line 1: the decision diagram would have",
		"NOT PROVED: ",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in:\n%s", want, b.String())
		}
	}
	if _, text, _ := strings.Cut(b.String(), "lights.yaml"); strings.Contains(text, "kept") || strings.Contains(text, "a diagram of") {
		t.Errorf("more is claimed than is known:\n%s", text)
	}
}

// TestJSON reads a report back, and lists the keys that tools may rely on.
func TestJSON(t *testing.T) {
	report := prove(t, fstest.MapFS{
		"process.yaml": {Data: embedded(t, "process.yaml")},
		"lamp.yaml":    lamps(`["bright"]`, `["bright", absent]`)["lamp.yaml"],
		// A group, so that a loss names its group.
		"onfido.yaml": {Data: embedded(t, "onfido.yaml")},
	})
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	var back proof.Report
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	sameNumber := cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 })
	if diff := cmp.Diff(*report, back, sameNumber); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}

	var generic any
	if err := json.Unmarshal(data, &generic); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	keysOf(generic, "", got)
	want := map[string]bool{}
	for _, key := range strings.Fields(`
		book proved tables
		tables.file tables.providers tables.title tables.signals tables.combinations tables.nodes tables.statusNodes
		tables.promises tables.promises.code tables.promises.promise tables.promises.kept
		tables.promises.breaks tables.promises.breaks.line tables.promises.breaks.message tables.promises.breaks.witness
		tables.gives tables.gives.status tables.gives.combinations
		tables.undecided
		tables.losses tables.losses.signal tables.losses.group tables.losses.reading tables.losses.example`) {
		want[key] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

// keysOf collects the keys of a JSON value with their places.
func keysOf(v any, at string, keys map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			keysOf(e, at, keys)
		}
	case map[string]any:
		for key, e := range v {
			place := strings.TrimPrefix(at+"."+key, ".")
			keys[place] = true
			keysOf(e, place, keys)
		}
	}
}

// TestUnreadable proves nothing about a book that cannot be read, and lists
// the same problems as Load.
func TestUnreadable(t *testing.T) {
	for why, book := range map[string]fstest.MapFS{
		"no files":         {},
		"no lifecycle":     {"lamp.yaml": {Data: []byte(lamp)}},
		"no YAML":          {"process.yaml": {Data: []byte("provider: '")}},
		"an unknown key":   lamps("title: A lamp", "titel: A lamp"),
		"an unknown value": lamps(`["bright"]`, `["brihgt"]`),
	} {
		report, err := proof.Prove(book)
		_, loadErr := verdict.Load(book)
		var got, want *verdict.LoadError
		if report != nil || !errors.As(err, &got) || !errors.As(loadErr, &want) {
			t.Errorf("%s: %v, %v", why, report, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-Load +Prove):\n%s", why, diff)
		}
	}
}

// TestWriteTextFails passes on what a writer says.
func TestWriteTextFails(t *testing.T) {
	if err := prove(t, rules.Book()).WriteText(brokenWriter{}); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

var errBroken = errors.New("the pipe is broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func prove(t *testing.T, book fs.FS) *proof.Report {
	t.Helper()
	report, err := proof.Prove(book)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// embedded is a file of the embedded rule book.
func embedded(t *testing.T, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(rules.Book(), name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
