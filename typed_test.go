package verdict_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
)

// typedCase is a struct with the answer that follows from the source.
type typedCase struct {
	name    string
	signals verdict.Signals
	status  verdict.Status
	rule    string
	because []string
	err     bool
	why     string
}

var yes, no = new(true), new(false)

func passed(names ...string) map[string]*bool {
	checks := map[string]*bool{}
	for _, n := range names {
		checks[n] = yes
	}
	return checks
}

func typedCases() []typedCase {
	return []typedCase{
		{name: "onfido clear", signals: verdict.Onfido{ProcessType: "documentSelfie", DocumentResult: "clear", SubResult: "clear", DocumentType: "passport", FaceResult: "clear"},
			status: verdict.Accepted, rule: "onfido-accepted", why: "everything that was checked is clear"},
		{name: "onfido breakdowns", signals: verdict.Onfido{ProcessType: "documentSelfie", DocumentResult: "consider", SubResult: "caution", DataValidation: "consider", PoliceRecord: "unidentified", FaceResult: "clear", FaceComparison: "consider"},
			status: verdict.Inconclusive, rule: "onfido-caution", why: "a caution is no fraud (R6); the breakdowns and the face are further reasons",
			because: []string{"documentBreakdowns/dataValidation", "documentBreakdowns/policeRecord", "faceBreakdowns/faceComparison"}},
		{name: "onfido without face", signals: verdict.Onfido{DocumentResult: "clear", SubResult: "clear"},
			err: true, why: "without a process type the face counts (R4), and there is none"},
		{name: "onfido new word", signals: verdict.Onfido{DocumentResult: "Clear", SubResult: "clear"},
			err: true, why: "words compare exactly"},
		{name: "eid good", signals: verdict.EID{ProcessType: "substantial", SecurityChecks: passed("nonExpired", "notBWCopy"), Features: []*bool{yes, yes}, SimilarityScore: "high", LivenessDetected: yes},
			status: verdict.Accepted, rule: "eid-accepted", why: "every signal of an automatic process is good"},
		{name: "eid failed checks", signals: verdict.EID{SecurityChecks: map[string]*bool{"sidesMatch": no, "nonExpired": no, "dataIntegrity": yes}, LivenessDetected: no},
			status: verdict.Rejected, rule: "eid-check", why: "an invalid check rejects, and names itself", because: []string{"securityChecks/nonExpired", "securityChecks/sidesMatch"}},
		{name: "eid many failed checks", signals: verdict.EID{SecurityChecks: map[string]*bool{"a": no, "b": no, "c": no, "d": no}, Features: []*bool{no}},
			status: verdict.Rejected, rule: "eid-check", why: "all are named, in order", because: []string{"securityChecks/a", "securityChecks/b", "securityChecks/c", "securityChecks/d"}},
		{name: "eid feature", signals: verdict.EID{SecurityChecks: passed("a"), Features: []*bool{yes, no, nil}, SimilarityScore: "high"},
			status: verdict.Inconclusive, rule: "eid-feature", why: "a feature was not found; the one without value makes nothing milder", because: []string{"features/1"}},
		{name: "eid verdict", signals: verdict.EID{Verdict: "accepted", ProcessType: "attended", SecurityChecks: map[string]*bool{"a": no}},
			status: verdict.Accepted, rule: "eid-verdict-accepted", why: "the provider's verdict decides alone (R10)"},
		{name: "eid human", signals: verdict.EID{ManualApproval: true, SecurityChecks: passed("a"), Features: []*bool{yes}, SimilarityScore: "high"},
			err: true, why: "where a human approves, the verdict is missing (R11)"},
		{name: "readid", signals: verdict.ReadID{ChipVerification: "SUCCEEDED", ChipCloneDetection: "NOT_PRESENT"},
			status: verdict.Accepted, rule: "readid-accepted-no-clone", why: "clone detection is not available (R12)"},
		{name: "readid clone", signals: verdict.ReadID{ChipVerification: "SUCCEEDED", ChipCloneDetection: "FAILED"},
			status: verdict.Inconclusive, rule: "readid-clone", why: "the chip may be a copy"},
		{name: "facetec six", signals: verdict.FaceTec{SecurityChecks: passed("a"), LivenessSuccess: yes, MatchSuccess: yes, MatchLevel: new(6), MatchError: no},
			status: verdict.Accepted, rule: "facetec-accepted", why: "level 6 is enough"},
		{name: "facetec forgotten level", signals: verdict.FaceTec{SecurityChecks: passed("a"), LivenessSuccess: yes, MatchSuccess: yes},
			err: true, why: "a level that was forgotten is not level 0"},
		{name: "facetec sixteen", signals: verdict.FaceTec{SecurityChecks: passed("a"), LivenessSuccess: yes, MatchSuccess: yes, MatchLevel: new(16)},
			err: true, why: "levels end at 15 (R13)"},
		{name: "facetec no match", signals: verdict.FaceTec{SecurityChecks: passed("a"), LivenessSuccess: yes, MatchSuccess: no, MatchLevel: new(0)},
			status: verdict.Rejected, rule: "facetec-no-match", why: "level 0 is no match"},
		{name: "paper", signals: verdict.Paper{VerificationStatus: yes, VerificationType: "MRZ_ONLY", MRZ: true, MRZChecksum: map[string]string{"dateOfBirth": "VALID"}, MRZFeatureMatching: map[string]string{"lastName": "LEVENSHTEIN1"}},
			status: verdict.Accepted, rule: "paper-accepted", why: "the MRZ was read and verified (R15)"},
		{name: "paper invalid", signals: verdict.Paper{VerificationStatus: yes, VerificationType: "MRZ_ONLY", MRZ: true, MRZVerification: map[string]string{"documentType": "VALID", "dateOfExpiry": "INVALID"}},
			status: verdict.Rejected, rule: "paper-check", why: "one field is invalid", because: []string{"mrzVerification/dateOfExpiry"}},
		{name: "paper word without value", signals: verdict.Paper{VerificationStatus: yes, VerificationType: "MRZ_ONLY", MRZ: true, MRZVerification: map[string]string{"dateOfExpiry": ""}},
			err: true, why: "the word has not come"},
		{name: "connect", signals: verdict.Connect{IDToken: true},
			status: verdict.Accepted, rule: "connect-accepted", why: "a token and no error"},
		{name: "connect canceled", signals: verdict.Connect{ErrorDescription: new("gave up. urn:signicat:error:usercancel; bye")},
			status: verdict.Canceled, rule: "connect-canceled", why: "the code says that the end-user gave up"},
		{name: "connect error", signals: verdict.Connect{IDToken: true, ErrorDescription: new("")},
			status: verdict.Rejected, rule: "connect-rejected", why: "an error without a code is any other error"},
		{name: "connect nothing", signals: verdict.Connect{}, err: true, why: "neither token nor error"},
		{name: "values", signals: verdict.Values{Provider: "readid", Signals: map[string]any{"chipVerification": "FAILED"}},
			status: verdict.Rejected, rule: "readid-chip", why: "the same table by names"},
	}
}

