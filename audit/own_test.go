package audit

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/internal/corpus"
)

// TestOwnReading: two rule books read the documents of a provider alike only where no
// document could show a difference.
func TestOwnReading(t *testing.T) {
	const onfido, readid, facetec = "onfido", "readid", "facetec"
	for _, c := range []struct {
		why, file string
		replace   []string
		different []string // the providers whose documents may be read otherwise
	}{
		{"conditions and reasons read nothing", "facetec.yaml", []string{"reason: At least one liveness check did not pass.", "reason: Some liveness check did not pass."}, nil},
		{"nor does a Get process document's place", "readid.yaml", []string{"    also: /providerSpecific/session/chipVerification\n", ""}, nil},
		{"nor what a final result is made of", "readid.yaml", []string{"/consolidatedIdentityData/primaryIdentifier", "/consolidatedIdentityData/nameOfHolder"}, nil},
		{"the order of looks tells nothing", "facetec.yaml", []string{"some: [/success, /error, /wasProcessed]", "some: [/wasProcessed, /success, /error]"}, nil},
		{"nor the order of the kinds that are held", "onfido.yaml", []string{"kinds: [onfido-document-report, onfido-face-report, onfido-other-report, onfido-check, onfido-webhook]",
			"kinds: [onfido-webhook, onfido-document-report, onfido-face-report, onfido-other-report, onfido-check]"}, nil},
		{"a signal that has one place has no worst one, so the order of its values tells nothing", "onfido.yaml",
			[]string{"values: [clear, caution, suspected, rejected]", "values: [clear, suspected, caution, rejected]"}, nil},

		{"another place", "readid.yaml", []string{"chipVerification: /consolidatedIdentityData/chipVerification", "chipVerification: /consolidatedIdentityData/verification"}, []string{readid}},
		{"a word of the signal is one at its places, too", "readid.yaml", []string{"      NOT_PRESENT: NOT_AVAILABLE\n", ""}, []string{readid}},
		{"a word of a place", "onfido.yaml", []string{"facial_similarity_motion: documentVideo", "facial_similarity_motion: documentSelfie"}, []string{onfido}},
		{"a word of the lifecycle", "onfido.yaml", []string{"paused: processing", "paused: canceled"}, []string{onfido}},
		{"what holds where nothing stands", "onfido.yaml", []string{"absent: processing", "absent: pending"}, []string{onfido}},
		{"what is supposed", "onfido.yaml", []string{"suppose: {processType: document}", "suppose: {processType: documentSelfie}"}, []string{onfido}},
		{"a range of numbers", "facetec.yaml", []string{"range: [15, 0]", "range: [20, 0]", "6..15", "6..20"}, []string{facetec}},

		{"one shape more can make any document one of two kinds", "facetec.yaml", []string{"some: [/success, /error, /wasProcessed]", "some: [/success, /error, /wasProcessed, /level]"}, []string{onfido, readid, facetec}},
		{"and so can a word more by which a kind is recognised", "onfido.yaml", []string{"          - watchlist_standard\n", "          - watchlist_standard\n          - watchlist_new\n"}, []string{onfido, readid, facetec}},
		{"kinds that are gone make none of the others", "facetec.yaml", nil, []string{facetec}},
	} {
		edit := func(string) string { return "" }
		if c.replace != nil {
			edit = replaced(t, c.replace...)
		}
		r := compareOwn(loaded(t, nil), loaded(t, edited(t, map[string]func(string) string{c.file: edit})))
		for _, provider := range []string{onfido, readid, facetec} {
			want := !strings.Contains(strings.Join(c.different, " "), provider)
			if got := r.alike(provider); got != want {
				t.Errorf("%s: the documents of %s are read alike: %v, want %v", c.why, provider, got, want)
			}
		}
	}
	if compareOwn(loaded(t, nil), loaded(t, nil)).alike("eid") {
		t.Error("eid sends no documents of its own, and they are read alike")
	}
}

// TestImpactOfKinds: a histogram does not tell of which kind a document was, so where
// another rule book reads a kind otherwise, nothing is counted as unchanged that may
// change. Everything else is certain.
func TestImpactOfKinds(t *testing.T) {
	text, _ := made(t, corpus.Corpus{Seed: 41, Records: 2000, Own: true})
	var docs []string
	own, unknown := map[string]int64{}, int64(0)
	b := loaded(t, nil)
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		docs = append(docs, line)
		if v := vectorOf(b, line); v.table == 0 {
			unknown++
		} else if v.recorded == nothing {
			own[v.provider]++
		}
	}
	for _, c := range []struct {
		why, file string
		replace   []string
		open      []string // the providers whose records without a recorded status are open
		unknown   bool     // and those of no provider
	}{
		{"another place", "readid.yaml", []string{"chipVerification: /consolidatedIdentityData/chipVerification", "chipVerification: /consolidatedIdentityData/verification"}, []string{"readid"}, false},
		{"a word of the lifecycle", "onfido.yaml", []string{"paused: processing", "paused: canceled"}, []string{"onfido"}, false},
		{"a shape", "facetec.yaml", []string{"some: [/success, /error, /wasProcessed]", "some: [/success, /error, /wasProcessed, /level]"}, []string{"onfido", "readid", "facetec"}, true},
		{"nothing that is read", "facetec.yaml", []string{"reason: At least one liveness check did not pass.", "reason: Some liveness check did not pass."}, nil, false},
	} {
		other := edited(t, map[string]func(string) string{c.file: replaced(t, c.replace...)})
		for _, books := range [][2]fs.FS{{nil, other}, {other, nil}} {
			i := impactOf(t, histogramOf(t, books[0], docs), ImpactOptions{Book: orEmbedded(t, books[1]), Against: orEmbedded(t, books[0])})
			want := int64(0)
			for _, provider := range c.open {
				want += own[provider]
			}
			if c.unknown {
				want += unknown
			}
			if i.CannotTell != want || i.MayChange != want || (want > 0) != (i.MayAccept > 0) {
				t.Errorf("%s: %d records cannot be told, %d may change and %d may be accepted; want %d, all of them, and some if any", c.why, i.CannotTell, i.MayChange, i.MayAccept, want)
			}
			for _, u := range i.Untold {
				if !strings.Contains(strings.Join(u.Signals, " "), askedKind) || !u.MayChange {
					t.Errorf("%s: %v would have to be known, and %v that it may change; want the kind, and true", c.why, u.Signals, u.MayChange)
				}
			}
			if says := i.Headline(); strings.Contains(says, "CANNOT BE TOLD") != (want > 0) || strings.Contains(says, "are equal") {
				t.Errorf("%s: %q", c.why, says)
			}
		}
	}
	if own["readid"] < 50 || own["onfido"] < 50 {
		t.Fatalf("only %v records have no status", own)
	}
}

