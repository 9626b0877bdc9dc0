package verdict_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
)

// FuzzResult compares the final result with the second opinion on any bytes.
func FuzzResult(f *testing.F) {
	const longest = 64 << 10 // longer seeds only make fuzzing slow
	seeds := 0
	for folder, list := range loadExpectations(f) {
		for _, e := range list {
			if doc := readFile(f, folder, e.Document); len(doc) <= longest {
				f.Add(doc, e.ProcessType, e.Verdict)
				seeds++
			}
		}
	}
	if seeds < 100 {
		f.Fatalf("%d seeds", seeds)
	}
	f.Fuzz(func(t *testing.T, doc []byte, processType, verdictWord string) {
		compareResult(t, doc, processType, verdictWord)
	})
}

// FuzzUserInfo gives any text as user information to an accepted sign-in. It
// stays accepted, and never is there an error.
func FuzzUserInfo(f *testing.F) {
	const header, claims, signature = "eyJhbGciOiJSUzI1NiJ9", "eyJnaXZlbl9uYW1lIjoiTm9vciJ9", "c2lnbmVk" // {"alg":"RS256"}, {"given_name":"Noor"}
	for _, seed := range []string{
		"", " ", ".", "..", "....", ".....", "null", "{}", `{"given_name":"Noor"}`,
		header + "." + claims + "." + signature,
		header + "." + claims + ".",
		header + "." + claims,
		header + ".." + signature,
		header + "." + claims + "." + signature + ".",
		header + "." + claims + "." + signature + ".AA.AA",
		header + "..AA.AA.AA",
		header + "." + claims + "=." + signature,
		header + "." + claims + "\n." + signature,
		"." + claims + "." + signature,
		opEncode(`[]`) + "." + claims + ".",
		opEncode(`{"alg":"a","\u0061lg":"b"}`) + "." + claims + ".",
		header + "." + opEncode(`{"given_name":"A","given\u005fname":"B"}`) + ".",
		header + "." + opEncode(`{"given_name":["A"],"gender":1,"consumer.bin":"C","signicat.national_id":{"a":1}}`) + ".",
		header + "." + opEncode(`{"given_name":null,"gender":"","family_name":"\ud83d\ude00"}`) + ".",
		header + "." + opEncode(`["given_name"]`) + ".",
		header + "." + opEncode("{\"given_name\":\"\xff\"}") + ".",
		opEncode(strings.Repeat(`{"a":`, 65)+`1`+strings.Repeat(`}`, 65)) + "." + opEncode(strings.Repeat(`{"a":`, 64)+`1`+strings.Repeat(`}`, 64)) + ".",
	} {
		f.Add(seed)
	}
	for _, name := range []string{"accepted-jwt-user-info.json", "accepted-encrypted-user-info.json"} {
		var doc struct{ ProviderSpecific struct{ UserInfo string } }
		if err := json.Unmarshal(readFile(f, "testdata/documents/connect", name), &doc); err != nil || doc.ProviderSpecific.UserInfo == "" {
			f.Fatalf("%s: no user information (%v)", name, err)
		}
		f.Add(doc.ProviderSpecific.UserInfo)
	}
	without, err := verdict.Parse([]byte(`{"provider":"connect:idin","providerSpecific":{"idToken":"x"}}`))
	if err != nil {
		f.Fatal(err)
	}
	want, err := without.Decide()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quoted, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		doc := []byte(`{"provider":"connect:idin","providerSpecific":{"idToken":"x","userInfo":` + string(quoted) + `}}`)
		if len(doc) > 1<<20 {
			return // longer than a document may be
		}
		p, err := verdict.Parse(doc)
		if err != nil {
			t.Fatal(err)
		}
		if d, err := p.Decide(); err != nil || d != want {
			t.Errorf("%v, %v; want %v, whatever the user information is", d, err, want)
		}
		if _, err := p.FinalResult(doc); err != nil {
			t.Error(err)
		}
		compareResult(t, doc, "", "")
	})
}

// TestSecondOpinionOfResults compares them on drawn documents.
func TestSecondOpinionOfResults(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawnResultCases.Draw(t, "case")
		compareWithOpinion(t, []byte(c.document), c.processType, c.verdict)
		compareResult(t, []byte(c.document), c.processType, c.verdict)
	})
}

