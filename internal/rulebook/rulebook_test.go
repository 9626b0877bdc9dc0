package rulebook

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"
)

func TestDecimal(t *testing.T) {
	const none = -1 << 31
	for _, c := range []struct {
		text string
		want int
		why  string
	}{
		{"6", 6, "a whole number"},
		{"6.0", 6, "zeros after the point add nothing"},
		{"6.000000000000000000000000000000", 6, "however many"},
		{"6e0", 6, "nothing is moved"},
		{"60e-1", 6, "the point moves left over a zero"},
		{"600E-2", 6, "E is e"},
		{"0.6e1", 6, "the point moves right"},
		{"0.6e+1", 6, "a plus says nothing"},
		{"0.0000000006e10", 6, "zeros before the first digit do not count"},
		{"6e00000000000000000000", 6, "an exponent may have zeros before it"},
		{"0", 0, "nothing"},
		{"-0", 0, "minus nothing"},
		{"-0.0e-5", 0, "in any spelling"},
		{"0e400", 0, "nothing stays nothing"},
		{"0e-99999999999999", 0, "nothing stays nothing"},
		{"0e99999999999999", 0, "and costs nothing"},
		{"-6", -6, "less than nothing"},
		{"999999", 999999, "six digits"},
		{"-999999", -999999, "six digits"},
		{"9999990e-1", 999999, "six digits once the point has moved"},
		{"1e5", 100000, "six digits"},
		{"1000000", none, "seven digits"},
		{"-1000000", none, "seven digits"},
		{"1e6", none, "seven digits"},
		{"100000e1", none, "seven digits"},
		{"5.99999999999999999999", none, "a float64 would make it 6"},
		{"6.00000000000000000001", none, "so it would this"},
		{"0.5", none, "not whole"},
		{"6e-1", none, "not whole"},
		{"1e-400", none, "a float64 would make it 0"},
		{"1e400", none, "a float64 would make it infinite"},
		{"1e99999999999999", none, "the exponent does not fit an int32"},
		{"1e99999999999999999999999999", none, "nor an int64"},
		{"1e-99999999999999999999999999", none, "nor an int64"},
		{"1" + strings.Repeat("0", 1<<16), none, "a number of many digits"},
		{"1" + strings.Repeat("0", 1<<16) + "e-65536", 1, "that an exponent takes back"},
		{"0." + strings.Repeat("0", 1<<16) + "1e65537", 1, "or the other way around"},
	} {
		got, ok := Decimal([]byte(c.text))
		if !ok {
			got = none
		}
		if got != c.want {
			t.Errorf("%.40s: %d, want %d: %s", c.text, got, c.want, c.why)
		}
	}
}

func TestErrorCode(t *testing.T) {
	for _, c := range []struct{ text, want, why string }{
		{"urn:signicat:error:usercancel", "urn:signicat:error:usercancel", "a code alone"},
		{"login failed. urn:signicat:error:usercancel; more", "urn:signicat:error:usercancel", "it ends at a semicolon"},
		{"urn:signicat:error:a b", "urn:signicat:error:a", "or at a space"},
		{"urn:signicat:error:a\tb", "urn:signicat:error:a", "or at a tab"},
		{"urn:signicat:error:a\r\nb", "urn:signicat:error:a", "or at the end of the line"},
		{"(urn:signicat:error:a)", "urn:signicat:error:a)", "a bracket belongs to it"},
		{"urn:signicat:error:a;urn:signicat:error:b", "urn:signicat:error:a", "the first one counts"},
		{"urn:signicat:error", "urn:signicat:error", "the beginning alone is a code too"},
		{"urn:signicat:errors", "urn:signicat:errors", "what follows belongs to it"},
		{"urn:signicat:erro urn:signicat:error:a", "urn:signicat:error:a", "a false start"},
		{"urnurn:signicat:error:a", "urn:signicat:error:a", "it may begin inside a word"},
		{"URN:signicat:error:a", "", "case counts"},
		{"urn:signicat:erro", "", "too short"},
		{"", "", "nothing at all"},
	} {
		if got := errorCode(c.text); got != c.want {
			t.Errorf("%q: %q, want %q: %s", c.text, got, c.want, c.why)
		}
		if got := errorCode([]byte(c.text)); string(got) != c.want {
			t.Errorf("%q as bytes: %q, want %q: %s", c.text, got, c.want, c.why)
		}
	}
}

