package logs

import (
	"encoding/binary"
	"math/bits"
)

// plainRun returns the index, from i on, of the first quote, backslash or control
// character, or the length of data.
func plainRun(data []byte, i int) int {
	if wide {
		var found bool
		if i, found = plainRun32(data, i); found {
			return i
		}
	}
	return plainRun8(data, i)
}

// plainRun8 is plainRun for any processor.
func plainRun8(data []byte, i int) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for ; i+8 <= len(data); i += 8 { // Fast path: eight bytes at a time.
		w := binary.LittleEndian.Uint64(data[i:])
		// A byte below n sets its high bit in w - n*ones, unless it had it before; the lowest
		// one set is exact. Exchanging 0x22, a quote, and 0x20 puts quotes next to controls.
		hit := (w ^ 2*ones - 0x21*ones) | (w ^ '\\'*ones - ones)
		if hit = hit &^ w & high; hit != 0 {
			return i + bits.TrailingZeros64(hit)>>3
		}
	}
	for ; i < len(data); i++ {
		if c := data[i]; c == '"' || c == '\\' || c < ' ' {
			break
		}
	}
	return i
}
