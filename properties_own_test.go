package verdict_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
)

// The properties below hold of documents that providers themselves send.

// ownAnswer is an answer with its final result, and without the kind of the document
// and the places in it.
type ownAnswer struct {
	Form    form
	Refusal string // malformed or unknown provider
	Result  []opField
	LeftOut []string
}

func (o drawnOwn) answer(doc string) ownAnswer {
	p, err := verdict.Parse([]byte(doc))
	if err != nil {
		return ownAnswer{Refusal: err.Error()}
	}
	p = p.WithProcessType(o.processType).WithVerdict(o.verdict).WithReferenceDate(dayOf(o.date))
	d, err := p.Decide()
	r, _ := p.FinalResult([]byte(doc))
	return ownAnswer{Form: newForm(d, err), Result: resultMembers(r), LeftOut: r.LeftOut}
}

// committedOwn are the committed documents of providers' own.
func committedOwn(t *testing.T) []drawnOwn {
	t.Helper()
	var all []drawnOwn
	expected := loadExpectations(t)
	for _, folder := range slices.Sorted(maps.Keys(expected)) {
		for _, x := range expected[folder] {
			top, ok := opParseAny(readFile(t, folder, x.Document))
			if ok && x.Kind != "" {
				all = append(all, drawnOwn{kind: x.Kind, value: takenApart(top.node), processType: x.ProcessType, verdict: x.Verdict, date: x.Date})
			}
		}
	}
	return all
}

// forOwn checks a property of drawn documents: of sound ones, or also of spoiled and
// committed ones, which have no counterpart.
func forOwn(t *testing.T, spoiled bool, property func(t *rapid.T, d drawer, o drawnOwn)) {
	t.Helper()
	committed := committedOwn(t)
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		for range 3 {
			o := d.own()
			for spoils := d.spoils(); spoiled && spoils > 0; spoils-- {
				d.spoilOwn(&o)
			}
			property(t, d, o)
		}
		if spoiled {
			o := committed[d.below(len(committed))]
			o.value = d.copied(o.value)
			property(t, d, o)
		}
	})
}

// reaches tells of draws that they give all that is wanted.
func reaches(t *testing.T, of *rapid.Generator[string], wanted ...string) {
	t.Helper()
	seen := map[string]int{}
	for seed := range 300 {
		seen[of.Example(seed)]++
	}
	for _, want := range wanted {
		if seen[want] == 0 {
			t.Errorf("%s is never drawn: %v", want, seen)
		}
	}
}

// copied gives a value that can be changed.
func (d drawer) copied(value any) any {
	top, _ := opParseAny([]byte(d.render(value)))
	return takenApart(top.node)
}

// same fails where two documents do not get the same answer.
func (o drawnOwn) same(t *rapid.T, before, after string) {
	t.Helper()
	if diff := cmp.Diff(o.answer(before), o.answer(after)); diff != "" {
		t.Fatalf("process type %q, date %q\n%.3000s\nand\n%.3000s\ndiffer (-first +second):\n%s", o.processType, o.date, before, after, diff)
	}
}

// TestOwnDecidesAsItsCounterpart: a provider's own document and the Get process
// document that says the same get the same status, for the same reasons, lack the
// same signals and have the same final result.
func TestOwnDecidesAsItsCounterpart(t *testing.T) {
	forOwn(t, false, func(t *rapid.T, d drawer, o drawnOwn) {
		doc := d.render(o.value)
		o.same(t, d.render(o.counterpart), doc)
		p, err := verdict.Parse([]byte(doc))
		if err != nil || p.Kind() != o.kind {
			t.Fatalf("%s\nis of the kind %q, %v; want %q", doc, p.Kind(), err, o.kind)
		}
	})
}

// TestSecondOpinionOfOwnDocuments compares the engine with the opinion.
func TestSecondOpinionOfOwnDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for range 3 {
			c := drawnOwnCases.Draw(t, "case")
			compareWithOpinion(t, []byte(c.document), c.processType, c.verdict)
			compareResultOn(t, c.date, []byte(c.document), c.processType, c.verdict)
		}
	})
}

