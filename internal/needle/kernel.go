package needle

// Blocks of a buffer are looked at together: their masks stay in the processor's nearest memory.
const (
	blockSize  = 16 << 10
	blockWords = blockSize / 64
)

// masks has one bit a byte of a block.
type masks [blockWords]uint64

// A table says which windows of three bytes pass, in up to eight groups: those whose bytes
// are all in one group, each at its place. The groups of a byte are looked up by its low half
// and by its high half, as Teddy does: a group passes more than it was given, never less.
type table struct {
	halves [6][32]uint8 // by place, low before high; twice, for both halves of a register
}

// add adds a window of up to three bytes to a group, letters in both cases. Bytes that it has
// not may be any.
func (t *table) add(window string, group int) {
	for place := range 3 {
		if place >= len(window) {
			for c := range 256 {
				t.allow(place, byte(c), group)
			}
			continue
		}
		c := lower[window[place]]
		t.allow(place, c, group)
		if 'a' <= c && c <= 'z' {
			t.allow(place, c&^0x20, group)
		}
	}
}

func (t *table) allow(place int, c byte, group int) {
	for i := 0; i < 32; i += 16 {
		t.halves[2*place][i+int(c&15)] |= 1 << group
		t.halves[2*place+1][i+int(c>>4)] |= 1 << group
	}
}

// fill sets the bits of the places from base on, up to a block, where a window passes. Bytes
// beyond the buffer are zero. It returns how many words it filled.
func (t *table) fill(m *masks, buf []byte, base int) (words int) {
	rest := buf[base:]
	if whole := min(blockSize, (len(rest)-2)&^63); fast && whole > 0 {
		words = whole / 64
		windowsAVX2(&m[0], &rest[0], words, t)
	}
	if from := words * 64; words < blockWords && from < len(rest) {
		return words + t.fillGo(m[words:], rest[from:])
	}
	return words
}

// fillGo is the twin of the assembly, for any processor and for the end of a buffer.
func (t *table) fillGo(m []uint64, rest []byte) (words int) {
	var sets [3][256]uint8
	for place := range sets {
		for c := range sets[place] {
			sets[place][c] = t.halves[2*place][c&15] & t.halves[2*place+1][c>>4]
		}
	}
	for ; words < len(m) && words*64 < len(rest); words++ {
		m[words] = 0
		piece := rest[words*64:]
		for i := range min(64, len(piece)) {
			groups := sets[0][piece[i]]
			if groups == 0 {
				continue
			}
			var second, third byte
			if i+1 < len(piece) {
				second = piece[i+1]
			}
			if i+2 < len(piece) {
				third = piece[i+2]
			}
			if groups&sets[1][second]&sets[2][third] != 0 {
				m[words] |= 1 << i
			}
		}
	}
	return words
}
