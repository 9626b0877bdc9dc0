package records_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/records"
)

// record is a record of a test, kept beyond the next call.
type record struct {
	Line, Offset int64
	Text, Stray  string
}

// readAll reads to the end of the stream, or to an error, and tells which.
func readAll(in io.Reader, limit int) ([]record, error) {
	r := records.NewReader(in, limit)
	var all []record
	for {
		rec, err := r.Next()
		if err != nil {
			return all, err
		}
		all = append(all, record{rec.Line, rec.Offset, string(rec.Text), rec.Stray})
	}
}

const (
	noComma       = "a comma is missing before this"
	noDocument    = "a document is missing before this comma"
	trailingComma = "a document is missing between the last comma and this ]"
	afterEnd      = "the array has ended before this"
	notClosed     = "the array is not closed: its ] is missing"
)

func TestNext(t *testing.T) {
	type cases []struct {
		why, stream string
		want        []record
	}
	doc := func(line, offset int64, text string) record { return record{line, offset, text, ""} }
	stray := func(line, offset int64, what string) record { return record{line, offset, "", what} }
	for form, list := range map[string]cases{
		"lines": {
			{"one document a line", "{\"a\":1}\n{\"b\":2}\n", []record{doc(1, 0, `{"a":1}`), doc(2, 8, `{"b":2}`)}},
			{"the last line needs no end, and the only one neither", `{"a":1}`, []record{doc(1, 0, `{"a":1}`)}},
			{"CRLF ends a line, blank lines count as lines", "\r\n{\"a\":1}\r\n \t\r\n{\"b\":2}\r\n", []record{doc(2, 2, `{"a":1}`), doc(4, 15, `{"b":2}`)}},
			{"white space around a document is not part of it", "  {\"a\":1} \n\t{\"b\":2}\t", []record{doc(1, 2, `{"a":1}`), doc(2, 12, `{"b":2}`)}},
			{"a byte order mark is passed over, and its bytes count", "\uFEFF{\"a\":1}\n{\"b\":2}", []record{doc(1, 3, `{"a":1}`), doc(2, 11, `{"b":2}`)}},
			{"brackets and quotes in strings are none", "{\"a\":\"}{\\\"]\"}\n{\"b\":2}", []record{doc(1, 0, `{"a":"}{\"]"}`), doc(2, 14, `{"b":2}`)}},
			{"a damaged line costs itself alone", "{\"a\":1}\n{\"b\":\"2}\nx\n{\"c\":3}", []record{doc(1, 0, `{"a":1}`), doc(2, 8, `{"b":"2}`), doc(3, 17, "x"), doc(4, 19, `{"c":3}`)}},
			{"two documents on a later line are one line", "{\"a\":1}\n{\"b\":2}{}\n", []record{doc(1, 0, `{"a":1}`), doc(2, 8, `{"b":2}{}`)}},
			{"a first line with an open brace: the next one cannot continue it", "{\"a\":{\"b\":1}\n{\"c\":2}\n{\"d\":3}", []record{doc(1, 0, `{"a":{"b":1}`), doc(2, 13, `{"c":2}`), doc(3, 21, `{"d":3}`)}},
			{"a first line with an open string, likewise", "{\"a\":\"b,\n\n{\"c\":2}\n{\"d\":3}", []record{doc(1, 0, `{"a":"b,`), doc(3, 10, `{"c":2}`), doc(4, 18, `{"d":3}`)}},
			{"a first line cut off where a document may follow: the third line shows it", "{\"a\":[1,\n{\"c\":2}\n{\"d\":3}", []record{doc(1, 0, `{"a":[1,`), doc(2, 9, `{"c":2}`), doc(3, 17, `{"d":3}`)}},
			{"the same, where the end of the stream shows it", "{\"a\":[1,\n{\"c\":2}\n", []record{doc(1, 0, `{"a":[1,`), doc(2, 9, `{"c":2}`)}},
			{"a first line without its { does not count", "\"a\":1}\n{\"b\":2}\n{\"c\":3}}\n{\"d\":4}", []record{doc(1, 0, `"a":1}`), doc(2, 7, `{"b":2}`), doc(3, 15, `{"c":3}}`), doc(4, 24, `{"d":4}`)}},
			{"a byte order mark that is not at the start is text", "{\"a\":1}\n\uFEFF{\"b\":2}", []record{doc(1, 0, `{"a":1}`), doc(2, 8, "\uFEFF{\"b\":2}")}},
		},
		"concatenated": {
			{"without anything between", `{"a":1}{"b":{}}{}`, []record{doc(1, 0, `{"a":1}`), doc(1, 7, `{"b":{}}`), doc(1, 15, `{}`)}},
			{"with spaces, and line breaks later", "{\"a\":1} {\"b\":2}\n\n {\"c\":3}", []record{doc(1, 0, `{"a":1}`), doc(1, 8, `{"b":2}`), doc(3, 18, `{"c":3}`)}},
			{"one indented document", "{\n  \"a\": 1\n}\n", []record{doc(1, 0, "{\n  \"a\": 1\n}")}},
			{"a line that is { alone is a damaged one where the next is another document", "{\"a\":1}\n{\n\n{\"b\":2}\n", []record{doc(1, 0, `{"a":1}`), doc(2, 8, "{"), doc(4, 11, `{"b":2}`)}},
			{"several, the first of them empty: a line that is { alone shows the form", "{}\n{\n  \"a\": 1\n}\n{\n}", []record{doc(1, 0, "{}"), doc(2, 3, "{\n  \"a\": 1\n}"), doc(5, 16, "{\n}")}},
			{"a valid document stays whole however oddly it is laid out", "{\"a\":\n[\n{\"b\":1}\n,\n{\"c\":2}]\n}\n{\"d\":3}", []record{doc(1, 0, "{\"a\":\n[\n{\"b\":1}\n,\n{\"c\":2}]\n}"), doc(7, 29, `{"d":3}`)}},
			{"garbage between documents is a record", `{"a":1} "x\"{" y {"b":2}, {"c":3}`, []record{doc(1, 0, `{"a":1}`), doc(1, 8, `"x\"{" y`), doc(1, 17, `{"b":2}`), doc(1, 24, ","), doc(1, 26, `{"c":3}`)}},
			{"a list is one value, which is no document", `{"a":1}[{"b":2}, [3]]{"c":3}`, []record{doc(1, 0, `{"a":1}`), doc(1, 7, `[{"b":2}, [3]]`), doc(1, 21, `{"c":3}`)}},
			{"a missing brace: the next document begins on its line", "{\n  \"a\": {\n  \"b\": 1\n}\n{\n  \"c\": 2\n}\n{\n}", []record{doc(1, 0, "{\n  \"a\": {\n  \"b\": 1\n}"), doc(5, 22, "{\n  \"c\": 2\n}"), doc(8, 35, "{\n}")}},
			{"a missing quote costs its line, here not even the brackets", "{\n  \"a: 1,\n  \"b\": \"x\"\n}\n{\n  \"c\": 2\n}", []record{doc(1, 0, "{\n  \"a: 1,\n  \"b\": \"x\"\n}"), doc(5, 24, "{\n  \"c\": 2\n}")}},
			{"a string that does not end, with a brace that does not count", "{\n  \"a\": \"x }\n{\n  \"c\": 2\n}", []record{doc(1, 0, "{\n  \"a\": \"x }"), doc(3, 14, "{\n  \"c\": 2\n}")}},
			{"cut off where a document may follow: the end shows it", "{\n  \"a\": [\n{\n  \"c\": 2\n}", []record{doc(1, 0, "{\n  \"a\": ["), doc(3, 11, "{\n  \"c\": 2\n}")}},
			{"closed too early: the rest is two records, up to the next document", "{\n  \"a\": {}},\n  \"b\": {\n    \"c\": 1\n  }\n}\n{\n}", []record{doc(1, 0, "{\n  \"a\": {}}"), doc(2, 12, ","), doc(3, 16, "\"b\": {\n    \"c\": 1\n  }\n}"), doc(7, 40, "{\n}")}},
			{"cut off at the end of the stream", "{\n  \"a\": 1\n}\n{\n  \"b\"", []record{doc(1, 0, "{\n  \"a\": 1\n}"), doc(4, 13, "{\n  \"b\"")}},
			{"on a single line an open brace takes the rest", `{"a":1}{"b":{2}{"c":3}`, []record{doc(1, 0, `{"a":1}`), doc(1, 7, `{"b":{2}{"c":3}`)}},
			{"the tail of a document in front: its lines, then the form shows", "  \"z\": 1\n}\n{\n  \"a\": 1\n}\n{\n}", []record{doc(1, 2, `"z": 1`), doc(2, 9, "}"), doc(3, 11, "{\n  \"a\": 1\n}"), doc(6, 24, "{\n}")}},
		},
		"array": {
			{"on one line", `[{"a":1}, {"b":[{}]} ,{}]`, []record{doc(1, 1, `{"a":1}`), doc(1, 10, `{"b":[{}]}`), doc(1, 22, "{}")}},
			{"indented", "[\n  {\n    \"a\": 1\n  },\n  {}\n]\n", []record{doc(2, 4, "{\n    \"a\": 1\n  }"), doc(5, 24, "{}")}},
			{"empty", " [ \n ] ", nil},
			{"several, one after another", "[{\"a\":1}]\n[]\n[{\"b\":2}]", []record{doc(1, 1, `{"a":1}`), doc(3, 14, `{"b":2}`)}},
			{"no comma", `[{"a":1} {"b":2}]`, []record{doc(1, 1, `{"a":1}`), stray(1, 9, noComma), doc(1, 9, `{"b":2}`)}},
			{"commas without documents", `[,{"a":1},,{"b":2},]`, []record{stray(1, 1, noDocument), doc(1, 2, `{"a":1}`), stray(1, 10, noDocument), doc(1, 11, `{"b":2}`), stray(1, 19, trailingComma)}},
			{"nothing but a comma", `[,]`, []record{stray(1, 1, noDocument), stray(1, 2, trailingComma)}},
			{"no end, said at the end of the stream", "[{\"a\":1},\n", []record{doc(1, 1, `{"a":1}`), stray(2, 10, notClosed)}},
			{"nothing but a bracket", "[", []record{stray(1, 1, notClosed)}},
			{"text after the end, said once; documents there are read", `[{"a":1}] x, {"b":2}] y`, []record{doc(1, 1, `{"a":1}`), stray(1, 10, afterEnd), doc(1, 10, "x"), doc(1, 13, `{"b":2}`), doc(1, 22, "y")}},
			{"an array after that is one", "[{\"a\":1}] x\n[{\"b\":2},]", []record{doc(1, 1, `{"a":1}`), stray(1, 10, afterEnd), doc(1, 10, "x"), doc(2, 13, `{"b":2}`), stray(2, 21, trailingComma)}},
			{"a bracket too many", `[{"a":1}]]`, []record{doc(1, 1, `{"a":1}`), stray(1, 9, afterEnd)}},
			{"what is no document is a record", `[1, "a,]{", {"b":2}, null, [3, [4]]]`, []record{doc(1, 1, "1"), doc(1, 4, `"a,]{"`), doc(1, 12, `{"b":2}`), doc(1, 21, "null"), doc(1, 27, "[3, [4]]")}},
			{"text behind a document", `[{"a":1} x, {"b":2}]`, []record{doc(1, 1, `{"a":1}`), stray(1, 9, noComma), doc(1, 9, "x"), doc(1, 12, `{"b":2}`)}},
			{"a list that does not end, and one that does not begin, do not matter", `[{"a":[1}, {"b":2]}, {}]`, []record{doc(1, 1, `{"a":[1}`), doc(1, 11, `{"b":2]}`), doc(1, 21, "{}")}},
			{"a missing brace, indented: only the end shows it, and the documents come", "[\n  {\n    \"a\": {\n  },\n  {\n    \"b\": 2\n  },\n  {}\n]", []record{doc(2, 4, "{\n    \"a\": {\n  }"), doc(5, 24, "{\n    \"b\": 2\n  }"), doc(8, 44, "{}")}},
			{"one document a line, the first one behind the bracket", "[{\"a\":{1},\n{\"b\":2},\n{\"c\":3}]", []record{doc(1, 1, `{"a":{1}`), doc(2, 11, `{"b":2}`), doc(3, 20, `{"c":3}`)}},
			{"a document cut off without its comma: no complaint beside it", "[\n  {\n    \"a\n  {\n  }\n]", []record{doc(2, 4, "{\n    \"a"), doc(4, 15, "{\n  }")}},
			{"the beginning of a document is missing: its lines are one record", "[\n  {},\n  \"a\": {\n    \"b\": 1\n    }\n  },\n  {}\n]", []record{doc(2, 4, "{}"), doc(3, 10, "\"a\": {\n    \"b\": 1\n    }\n  }"), doc(7, 41, "{}")}},
			{"the same at the end of the array", "[\n  {},\n  null\n]", []record{doc(2, 4, "{}"), doc(3, 10, "null")}},
			{"on a single line an open brace takes the rest, with the bracket", `[{"a":1},{"b":{2},{"c":3}]`, []record{doc(1, 1, `{"a":1}`), doc(1, 9, `{"b":{2},{"c":3}]`)}},
		},
		"none": {
			{"an empty stream", "", nil},
			{"white space", " \r\n\t\n", nil},
			{"a byte order mark", "\uFEFF", nil},
			{"a part of a byte order mark is text", "\xef\xbb", []record{doc(1, 0, "\xef\xbb")}},
		},
	} {
		if len(list) == 0 {
			t.Errorf("%s: no cases", form)
		}
		for _, c := range list {
			for name, in := range map[string]io.Reader{
				"at once":         strings.NewReader(c.stream),
				"byte by byte":    iotest.OneByteReader(strings.NewReader(c.stream)),
				"end with text":   iotest.DataErrReader(strings.NewReader(c.stream)),
				"half of the way": iotest.HalfReader(strings.NewReader(c.stream)),
			} {
				got, err := readAll(in, 1000)
				if diff := cmp.Diff(c.want, got); diff != "" || err != io.EOF {
					t.Errorf("%s, %s, read %s: %v (-want +got):\n%s", form, c.why, name, err, diff)
				}
			}
		}
	}
}

