package verdict_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/explain"
)

// What is planted in documents and must never come out again: a text, and a
// number for where a document has one.
const (
	canary       = "kanarifugl"
	canaryNumber = "8127364554"
)

// TestCanaries plants canaries in every value of every committed document but
// the provider's name, at one place at a time and at all of them, and looks for
// them in all that comes out. Names of members may come out: those of entries
// are names of checks and fields. And so may the fields of a final result, in
// its JSON form alone: there they have to, or nothing was planted.
//
// In documents of providers' own it is at most three of the places that many of
// them have in common.
func TestCanaries(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine plants fifteen thousand times")
	}
	planted, kinds, shown, common := 0, map[string]int{}, map[string]int{}, map[string]int{}
	try := func(doc, processType, verdictWord string) {
		planted++
		p, err := verdict.Parse([]byte(doc))
		var d verdict.Decision
		if err == nil {
			p = p.WithProcessType(processType).WithVerdict(verdictWord).WithReferenceDate(dayOf("2024-05-06"))
			d, err = p.Decide()
		}
		kinds[kindOf(d, err)]++
		kinds[p.Kind()]++
		lookForCanaries(t, doc, outputs(p, doc, d, err))
		if resultShowsCanary(t, p, doc) {
			shown[d.Rule().Provider+" "+d.Status().String()]++
			shown[p.Kind()]++
		}
	}
	expected := loadExpectations(t)
	for _, folder := range slices.Sorted(maps.Keys(expected)) {
		before := ""
		for _, x := range expected[folder] {
			doc := string(readFile(t, folder, x.Document))
			try(doc, canary, x.Verdict)
			try(doc, x.ProcessType, canary)
			if x.Document == before || len(doc) > 10000 {
				continue // thousands of places that are alike
			}
			before = x.Document
			rare := func(path string) bool {
				common[folder+path]++
				return !strings.HasSuffix(folder, "-own") || common[folder+path] <= 3
			}
			for _, with := range plantingsAt(doc, rare) {
				try(with, x.ProcessType, x.Verdict)
			}
		}
	}
	for _, provider := range []string{canary, "connect:" + canary + "/", "onfido" + canary, "\\u006b" + canary[1:]} {
		try(`{"provider":"`+provider+`","status":"failed"}`, "", "")
	}
	t.Log(planted, kinds, shown)
	if planted < 5000 {
		t.Errorf("%d documents with canaries, want at least 5000", planted)
	}
	for _, kind := range []string{"accepted", "inconclusive", "rejected", "failed", "canceled", "malformed", "unknown-provider", "unknown-value", "undecided"} {
		if kinds[kind] == 0 {
			t.Errorf("no document with canaries was %s", kind)
		}
	}
	for _, table := range wholeBook().All() {
		for _, k := range table.Documents {
			if kinds[k.Name] == 0 {
				t.Errorf("no document with canaries was of the kind %s", k.Name)
			}
		}
	}
	for _, kind := range []string{"onfido-document-report", "onfido-check", "onfido-webhook", "onfido-reports", "readid-session", "get-process"} {
		if shown[kind] == 0 {
			t.Errorf("no final result of a document of the kind %s has a canary: nothing was planted where it comes from", kind)
		}
		delete(shown, kind)
	}
	for _, provider := range []string{"onfido", "eid", "readid", "signicatpaper", "connect"} { // FaceTec tells nothing of a person
		if shown[provider+" accepted"] == 0 {
			t.Errorf("no final result of %s has a canary: nothing was planted where it comes from", provider)
		}
		delete(shown, provider+" accepted")
	}
	if len(shown) > 0 {
		t.Errorf("final results with canaries where none should be: %v", shown)
	}
}

// resultShowsCanary tells whether the JSON form of the final result does.
func resultShowsCanary(t *testing.T, p verdict.Process, doc string) bool {
	t.Helper()
	r, err := p.FinalResult([]byte(doc))
	text, failed := json.Marshal(r)
	if failed != nil || err != nil && !r.Empty() {
		t.Errorf("%v, and beside the error %v a final result: %v", failed, err, r)
	}
	return strings.Contains(string(text), canary)
}

