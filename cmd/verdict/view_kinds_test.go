package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"html"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestKindsAreShown finds everything that the tables say of kinds of documents in
// every form in which rules are shown.
func TestKindsAreShown(t *testing.T) {
	view, err := viewIn("")
	if err != nil {
		t.Fatal(err)
	}
	var want []string // in the order of the file, as far as that shows anywhere
	kinds := 0
	for _, table := range view.Tables {
		for _, k := range table.Documents {
			kinds++
			want = append(want, k.Kind, k.Meaning, k.Source)
			want = append(want, k.Basis...)
			for _, m := range k.Looks.Has {
				want = append(append(want, m.Path), m.Words...)
			}
			want = slices.Concat(want, k.Looks.Some, k.Looks.None)
			if k.Holds != nil {
				want = append(append(want, k.Holds.Path), k.Holds.Kinds...)
			}
			for signal, value := range k.Suppose {
				want = append(want, signal+" "+value)
			}
			for _, s := range slices.Concat(k.Lifecycle, k.Signals) {
				want = append(want, s.Signal)
				for _, p := range s.Places {
					want = append(want, p.Path)
					for word, value := range p.Words {
						want = append(want, strings.ReplaceAll(word, "*", "any other word"), value)
					}
					if p.Absent != "" {
						want = append(want, p.Absent+" where nothing stands")
					}
				}
			}
			for _, f := range k.Result {
				want = append(want, f.Field)
				for _, s := range f.Sources {
					want = append(want, s.Path, s.Constant)
					for word, written := range s.Words {
						want = append(want, word, written)
					}
				}
			}
		}
	}
	if kinds < 12 || len(want) < 200 {
		t.Fatalf("%d kinds that say %d things; want at least 12 and 200", kinds, len(want))
	}
	unescaped := strings.NewReplacer(`\*`, "*", `\_`, "_", `\|`, "|")
	tags := regexp.MustCompile(`<[^>]*>`)
	for format, shown := range map[string]func(string) string{
		"text":     oneLine,
		"markdown": unescaped.Replace,
		"html":     func(page string) string { return oneLine(html.UnescapeString(tags.ReplaceAllString(page, ""))) },
		"csv":      func(lines string) string { return strings.ReplaceAll(lines, `""`, `"`) },
	} {
		out, errs, status := run("", "rules", "--format", format)
		if status != 0 {
			t.Fatalf("%s: exit status %d: %s", format, status, errs)
		}
		out = shown(out)
		for _, what := range want {
			if !strings.Contains(out, what) {
				t.Errorf("%s lacks %q", format, what)
			}
		}
	}
}