// TestLimit: what is too long is cut one byte behind the limit, and takes nothing
// of what follows with it.
func TestLimit(t *testing.T) {
	long := `{"a":"` + strings.Repeat("x", 300_000) + `"}`
	fits := `{"a":"xxxxxxxx"}`
	limit := len(fits)
	cut := long[:limit+1]
	for _, c := range []struct {
		why, stream string
		want        []string
	}{
		{"a line", fits + "\n" + long + "\n" + fits, []string{fits, cut, fits}},
		{"the first line", long + "\n" + fits + "\n", []string{cut, fits}},
		{"in an array", "[" + fits + "," + long + "," + fits + "]", []string{fits, cut, fits}},
		{"concatenated", fits + fits + long + fits, []string{fits, fits, cut, fits}},
		{"garbage", fits + fits + strings.Repeat("x", 300_000) + fits, []string{fits, fits, strings.Repeat("x", limit+1), fits}},
		{"white space around a document does not count", fits + strings.Repeat(" ", 300_000) + "\n" + strings.Repeat(" ", 300_000) + fits, []string{fits, fits}},
		{"one byte more than the limit, and then white space", fits + "\n" + fits + "x" + strings.Repeat(" ", 300_000), []string{fits, fits + "x"}},
		{"white space and then more counts", fits + "\n" + fits + strings.Repeat(" ", 300_000) + "x", []string{fits, fits + " "}},
		{"an open brace far behind the limit", "{}{\n" + strings.Repeat("  {\"a\":1},\n", 30_000) + fits + "\n" + fits, []string{"{}", "{\n  {\"a\":1},\n  {\"", fits, fits}},
		{"white space alone", strings.Repeat(" \n", 300_000), nil},
	} {
		for name, in := range map[string]io.Reader{"at once": strings.NewReader(c.stream), "by halves": iotest.HalfReader(strings.NewReader(c.stream))} {
			var got []string
			all, err := readAll(in, limit)
			for _, rec := range all {
				got = append(got, rec.Text+rec.Stray)
				if !strings.HasPrefix(c.stream[rec.Offset:], rec.Text) {
					t.Errorf("%s: %q does not begin at %d", c.why, rec.Text, rec.Offset)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" || err != io.EOF {
				t.Errorf("%s, read %s: %v (-want +got):\n%s", c.why, name, err, diff)
			}
		}
	}
}

// TestLimits: every limit gives the same records as a generous one, only cut, where
// no document is damaged.
func TestLimits(t *testing.T) {
	for _, stream := range []string{
		"{\"a\":1}\n{\"b\":{\"c\":\"d\"}}\n\n{}\n",
		"{\"a\":1}{\"b\":{\"c\":\"d\"}}  {}",
		"[\n  {\n    \"a\": 1\n  },\n  {},\n  {\n    \"b\": [\n      {}\n    ]\n  }\n]\n",
	} {
		whole, err := readAll(strings.NewReader(stream), len(stream))
		if err != io.EOF || len(whole) != 3 {
			t.Fatalf("%d records, want 3; %v", len(whole), err)
		}
		for limit := range len(stream) {
			var want []byte
			for _, rec := range whole {
				want = append(want, rec.Text[:min(len(rec.Text), limit+1)]...)
			}
			var got []byte
			all, err := readAll(strings.NewReader(stream), limit)
			for i, rec := range all {
				got = append(got, rec.Text...)
				if rec.Offset != whole[i].Offset || rec.Line != whole[i].Line {
					t.Errorf("limit %d: %+v stands at another place than %+v", limit, rec, whole[i])
				}
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" || err != io.EOF {
				t.Errorf("limit %d: %v (-want +got):\n%s", limit, err, diff)
			}
		}
	}
}