// decideTyped passes concrete types on, as callers do: a value in an interface
// is not what is measured.
func decideTyped(s verdict.Signals) (verdict.Decision, error) {
	switch s := s.(type) {
	case verdict.Onfido:
		return verdict.Decide(s)
	case verdict.EID:
		return verdict.Decide(s)
	case verdict.ReadID:
		return verdict.Decide(s)
	case verdict.FaceTec:
		return verdict.Decide(s)
	case verdict.Paper:
		return verdict.Decide(s)
	case verdict.Connect:
		return verdict.Decide(s)
	default:
		return verdict.Decide(s)
	}
}

func TestDecide(t *testing.T) {
	for _, c := range typedCases() {
		t.Run(c.name, func(t *testing.T) {
			d, err := decideTyped(c.signals)
			if (err != nil) != c.err {
				t.Fatalf("error %v; %s", err, c.why)
			}
			if err != nil && d != (verdict.Decision{}) {
				t.Errorf("an error with the decision %v", d)
			}
			if d.Status() != c.status || d.Rule().ID != c.rule {
				t.Errorf("%v, want %v (%s): %s", d, c.status, c.rule, c.why)
			}
			var because []string
			for _, names := range d.Reasons() {
				because = append(because, names...)
			}
			if diff := cmp.Diff(c.because, because); c.because != nil && diff != "" {
				t.Errorf("because (-want +got):\n%s", diff)
			}
			again, _ := decideTyped(c.signals)
			if d != again {
				t.Error("the same signals give an unequal decision")
			}
		})
	}
}