// TestKindsAsJSON: other programs read back what a kind says.
func TestKindsAsJSON(t *testing.T) {
	view := viewOfPorter(t)
	data, err := json.Marshal(view)
	if err != nil {
		t.Fatal(err)
	}
	var want any
	if err := json.Unmarshal([]byte(`[
		{"kind": "porter-slip", "meaning": "A slip.", "source": "Slips", "basis": ["text", "R7"], "line": 0,
		 "looks": {"has": [{"path": "/name", "words": ["day", "night"]}, {"path": "/slip"}], "some": ["/badge", "/checks"], "none": ["/slips"]},
		 "suppose": {"shift": "day"},
		 "lifecycle": [{"signal": "stopped", "places": [{"path": "/stopped"}]}],
		 "signals": [
			{"signal": "shift", "places": [{"path": "/name", "words": {"day": "day", "night": "absent"}}]},
			{"signal": "badge", "places": [{"path": "/badge"}, {"path": "/badges/*/state", "words": {"fine": "valid", "*": "old"}, "absent": "valid"}]}],
		 "result": [{"field": "gender", "sources": [{"path": "/sex", "words": {"male": "M"}, "basis": ["R7"]}]},
			{"field": "dateOfBirth", "sources": [{"path": "/born", "as": "birth-date"}, {"constant": "x"}]}]},
		{"kind": "porter-slips", "meaning": "Slips.", "source": "Slips", "line": 0, "looks": {"list": true},
		 "holds": {"path": "/[]", "kinds": ["porter-slip"]}}]`), &want); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Tables []struct {
			Documents []map[string]any `json:"documents"`
		} `json:"tables"`
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	var kinds []any
	for _, table := range got.Tables {
		for _, k := range table.Documents {
			if k["line"].(float64) < 1 {
				t.Errorf("%s stands in line %v", k["kind"], k["line"])
			}
			k["line"] = 0.0
			kinds = append(kinds, k)
		}
	}
	if diff := cmp.Diff(want, any(kinds)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestKindsForPeople: the same kinds as they read.
func TestKindsForPeople(t *testing.T) {
	view := viewOfPorter(t)
	for _, c := range []struct {
		format string
		write  func(b *bytes.Buffer) error
		want   string
	}{
		{"text", func(b *bytes.Buffer) error { return writeText(b, view) }, `
  Documents of the provider's own; of several places the worst value counts
    porter-slip
      A slip.
      where /name is day or night
        and /slip is there
        and /badge or /checks is there
        and /slips is not there
      supposed: shift day
      lifecycle
        stopped
          at /stopped
      signals
        shift
          at /name: day, absent (for night)
        badge
          at /badge
          and at /badges/*/state: valid (for fine), old (for any other word),
                 and valid where nothing stands
      final result
        gender
          at /sex as M (for male) (R7)
        dateOfBirth
          at /born as a date of birth
          or "x"
      source: Slips (text, R7)
    porter-slips
      Slips.
      where it is a list with an entry of a kind that it holds
      holds at /[]: porter-slip
      source: Slips
`},
		{"markdown", func(b *bytes.Buffer) error { return writeMarkdown(b, view) }, `
| document of the provider's own | where | holds | supposed | source (basis) |
|---|---|---|---|---|
| §porter-slip§ A slip. | /name is day or night; /slip is there; /badge or /checks is there; /slips is not there |  | shift day | Slips (text, R7) |
| §porter-slips§ Slips. | it is a list with an entry of a kind that it holds | at §/[]§: porter-slip |  | Slips |

| document | signal | at |
|---|---|---|
| §porter-slip§ | lifecycle §stopped§ | §/stopped§ |
| §porter-slip§ | §shift§ | §/name§: day, absent (for night) |
| §porter-slip§ | §badge§ | §/badge§; and §/badges/*/state§: valid (for fine), old (for any other word), and valid where nothing stands |

| document | final result | from |
|---|---|---|
| §porter-slip§ | §gender§ | §/sex§ as M (for male) (R7) |
| §porter-slip§ | §dateOfBirth§ | §/born§ as a date of birth or "x" |
`},
	} {
		var b bytes.Buffer
		if err := c.write(&b); err != nil {
			t.Fatal(err)
		}
		want := strings.ReplaceAll(c.want, "§", "`")
		if !strings.Contains(b.String(), want) {
			first, _, _ := strings.Cut(strings.TrimPrefix(want, "\n"), "\n")
			_, shown, _ := strings.Cut(b.String(), first)
			t.Errorf("%s (-want +got):\n%s", c.format, cmp.Diff(want, "\n"+first+shown))
		}
	}
	var b bytes.Buffer
	if err := writeCSV(&b, view); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"porter", "porter.yaml", lines[len(lines)-2][2], "porter-slip", "",
		"/name is day or night; /slip is there; /badge or /checks is there; /slips is not there", "A slip.", "Slips", "text R7", "", "",
		"supposed: shift day; stopped at /stopped; shift at /name: day, absent (for night); badge at /badge and at /badges/*/state: valid (for fine), " +
			"old (for any other word), and valid where nothing stands; gender from /sex as M (for male) (R7); dateOfBirth from /born as a date of birth or \"x\""}
	if diff := cmp.Diff(want, lines[len(lines)-2]); diff != "" {
		t.Errorf("csv (-want +got):\n%s", diff)
	}
}

// viewOfPorter is the view of a small book with kinds of documents.
func viewOfPorter(t *testing.T) bookView {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"process.yaml": `provider: '*'
title: Life
source: Made up
gives: canceled
else: judge
signals:
  stopped: {meaning: That it stopped., path: /stopped, type: presence, order: none, loss: R1}
rules:
  - {id: process-stopped, status: canceled, when: 'stopped == present', reason: It stopped., source: Made up, basis: text}
`,
		"porter.yaml": `provider: porter
title: A porter
source: Made up
gives: [accepted, rejected]
signals:
  shift: {meaning: The shift., path: /shift, values: [day, night], order: none, context: true, needed: always}
  badge: {meaning: The badge., path: /badge, values: [valid, old], needed: always}
rules:
  - {id: porter-ok, status: accepted, when: 'shift in ["day", "night"] and badge == "valid"', reason: Seen., source: Made up, basis: text}
  - {id: porter-no, status: rejected, when: 'shift != absent and badge == "old"', reason: Old., source: Made up, basis: text}
documents:
  - kind: porter-slip
    meaning: A slip.
    source: Slips
    basis: [text, R7]
    looks: {has: {/name: [day, night], /slip: any}, some: [/badge, /checks], none: [/slips]}
    suppose: {shift: day}
    lifecycle: {stopped: /stopped}
    signals:
      shift: {path: /name, words: {day: day, night: absent}}
      badge: [/badge, {path: '/badges/*/state', words: {fine: valid, '*': old}, absent: valid}]
    result:
      gender: {path: /sex, words: {male: M}, basis: R7}
      dateOfBirth: [{path: /born, as: birth-date}, {constant: x}]
  - {kind: porter-slips, meaning: Slips., source: Slips, looks: list, holds: {path: '/[]', kinds: [porter-slip]}}
`,
	} {
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	view, err := viewIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	return view
}
