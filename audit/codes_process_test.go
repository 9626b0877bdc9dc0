package audit

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestStatusChanged: a final status that changes across the records of a process.
// A record here is a status, the second of updatedAt, and the process.
func TestStatusChanged(t *testing.T) {
	type entry struct {
		status  string // as JSON; empty for none
		updated string // as JSON; empty for none
		process string // as JSON; empty for none
	}
	at := func(second int) string { return fmt.Sprintf(`"2024-07-01T10:00:%02dZ"`, second) }
	const p, q = `"p-1"`, `"q-2"`
	for _, c := range []struct {
		why     string
		entries []entry
		want    []int64 // records
	}{
		{"the usual course", []entry{{`"pending"`, at(1), p}, {`"processing"`, at(2), p}, {`"accepted"`, at(3), p}}, nil},
		{"told twice", []entry{{`"accepted"`, at(1), p}, {`"accepted"`, at(2), p}}, nil},
		{"two spellings are one status", []entry{{`"canceled"`, at(1), p}, {`"cancelled"`, at(2), p}}, nil},
		{"rejected, then accepted", []entry{{`"rejected"`, at(1), p}, {`"accepted"`, at(2), p}}, []int64{2}},
		{"by time, and not by place", []entry{{`"accepted"`, at(2), p}, {`"rejected"`, at(1), p}}, []int64{1}},
		{"by place where two have one time", []entry{{`"accepted"`, at(1), p}, {`"rejected"`, at(1), p}}, []int64{2}},
		{"by place where one has no time", []entry{{`"accepted"`, at(2), p}, {`"rejected"`, "", p}, {`"rejected"`, at(1), p}}, []int64{2}},
		{"by place where one has a bad time", []entry{{`"accepted"`, at(2), p}, {`"rejected"`, `"10:00"`, p}}, []int64{2}},
		{"back to one that is not final", []entry{{`"accepted"`, at(1), p}, {`"processing"`, at(2), p}}, []int64{2}},
		{"the one just before counts, which is not final", []entry{{`"accepted"`, at(1), p}, {`"pending"`, at(2), p}, {`"rejected"`, at(3), p}}, []int64{2}},
		{"every change is one", []entry{{`"accepted"`, at(1), p}, {`"failed"`, at(2), p}, {`"failed"`, at(3), p}, {`"canceled"`, at(4), p}, {`"inconclusive"`, at(5), p}, {`"rejected"`, at(6), p}},
			[]int64{2, 4, 5, 6}},
		{"other processes have nothing to do with it", []entry{{`"accepted"`, at(1), p}, {`"rejected"`, at(2), q}}, nil},
		{"two processes, one among the other", []entry{{`"accepted"`, at(1), p}, {`"failed"`, at(1), q}, {`"rejected"`, at(2), p}, {`"failed"`, at(2), q}}, []int64{3}},
		{"ids compare exactly", []entry{{`"accepted"`, at(1), `"p-1"`}, {`"rejected"`, at(2), `"P-1"`}}, nil},
		{"an escape is the same id", []entry{{`"accepted"`, at(1), `"p-1"`}, {`"rejected"`, at(2), `"\u0070-1"`}}, []int64{2}},
		{"without an id nobody knows", []entry{{`"accepted"`, at(1), ""}, {`"rejected"`, at(2), ""}}, nil},
		{"the empty id is none", []entry{{`"accepted"`, at(1), `""`}, {`"rejected"`, at(2), `""`}}, nil},
		{"a number is none", []entry{{`"accepted"`, at(1), "7"}, {`"rejected"`, at(2), "7"}}, nil},
		{"a boolean is none, and not the text of it", []entry{{`"accepted"`, at(1), "true"}, {`"rejected"`, at(2), `"true"`}}, nil},
		{"no status takes no part", []entry{{`"accepted"`, at(1), p}, {"", at(2), p}, {`"accepted"`, at(3), p}}, nil},
		{"an unknown status takes no part, nor does its time", []entry{{`"rejected"`, at(1), p}, {`"done"`, `"10:00"`, p}, {`"accepted"`, at(2), p}}, []int64{3}},
	} {
		var docs []string
		for _, e := range c.entries {
			members := []string{forged}
			for i, value := range []string{e.status, e.updated, e.process} {
				if value != "" {
					members = append(members, fmt.Sprintf("%q:%s", []string{"status", "updatedAt", "processId"}[i], value))
				}
			}
			docs = append(docs, doc(members...))
		}
		_, findings := audited(t, Options{}, docs...)
		var got []int64
		for _, f := range findings {
			if f.Code == StatusChanged {
				got = append(got, f.Record)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

// TestStatusChangedFinding: the finding stands where the record is that changes the
// status, names the provider as that does, and says what was before and where.
func TestStatusChangedFinding(t *testing.T) {
	const bankID = `{"provider":"connect:bankid","processId":"p-1","providerSpecific":{"idToken":"x"},`
	first, second := bankID+`"status":"rejected"}`, bankID+`"status":"accepted"}`
	_, findings := auditedFiles(t, Options{}, textFile("one", first), textFile("two", "\n"+second))
	want := []Finding{{
		Code: StatusChanged, Severity: Serious, File: "two", Record: 2, Line: 2, Offset: 1,
		ProcessID: "p-1", Provider: "connect:bankid", Recorded: "accepted", Reasons: []string{"rejected before, at one:1"},
	}}
	if diff := cmp.Diff(want, findings[1:], cmpopts.IgnoreFields(Finding{}, "Derived", "Rule", "At")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, findings = audited(t, Options{}, first, second)
	if got := findings[len(findings)-1].Reasons; !slices.Equal(got, []string{"rejected before, at record 1"}) {
		t.Errorf("of documents: %v", got)
	}
}

// TestProcesses: processes are counted by their ids.
func TestProcesses(t *testing.T) {
	r, _ := audited(t, Options{},
		doc(forged, `"status":"rejected","processId":"p-1"`), doc(forged, `"status":"rejected","processId":"p-1"`),
		doc(forged, `"status":"rejected","processId":"p-2"`), doc(forged, `"status":"rejected"`))
	if r.Processes != 2 {
		t.Errorf("%d processes, want 2", r.Processes)
	}
}