// TestSpellingOfOwnDocuments: the order of members, white space and escapes never
// matter, in any part.
func TestSpellingOfOwnDocuments(t *testing.T) {
	forOwn(t, true, func(t *rapid.T, d drawer, o drawnOwn) {
		before := d.render(o.value)
		d.shuffle(o.value)
		var after strings.Builder
		d.renderValue(&after, o.value, true)
		o.same(t, before, after.String())
	})
}

// ownStrangers are names that mean nothing in any place of any kind, though some mean
// something in Get process documents.
var ownStrangers = []string{
	"stranger", "", "Name", "name ", "providerSpecific", "processType", "verdict", "failReason", "finalResult", "subResult",
	"confidence", "a/b", "~0", "*", "[]", "0", strings.Repeat("s", 300),
}

// TestStrangersInOwnDocuments: members that no kind knows change nothing. Left alone
// are objects of which every member is read, and empty ones, which count as absent.
func TestStrangersInOwnDocuments(t *testing.T) {
	added := 0
	forOwn(t, true, func(t *rapid.T, d drawer, o drawnOwn) {
		before := d.render(o.value)
		objects := objectsIn(o.value, nil)
		if top, ok := o.value.(*drawnObject); ok {
			objects = append(objects, objectAt{top, nil})
		}
		for _, at := range objects {
			name := d.of(ownStrangers...)
			if len(at.object.members) > 0 && at.object.index(name) < 0 && !isOwnSet(at.path) && d.percent(60) {
				at.object.add(name, d.anything(2))
				added++
			}
		}
		o.same(t, before, d.render(o.value))
	})
	if added == 0 {
		t.Error("no stranger was added")
	}
}

// isOwnSet tells of the objects whose members may have any name.
func isOwnSet(path []string) bool {
	if len(path) == 0 {
		return false
	}
	last := path[len(path)-1]
	return last == "faceScanSecurityChecks" || last == "breakdown" && len(path) > 2 && path[len(path)-3] == "breakdown"
}

// TestAbsenceInOwnDocuments: null, {} and [] are equal everywhere, and equal to a
// member that is missing, but for one of the checks of a face scan, which is then
// not asked for. A provider is no signal: null alone is none.
func TestAbsenceInOwnDocuments(t *testing.T) {
	forOwn(t, true, func(t *rapid.T, d drawer, o drawnOwn) {
		places := slices.DeleteFunc(placesIn(o.value, nil), func(p placeAt) bool { return p.path[len(p.path)-1] == "provider" })
		if len(places) == 0 {
			return
		}
		place := places[d.below(len(places))]
		var forms []string
		for _, form := range []any{drawnRaw("null"), &drawnObject{}, &drawnList{}} {
			place.set(form)
			forms = append(forms, d.render(o.value))
		}
		alone := place.object != nil && len(place.object.members) == 1 // without it the object would be absent
		stays := place.list != nil || alone || isOwnSet(place.path[:len(place.path)-1]) && place.path[len(place.path)-2] != "breakdown"
		if !stays {
			place.remove()
			forms = append(forms, d.render(o.value))
		}
		for _, form := range forms[1:] {
			o.same(t, forms[0], form)
		}
	})
}

// TestPartsInAnyOrder: the order of reports, checks, events and responses says
// nothing.
func TestPartsInAnyOrder(t *testing.T) {
	forOwn(t, false, func(t *rapid.T, d drawer, o drawnOwn) {
		before := d.render(o.value)
		reversed := 0
		for _, p := range append(placesIn(o.value, nil), placeAt{drawnPlace: drawnPlace{list: &drawnList{items: []any{o.value}}}}) {
			list, ok := p.value().(*drawnList)
			if ok && !strings.Contains(strings.Join(p.path, "/"), "document_numbers") { // of which the first counts
				slices.Reverse(list.items)
				reversed++
			}
		}
		if reversed > 0 {
			o.same(t, before, d.render(o.value))
		}
	})
}

