package changes

import (
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// merged adds entries to one tracker and gives what Merge says.
func merged(t *testing.T, o Options, entries iter.Seq[Entry]) answer {
	t.Helper()
	o.Final = final
	tracker := New(o)
	defer tracker.Close()
	for e := range entries {
		if err := tracker.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	changes, totals := Merge(tracker)
	return collect(t, changes, totals)
}

// history makes the records of one process, in one file. A time of -1 is none.
func history(statuses []uint8, times ...int64) []Entry {
	var entries []Entry
	for i, status := range statuses {
		e := Entry{ProcessID: "p", Record: Record{Number: int64(i), Status: status}}
		if e.UpdatedAt = times[i]; e.UpdatedAt >= 0 {
			e.Dated = true
		}
		entries = append(entries, e)
	}
	return entries
}

func TestChanges(t *testing.T) {
	for _, c := range []struct {
		name    string
		entries []Entry
		want    []string // number and status before, and after
		why     string
	}{
		{"one record", history([]uint8{accepted}, 1), nil, "there is none before it"},
		{"the same again", history([]uint8{accepted, accepted}, 1, 2), nil, "nothing changed"},
		{"on its way", history([]uint8{pending, accepted}, 1, 2), nil, "pending is not final"},
		{"final changes", history([]uint8{accepted, rejected}, 1, 2), []string{"0:3 1:7"}, "accepted is final"},
		{"back from final", history([]uint8{accepted, pending}, 1, 2), []string{"0:3 1:1"}, "a final status cannot become pending"},
		{"there and back", history([]uint8{accepted, rejected, accepted}, 1, 2, 3), []string{"0:3 1:7", "1:7 2:3"}, "each is compared with the one just before it"},
		{"through pending", history([]uint8{accepted, pending, rejected}, 1, 2, 3), []string{"0:3 1:1"}, "pending, just before rejected, is not final"},
		{"written in another order", history([]uint8{accepted, pending}, 2, 1), nil, "by updatedAt it was pending first"},
		{"change by time", history([]uint8{accepted, rejected}, 2, 1), []string{"1:7 0:3"}, "by updatedAt it was rejected first"},
		{"one without a time", history([]uint8{accepted, pending, pending}, 2, 1, -1), []string{"0:3 1:1"}, "one has no updatedAt, so the place counts for all"},
		{"without times", history([]uint8{pending, accepted, rejected}, -1, -1, -1), []string{"1:3 2:7"}, "the place counts"},
		{"at the same time", history([]uint8{accepted, rejected, rejected}, 5, 5, 5), []string{"0:3 1:7"}, "at the same time the place counts"},
		{"time zero", history([]uint8{accepted, rejected}, 5, 0), []string{"1:7 0:3"}, "1970 is a time, not a missing one"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, change := range merged(t, Options{}, slices.Values(c.entries)).Changes {
				if change.ProcessID != "p" {
					t.Errorf("a change of %q", change.ProcessID)
				}
				b, a := change.Before, change.After
				got = append(got, fmt.Sprintf("%d:%d %d:%d", b.Number, b.Status, a.Number, a.Status))
			}
			if diff := gocmp.Diff(c.want, got); diff != "" {
				t.Errorf("because %s (-want +got):\n%s", c.why, diff)
			}
		})
	}
}

// TestFileBeforeNumber: a later file comes later, whatever the numbers in it.
func TestFileBeforeNumber(t *testing.T) {
	entries := []Entry{
		{ProcessID: "p", Record: Record{File: 1, Number: 1, Status: rejected}},
		{ProcessID: "p", Record: Record{File: 0, Number: 9, Status: accepted}},
	}
	want := []Change{{"p", entries[1].Record, entries[0].Record}}
	if diff := gocmp.Diff(want, merged(t, Options{}, slices.Values(entries)).Changes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRecordsComeBack: a change has its records as they were added, at the ends
// of what they can be.
func TestRecordsComeBack(t *testing.T) {
	first := Record{File: 0, Number: 0, Line: 1<<63 - 1, Offset: 1<<63 - 1, Provider: 1<<32 - 1, Status: 255}
	second := Record{File: 1<<31 - 1, Number: 1<<63 - 1, Line: 0, Offset: 0, Provider: 0, Status: 0}
	for _, id := range []string{"5f0c1e9a-0b1d-4c2e-8f3a-99aabbccddee", "any text", strings.Repeat("\x00", MaxID)} {
		entries := []Entry{
			{ProcessID: id, UpdatedAt: -1 << 63, Dated: true, Record: first},
			{ProcessID: id, UpdatedAt: 1<<63 - 1, Dated: true, Record: second},
		}
		want := answer{[]Change{{id, first, second}}, Totals{Processes: 1}}
		if diff := gocmp.Diff(want, merged(t, Options{Memory: 1, Folder: t.TempDir()}, slices.Values(entries))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", id, diff)
		}
	}
}

// TestLongestID: 128 bytes are followed, 129 are counted.
func TestLongestID(t *testing.T) {
	var entries []Entry
	for i, status := range []uint8{accepted, rejected} {
		for _, length := range []int{128, 129} {
			entries = append(entries, Entry{ProcessID: strings.Repeat("x", length), Record: Record{Number: int64(i), Status: status}})
		}
	}
	got := merged(t, Options{}, slices.Values(entries))
	if len(got.Changes) != 1 || len(got.Changes[0].ProcessID) != 128 {
		t.Errorf("%+v, want the one change of the shorter", got.Changes)
	}
	if diff := gocmp.Diff(Totals{Processes: 1, LeftOut: 2}, got.Totals); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNothing: no trackers and no records are no processes, and no error.
func TestNothing(t *testing.T) {
	changes, totals := Merge()
	if diff := gocmp.Diff(answer{}, collect(t, changes, totals)); diff != "" {
		t.Errorf("no trackers (-want +got):\n%s", diff)
	}
	if diff := gocmp.Diff(answer{}, merged(t, Options{}, slices.Values([]Entry(nil)))); diff != "" {
		t.Errorf("no records (-want +got):\n%s", diff)
	}
}

// TestHugeProcess: one process in all records stays within bounds, ordered by
// time and ordered by place. What is allocated, ever, is a fraction of what the
// entries are.
func TestHugeProcess(t *testing.T) {
	const (
		records = 400_000
		memory  = 256 << 10
		most    = 16 * memory // of about 35 bytes of each record in 14 MB, and twice where they are sorted again
	)
	for _, c := range []struct {
		name    string
		undated int64 // the record without updatedAt
		first   int64 // of the records of the first change
		why     string
	}{
		{"by time", -1, records - 1, "updatedAt falls, so the last record comes first"},
		{"by place", records / 2, 0, "one record has no updatedAt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			// Every other record is rejected, so that each but the first is a change.
			entries := func(yield func(Entry) bool) {
				for i := range int64(records) {
					e := Entry{
						ProcessID: "one process", UpdatedAt: records - i, Dated: i != c.undated,
						Record: Record{Number: i, Line: i, Offset: 1000 * i, Status: accepted + 4*uint8(i%2)},
					}
					if !yield(e) {
						return
					}
				}
			}
			tracker := New(Options{Folder: t.TempDir(), Memory: memory, Final: final})
			defer tracker.Close()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for e := range entries {
				if err := tracker.Add(e); err != nil {
					t.Fatal(err)
				}
			}
			step := int64(1)
			if c.first > 0 {
				step = -1
			}
			next, n := c.first, 0
			changes, totals := Merge(tracker)
			for change, err := range changes {
				if err != nil {
					t.Fatal(err)
				}
				if change.Before.Number != next || change.After.Number != next+step {
					t.Fatalf("change %d is from record %d to %d, want %d and %d: %s",
						n, change.Before.Number, change.After.Number, next, next+step, c.why)
				}
				next, n = next+step, n+1
			}
			runtime.ReadMemStats(&after)
			if n != records-1 || totals.Processes != 1 {
				t.Errorf("%d changes of %d processes, want %d of 1", n, totals.Processes, records-1)
			}
			if allocated := after.TotalAlloc - before.TotalAlloc; allocated > most {
				t.Errorf("%d bytes allocated, want at most %d", allocated, most)
			}
		})
	}
}

// TestStop: who has seen enough gets no more, and no error.
func TestStop(t *testing.T) {
	tracker := New(Options{Final: final})
	defer tracker.Close()
	for _, e := range history([]uint8{accepted, rejected, accepted}, -1, -1, -1) {
		if err := tracker.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	changes, _ := Merge(tracker)
	n := 0
	for _, err := range changes {
		if err != nil {
			t.Fatal(err)
		}
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d changes, want 1", n)
	}
}
