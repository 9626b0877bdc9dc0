package changes

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// slot is where an entry stands in memory, with eight of its bytes.
type slot struct {
	key uint64
	at  int
}

const slotSize = 16

// few slots are sorted by comparison: to count them would take longer.
const few = 64

// sort sorts what is in memory: by one byte after the other, as long as there
// are many entries that agree in those before. It gives the parts of s.slots to
// done, in order, as soon as they are sorted: their entries are near at hand then.
func (s *sorter) sort(done func(sorted []slot)) { sortFrom(s.data, s.slots, 0, done) }

// sortFrom sorts slots whose entries agree in the bytes before depth. Their keys
// are the eight bytes in which depth is.
func sortFrom(data []byte, slots []slot, depth int, done func(sorted []slot)) {
	for {
		if depth%8 == 0 {
			loadKeys(data, slots, depth)
		}
		if len(slots) <= few || depth >= maxEntry {
			break
		}
		shift := 56 - 8*(depth%8)
		depth++
		var next, end [256]int
		if first := bucketEnds(slots, shift, &end); end[first] == len(slots) && (first == 0 || end[first-1] == 0) {
			continue // all have the same byte
		}
		copy(next[1:], end[:])
		permute(slots, shift, &next, &end)
		start := 0
		for _, end := range end {
			if end > start {
				sortFrom(data, slots[start:end], depth, done)
			}
			start = end
		}
		return
	}
	slices.SortFunc(slots, func(a, b slot) int {
		if c := cmp.Compare(a.key, b.key); c != 0 {
			return c
		}
		return bytes.Compare(entryAt(data, a.at), entryAt(data, b.at))
	})
	done(slots)
}

// bucketEnds counts the slots by one byte of their keys: where those with this
// or a lesser byte will end. It gives the byte of the first slot.
func bucketEnds(slots []slot, shift int, end *[256]int) (first byte) {
	for i := range slots {
		end[byte(slots[i].key>>shift)]++
	}
	sum := 0
	for i, n := range end {
		sum += n
		end[i] = sum
	}
	return byte(slots[0].key >> shift)
}

// permute puts each slot between next and end of its byte.
func permute(slots []slot, shift int, next, end *[256]int) {
	for b := range next {
		for next[b] < end[b] {
			s := slots[next[b]]
			for d := byte(s.key >> shift); int(d) != b; d = byte(s.key >> shift) {
				slots[next[d]], s = s, slots[next[d]]
				next[d]++
			}
			slots[next[b]] = s
			next[b]++
		}
	}
}

// loadKeys makes the eight bytes from depth on the keys of slots.
func loadKeys(data []byte, slots []slot, depth int) {
	for i := range slots {
		entry := entryAt(data, slots[i].at)
		slots[i].key = keyOf(entry[min(depth, len(entry)):])
	}
}

// keyOf gives the first eight bytes as a number; zeros where there are fewer.
func keyOf(b []byte) uint64 {
	if len(b) >= 8 {
		return binary.BigEndian.Uint64(b)
	}
	var padded [8]byte
	copy(padded[:], b)
	return binary.BigEndian.Uint64(padded[:])
}

// frame is the number of bytes in which the length of an entry stands.
const frame = 2

// framedAt gives the entry whose length stands there, with that.
func framedAt(data []byte, at int) []byte {
	return data[at : at+frame+int(binary.LittleEndian.Uint16(data[at:]))]
}

// entryAt gives the entry whose length stands there.
func entryAt(data []byte, at int) []byte { return framedAt(data, at)[frame:] }