// TestWrappedReportsDecideAlike: a report says the same alone, in a check that has
// ended or says nothing of its life, in an event, and in a list of one; and another
// report beside it changes nothing.
func TestWrappedReportsDecideAlike(t *testing.T) {
	wrapped := 0
	forOwn(t, true, func(t *rapid.T, d drawer, o drawnOwn) {
		alone := d.render(o.value)
		if p, err := verdict.Parse([]byte(alone)); err != nil || !slices.Contains(opReports, p.Kind()) {
			return
		}
		other := `{"name":"watchlist_aml","status":"in_progress","result":"consider"}`
		for prefix, doc := range map[string]string{
			"/reports/0":                    `{"status":"complete","reports":[` + alone + `]}`,
			"/reports/1":                    `{"reports":[` + other + `,` + alone + `]}`,
			"/payload/resource":             `{"payload":{"resource_type":"report","resource":` + alone + `}}`,
			"/payload/resource/reports/0":   `{"payload":{"resource_type":"check","resource":{"reports":[` + alone + `]}}}`,
			"/0":                            `[` + alone + `]`,
			"/0/payload/resource/reports/0": `[{"payload":{"resource_type":"check","resource":{"reports":[` + alone + `]}}}]`,
		} {
			want := o.answer(alone)
			for i, unknown := range want.Form.Unknown {
				if !strings.HasPrefix(unknown, "/processType ") { // supplied
					want.Form.Unknown[i] = prefix + unknown
				}
			}
			if diff := cmp.Diff(want, o.answer(doc)); diff != "" {
				t.Fatalf("%.3000s\nalone and at %s (-alone +there):\n%s", alone, prefix, diff)
			}
		}
		wrapped++
	})
	if wrapped == 0 {
		t.Error("no report was drawn")
	}
}

// rank orders what can become of a document: what is worse stands higher. A
// refusal stands beside the order.
func (a ownAnswer) rank() int {
	return slices.Index([]string{"accepted", "", "inconclusive", "failed", "rejected"}, a.Form.Status)
}

// refused tells of a document that was not judged.
func (a ownAnswer) refused() bool { return a.Refusal != "" || len(a.Form.Unknown) > 0 }

// TestWorseBelowABreakdownIsNoMilder: a word of a breakdown or sub-breakdown that gets
// worse, or one that is added, never makes the status milder. Nor does a check of a
// face scan, a success, a level or a result.
func TestWorseBelowABreakdownIsNoMilder(t *testing.T) {
	changed, worse := 0, 0
	forOwn(t, false, func(t *rapid.T, d drawer, o drawnOwn) {
		before := d.render(o.value)
		was := o.answer(before)
		if !d.worsen(o.value) || was.rank() < 0 {
			return
		}
		after := d.render(o.value)
		is := o.answer(after)
		changed++
		if is.rank() > was.rank() {
			worse++
		}
		if is.refused() || is.rank() < was.rank() {
			t.Fatalf("%.3000s\nis %q, and with something worse\n%.3000s\nit is %q %v", before, was.Form.Status, after, is.Form.Status, is)
		}
	})
	if changed == 0 || worse == 0 {
		t.Errorf("%d documents were changed for the worse, %d of them with another status", changed, worse)
	}
}

