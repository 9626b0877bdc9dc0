package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/conformance"
)

// mixed is a report with something of everything, from an implementation that tries
// to disturb a terminal, XML and Markdown.
func mixed() *conformance.Report {
	rejected := conformance.Answer{Status: "rejected"}
	return &conformance.Report{
		Vectors: 4244, Passed: 1, Failed: 2, Skipped: 2, Unseen: 1,
		Kinds: []conformance.KindCount{{Kind: conformance.FalseAccept, Count: 1}, {Kind: conformance.Crash, Count: 1}},
		Failures: []conformance.Failure{{
			Kind: conformance.FalseAccept, ID: "eid/a", Level: conformance.Must, About: "A check | fails.", Source: "EID / rejected",
			Expected: rejected, Got: &conformance.Answer{Status: "accepted", FinalResult: map[string]string{"firstName": "\u202e<b>`x`"}},
			Again:    "verdict conform --run eid/a -- './my adapter'",
			Document: []byte("{\r\n\t\"a\": \"\x1b[2J\"\n}\n"), Context: conformance.Context{ProcessType: "document", Verdict: "accepted"},
		}, {
			Kind: conformance.Crash, ID: "paper/b", Level: conformance.Robustness, About: "Broken.", Expected: conformance.Answer{Error: "malformed"},
			Detail: "exit status 3", Again: "verdict conform --run paper/b -- './my adapter'", Stderr: []string{"\x1b[2Jboom <&>\r", "at line 7"},
			Document: []byte{},
		}},
		Faults: []conformance.Fault{{Kind: conformance.Garbage, Detail: `"*ready*" is no JSON object`, Times: 1200, Stderr: []string{"ready\x00"}}, {Kind: conformance.Crash, Detail: "exit status 4, after its last answer", Times: 1}},
		Skips: []conformance.Skipped{
			{ID: "eid/c", Reason: "too\thard", Expected: conformance.Answer{Status: "accepted"}},
			{ID: "eid/d", Reason: "later", Expected: rejected, Kind: conformance.WrongStatus},
		},
		Passes: []string{"paper/a"},
	}
}

func TestConformText(t *testing.T) {
	const want = `4 244 vectors: 1 pass, 2 fail (1 FALSE-ACCEPT, 1 CRASH), 2 skipped (1 by the implementation itself), 2 faults of the run

FALSE-ACCEPT eid/a
  about     A check | fails.
  source    EID / rejected (must)
  document  { "a": "�[2J" }
  context   {"processType":"document","verdict":"accepted"}
  expected  rejected
  got       accepted {"firstName": "\u202e<b>` + "`x`" + `"}
  again     verdict conform --run eid/a -- './my adapter'

CRASH paper/b
  about     Broken.
  source    (robustness)
  document  (0 bytes)
  expected  error malformed
  got       no answer
  detail    exit status 3
  again     verdict conform --run paper/b -- './my adapter'
  stderr    �[2Jboom <&>
  stderr    at line 7

The run itself
  GARBAGE: "*ready*" is no JSON object (1 200 times)
  stderr    ready�
  CRASH: exit status 4, after its last answer

Skipped
  eid/d: later (WRONG-STATUS)
  1 by the implementation itself: too�hard (eid/c)
`
	var b bytes.Buffer
	writeConformText(&b, mixed())
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestConformTextIsBounded: of each kind, and of skips, the first fifty are shown, of
// what was not asked the number alone, and the headline comes again at the end.
func TestConformTextIsBounded(t *testing.T) {
	r := &conformance.Report{Vectors: 1175, Failed: 1115, Skipped: 60}
	add := func(kind conformance.Kind, n int) {
		for i := range n {
			r.Failures = append(r.Failures, conformance.Failure{Kind: kind, ID: fmt.Sprintf("eid/%d", i), Detail: "too many hangs"})
		}
		r.Kinds = append(r.Kinds, conformance.KindCount{Kind: kind, Count: n})
	}
	add(conformance.Hang, 1112)
	add(conformance.NotAsked, 3)
	for i := range 60 {
		r.Skips = append(r.Skips, conformance.Skipped{ID: fmt.Sprintf("eid/%d", i), Reason: "later", Kind: conformance.Hang})
	}
	var b bytes.Buffer
	writeConformText(&b, r)
	got := b.String()
	if strings.Count(got, "\nHANG eid/") != 50 || strings.Count(got, ": later (") != 50 {
		t.Errorf("%d failures and %d skips are shown", strings.Count(got, "\nHANG eid/"), strings.Count(got, ": later ("))
	}
	for _, want := range []string{
		"Nothing passed, so this shows nothing.\n",
		"and 1 062 more HANG; --json, --junit and --markdown have all\n",
		"\nNOT-ASKED 3 vectors: too many hangs\n",
		"and 10 more lines of skips; --json, --junit and --markdown have all\n",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("the text lacks %s", want)
		}
	}
	if last := "\n\n" + headline(r) + "\n"; !strings.HasSuffix(got, last) {
		t.Errorf("the text does not end with %s", last)
	}
}

