package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// carried reads what a document carries for a final result: for each source of each
// part the field and its text, or what stands there instead.
func carried(t rapid.TB, s *Schema, doc string, result *Result) []string {
	t.Helper()
	var r Reading
	if err := s.ReadResult([]byte(doc), generous, &r, result); err != nil {
		t.Fatalf("%s: %v", doc, err)
	}
	var out []string
	values := result.Values
	for _, f := range result.Fields {
		for _, source := range f.Sources {
			switch v := values[0]; {
			case source.Constant != "":
				out = append(out, f.Name+" is always "+source.Constant)
			case v.Kind == Text:
				out = append(out, f.Name+": "+string(result.Text(v)))
			case v.Kind != Nothing:
				out = append(out, f.Name+" "+[]string{Boolean: "is a boolean", Object: "is an object", Other: "is something else"}[v.Kind])
			}
			values = values[1:]
		}
	}
	if len(values) > 0 {
		t.Errorf("%s: %d values belong to no field", doc, len(values))
	}
	return out
}

// TestOwnResult: texts of parts are those of the whole document, wherever the part
// stands in it.
func TestOwnResult(t *testing.T) {
	s := schemaOf(t, ownTable)
	var result Result // one for all, as when many documents are read
	for _, c := range []struct {
		doc  string
		want []string
		why  string
	}{
		{`{"type":"card","names":{"first":"ANNA","given":"MARIA"}}`, []string{"firstName: ANNA", "firstName: MARIA"}, "both sources of one field"},
		{`{"names":{"first":"\u00c5se \"X\""},"type":"card","born":"600101"}`, []string{`firstName: Åse "X"`, "dateOfBirth: 600101"}, "one with escapes, one without"},
		{`{"parts":[{"type":"card","names":{"first":"ANNA"}},{"type":"photo","level":1,"names":{"first":"BEA"}}]}`,
			[]string{"firstName: ANNA", "firstName: BEA", "similarityScore is always high"}, "in the order of the parts"},
		{`{"parts":[{"type":"photo","level":1,"names":{"first":"B\u0045A"}},{"type":"card","names":{"first":"\u0041NNA","given":"M"},"born":"6\u00300101"}]}`,
			[]string{"firstName: BEA", "similarityScore is always high", "firstName: ANNA", "firstName: M", "dateOfBirth: 600101"}, "escapes in both parts"},
		{" [ {\"in\":{\"side\": {\"type\":\"photo\",\"note\":\"Å\",\"names\":{\"first\":\"ÅSE\"}}}} ,\n{\"parts\":[ {\"type\":\"card\",\"names\":{\"first\":\"ØY\\t\",\"given\":\"Ål\"}}]}]",
			[]string{"firstName: ÅSE", "similarityScore is always high", "firstName: ØY\t", "firstName: Ål"}, "deep inside, with longer letters and white space before"},
		{`{"type":"card","names":{"first":"","given":null,"list":{"name":"X"}}}`, nil, "empty text, null, and an object for a list are nothing"},
		{`{"type":"card","names":{"first":7,"given":true},"born":["600101"]}`, []string{"firstName is something else", "firstName is a boolean", "dateOfBirth is something else"}, "no texts"},
		{`{"type":"card","names":{"list":[{"name":"A"},{"name":"B"}]},"numbers":["1","2"]}`, []string{"lastName: A", "documentNumber: 1"}, "the first entry"},
		{`{"type":"card","names":{"list":[null,{},{"name":null},{"name":""},{"name":[]},{"name":{}},{"other":"X"},{"name":"B"},{"name":"C"}]},"numbers":["",null,[],{},"2"]}`,
			[]string{"lastName: B", "documentNumber: 2"}, "the first entry that has a value"},
		{`{"type":"card","names":{"list":[{"name":{"x":1}},{"name":"B"}]},"numbers":[7,"2"]}`,
			[]string{"lastName is an object", "documentNumber is something else"}, "a value that is no text is one all the same"},
		{`{"type":"card","names":{"list":[{"name":"A"},{"name":{"x":1}},{"name":["B"]}]},"numbers":["1",7,["2"]]}`, []string{"lastName: A", "documentNumber: 1"}, "what comes after the first is not looked at"},
		{`{"type":"card","names":{"list":[["A"],"A",{"name":"B"}]}}`, []string{"lastName: B"}, "entries that are no objects have no value"},
		{`{"type":"card","numbers":[["7"],"2"]}`, []string{"documentNumber is something else"}, "the first entry is a list, and something"},
		{`{"parts":[{"type":"other","names":{"first":"X"}}],"names":{"first":"Y"}}`, nil, "nothing is read from what carries nothing"},
		{`{"parts":[{"type":"new","names":{"first":"X"}},{"type":"photo","level":1}]}`, []string{"similarityScore is always high"}, "nor from what is not known"},
	} {
		if diff := cmp.Diff(c.want, carried(t, s, c.doc, &result), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got): %s\n%s", c.doc, c.why, diff)
		}
	}
}

