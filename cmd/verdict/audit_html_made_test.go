package main

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/verdict-id/verdict/audit"
	"github.com/verdict-id/verdict/proof"
)

// madeUp is a report that has everything, with 5,000 findings.
func madeUp() *audit.Report {
	r := &audit.Report{
		Book: strings.Repeat("b0", 32), Against: strings.Repeat("a9", 32),
		Inputs: []audit.InputRead{
			{Name: "2026/dump-1.jsonl.gz", Bytes: 812345678, SHA256: strings.Repeat("1d", 32)},
			{Name: "2026/dump-2.jsonl", Bytes: 712345671, SHA256: strings.Repeat("2e", 32), Ended: "unexpected EOF"},
		},
		Ended:   "interrupted",
		Records: 1234567, Agree: 1229011, Processes: 1190321,
		Matrix: []audit.Cell{
			{Provider: "", Recorded: "", Derived: "malformed", Count: 103},
			{Provider: "", Recorded: "accepted", Derived: "unknown provider", Count: 41},
			{Provider: "onfido", Recorded: "accepted", Derived: "accepted", Count: 801001},
			{Provider: "onfido", Recorded: "accepted", Derived: "inconclusive", Count: 211},
			{Provider: "onfido", Recorded: "inconclusive", Derived: "inconclusive", Count: 90507},
			{Provider: "onfido", Recorded: "rejected", Derived: "rejected", Count: 60913},
			{Provider: "onfido", Recorded: "rejected", Derived: "inconclusive", Count: 1709},
			{Provider: "onfido", Recorded: "pending", Derived: "pending", Count: 3002},
			{Provider: "onfido", Recorded: "processing", Derived: "processing", Count: 2001},
			{Provider: "onfido", Recorded: "inconclusive", Derived: "undecided", Count: 311},
			{Provider: "readid", Recorded: "accepted", Derived: "accepted", Count: 220903},
			{Provider: "readid", Recorded: "accepted", Derived: "rejected", Count: 7},
			{Provider: "readid", Recorded: "failed", Derived: "failed", Count: 40087},
			{Provider: "readid", Recorded: "canceled", Derived: "canceled", Count: 10597},
			{Provider: "readid", Recorded: "none", Derived: "accepted", Count: 1501},
			{Provider: "readid", Recorded: "unknown", Derived: "unknown value", Count: 1673},
		},
		Rules: []audit.RuleUse{
			{ID: "process-failed", Provider: "*", Status: "failed", Reason: "The process failed.", Source: "Get process / failReason", Basis: []string{"text"}, At: "process.yaml:31", Decided: 40087, Held: 40087},
			{ID: "onfido-caution", Provider: "onfido", Status: "inconclusive", Reason: "The document check asks for caution.", Source: "Onfido results / Document check", Basis: []string{"R6"}, At: "onfido.yaml:120", Decided: 92427, Held: 99931},
			{ID: "onfido-clear", Provider: "onfido", Status: "accepted", Reason: "Document and face are clear.", Source: "Onfido results / Clear", Basis: []string{"text", "example"}, At: "onfido.yaml:150", Decided: 801001, Held: 801001},
			{ID: "readid-clone", Provider: "readid", Status: "inconclusive", Reason: "The data verified, but the chip could not be shown to be the original.", Source: "ReadID results / Final status", Basis: []string{"text"}, At: "readid.yaml:88"},
			{ID: "readid-late", Provider: "readid", Status: "inconclusive", Reason: "Never the strictest.", Source: "ReadID results", Basis: []string{"R9"}, At: "readid.yaml:99", Held: 17},
		},
		Unknown: []audit.Unknown{
			{Provider: "onfido", Place: "/providerSpecific/document/result", Records: 1409, Words: []audit.Word{{Word: "considered", Records: 1399}, {Word: "", Records: 10}}},
			{Provider: "*", Place: "/status", Records: 264},
		},
		Missing: []audit.Missing{{Provider: "onfido", Signals: []string{"documentResult", "faceResult"}, Records: 301}, {Provider: "onfido", Signals: []string{"features/*"}, Records: 10}},
		Faults:  []audit.Fault{{Reason: "a name stands twice", Records: 97}, {Reason: "ends early", Records: 6}},
		Months:  monthsOf(2024, 30),
		Changes: madeUpChanges(),
	}
	for i, k := range audit.Kinds() {
		r.Counts = append(r.Counts, audit.Count{Kind: k, Count: int64(300 + 7*i)})
	}
	for i := range 5000 {
		r.Findings = append(r.Findings, findingOf(r.Counts[i*len(r.Counts)/5000].Kind, int64(i)))
	}
	return r
}