// TestSecondOpinionOfResultsOnDocuments does so on the committed documents.
func TestSecondOpinionOfResultsOnDocuments(t *testing.T) {
	for folder, list := range loadExpectations(t) {
		for _, e := range list {
			compareResultOn(t, e.Date, readFile(t, folder, e.Document), e.ProcessType, e.Verdict)
		}
	}
}

// compareResult holds the final result of a document against the second
// opinion, its error against that of Decide, and its forms against each other.
func compareResult(t failer, doc []byte, processType, verdictWord string) {
	t.Helper()
	compareResultOn(t, "", doc, processType, verdictWord)
}

// compareResultOn does so with a reference date, "" for none.
func compareResultOn(t failer, date string, doc []byte, processType, verdictWord string) {
	t.Helper()
	p, err := verdict.Parse(doc)
	if err != nil {
		return // there is no Process to ask
	}
	p = p.WithProcessType(processType).WithVerdict(verdictWord).WithReferenceDate(dayOf(date))
	_, errDecide := p.Decide()
	before := bytes.Clone(doc)
	r, err := p.FinalResult(doc)
	if !bytes.Equal(before, doc) {
		t.Errorf("the document is changed: %.2000s", before)
	}
	if errorText(err) != errorText(errDecide) {
		t.Errorf("%.2000s: FinalResult gives %v where Decide gives %v", doc, err, errDecide)
	}
	want := opinionOfResultOn(date, doc, processType, verdictWord)
	got := opFinal{resultMembers(r), r.LeftOut, r.UnverifiedToken}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("processType %q, verdict %q, document:\n%.2000s\nopinion and final result differ (-opinion +result):\n%s", processType, verdictWord, doc, diff)
	}
	checkResultForms(t, r)
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// resultMembers are the members of a FinalResult that have a value, by the
// names they should have in JSON.
func resultMembers(r verdict.FinalResult) []opField {
	all := []opField{
		{"firstName", r.FirstName},
		{"lastName", r.LastName},
		{"dateOfExpiry", r.DateOfExpiry},
		{"gender", r.Gender},
		{"nationality", r.Nationality},
		{"documentType", r.DocumentType},
		{"documentNumber", r.DocumentNumber},
		{"issuingCountry", r.IssuingCountry},
		{"dateOfBirth", r.DateOfBirth},
		{"similarityScore", r.SimilarityScore},
		{"livenessDetected", r.LivenessDetected},
		{"personalIdentificationNumber", r.PersonalIdentificationNumber},
	}
	var with []opField
	for _, f := range all {
		if f.Value != "" {
			with = append(with, f)
		}
	}
	return with
}

// checkResultForms holds what a FinalResult yields, encodes and prints against
// its members: the same fields in the same order, and printed no value.
func checkResultForms(t failer, r verdict.FinalResult) {
	t.Helper()
	members := resultMembers(r)
	var yielded []opField
	var names []string
	for name, value := range r.Fields() {
		yielded = append(yielded, opField{name, value})
		names = append(names, name)
	}
	if diff := cmp.Diff(members, yielded); diff != "" {
		t.Errorf("Fields (-members +yielded):\n%s", diff)
	}
	if r.Empty() != (len(members) == 0) {
		t.Errorf("Empty is %v with the fields %v", r.Empty(), names)
	}
	want := "no final result"
	if len(names) > 0 {
		want = "final result with " + strings.Join(names, ", ")
	}
	if r.String() != want || r.LogValue().String() != want || r.GoString() != "verdict.FinalResult{"+want+"}" {
		t.Errorf("%s, %s, %s; want %s", r, r.LogValue(), r.GoString(), want)
	}
	encoded, err := r.MarshalJSON()
	if err != nil {
		t.Errorf("%v", err)
	}
	if diff := cmp.Diff(members, decodeFields(encoded)); diff != "" {
		t.Errorf("JSON (-members +encoded): %s\n%s", encoded, diff)
	}
}

// decodeFields reads an object of strings in the order of its members.
func decodeFields(text []byte) []opField {
	top, ok := opParse(text)
	if !ok {
		return nil
	}
	var fields []opField
	for i, name := range top.node.names {
		fields = append(fields, opField{name, top.node.values[i].text})
	}
	return fields
}