// TestOwnResultBesideGetProcess: one Result takes documents of both sorts in turn.
func TestOwnResultBesideGetProcess(t *testing.T) {
	const process = "result: {firstName: /name, gender: /deep/gender}\n"
	s := schemaOf(t, ownTable+process)
	var result Result
	for range 2 {
		for _, c := range []struct {
			doc  string
			want []string
		}{
			{`{"provider":"p1","name":"ANN\u0041","deep":{"gender":"F"}}`, []string{"firstName: ANNA", "gender: F"}},
			{`{"type":"card","names":{"first":"B\u0045A"}}`, []string{"firstName: BEA"}},
			{`{"provider":"p1"}`, nil},
			{`{"type":"card"}`, nil},
		} {
			if diff := cmp.Diff(c.want, carried(t, s, c.doc, &result), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.doc, diff)
			}
		}
	}
}

// TestOwnRecord: a provider's own document records nothing, whatever members it has.
func TestOwnRecord(t *testing.T) {
	s := schemaOf(t, ownTable)
	var r Reading
	var record Record
	if err := s.ReadRecord([]byte(`{"provider":"p1","processId":"a","status":"ended","createdAt":"2026-01-01T00:00:00Z"}`), generous, &r, &record); err != nil {
		t.Fatal(err)
	}
	places := record.places()
	if first := *places[0].to; first.Kind != Text {
		t.Fatalf("a Get process document records %v, want its process", first)
	}
	doc := `{"type":"card","processId":"b","status":"failed","createdAt":"2026-01-01T00:00:00Z","finalResult":{"firstName":"X"},"names":{"first":"Y"}}`
	if err := s.ReadRecord([]byte(doc), generous, &r, &record); err != nil {
		t.Fatal(err)
	}
	for i, p := range record.places() {
		if p.to.Kind != Nothing {
			t.Errorf("place %d records %v", i, *p.to)
		}
	}
	if got := string(record.Result.Text(record.Result.Values[0])); got != "Y" {
		t.Errorf("the final result's first name is %q, want Y", got)
	}
}

// TestOwnTextsDrawn: a text in a part is what it would be in the part alone.
func TestOwnTextsDrawn(t *testing.T) {
	s := schemaOf(t, ownTable)
	escape := strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "A", `\u0041`, "😀", `\ud83d\ude00`)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOf(rapid.SampledFrom([]rune("AB\"\\\nÅ😀 <")))
		card := `{"type":"card","names":{"first":"` + escape.Replace(name.Draw(t, "first")) + `","given":"` + escape.Replace(name.Draw(t, "given")) +
			`"},"numbers":["` + escape.Replace(name.Draw(t, "number")) + `"]}`
		photo := `{"type":"photo","names":{"first":"` + escape.Replace(name.Draw(t, "other")) + `"},"level":1}`
		space := rapid.StringOf(rapid.SampledFrom([]rune(" \t\r\n")))
		before := space.Draw(t, "before")
		whole := before + `{"other":"` + escape.Replace(name.Draw(t, "unread")) + `","parts":` + space.Draw(t, "between") + `[` + before + card + before + `,` + photo + `]}`

		var result Result
		want := append(carried(t, s, card, &result), carried(t, s, photo, &result)...)
		if diff := cmp.Diff(want, carried(t, s, whole, &result)); diff != "" {
			t.Errorf("%s (-parts +whole):\n%s", whole, diff)
		}
	})
}