// worsen makes one signal worse, if there is one that can get worse.
func (d drawer) worsen(value any) bool {
	scales := map[string][]string{
		"result": opOnfidoScale, "sub_result": {"clear", "caution", "suspected", "rejected"},
		"chipVerification": {"SUCCEEDED", "FAILED"}, "chipCloneDetection": {"SUCCEEDED", "NOT_AVAILABLE", "FAILED"},
		"success": {"true", "false"}, "document_type": {"visa", "unknown"},
	}
	var can []func()
	for _, p := range placesIn(value, nil) {
		last := p.path[len(p.path)-1]
		word := opWordOf(p.value())
		scale := scales[last]
		if isOwnSet(p.path[:len(p.path)-1]) && p.path[len(p.path)-2] == "faceScanSecurityChecks" {
			scale = scales["success"]
		}
		if last == "success" && p.object.index("serverInfo") >= 0 {
			scale = nil // of an answer to any call it is an error, which has no order
		}
		if at := slices.Index(scale, word); at >= 0 && at < len(scale)-1 {
			can = append(can, func() { p.set(drawnText(d.of(scale[at+1:]...))) })
		}
		if below, ok := p.value().(*drawnObject); ok && isOwnSet(p.path) && last == "breakdown" && below.index("added") < 0 {
			can = append(can, func() {
				below.add("added", &drawnObject{[]drawnMember{{"result", drawnText(d.of(opOnfidoScale...))}}})
			})
		}
	}
	if len(can) == 0 {
		return false
	}
	can[d.below(len(can))]()
	return true
}

// opWordOf is the text of a drawn text or boolean.
func opWordOf(value any) string {
	switch v := value.(type) {
	case drawnText:
		return string(v)
	case drawnRaw:
		return string(v)
	}
	return ""
}

// TestFaceMakesNoDocumentMilder: a report of the face beside a document that was
// decided alone never makes it milder. As long as the face is not finished, nothing
// is decided.
func TestFaceMakesNoDocumentMilder(t *testing.T) {
	statuses := rapid.Custom(func(t *rapid.T) string {
		d := drawer{t}
		document, _ := d.ownDocument(d.mood())
		face, _, _ := d.ownFace(d.mood())
		life := d.ownLife([]any{face})
		alone := d.render(document)
		beside := `[` + alone + `,` + d.render(face) + `]`
		was, is := drawnOwn{}.answer(alone), drawnOwn{}.answer(beside)
		if life != "" {
			if is.Form.Status != life {
				t.Fatalf("%s is %q, want %s", beside, is.Form.Status, life)
			}
			return life
		}
		if is.rank() < was.rank() {
			t.Fatalf("%s alone is %q, and beside a face\n%s it is %q", alone, was.Form.Status, beside, is.Form.Status)
		}
		return was.Form.Status + " " + is.Form.Status
	})
	rapid.Check(t, func(t *rapid.T) { statuses.Draw(t, "statuses") })
	reaches(t, statuses, "accepted accepted", "accepted inconclusive")
}

// TestSuppliedProcessType: the process type that a report of the face says cannot be
// supplied otherwise, wherever the report stands, and the same changes nothing. Without
// such a report the supplied one counts, and a type with a face is not accepted.
func TestSuppliedProcessType(t *testing.T) {
	outcomes := rapid.Custom(func(t *rapid.T) string {
		d := drawer{t}
		o := d.ownOnfido()
		doc, elements := d.render(o.value), o.counterpart.members[o.counterpart.index("providerSpecific")].value.(*drawnObject)
		said := ""
		if elements.index("facialSimilarity") >= 0 {
			said = opWordOf(o.counterpart.members[o.counterpart.index("processType")].value)
		}
		word := d.of("document", "documentSelfie", "documentVideo")
		was, is := drawnOwn{}.answer(doc), drawnOwn{processType: word}.answer(doc)
		switch {
		case o.life != "" || said == word:
			if diff := cmp.Diff(was, is); diff != "" {
				t.Fatalf("%s\nchanges with the process type %s (-without +with):\n%s", doc, word, diff)
			}
			return "the same"
		case said != "":
			if len(is.Form.Unknown) != 1 || !strings.HasPrefix(is.Form.Unknown[0], "/processType ") {
				t.Fatalf("%s\nsays %s, and with %s it is %q %v", doc, said, word, is.Form.Status, is)
			}
			return "refused"
		}
		if is.refused() || word != "document" && is.Form.Status == "accepted" {
			t.Fatalf("%s\nhas no report of a face, and with %s it is %q %v", doc, word, is.Form.Status, is)
		}
		return "supplied " + was.Form.Status + " " + is.Form.Status
	})
	rapid.Check(t, func(t *rapid.T) { outcomes.Draw(t, "outcome") })
	reaches(t, outcomes, "the same", "refused", "supplied accepted accepted", "supplied accepted ")
}

