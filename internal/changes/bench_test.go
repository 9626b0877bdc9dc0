package changes

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"testing"
)

// ordinary is a record as in a dump: three of each process, with UUIDs that look
// random, and two kilobytes each. One process in a hundred changes after it was
// accepted.
func ordinary(i, place int64) Entry {
	status := []uint8{pending, accepted, accepted}[i%3]
	if i%300 == 2 {
		status = rejected
	}
	return Entry{ProcessID: uuid(i / 3), UpdatedAt: 1_700_000_000 + i, Dated: true, Record: Record{
		File: 1, Number: place, Line: place, Offset: 2000 * place, Provider: 3, Status: status,
	}}
}

// uuid gives the UUID number n.
func uuid(n int64) string {
	var b [16]byte
	x := uint64(n)
	for i := range 2 {
		x += 0x9e3779b97f4a7c15
		z := (x ^ x>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		binary.BigEndian.PutUint64(b[8*i:], z^z>>31)
	}
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// million are the entries of the benchmarks, by what their processIds look like.
func million(id func(i int64) string) []Entry {
	entries := make([]Entry, 1_000_000)
	for i := range entries {
		entries[i] = ordinary(int64(i), int64(i))
		entries[i].ProcessID = id(int64(i) / 3)
	}
	return entries
}

var shapes = []struct {
	name string
	id   func(i int64) string
}{
	{"uuid", uuid},
	{"timed", func(i int64) string { return fmt.Sprintf("0190e4a1-%04x-7%03x-", i>>12, i&0xfff) + uuid(i)[19:] }},
	{"text", func(i int64) string { return fmt.Sprintf("process-2026-%09d", i*7919%1_000_003) }},
	{"one", func(int64) string { return "550e8400-e29b-41d4-a716-446655440000" }},
}

// BenchmarkAdd takes note of one record: with its share of sorting, writing and
// lifting.
func BenchmarkAdd(b *testing.B) {
	for _, shape := range shapes {
		b.Run(shape.name, func(b *testing.B) {
			entries := million(shape.id)
			tracker := New(Options{Folder: b.TempDir(), Final: final})
			defer tracker.Close()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				e := entries[i%len(entries)]
				e.Number = int64(i)
				if err := tracker.Add(e); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkMerge merges a million records of one tracker: with sorting what is
// still in memory.
func BenchmarkMerge(b *testing.B) {
	for _, shape := range shapes {
		for _, dated := range []bool{true, false} {
			b.Run(fmt.Sprintf("%s/dated=%t", shape.name, dated), func(b *testing.B) {
				entries := million(shape.id)
				tracker := New(Options{Folder: b.TempDir(), Final: final})
				defer tracker.Close()
				for i := range entries {
					entries[i].Dated = dated
					if err := tracker.Add(entries[i]); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportAllocs()
				for b.Loop() {
					n := 0
					changes, _ := Merge(tracker)
					for _, err := range changes {
						if err != nil {
							b.Fatal(err)
						}
						n++
					}
					if n < 3_000 {
						b.Fatalf("%d changes: these are not the records meant", n)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(entries)), "ns/record")
			})
		}
	}
}