func findingOf(k audit.Kind, i int64) audit.Finding {
	f := audit.Finding{
		Code: k.Code, Severity: k.Severity, File: "2026/dump-1.jsonl.gz", Record: 3*i + 1, Line: 3*i + 2, Offset: 4096 * i,
		ProcessID: fmt.Sprintf("5f2c6b7e-0000-4000-8000-%012d", i), Provider: []string{"onfido", "readid"}[i%2],
		Recorded: "rejected", Derived: "inconclusive", Rule: "onfido-caution", At: "onfido.yaml:120",
		Reasons: []string{"onfido-caution because of documentResult", "features/hologram"},
	}
	switch k.Code {
	case audit.AcceptedNotDerived:
		f.Recorded = "accepted"
	case audit.NewlyAccepted:
		f.After = "accepted"
	case audit.Malformed:
		f.Provider, f.Recorded, f.Derived, f.Rule, f.At = "", "", "malformed", "", ""
	}
	return f
}

// monthsOf makes up n months from January of a year, after one of no time.
func monthsOf(year, n int) []audit.Month {
	months := []audit.Month{{Recorded: map[string]int64{"accepted": 811, "unknown": 12}, Differ: 12}}
	for i := range n {
		months = append(months, audit.Month{
			Month: fmt.Sprintf("%04d-%02d", year+i/12, i%12+1),
			Recorded: map[string]int64{
				"accepted": int64(21000 + 700*(i%9)), "rejected": int64(3000 + 400*(i%5)), "inconclusive": int64(2500 + 100*(i%7)),
				"failed": int64(1200 + 31*i), "canceled": 700, "pending": int64(40 * (i % 4)), "none": 50, "unknown": int64(60 * (i % 3)),
			},
			Differ: int64(90 + 37*((i*i)%11)),
		})
	}
	return months
}

func madeUpChanges() *audit.Changes {
	region := func(before, after string, newly bool, records int64, conditions ...string) audit.RegionUse {
		return audit.RegionUse{Records: records, Region: proof.Region{
			Providers: []string{"facetec"}, Before: before, After: after, NewlyAccepted: newly,
			Conditions: conditions, Combinations: big.NewInt(12288), Witness: proof.Witness{Says: "livenessSuccess true, all else absent"},
		}}
	}
	return &audit.Changes{
		Records: 947, NewlyAccepted: 29, Elsewhere: 3,
		Transitions: []audit.Transition{
			{Provider: "facetec", Before: "inconclusive", After: "accepted", Count: 29},
			{Provider: "facetec", Before: "accepted", After: "inconclusive", Count: 901},
			{Provider: "onfido", Before: "undecided", After: "rejected", Count: 17},
		},
		Regions: []audit.RegionUse{
			region("inconclusive", "accepted", true, 29, "matchLevel is 5 and livenessSuccess is true"),
			region("accepted", "inconclusive", false, 901, "faceScanSecurityChecks has an entry true and none without value or false and matchLevel is 6 or 7", "matchLevel is 4"),
			region("undecided", "rejected", false, 0, "matchError is true"),
		},
		Caveats: []proof.Caveat{
			{Providers: []string{"onfido"}, Says: "only one of the tables looks into what stands there", Places: []string{"/providerSpecific/document"}, MayChange: true, MayAccept: true},
			{Providers: []string{"*"}, Says: "one table reads inside of what the other reads", Places: []string{"/failReason"}},
		},
	}
}