func TestMatchProvider(t *testing.T) {
	for _, c := range []struct {
		name, provider string
		want           bool
		why            string
	}{
		{"onfido", "onfido", true, "the name itself"},
		{"onfido", "Onfido", false, "case counts"},
		{"onfido", "onfido2", false, "a name is no beginning"},
		{"onfido", "", false, "no name"},
		{"connect:*", "connect:sbid", true, "a family covers its methods"},
		{"connect:*", "connect:Nb_id-2.x", true, "all characters that a method can have"},
		{"connect:*", "connect:", false, "a method has a name"},
		{"connect:*", "connect", false, "the family is no member of its own"},
		{"connect:*", "connect:*", false, "a star is no method"},
		{"connect:*", "connect:a:b", false, "a method has no colon"},
		{"connect:*", "connect:a b", false, "nor a space"},
		{"connect:*", "connect:bänk", false, "nor other letters"},
		{"connect:*", "Connect:sbid", false, "case counts"},
		{"connect:*", "xconnect:sbid", false, "the name begins the provider"},
	} {
		if got := MatchProvider(c.name, c.provider); got != c.want {
			t.Errorf("%q covers %q: %v, want %v: %s", c.name, c.provider, got, c.want, c.why)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"clear", "clear", 0},
		{"", "clear", 5},
		{"claer", "clear", 1}, // a swap
		{"cler", "clear", 1},
		{"clearr", "clear", 1},
		{"cleer", "clear", 1},
		{"lcera", "clear", 2}, // two swaps
		{"clear", "consider", 6},
		{strings.Repeat("a", 65), strings.Repeat("a", 65), 64}, // too long to look at
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	values := []string{"clear", "caution", "consider", "no"}
	for _, c := range []struct{ word, want, why string }{
		{"claer", `did you mean "clear"?`, "one swap away"},
		{"CLEAR", `did you mean "clear"?`, "only in another case"},
		{"cosnidr", `did you mean "consider"?`, "two steps away"},
		{"rejected", "one of: clear, caution, consider, no", "like none of them"},
		{"xy", "one of: clear, caution, consider, no", "not no, of which nothing would be left"},
		{"", "one of: clear, caution, consider, no", "like none of them"},
	} {
		if got := didYouMean(c.word, values); got != c.want {
			t.Errorf("%q: %s, want %s: %s", c.word, got, c.want, c.why)
		}
	}
	if got, want := didYouMean("clear", nil), "there are none to choose from"; got != want {
		t.Errorf("without candidates: %s, want %s", got, want)
	}
}

func TestNesting(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
		why  string
	}{
		{"", 0, "nothing"},
		{"a", 0, "no bracket"},
		{"(a)", 1, "one pair"},
		{"(a) or (b)", 1, "side by side"},
		{"any(a, # in [(1)])", 3, "of several kinds"},
		{"((([[[{{{", 9, "never closed"},
		{")))(((", 0, "closed too early, and no deeper than at the beginning"},
		{`"(((" == a`, 0, "in a string"},
		{`(")" == (")" == ("(" == a)))`, 3, "strings that seem to close"},
		{"((a § (((", 2, "up to what nobody can read"},
		{`((a == "b) ((`, 2, "up to a string that never ends"},
	} {
		if got := nesting(c.text); got != c.want {
			t.Errorf("%s: %d, want %d: %s", c.text, got, c.want, c.why)
		}
	}
}

