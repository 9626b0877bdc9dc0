package strict

import (
	"testing"

	"pgregory.net/rapid"
)

// TestEnd: of a text that Skip reads over, End says where it ends.
func TestEnd(t *testing.T) {
	for _, value := range []string{`""`, `"a\"]}"`, `"\\"`, `"é\u00e9\\\""`, `0`, `-1.5e+7`, `true`, `null`, `{}`, `[]`, `[[],{}]`,
		`{"a":[1,"]",{"b":"}"}],"c":null}`, " [ 1 , 2 ]"[1:], `[1e5]`, `{"\\":"\\"}`, "[\t\r\n]"} {
		checkEnd(t, value)
	}
	rapid.Check(t, func(t *rapid.T) { checkEnd(t, drawnValue(t, 3)) })
}

func checkEnd(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, value string) {
	t.Helper()
	for _, behind := range []string{"", ",", "]", "}", " ", "\n,\"x\""} {
		var s Scanner
		s.Reset([]byte("  "+value+behind), MaxDepth)
		s.Start()
		if !s.Skip() {
			t.Fatalf("%q is no JSON", value)
		}
		if end := End([]byte("  "+value+behind), 2); end != s.Offset() {
			t.Fatalf("%q, then %q: ends at %d, want %d", value, behind, end, s.Offset())
		}
	}
}

// drawnValue draws a value of JSON, with what means something outside of texts in them.
func drawnValue(t *rapid.T, depth int) string {
	text := func() string {
		return `"` + rapid.StringMatching(`([\[\]{}:, a-zé]|\\["\\/n]|\\u00[0-9a-f]{2}){0,12}`).Draw(t, "text") + `"`
	}
	kind := rapid.IntRange(0, 4).Draw(t, "kind")
	if depth == 0 {
		kind %= 3
	}
	space := rapid.SampledFrom([]string{"", " ", "\n\t"}).Draw(t, "space")
	switch kind {
	case 0:
		return text()
	case 1:
		return rapid.SampledFrom([]string{"0", "-12.5", "1E9", "true", "false", "null"}).Draw(t, "scalar")
	case 2:
		return rapid.SampledFrom([]string{"{}", "[]", "[ ]"}).Draw(t, "empty")
	case 3:
		return "[" + space + drawnValue(t, depth-1) + space + "," + drawnValue(t, depth-1) + "]"
	}
	return `{` + text() + space + ":" + space + drawnValue(t, depth-1) + "}"
}