// TestDecideErrors: what a caller can act on.
func TestDecideErrors(t *testing.T) {
	_, err := verdict.Decide(verdict.FaceTec{MatchLevel: new(16), SecurityChecks: map[string]*bool{"a": nil}})
	var unknown *verdict.SignalError
	if !errors.As(err, &unknown) {
		t.Fatalf("%v, want a SignalError: level 16 is not declared", err)
	}
	want := (&verdict.SignalError{}).Values
	want = append(want, struct {
		Pointer string
		Allowed []string
	}{"/providerSpecific/matching/matchLevel", []string{"0..15"}})
	if diff := cmp.Diff(want, unknown.Values); diff != "" {
		t.Error(diff)
	}

	_, err = verdict.Decide(verdict.Paper{VerificationStatus: yes, MRZ: true, MRZChecksum: map[string]string{"b": "valid", "a": "x", "c": ""}})
	if !errors.As(err, &unknown) {
		t.Fatalf("%v, want a SignalError: the words are new", err)
	}
	var pointers []string
	for _, v := range unknown.Values {
		pointers = append(pointers, v.Pointer)
	}
	if diff := cmp.Diff([]string{"/providerSpecific/mrzChecksum/a", "/providerSpecific/mrzChecksum/b"}, pointers); diff != "" {
		t.Errorf("entries come by name (-want +got):\n%s", diff)
	}

	_, err = verdict.Decide(verdict.EID{SecurityChecks: map[string]*bool{"b": nil, "a": nil, "c": yes}, SimilarityScore: "low"})
	var undecided *verdict.UndecidedError
	if !errors.As(err, &undecided) {
		t.Fatalf("%v, want an UndecidedError", err)
	}
	if diff := cmp.Diff([]string{"securityChecks/a", "securityChecks/b", "features"}, undecided.Missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}

// TestValuesOrder: unknown values come in the order of the table, which is not
// that of their names.
func TestValuesOrder(t *testing.T) {
	_, err := verdict.Decide(verdict.Values{Provider: "facetec", Signals: map[string]any{"livenessError": "no", "livenessSuccess": "no", "matchLevel": 16}})
	var unknown *verdict.SignalError
	if !errors.As(err, &unknown) {
		t.Fatalf("%v, want a SignalError", err)
	}
	var pointers []string
	for _, v := range unknown.Values {
		pointers = append(pointers, v.Pointer)
	}
	want := []string{"/providerSpecific/liveness/success", "/providerSpecific/liveness/error", "/providerSpecific/matching/matchLevel"}
	if diff := cmp.Diff(want, pointers); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDecideBrokenWord: a text that is not Unicode is no word, not even where
// any word will do, as no document could carry it.
func TestDecideBrokenWord(t *testing.T) {
	for _, s := range []verdict.Signals{
		verdict.EID{ProcessType: "\xc1"},
		verdict.EID{SimilarityScore: "high\xff"},
		verdict.Values{Provider: "eid", Signals: map[string]any{"processType": "\xc1"}},
	} {
		_, err := verdict.Decide(s)
		var unknown *verdict.SignalError
		if !errors.As(err, &unknown) || len(unknown.Values) != 1 {
			t.Errorf("%#v: %v, want one unknown value", s, err)
		}
	}
}

// TestDecideNothing: what is no signals at all gives an error, not a panic.
func TestDecideNothing(t *testing.T) {
	for _, s := range []verdict.Signals{nil, &verdict.ReadID{ChipVerification: "SUCCEEDED"}, (*verdict.Onfido)(nil)} {
		d, err := verdict.Decide(s)
		if err == nil || !strings.Contains(err.Error(), "pass a value") || d != (verdict.Decision{}) {
			t.Errorf("%T: %v, %v; want an error that says what to pass, and the zero Decision", s, d, err)
		}
	}
	for _, s := range []verdict.Signals{verdict.Values{}, verdict.Values{Provider: "connect:"}} {
		d, err := verdict.Decide(s)
		if !errors.Is(err, verdict.ErrUnknownProvider) || d != (verdict.Decision{}) {
			t.Errorf("%T: %v, %v; want ErrUnknownProvider and the zero Decision", s, d, err)
		}
	}
	if d, err := (verdict.Process{}).WithVerdict("accepted").Decide(); !errors.Is(err, verdict.ErrUnknownProvider) || d != (verdict.Decision{}) {
		t.Errorf("the zero Process: %v, %v", d, err)
	}
}

// TestValues: every Go type that Values takes, and what it refuses.
func TestValues(t *testing.T) {
	good := map[string]any{
		"securityChecks": map[string]any{"a": true, "b": "true"}, "features": []any{true},
		"similarityScore": "high", "livenessDetected": nil, "manualApproval": false, "processType": "basic",
	}
	if d, err := verdict.Decide(verdict.Values{Provider: "signicatvideoid", Signals: good}); err != nil || d.Status() != verdict.Accepted || d.Provider() != "signicatvideoid" {
		t.Errorf("%v from %s, %v; want accepted: a bool and its word are one", d, d.Provider(), err)
	}
	for name, c := range map[string]struct {
		provider string
		signals  map[string]any
		pointer  string
	}{
		"no such signal":       {"readid", map[string]any{"chip": "SUCCEEDED"}, "/chip"},
		"word for a set":       {"eid", map[string]any{"securityChecks": "true"}, "/securityChecks"},
		"number for a word":    {"readid", map[string]any{"chipVerification": 1}, "/providerSpecific/consolidatedIdentityData/chipVerification"},
		"float for a level":    {"facetec", map[string]any{"matchLevel": 6.0}, "/providerSpecific/matching/matchLevel"},
		"entry of a set":       {"eid", map[string]any{"features": []any{true, 1}}, "/providerSpecific/ocr/features/1/found"},
		"named entry":          {"eid", map[string]any{"securityChecks": map[string]any{"a/b": "yes"}}, "/providerSpecific/ocr/securityChecks/a~1b/valid"},
		"entry like a step":    {"eid", map[string]any{"securityChecks": map[string]any{"[]b": "yes"}}, "/providerSpecific/ocr/securityChecks/[]b/valid"},
		"empty word":           {"readid", map[string]any{"chipVerification": ""}, "/providerSpecific/consolidatedIdentityData/chipVerification"},
		"a verdict unheard of": {"eid", map[string]any{"verdict": "canceled"}, "/verdict"},
	} {
		d, err := verdict.Decide(verdict.Values{Provider: c.provider, Signals: c.signals})
		var unknown *verdict.SignalError
		if !errors.As(err, &unknown) || unknown.Values[0].Pointer != c.pointer || d != (verdict.Decision{}) {
			t.Errorf("%s: %v, %v; want an unknown value at %s", name, d, err, c.pointer)
		}
	}
}

// TestEveryFieldOfAnotherType: in this book every signal of the typed providers
// is declared otherwise than their structs have it, so that each field is
// refused at its place, and nothing panics.
func TestEveryFieldOfAnotherType(t *testing.T) {
	const head = "provider: %q\ntitle: t\nsource: s\ngives: [failed]\nsignals:\n%srules: [{id: %s-any, status: failed, when: '%s', reason: r, source: s, basis: text}]\n"
	words := func(names ...string) (signals, when string) {
		for i, n := range names {
			signals += fmt.Sprintf("  %s: {meaning: m, path: /%[1]s, values: [w%d], needed: always}\n", n, i)
			when += fmt.Sprintf(" and %s == \"w%d\"", n, i)
		}
		return signals, when[len(" and "):]
	}
	book := map[string]string{}
	add := func(file, provider, signals, when string) {
		book[file] = fmt.Sprintf(head, provider, signals, file[:len(file)-len(".yaml")], when)
	}
	signals, when := words("manualApproval", "securityChecks", "features", "livenessDetected")
	add("eid.yaml", "eid", signals, when)
	signals, when = words("faceScanSecurityChecks", "livenessSuccess", "matchLevel")
	add("facetec.yaml", "facetec", signals, when)
	signals, when = words("mrz", "mrzChecksum")
	add("paper.yaml", "signicatpaper", signals, when)
	signals, when = words("idToken", "error")
	add("connect.yaml", "connect:*", signals, when)
	add("onfido.yaml", "onfido", "  subResult: {meaning: m, path: /s, type: integer, range: [1, 0], needed: always, order: none}\n", "subResult in 0..1")
	add("readid.yaml", "readid", "  chipVerification: {meaning: m, path: /c/*, type: boolean, set: true, values: [true, false], needed: always, order: none}\n", "any(chipVerification, # in [true, false])")
	e, err := verdict.Load(overlay(t, book))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		signals verdict.Signals
		want    []string
	}{
		{verdict.EID{ManualApproval: true, SecurityChecks: passed("a"), Features: []*bool{no, nil}, LivenessDetected: yes, Verdict: "accepted"},
			[]string{"/manualApproval", "/securityChecks", "/features", "/features", "/livenessDetected"}},
		{verdict.FaceTec{SecurityChecks: passed("a"), LivenessSuccess: no, MatchLevel: new(3)},
			[]string{"/faceScanSecurityChecks", "/livenessSuccess", "/matchLevel"}},
		{verdict.Paper{MRZ: true, MRZChecksum: map[string]string{"a": "VALID"}}, []string{"/mrz", "/mrzChecksum"}},
		{verdict.Connect{IDToken: true, ErrorDescription: new("x")}, []string{"/idToken", "/error"}},
		{verdict.Onfido{SubResult: "clear"}, []string{"/s"}},
		{verdict.ReadID{ChipVerification: "true"}, []string{"/c/"}},
	} {
		d, err := e.Decide(c.signals)
		var unknown *verdict.SignalError
		if !errors.As(err, &unknown) || d != (verdict.Decision{}) {
			t.Errorf("%T: %v, %v; want unknown values", c.signals, d, err)
			continue
		}
		var got []string
		for _, v := range unknown.Values {
			got = append(got, v.Pointer)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%T (-want +got):\n%s", c.signals, diff)
		}
	}
}