// A table at every limit is read; one more of anything is refused, which the
// goldens in testdata/refused show.
func TestLimitsCanBeReached(t *testing.T) {
	var b strings.Builder
	b.WriteString("provider: demo\ntitle: Demo\nsource: Demo\ngives: rejected\nsignals:\n")
	b.WriteString("  number: {meaning: Any., path: /number, type: integer, range: [61, 0]}\n")
	b.WriteString("  set: {meaning: Any., path: /set/*, set: true, values: [a, b, c, d, e]}\n")
	for i := range MaxContext {
		fmt.Fprintf(&b, "  said%d: {meaning: Any., context: true, values: [a]}\n", i)
	}
	for i := MaxContext + 2; i < MaxSignals; i++ {
		fmt.Fprintf(&b, "  word%d: {meaning: Any., path: /word, values: [v0", i)
		for v := 1; v < MaxValues; v++ {
			fmt.Fprintf(&b, ", v%d", v)
		}
		b.WriteString("]}\n")
	}
	long := "number == 0" + strings.Repeat(" ", maxCondition-len("number == 0or number == 1")) + "or number == 1"
	deep := strings.Repeat("(", maxNesting) + "number == 0" + strings.Repeat(")", maxNesting)
	b.WriteString("terms:\n  term: 'number == 0'\n")
	b.WriteString("rules:\n")
	for i := range maxRules {
		when := "term"
		switch i {
		case 0:
			when = long
		case 1:
			when = deep
		}
		fmt.Fprintf(&b, "  - {id: row-%d, status: rejected, when: '%s', reason: Any., source: Demo, basis: text}\n", i, when)
	}
	b.WriteString("remarks:\n")
	for i := range maxRules {
		fmt.Fprintf(&b, "  - {id: remark-%d, when: 'term', reason: Any.}\n", i)
	}
	b.WriteString("documents:\n")
	for i := range maxKinds {
		fmt.Fprintf(&b, "  - {kind: kind-%d, meaning: Any., source: Demo, looks: {has: {/kind%d: any}}}\n", i, i)
	}
	b.WriteString(strings.Repeat("#", maxFile-b.Len()))
	if b.Len() != maxFile || len(long) != maxCondition {
		t.Fatalf("%d and %d bytes, want %d and %d", b.Len(), len(long), maxFile, maxCondition)
	}
	_, problems := Load(fstest.MapFS{
		"process.yaml": {Data: []byte("provider: '*'\nelse: judge\ntitle: Demo\nsource: Demo\ngives: failed\nsignals:\n" +
			"  status: {meaning: Any., path: /status, values: [failed]}\nrules:\n" +
			"  - {id: process-failed, status: failed, when: 'status == \"failed\"', reason: Any., source: Demo, basis: text}\n")},
		"table.yaml": {Data: []byte(b.String())},
	})
	for _, p := range problems {
		t.Error(p)
	}
}

// Every character of a condition has its place in the file.
func TestConditionPositions(t *testing.T) {
	for _, c := range []struct{ file, condition, why string }{
		{"when: 'a == \"b\"'", `a == "b"`, "single quotes"},
		{"when:    'a'   # so it is", `a`, "spaces before, a comment behind"},
		{"when: ''", ``, "nothing at all"},
		{"when: 'a == ''b'' or c'", `a == 'b' or c`, "doubled quotes"},
		{"when: '''b'''", `'b'`, "doubled quotes at the ends"},
		{"when: 'a == \"größer\" or b'", `a == "größer" or b`, "characters of two bytes"},
		{"größe: {when: 'a == \"日本\" or b'}", `a == "日本" or b`, "more of them, also before"},
		{"when: |\n  a == \"b\"", `a == "b"`, "a block"},
		{"when: |\n  a\n  and b\n", "a\nand b", "a block of two lines"},
		{"when: |\n  a\n\n  and b\n", "a\n\nand b", "with a blank line inside"},
		{"when: |\n\n  a\n  and b\n", "\na\nand b", "with a blank line above"},
		{"when: |\n  a\n    and b\n  or c", "a\n  and b\nor c", "with a line further in"},
		{"when: |2\n    a\n  and b", "  a\nand b", "with its depth said, and the first line further in"},
		{"when: |-  # so it is\n  a\n  and b\n\n\n", "a\nand b", "with a comment and the end cut off"},
		{"when: |+\n  a\n  and b\n\n", "a\nand b", "with the end kept"},
		{"when: |\r\n  a\r\n  and b\r\n", "a\nand b", "with the line ends of Windows"},
		{"rows:\n  - when: |\n      a\n      and \"größer\" or b\n  - x", "a\nand \"größer\" or b", "deep inside"},
		{"when: |\n  a\t== \"b\"", "a\t== \"b\"", "with a tab"},
	} {
		src := newSource("test.yaml", []byte(c.file))
		root, ok := src.parse()
		if !ok {
			t.Fatalf("%s: %v", c.why, src.problems)
		}
		when := valueOf(root, "when")
		if when == nil {
			t.Fatalf("%s: no when", c.why)
		}
		text := conditionText{text: strings.TrimRight(when.Value, "\n"), src: src, node: when}
		if text.text != c.condition {
			t.Fatalf("%s: the condition is %q, want %q", c.why, text.text, c.condition)
		}
		for offset, want := range []rune(text.text) {
			pos := text.at(offset)
			line := []rune(src.line(pos.Line))
			got := '\n' // what ends a line stands behind its last character
			if pos.Column >= 1 && pos.Column <= len(line) {
				got = line[pos.Column-1]
			}
			if got != want {
				t.Errorf("%s: character %d is %q, at %v stands %q", c.why, offset, want, pos, got)
			}
		}
	}
}

// valueOf is the value of a key, however deep.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && child.Value == key {
			return n.Content[i+1]
		}
		if value := valueOf(child, key); value != nil {
			return value
		}
	}
	return nil
}
