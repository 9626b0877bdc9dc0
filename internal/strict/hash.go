package strict

import (
	"encoding/binary"
	"math/bits"
)

// Hash is a number for finding a name fast. Equal names have equal ones; it
// looks at the length and at the first and last eight bytes, so that different
// names may have equal ones too, and whoever writes them can see to that.
func Hash(name []byte) uint64 {
	const odd = 0x9e3779b97f4a7c15 // 2⁶⁴ by the golden ratio, which spreads well
	head, tail := ends(name)
	return (head ^ bits.RotateLeft64(tail, 29) ^ uint64(len(name))<<53) * odd
}

// ends gives the first and the last eight bytes, of a shorter name all of them
// and 0.
func ends(name []byte) (head, tail uint64) {
	n := len(name)
	switch {
	case n >= 8:
		return binary.LittleEndian.Uint64(name), binary.LittleEndian.Uint64(name[n-8:])
	case n >= 4:
		return uint64(binary.LittleEndian.Uint32(name)) | uint64(binary.LittleEndian.Uint32(name[n-4:]))<<32, 0
	case n > 0:
		return uint64(name[0]) | uint64(name[n/2])<<8 | uint64(name[n-1])<<16, 0
	}
	return 0, 0
}