// TestConformTextHeadline: the headline comes again behind more than fifty lines.
func TestConformTextHeadline(t *testing.T) {
	for n, want := range map[int]int{47: 1, 48: 2} { // with the headline, a blank line and the one above the skips 50 lines, and 51
		r := &conformance.Report{Vectors: n + 1, Passed: 1, Skipped: n}
		for i := range n {
			r.Skips = append(r.Skips, conformance.Skipped{ID: fmt.Sprintf("eid/%d", i), Reason: "later", Kind: conformance.Hang})
		}
		var b bytes.Buffer
		writeConformText(&b, r)
		if got := strings.Count(b.String(), headline(r)+"\n"); got != want {
			t.Errorf("%d skips: the headline stands %d times, want %d", n, got, want)
		}
	}
}

// TestConformTextSkips: what the implementation skips itself is a line a reason.
func TestConformTextSkips(t *testing.T) {
	r := &conformance.Report{Vectors: 6, Passed: 1, Skipped: 5, Unseen: 5}
	for i, reason := range []string{"no eid", "other", "no eid", "no eid", "no eid"} {
		r.Skips = append(r.Skips, conformance.Skipped{ID: fmt.Sprintf("eid/%d", i), Reason: reason})
	}
	const want = `6 vectors: 1 pass, 5 skipped (5 by the implementation itself)

Skipped
  4 by the implementation itself: no eid (eid/0, eid/2, eid/3, …)
  1 by the implementation itself: other (eid/1)
`
	var b bytes.Buffer
	writeConformText(&b, r)
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDocumentText: a document is one line of at most 300 bytes, and never ends within a
// character.
func TestDocumentText(t *testing.T) {
	long := strings.Repeat("x", 298)
	cases := []struct{ why, document, want string }{
		{"as it is", `{"a": "b\n"}`, `{"a": "b\n"}`},
		{"nothing", "", "(0 bytes)"},
		{"line ends", "{\r\n  \"a\":\t1\r}\n", `{ "a": 1 }`},
		{"white space alone", " \n", "(2 bytes)"},
		{"300 bytes", long + "yz", long + "yz"},
		{"301 bytes", long + "yzz", long + "yz… (301 bytes)"},
		{"a cut character", long + "y€z", long + "y… (303 bytes)"},
		{"a whole character at the end", long[1:] + "€z", long[1:] + "€… (301 bytes)"},
		{"what is no UTF-8 stays", long + "\xff\xffz", long + "\xff\xff… (301 bytes)"},
		{"long as it stands, short as a line", "{" + strings.Repeat("\n ", 200) + "}", "{ }"},
	}
	for _, c := range cases {
		if got := documentText([]byte(c.document)); got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}

func TestConformMarkdown(t *testing.T) {
	const want = `## Conformance: not conforming

4 244 vectors: 1 pass, 2 fail (1 FALSE-ACCEPT, 1 CRASH), 2 skipped (1 by the implementation itself), 2 faults of the run

| group | pass | fail | skipped |
|---|--:|--:|--:|
| eid | 0 | 1 | 2 |
| paper | 1 | 1 | 0 |

| failure | vector | expected | got | about |
|---|---|---|---|---|
| FALSE-ACCEPT | ` + "`eid/a`" + ` | rejected | accepted {"firstName": "\u202e&lt;b>` + "\\`x\\`" + `"} | A check \| fails. |
| CRASH | ` + "`paper/b`" + ` | error malformed | no answer: exit status 3 | Broken. |

| fault of the run | what happened |
|---|---|
| GARBAGE | "\*ready\*" is no JSON object (1 200 times) |
| CRASH | exit status 4, after its last answer |

| skipped | why |
|---|---|
| ` + "`eid/c`" + ` | too�hard (by the implementation itself) |
| ` + "`eid/d`" + ` | later (WRONG-STATUS) |
`
	var b bytes.Buffer
	if err := writeConformMarkdown(&b, mixed()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestConformJUnit(t *testing.T) {
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="verdict conform" tests="7" failures="4" skipped="2">
 <testsuite name="eid" tests="3" failures="1" skipped="2">
  <testcase name="eid/a" classname="eid">
   <failure type="FALSE-ACCEPT" message="expected rejected, got accepted {&#34;firstName&#34;: &#34;\u202e&lt;b&gt;` + "`x`" + `&#34;}">FALSE-ACCEPT eid/a&#xA;  about     A check | fails.&#xA;  source    EID / rejected (must)&#xA;  document  { &#34;a&#34;: &#34;�[2J&#34; }&#xA;  context   {&#34;processType&#34;:&#34;document&#34;,&#34;verdict&#34;:&#34;accepted&#34;}&#xA;  expected  rejected&#xA;  got       accepted {&#34;firstName&#34;: &#34;\u202e&lt;b&gt;` + "`x`" + `&#34;}&#xA;  again     verdict conform --run eid/a -- &#39;./my adapter&#39;&#xA;</failure>
  </testcase>
  <testcase name="eid/c" classname="eid">
   <skipped message="too&#x9;hard (by the implementation itself)"></skipped>
  </testcase>
  <testcase name="eid/d" classname="eid">
   <skipped message="later (WRONG-STATUS)"></skipped>
  </testcase>
 </testsuite>
 <testsuite name="paper" tests="2" failures="1" skipped="0">
  <testcase name="paper/b" classname="paper">
   <failure type="CRASH" message="expected error malformed, got no answer">CRASH paper/b&#xA;  about     Broken.&#xA;  source    (robustness)&#xA;  document  (0 bytes)&#xA;  expected  error malformed&#xA;  got       no answer&#xA;  detail    exit status 3&#xA;  again     verdict conform --run paper/b -- &#39;./my adapter&#39;&#xA;  stderr    �[2Jboom &lt;&amp;&gt;&#xA;  stderr    at line 7&#xA;</failure>
  </testcase>
  <testcase name="paper/a" classname="paper"></testcase>
 </testsuite>
 <testsuite name="run" tests="2" failures="2" skipped="0">
  <testcase name="run/GARBAGE" classname="run">
   <failure type="GARBAGE" message="&#34;*ready*&#34; is no JSON object (1 200 times)">ready�</failure>
  </testcase>
  <testcase name="run/CRASH" classname="run">
   <failure type="CRASH" message="exit status 4, after its last answer"></failure>
  </testcase>
 </testsuite>
</testsuites>
`
	var b bytes.Buffer
	if err := writeJUnit(&b, mixed()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := xml.Unmarshal(b.Bytes(), new(junitSuites)); err != nil {
		t.Error(err)
	}
}

// TestConformJUnitSkipsAll: a build server that sees only skips must not be green.
func TestConformJUnitSkipsAll(t *testing.T) {
	var b bytes.Buffer
	r := &conformance.Report{Vectors: 1, Skipped: 1, Skips: []conformance.Skipped{{ID: "eid/c", Reason: "later"}}}
	if err := writeJUnit(&b, r); err != nil || !strings.Contains(b.String(), `<failure type="NOTHING-PASSES" message="nothing passed"></failure>`) {
		t.Errorf("%v: %s", err, b.String())
	}
}