// TestCanariesAreFound: names of entries do come out, so that a canary in one
// shows that the search finds what is there.
func TestCanariesAreFound(t *testing.T) {
	p, err := verdict.Parse([]byte(`{"provider":"eid","providerSpecific":{"ocr":{"securityChecks":{"` + canary + `":{"valid":false}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Decide()
	found := canariesIn(outputs(p, "", d, err))
	for _, want := range []string{"Decision as JSON", "Explanation as JSON", "Explanation as text", "*Explanation with %+v"} {
		if !slices.Contains(found, want) {
			t.Errorf("the name of the check is found in %q, want it in %s too", found, want)
		}
	}
	p, err = verdict.Parse([]byte(`{"provider":"eid","providerSpecific":{"ocr":{"securityChecks":{"` + canary + `":{"valid":"x"}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	d, err = p.Decide()
	if found := canariesIn(outputs(p, "", d, err)); !slices.Contains(found, "error with %v") || !slices.Contains(found, "SignalError.Pointer") {
		t.Errorf("the name of the check is found in %q, want it in the error and its pointer", found)
	}
}

// TestCanariesInSignals gives a canary for every signal by name, for a set as
// its entry's value.
func TestCanariesInSignals(t *testing.T) {
	for _, table := range providerTables() {
		for _, s := range table.Signals {
			for _, value := range []any{canary, "urn:signicat:error:" + canary, []byte(canary), errors.New(canary), map[string]any{"a": canary}, []any{canary}} {
				name := strings.ReplaceAll(table.Providers[0], "*", "x")
				signals := verdict.Values{Provider: name, Signals: map[string]any{s.Name: value}}
				d, err := verdict.Decide(signals)
				out := outputs(verdict.Process{}, "", d, err)
				explained, err := embedded(t).Explain(signals)
				addExplanation(out, explained, err)
				lookForCanaries(t, fmt.Sprintf("%s: %#v", s.Name, value), out)
			}
		}
	}
}

// outputs is all that a program can print, log or read of a process, its
// document, decision and error; but not the final result's members and JSON
// form, which are there to show. Whatever else comes to show something of a
// document belongs here.
func outputs(p verdict.Process, doc string, d verdict.Decision, err error) map[string]string {
	out := map[string]string{}
	add := func(name, format string, values ...any) { out[name] = fmt.Sprintf(format, values...) }

	type exported struct {
		P verdict.Process
		D verdict.Decision
		E error
	}
	type unexported struct { // fmt cannot call the methods of these
		p verdict.Process
		d verdict.Decision
		e error
	}
	for _, verb := range []string{"%v", "%+v", "%#v"} {
		add("Process with "+verb, verb, p)
		add("Decision with "+verb, verb, d)
		add("error with "+verb, verb, err)
		add("pointers with "+verb, verb+verb, &p, &d)
		add("exported fields with "+verb, verb+verb, exported{p, d, err}, &exported{p, d, err})
		add("unexported fields with "+verb, verb+verb, unexported{p, d, err}, &unexported{p, d, err})
		add("list with "+verb, verb+verb, []any{p, d, err}, map[string]any{"p": p, "d": d, "e": err})
	}
	for name, handler := range map[string]func(io.Writer) slog.Handler{
		"text": func(w io.Writer) slog.Handler { return slog.NewTextHandler(w, nil) },
		"JSON": func(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, nil) },
	} {
		var log bytes.Buffer
		slog.New(handler(&log)).Info("m", "p", p, "d", d, "e", err, "pp", &p, "dp", &d, "all", exported{p, d, err})
		add("slog as "+name, "%s", log.Bytes())
	}
	for name, value := range map[string]any{"Process": p, "Decision": d, "error": err, "all": exported{p, d, err}} {
		text, failed := json.Marshal(value)
		add(name+" as JSON", "%s %v", text, failed)
	}
	add("Decision.String", "%s %s %s %s", d.String(), d.GoString(), d.Provider(), d.LogValue())
	add("Process.String", "%s %s %s %s", p.String(), p.GoString(), p.Provider(), p.Kind())
	add("Decision.Rule", "%+v", d.Rule())
	for rule, because := range d.Reasons() {
		add("reason "+rule.ID, "%+v %q", rule, because)
	}
	for remark := range d.Remarks() {
		add("remark "+remark.ID, "%+v", remark)
	}
	var malformed *verdict.MalformedError
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case errors.As(err, &malformed):
		add("MalformedError", "%+v", *malformed)
	case errors.As(err, &unknown):
		add("SignalError.Provider", "%s", unknown.Provider)
		for _, v := range unknown.Values {
			out["SignalError.Pointer"] += v.Pointer
			out["SignalError.Allowed"] += strings.Join(v.Allowed, " ")
		}
	case errors.As(err, &undecided):
		add("UndecidedError", "%+v", *undecided)
	}
	explained, failed := p.Explain()
	addExplanation(out, explained, failed)
	addResult(out, p, doc)
	return out
}

// addExplanation adds an explanation, or its error, in all its forms.
func addExplanation(out map[string]string, e *explain.Explanation, err error) {
	out["error of Explain"] = fmt.Sprint(err)
	if e == nil {
		return
	}
	var text strings.Builder
	failed := e.WriteText(&text)
	out["Explanation as text"] = fmt.Sprint(text.String(), failed)
	encoded, failed := json.Marshal(e)
	out["Explanation as JSON"] = fmt.Sprintf("%s %v", encoded, failed)
	for _, verb := range []string{"%v", "%+v", "%#v"} {
		out["*Explanation with "+verb] = fmt.Sprintf(verb, e)
	}
}

// addResult adds what shows that there is a final result, and the errors of
// asking for one with the wrong document.
func addResult(out map[string]string, p verdict.Process, doc string) {
	r, err := p.FinalResult([]byte(doc))
	out["error of FinalResult"] = fmt.Sprint(err)
	out["FinalResult.LeftOut"] = fmt.Sprintf("%q", r.LeftOut)
	out["FinalResult.String"] = r.String() + r.GoString() + r.LogValue().String()
	type field struct{ R verdict.FinalResult }
	type pointer struct{ R any }
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		out["FinalResult with "+verb] = fmt.Sprintf(verb+verb, r, &r)
		out["FinalResult in a field with "+verb] = fmt.Sprintf(verb+verb+verb, field{r}, &field{r}, pointer{&r})
		out["FinalResult in a list with "+verb] = fmt.Sprintf(verb+verb, []verdict.FinalResult{r}, map[string]any{"r": r})
	}
	var text, encoded bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("m", "r", r, "p", &r, "field", field{r})
	slog.New(slog.NewJSONHandler(&encoded, nil)).Info("m", "r", r, "p", &r) // in a field it has its JSON form
	out["FinalResult in slog"] = text.String() + encoded.String()

	for provider, another := range map[string]string{"connect": connectDocument("idin", `{}`), "readid": readIDDocument("session", "")} {
		_, err = p.FinalResult([]byte(another))
		out["error of FinalResult for a document of "+provider] = fmt.Sprint(err)
		if q, err := verdict.Parse([]byte(another)); err == nil {
			_, err = q.FinalResult([]byte(doc))
			out["error of FinalResult of "+provider+" for this document"] = fmt.Sprint(err)
		}
	}
}

func lookForCanaries(t *testing.T, from string, outputs map[string]string) {
	t.Helper()
	for _, name := range canariesIn(outputs) {
		t.Errorf("%s shows what stands in\n%.2000s\n%s", name, from, outputs[name])
	}
}

// canariesIn names the outputs that hold a canary.
func canariesIn(outputs map[string]string) []string {
	var found []string
	for name, text := range outputs {
		if strings.Contains(strings.ToLower(text), canary) || strings.Contains(text, canaryNumber) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

// kindOf is the status or the kind of refusal.
func kindOf(d verdict.Decision, err error) string {
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case errors.Is(err, verdict.ErrMalformed):
		return "malformed"
	case errors.Is(err, verdict.ErrUnknownProvider):
		return "unknown-provider"
	case errors.As(err, &unknown):
		return "unknown-value"
	case errors.As(err, &undecided):
		return "undecided"
	}
	return d.Status().String()
}

// jsonToken finds brackets, names with their colon, and scalars. It works on
// what is no JSON as well.
var jsonToken = regexp.MustCompile(`(?s)[][{}]|"(?:[^"\\]|\\.)*"(\s*:)?|-?[0-9][0-9.eE+-]*|true|false|null`)

// scalarToken is the place of a scalar in a text.
type scalarToken struct {
	from, to int
	path     string // names, and [] for the entries of lists
}

// scalarTokens are the places of scalars in a text but that of the provider's
// name.
func scalarTokens(doc string) []scalarToken {
	var scalars []scalarToken
	var names []string // of the members that are open; [] in lists
	for _, at := range jsonToken.FindAllStringSubmatchIndex(doc, -1) {
		switch token := doc[at[0]:at[1]]; {
		case token == "{":
			names = append(names, "")
		case token == "[":
			names = append(names, "[]")
		case token == "}" || token == "]":
			names = names[:max(0, len(names)-1)]
		case at[2] >= 0 && len(names) > 0:
			names[len(names)-1], _ = strconv.Unquote(strings.TrimRight(token, ": \t\r\n"))
		case len(names) != 1 || names[0] != "provider":
			scalars = append(scalars, scalarToken{at[0], at[1], strings.Join(names, "/")})
		}
	}
	return scalars
}

// plantings are the texts with canaries instead of one scalar, or behind one
// text, or instead of one number; and the same for all of them at once.
func plantings(doc string) []string {
	return plantingsAt(doc, func(string) bool { return true })
}

// plantingsAt plants single ones only where a path is wanted.
func plantingsAt(doc string, wanted func(path string) bool) []string {
	var places []scalarToken
	single := map[int]bool{}
	for _, place := range scalarTokens(doc) {
		places = append(places, place)
		single[place.from] = wanted(place.path)
	}
	var all []string
	for _, plant := range []func(token string) string{
		func(string) string { return `"` + canary + `"` },
		func(token string) string {
			if text, ok := strings.CutSuffix(token, `"`); ok {
				return text + " " + canary + `"`
			}
			return token
		},
		func(token string) string {
			if strings.Contains("-0123456789", token[:1]) {
				return canaryNumber
			}
			return token
		},
	} {
		everywhere, end := "", 0
		for _, at := range places {
			token := doc[at.from:at.to]
			if planted := plant(token); planted != token && single[at.from] {
				all = append(all, doc[:at.from]+planted+doc[at.to:])
			}
			everywhere += doc[end:at.from] + plant(token)
			end = at.to
		}
		all = append(all, everywhere+doc[end:])
	}
	return all
}