// TestSecondPlaceIsNoMilder: what another response says beside one that holds both
// liveness and a match makes nothing milder, wherever it stands. What it leaves open
// can leave the whole open.
func TestSecondPlaceIsNoMilder(t *testing.T) {
	statuses := rapid.Custom(func(t *rapid.T) string {
		d := drawer{t}
		mood := d.mood()
		both := d.render(d.ownBoth(&drawnObject{}, &drawnObject{}, mood))
		more := []*drawnObject{d.ownMatch(&drawnObject{}, mood), d.ownLiveness(&drawnObject{}, mood), d.ownResponse(&drawnObject{}, mood)}[d.below(3)]
		list := []string{both, d.render(more)}
		if d.percent(50) {
			slices.Reverse(list)
		}
		was, is := drawnOwn{}.answer(both), drawnOwn{}.answer("["+strings.Join(list, ",")+"]")
		milder := is.Form.Status == "accepted" && was.Form.Status != "accepted" ||
			was.Form.Status == "rejected" && is.Form.Status != "rejected" && is.Form.Status != "failed" || // an error may hide the finding
			was.Form.Status == "failed" && is.Form.Status != "failed" && is.Form.Status != "rejected"
		if is.refused() || milder {
			t.Fatalf("%s alone is %q, and in\n%s it is %q", both, was.Form.Status, list, is.Form.Status)
		}
		return was.Form.Status + " " + is.Form.Status
	})
	rapid.Check(t, func(t *rapid.T) { statuses.Draw(t, "statuses") })
	reaches(t, statuses, "accepted accepted", "accepted inconclusive", "accepted rejected")
}

// TestUnfinishedIsNeverDecided: as long as one of the reports that count goes on, or
// was taken back, there is no result, whatever the others say.
func TestUnfinishedIsNeverDecided(t *testing.T) {
	tried := 0
	forOwn(t, true, func(t *rapid.T, d drawer, o drawnOwn) {
		var reports []*drawnObject
		for _, at := range append(objectsIn(o.value, nil), topOf(o.value)...) {
			i := at.object.index("name")
			if i >= 0 && slices.Contains(append(ownDocumentNames, ownFaceNames...), opWordOf(at.object.members[i].value)) {
				reports = append(reports, at.object)
			}
		}
		if p, err := verdict.Parse([]byte(d.render(o.value))); err != nil || p.Provider() != "onfido" || len(reports) == 0 {
			return
		}
		report := reports[d.below(len(reports))]
		status := d.of("awaiting_data", "in_progress", "awaiting_approval", "withdrawn", "cancelled")
		if i := report.index("status"); i >= 0 {
			report.members[i].value = drawnText(status)
		} else {
			report.add("status", drawnText(status))
		}
		doc := d.render(o.value)
		if a := o.answer(doc); !a.refused() && a.Form.Status != "processing" && a.Form.Status != "canceled" {
			t.Fatalf("%.3000s\nwith a report that is %s is %q, missing %v", doc, status, a.Form.Status, a.Form.Missing)
		}
		tried++
	})
	if tried == 0 {
		t.Error("no report was drawn")
	}
}

// topOf is the object at the top, if there is one.
func topOf(value any) []objectAt {
	if top, ok := value.(*drawnObject); ok {
		return []objectAt{{top, nil}}
	}
	return nil
}

