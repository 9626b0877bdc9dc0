package changes

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The statuses of these tests: those from 3 on are final.
const (
	pending  = 1
	accepted = 3
	rejected = 7
)

func final(status uint8) bool { return status >= 3 }

// drawnIDs are few, so that processes have several records, and near to each
// other: UUIDs and what only looks like one, beginnings of others, and NULs.
var drawnIDs = []string{
	"550e8400-e29b-41d4-a716-446655440000",
	"550e8400-e29b-41d4-a716-446655440001",
	"550E8400-e29b-41d4-a716-446655440000",
	"550e8400-e29b-41d4-a716-44665544000g",
	"550e8400xe29b-41d4-a716-446655440000",
	"550e8400-e29bx41d4-a716-446655440000",
	"550e8400-e29b-41d4xa716-446655440000",
	"550e8400-e29b-41d4-a716x446655440000",
	"550e8400-e29b-41d4-a716",
	"550e8400-e29b-41d4-a716-446655440000-2",
	"ffffffff-ffff-ffff-ffff-ffffffffffff",
	"00000000-0000-0000-0000-000000000000",
	"", "a", "a\x00", "a\x00\x00", "a\x00\x01", "a\x00\xff", "a\x01", "a\xff", "ab", "é", "\x00", "\xff\xfe",
	strings.Repeat("x", MaxID), strings.Repeat("x", MaxID-1) + "y", strings.Repeat("\x00", MaxID),
	strings.Repeat("x", MaxID+1),
}

// drawEntries draws records in the order of the input.
func drawEntries(t *rapid.T) []Entry {
	numbers := rapid.SampledFrom([]int64{0, 1, 255, 256, 1 << 40, 1<<63 - 1})
	times := rapid.SampledFrom([]int64{-1 << 63, -257, -256, -1, 0, 1, 255, 256, 1_700_000_000, 1<<63 - 1})
	undatedIn := rapid.IntRange(1, 9).Draw(t, "one in so many is undated")
	var entries []Entry
	for file := range rapid.IntRange(1, 3).Draw(t, "files") {
		for number := range rapid.IntRange(0, 60).Draw(t, "records") {
			entries = append(entries, Entry{
				ProcessID: rapid.SampledFrom(drawnIDs).Draw(t, "id"),
				UpdatedAt: times.Draw(t, "time"),
				Dated:     rapid.IntRange(1, undatedIn).Draw(t, "dated") > 1,
				Record: Record{
					File: file, Number: int64(number), Line: numbers.Draw(t, "line"), Offset: numbers.Draw(t, "offset"),
					Provider: rapid.SampledFrom([]uint32{0, 1, 1<<32 - 1}).Draw(t, "provider"),
					Status:   rapid.SampledFrom([]uint8{0, pending, accepted, rejected, 255}).Draw(t, "status"),
				},
			})
		}
	}
	return entries
}

// answer is all that Merge says.
type answer struct {
	Changes []Change
	Totals  Totals
}

// opinion is the plain way: a map of all processes. The entries are in the order
// of the input.
func opinion(entries []Entry) answer {
	var a answer
	processes := map[string][]Entry{}
	for _, e := range entries {
		if len(e.ProcessID) > MaxID {
			a.Totals.LeftOut++
			continue
		}
		processes[e.ProcessID] = append(processes[e.ProcessID], e)
	}
	a.Totals.Processes = int64(len(processes))
	for _, id := range slices.Sorted(maps.Keys(processes)) {
		process := processes[id]
		if !slices.ContainsFunc(process, func(e Entry) bool { return !e.Dated }) {
			slices.SortStableFunc(process, func(a, b Entry) int { return cmp.Compare(a.UpdatedAt, b.UpdatedAt) })
		}
		for i := 1; i < len(process); i++ {
			before, after := process[i-1].Record, process[i].Record
			if final(before.Status) && before.Status != after.Status {
				a.Changes = append(a.Changes, Change{id, before, after})
			}
		}
	}
	return a
}

// failer is what the helpers need of a test.
type failer interface {
	Helper()
	Fatal(args ...any)
}

// collect gives what Merge says, which has to come without an error.
func collect(t failer, changes iter.Seq2[Change, error], totals *Totals) answer {
	t.Helper()
	var a answer
	for change, err := range changes {
		if err != nil {
			t.Fatal(err)
		}
		a.Changes = append(a.Changes, change)
	}
	a.Totals = *totals
	return a
}