// TestHistogramOfOwnDocuments: what documents of providers' own carry stands in a
// histogram as that of any other does, with the recorded status none.
func TestHistogramOfOwnDocuments(t *testing.T) {
	for _, c := range []struct{ why, document, want string }{
		{"a session", doc(sessionForged), `readid none {"chipVerification":"FAILED"}`},
		{"the status of a report is one of the lifecycle, and nothing that is recorded", documentClear,
			`onfido none {"status":"ended","processType":"document","documentResult":"clear","subResult":"clear"}`},
		{"of several places the worst", `{"status":"complete","reports":[` + strings.Replace(documentClear, "complete", "withdrawn", 1) + `,` + faceDoubtful + `]}`,
			`onfido none {"status":"canceled","processType":"documentSelfie","documentResult":"clear","subResult":"clear","faceResult":"consider"}`},
		{"a strange status is null", strings.Replace(faceClear, "complete", "done", 1), `onfido none {"status":null,"processType":"documentSelfie","faceResult":"clear"}`},
		{"a word that is strange at one of two places is null", `{"name":"facial_similarity_photo","status":"complete","result":"clear","breakdown":{"image_integrity":{"result":"clear","breakdown":{"x":{"result":"sure"}}}}}`,
			`onfido none {"status":"ended","processType":"documentSelfie","faceResult":"clear","faceImageIntegrity":null}`},
		{"a part that nobody knows may have been any: all that a part can carry is null", `{"reports":[7]}`,
			`onfido none {"processType":null,"documentResult":null,"subResult":null,"documentType":null,"ageValidation":null,"compromisedDocument":null,` +
				`"dataComparison":null,"dataConsistency":null,"dataValidation":null,"imageIntegrity":null,"policeRecord":null,"visualAuthenticity":null,` +
				`"faceResult":null,"faceImageIntegrity":null,"faceComparison":null,"faceVisualAuthenticity":null}`},
		{"entries of the sets of two parts are one set", `[` + doc(liveFace) + `,{"faceScanSecurityChecks":{"b":null},"matchLevel":7,"success":true,"error":false}]`,
			`facetec none {"faceScanSecurityChecks":["absent","true"],"livenessSuccess":"true","livenessError":"false","matchSuccess":"true","matchError":"false","matchLevel":"7"}`},
	} {
		var b strings.Builder
		audited(t, Options{Histogram: &b}, c.document)
		rows := histogramRows(t, b.String())
		if got := strings.Join(rows[0][1:4], " "); len(rows) != 1 || got != c.want {
			t.Errorf("%s: %d rows, the first is\n%s, want\n%s", c.why, len(rows), got, c.want)
		}
	}
}

// TestHistogramOfWhatOthersSupply: a signal that no Get process document carries can
// stand in a document of a provider's own. Then a histogram has it, and what another
// rule book makes of it is certain.
func TestHistogramOfWhatOthersSupply(t *testing.T) {
	const kinds = "\ndocuments:\n  - kind: eid-letter\n    meaning: A letter.\n    source: 'Letters'\n    looks: {has: {/letter: any}}\n    signals: {verdict: /letter/verdict}\n"
	letters := replaced(t, "\ntests:\n", kinds+"\ntests:\n")
	other := replaced(t, "reason: ", "reason: Once more, ")
	made := edited(t, map[string]func(string) string{"eid.yaml": letters})
	now := edited(t, map[string]func(string) string{"eid.yaml": func(text string) string { return other(letters(text)) }})
	docs := []string{`{"letter":{"verdict":"rejected"}}`, `{"letter":{"verdict":"accepted"}}`, `{"letter":{"verdict":"perhaps"}}`, `{"letter":{"x":1}}`}
	histogram := histogramOf(t, made, docs)
	for _, want := range []string{`{""verdict"":""rejected""}`, `{""verdict"":""accepted""}`, `{""verdict"":null}`, `,eid,none,{},1`} {
		if !strings.Contains(histogram, want) {
			t.Errorf("%s is not in the histogram\n%s", want, histogram)
		}
	}
	compareWithAudit(t, docs, made, now, impactOf(t, histogram, ImpactOptions{Book: now, Against: made}))
}