// TestSameBytesSameAnswerOfOwn: an answer follows from the document alone, and from
// nothing that another document or another goroutine left behind; and nothing of the
// document's memory is kept.
func TestSameBytesSameAnswerOfOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		var all []drawnOwn
		var docs []string
		var first []ownAnswer
		for range 5 {
			o := d.own()
			for range d.spoils() {
				d.spoilOwn(&o)
			}
			doc := d.render(o.value)
			all, docs, first = append(all, o), append(docs, doc), append(first, o.answer(doc))
		}
		again := make([][]ownAnswer, 4)
		var wg sync.WaitGroup
		for n := range again {
			wg.Go(func() {
				for i := range all {
					at := (i + n) % len(all) // each in another order
					again[n] = append(again[n], all[at].answer(docs[at]))
				}
			})
		}
		wg.Wait()
		for n, answers := range again {
			for i, got := range answers {
				at := (i + n) % len(all)
				if diff := cmp.Diff(first[at], got); diff != "" {
					t.Fatalf("%s\n(-first +again):\n%s", docs[at], diff)
				}
			}
		}
		for i, doc := range docs {
			memory := []byte(doc)
			p, err := verdict.Parse(memory)
			clear(memory)
			if err != nil {
				continue
			}
			decision, err := p.WithProcessType(all[i].processType).Decide()
			if diff := cmp.Diff(first[i].Form, newForm(decision, err)); diff != "" {
				t.Fatalf("%s\nwhen its memory is used for something else (-before +after):\n%s", doc, diff)
			}
		}
	})
}

// TestReferenceDateDecidesNothing: it is for the final result alone.
func TestReferenceDateDecidesNothing(t *testing.T) {
	forOwn(t, true, func(t *rapid.T, d drawer, o drawnOwn) {
		doc := d.render(o.value)
		p, err := verdict.Parse([]byte(doc))
		if err != nil {
			return
		}
		p = p.WithProcessType(o.processType).WithVerdict(o.verdict)
		want, wantErr := p.Decide()
		got, gotErr := p.WithReferenceDate(dayOf(d.of("2024-05-06", "1900-01-01", "9999-12-31"))).Decide()
		if want != got || fmt.Sprint(wantErr) != fmt.Sprint(gotErr) {
			t.Fatalf("%s\ngives %v, %v, and with a reference date %v, %v", doc, want, wantErr, got, gotErr)
		}
	})
}

// TestLongLists: the longest list of parts that may be read is judged. Of the parts that
// should not be there the first hundred are refused in their places, which is enough.
func TestLongLists(t *testing.T) {
	const longest, most = 1 << 20, 100
	for _, c := range []struct {
		why, entry, rest string
		first            int // that is refused, or 0
	}{
		{"reports that nothing is read from", `{"name":"known_faces","result":"x"}`, `{"name":"document","result":"clear","sub_result":"clear"}`, 0},
		{"reports of documents", `{"name":"document","result":"clear","sub_result":"clear"}`, `{"name":"document","result":"clear","sub_result":"clear"}`, 1},
		{"responses, the first of which may be there", `{"matchLevel":9,"error":false}`, `{"faceScanSecurityChecks":{"a":true},"success":true}`, 2},
		{"nothing", `1`, `{"faceScanSecurityChecks":{"a":true},"success":true}`, 1},
	} {
		entries := (longest - len(c.rest) - len("[]")) / (len(c.entry) + 1)
		doc := []byte("[" + c.rest + strings.Repeat(","+c.entry, entries) + "]")
		if !json.Valid(doc) {
			t.Fatalf("%s: no JSON", c.why)
		}
		got := answerTo(doc, "", "")
		if c.first == 0 {
			if got.Status != "accepted" {
				t.Errorf("%s: %q %q, want accepted", c.why, got.Status, got.Error)
			}
			continue
		}
		var want []string
		for i := range most {
			want = append(want, "/"+strconv.Itoa(c.first+i))
		}
		if diff := cmp.Diff(want, got.Unknown); diff != "" || got.Error != "unknown-value" {
			t.Errorf("%s: %q; refused of %d entries (-want +got):\n%s", c.why, got.Error, entries, diff)
		}
	}
}