// TestAgainstOpinion: whatever the order in which records come, however they are
// split among trackers, and however little memory there is, the changes are
// those that one map of all processes shows, in the same order.
func TestAgainstOpinion(t *testing.T) {
	folder := t.TempDir()
	var changes, runs, lifted int
	rapid.Check(t, func(t *rapid.T) {
		entries := drawEntries(t)
		want := opinion(entries)
		o := Options{Folder: folder, Final: final}
		o.Memory = rapid.SampledFrom([]int{1, 200, 1000, 5000, 0}).Draw(t, "memory")
		o.fanIn = rapid.IntRange(2, 5).Draw(t, "fan in")
		trackers := make([]*Tracker, rapid.IntRange(1, 4).Draw(t, "trackers"))
		for i := range trackers {
			trackers[i] = New(o)
			defer trackers[i].Close()
		}
		for _, e := range rapid.Permutation(entries).Draw(t, "order") {
			if err := rapid.SampledFrom(trackers).Draw(t, "tracker").Add(e); err != nil {
				t.Fatal(err)
			}
		}
		merged, totals := Merge(trackers...)
		for _, time := range []string{"first", "second"} {
			if diff := gocmp.Diff(want, collect(t, merged, totals)); diff != "" {
				t.Fatalf("going through it a %s time (-opinion +merged):\n%s", time, diff)
			}
		}
		changes += len(want.Changes)
		for _, tracker := range trackers {
			for _, s := range tracker.kinds {
				for k, l := range s.levels {
					if len(l.runs) >= o.fanIn {
						t.Fatalf("level %d has %d runs: they were not lifted, or stay behind", k, len(l.runs))
					}
					runs += len(l.runs)
					lifted += k * len(l.runs)
				}
			}
		}
	})
	if changes == 0 || runs == 0 || lifted == 0 {
		t.Errorf("%d changes, %d runs, %d levels above the first: nothing was shown", changes, runs, lifted)
	}
}

// TestNumbersSort: numbers sort as their bytes do, and are read back.
func TestNumbersSort(t *testing.T) {
	any64 := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-300, 300), rapid.Map(rapid.IntRange(0, 62), func(n int) int64 { return 1<<n - 1 }))
	rapid.Check(t, func(t *rapid.T) {
		a, b := any64.Draw(t, "a"), any64.Draw(t, "b")
		wroteA, wroteB := appendNumber(nil, a), appendNumber(nil, b)
		if got := slices.Compare(wroteA, wroteB); got != cmp.Compare(a, b) {
			t.Fatalf("% x and % x compare as %d", wroteA, wroteB, got)
		}
		if wroteA[0] == undated {
			t.Fatalf("%d begins like undated", a)
		}
		read, rest := readNumber(append(wroteA, 1, 2))
		if read != a || len(rest) != 2 {
			t.Fatalf("% x is read as %d, %d bytes left", wroteA, read, len(rest))
		}
	})
}

// TestSort: the sort in memory gives the order of the bytes, also where many
// entries agree in many of them, so that all its depths are reached.
func TestSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSorter(Options{Memory: 1, fanIn: 2})
		prefix := strings.Repeat("p", rapid.IntRange(0, 20).Draw(t, "prefix"))
		alphabet := rapid.SampledFrom([]string{"a", "ab", "\x00\xff", "0123456789abcdef"}).Draw(t, "alphabet")
		length := rapid.IntRange(1, 12).Draw(t, "length")
		seed := rapid.Uint64().Draw(t, "seed")
		var want []string
		for range rapid.IntRange(0, 5*few).Draw(t, "entries") {
			entry := []byte(prefix)
			for range length {
				seed = seed*6364136223846793005 + 1442695040888963407
				entry = append(entry, alphabet[seed>>33%uint64(len(alphabet))])
			}
			s.add(entry)
			want = append(want, string(entry))
		}
		slices.Sort(want)
		var got []string
		parts := 0
		s.sort(func(sorted []slot) {
			for i, slot := range sorted {
				got = append(got, string(entryAt(s.data, slot.at)))
				if slot != s.slots[parts+i] {
					t.Fatalf("slot %d is given before it is in its place", parts+i)
				}
			}
			parts += len(sorted)
		})
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("(-sorted +got):\n%s", diff)
		}
	})
}
