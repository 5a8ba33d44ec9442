package needle

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
)

// A firsts is a first filter, so small that it stays nearest to the processor, of the first
// four bytes of windows: it leaves few of the places where words begin.
type firsts [1 << (firstBits - 6)]uint64

const (
	firstBits = 18
	firstSize = 4
)

func (f *firsts) add(key uint32) {
	h := firstHash(key)
	f[h>>6] |= 1 << (h & 63)
}

func firstHash(key uint32) uint32 { return key * 0x9E3779B1 >> (32 - firstBits) }

// sift lists those of a block's places that pass.
func (f *firsts) sift(room *[blockSize + 64]uint16, places []uint16, buf []byte, base int) []uint16 {
	n, block := 0, buf[base:]
	for i, p := range places {
		if int(p)+firstSize > len(block) {
			return append(room[:n], places[i:]...)
		}
		h := firstHash(binary.LittleEndian.Uint32(block[p:]) | fold&0xFFFFFFFF)
		room[n] = p
		n += int(f[h>>6] >> (h & 63) & 1)
	}
	return room[:n]
}

// A windows holds the windows of one size: a filter of two bits each, small enough to stay
// near the processor, and a table of what may follow.
type windows struct {
	size   int
	filter []uint64
	shift  int // of a hash, for the filter
	slots  []windowSlot
	down   int // of a hash, for the slots
}

// A windowSlot is a window and the lengths of the tails that begin with it, as a set of bits;
// no length is an empty slot.
type windowSlot struct{ key, tails uint64 }

func newWindows(size, n int) *windows {
	words := bits.Len(uint(max(n/8, 8) - 1)) // eight bits a window
	slots := bits.Len(uint(2 * n))
	return &windows{size, make([]uint64, 1<<words), 64 - words, make([]windowSlot, 1<<slots), 64 - slots}
}

// The filter takes its word from the top of the hash and its bits from the bottom; the slots,
// which are more, take their place from the middle.
func filterBits(h uint64) uint64 { return 1<<(h&63) | 1<<(h>>6&63) }

// sift marks those of a block's places whose window passes the filter.
func (w *windows) sift(secret uint64, pass *masks, places []uint16, buf []byte, base int) {
	filter, shift, mask := w.filter, w.shift, ^uint64(0)>>(64-8*w.size)
	whole := len(places)
	for whole > 0 && base+int(places[whole-1])+8 > len(buf) {
		whole--
	}
	block := buf[base:]
	for _, p := range places[:whole] {
		h := mix((binary.LittleEndian.Uint64(block[p:])|fold)&mask, secret)
		m := filterBits(h)
		if filter[h>>shift]&m == m {
			pass[p>>6] |= 1 << (p & 63)
		}
	}
	for _, p := range places[whole:] {
		h := mix(keyOf(block, int(p), w.size), secret)
		if m := filterBits(h); filter[h>>shift]&m == m {
			pass[p>>6] |= 1 << (p & 63)
		}
	}
}

func (w *windows) slot(h uint64) int { return int(h << 8 >> w.down) }

// add adds a window, its hash and the length of a tail.
func (w *windows) add(key, h uint64, tail int) {
	w.filter[h>>w.shift] |= filterBits(h)
	i := w.slot(h)
	for w.slots[i].tails != 0 && w.slots[i].key != key {
		i = (i + 1) & (len(w.slots) - 1)
	}
	w.slots[i] = windowSlot{key, w.slots[i].tails | 1<<tail}
}

// tails returns the lengths of the tails of a window, 0 where there is no such.
func (w *windows) tails(key, h uint64) uint64 {
	i := w.slot(h)
	for w.slots[i].tails != 0 && w.slots[i].key != key {
		i = (i + 1) & (len(w.slots) - 1)
	}
	return w.slots[i].tails
}

// longestTail is the most bytes of a tail that are hashed; what is longer is compared.
const longestTail = 63

// tail returns how many bytes of the entry's run are hashed, from its window on.
func (e *entry) tail() int { return min(e.run.to-e.at, longestTail) }

// A tails finds entries by the hash of their tails, without regard to case.
type tails struct {
	seed    maphash.Seed
	entries []entry
	hashes  []uint32
	slots   []int32 // entries from 1; 0 is empty
	down    int
}

func newTails(seed maphash.Seed, entries []entry) *tails {
	slots := bits.Len(uint(2 * len(entries)))
	return &tails{seed, entries, make([]uint32, len(entries)), make([]int32, 1<<slots), 64 - slots}
}

// manyHeads is how many entries may share a tail before what stands before it is not compared
// any more: looking for one of a million names under one domain must not try them all.
const manyHeads = 16

// add adds an entry.
func (t *tails) add(number int) {
	e := &t.entries[number]
	var room [longestTail]byte
	tail := folded(&room, []byte(e.text[e.at:e.at+e.tail()]))
	h := maphash.Bytes(t.seed, tail)
	t.hashes[number] = uint32(h)
	alike := 0
	i := int(h >> t.down)
	for ; t.slots[i] != 0; i = (i + 1) & (len(t.slots) - 1) {
		other := &t.entries[t.slots[i]-1]
		if t.hashes[t.slots[i]-1] != uint32(h) || other.tail() != len(tail) || !other.standsAlone(tail) {
			continue
		}
		if alike++; alike == manyHeads {
			other.run = span{other.at, other.at + len(tail)}
			return
		}
	}
	t.slots[i] = int32(number + 1)
}

// standsAlone reports whether the entry's tail is the one given.
func (e *entry) standsAlone(tail []byte) bool {
	own := *e
	own.run = span{e.at, e.at + len(tail)}
	return own.standsAt(tail, 0)
}

// at reports whether an entry with a tail of one of the lengths stands at p.
func (t *tails) at(buf []byte, p int, lengths uint64) bool {
	var room [longestTail]byte
	text := folded(&room, buf[p:min(p+longestTail, len(buf))])
	for ; lengths != 0; lengths &= lengths - 1 {
		n := bits.TrailingZeros64(lengths)
		if n > len(text) {
			return false
		}
		h := maphash.Bytes(t.seed, text[:n])
		for i := int(h >> t.down); t.slots[i] != 0; i = (i + 1) & (len(t.slots) - 1) {
			if number := t.slots[i] - 1; t.hashes[number] == uint32(h) && t.entries[number].standsAt(buf, p) {
				return true
			}
		}
	}
	return false
}

// folded copies a text with its letters small.
func folded(room *[longestTail]byte, text []byte) []byte {
	for i, c := range text {
		room[i] = lower[c]
	}
	return room[:len(text)]
}
