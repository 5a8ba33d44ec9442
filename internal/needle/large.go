package needle

import (
	"encoding/binary"
	"hash/maphash"
	"iter"
	"math/bits"
)

// A large finds any number of texts at a cost that hardly depends on how many there are. Each
// text is looked for at the beginning of one of its words: where a word of the log begins, the
// bytes from there on are hashed and looked up in a filter of bits, and what passes is looked
// up in tables and compared (BenchmarkLines/100000).
type large struct {
	words   table   // what words are made of
	special table   // what may hide a byte, and may end within a word: \nevil is evil too
	first   *firsts // of windows of four bytes and more
	sizes   [len(windowSizes)]*windows
	tails   *tails
	seed    maphash.Seed // of hashes, which nobody who writes logs or lists shall know
	secret  uint64       // made of it
}

// windowSizes are the lengths of the windows that are hashed. A text is looked for by the
// longest that it has room for.
var windowSizes = [...]int{8, 4, 2}

func newLarge(entries []entry, sample []byte) *large {
	seed := maphash.MakeSeed()
	x := &large{seed: seed, secret: maphash.String(seed, "")}
	for group, chars := range [...]string{"0123456789", "abcdefghijklmno", "pqrstuvwxyz"} { // a rectangle of the chart each
		for i := range chars {
			x.words.add(chars[i:i+1], group)
		}
	}
	seen := newShares(x, entries, sample)
	for i := range entries {
		if !entries[i].chooseStart(seen) {
			return nil
		}
	}
	x.index(entries)
	return x
}

func (x *large) finish(h *hidden) {
	x.special.add(`\`, 0)
	x.special.add("#", 1) // #012 is a line feed
	for i, f := range folds {
		if h.letters[f.letter] {
			x.special.add(string(f.r), 2+i)
		}
	}
}

// index fills the filters and tables.
func (x *large) index(entries []entry) {
	var n [len(windowSizes)]int
	for i := range entries {
		n[sizeIndex(entries[i].size)]++
	}
	for k, size := range windowSizes {
		if n[k] > 0 {
			x.sizes[k] = newWindows(size, n[k])
		}
	}
	x.tails = newTails(x.seed, entries)
	x.first = &firsts{}
	for i := range entries {
		e := &entries[i]
		key := e.key(e.at, e.size)
		if e.size >= firstSize {
			x.first.add(uint32(key))
		}
		x.sizes[sizeIndex(e.size)].add(key, mix(key, x.secret), e.tail())
		x.tails.add(i)
	}
}

func sizeIndex(size int) int { return bits.TrailingZeros(8 / uint(size)) }

// fold makes letters small, eight bytes at a time.
const fold = 0x2020202020202020

// keyOf returns so many bytes at p, letters folded; other bytes may become alike by it.
func keyOf(buf []byte, p, size int) uint64 {
	mask := ^uint64(0) >> (64 - 8*size)
	if p+8 <= len(buf) {
		return (binary.LittleEndian.Uint64(buf[p:]) | fold) & mask
	}
	var end [8]byte
	copy(end[:], buf[p:])
	return (binary.LittleEndian.Uint64(end[:]) | fold) & mask
}

// key is the [keyOf] of a window of the entry's text.
func (e *entry) key(at, size int) uint64 {
	var window [8]byte
	copy(window[:], e.text[at:])
	return keyOf(window[:], 0, size)
}

// mix spreads a key over all bits of a hash.
func mix(key, secret uint64) uint64 {
	high, low := bits.Mul64(key^secret, 0x9E3779B97F4A7C15)
	return high ^ low
}

// A sieve is what [large] knows of a block: where words begin, then which of them pass.
type sieve struct {
	words, special, pass masks
	before, glue         uint64 // the last words of the first two in the block before
	begins, firsts       [blockSize + 64]uint16
}

// lines is [Finder.Lines].
func (x *large) lines(f *Finder, dst []int, buf []byte) []int {
	var s sieve
	after := 0
	for base := 0; base < len(buf); base += blockSize {
		n := x.words.fill(&s.words, buf, base)
		x.special.fill(&s.special, buf, base)
		begins := s.flatten(n)
		firsts := x.first.sift(&s.firsts, begins, buf, base)
		for _, w := range x.sizes {
			switch {
			case w == nil:
			case w.size >= firstSize:
				w.sift(x.secret, &s.pass, firsts, buf, base)
			default:
				w.sift(x.secret, &s.pass, begins, buf, base)
			}
		}
		for w := range n {
			for b := s.pass[w] | s.special[w]; b != 0; b &= b - 1 {
				p := base + w*64 + bits.TrailingZeros64(b)
				if p < after {
					continue
				}
				bit := b & -b
				if s.special[w]&bit != 0 && f.hidden.at(buf, p) || s.pass[w]&bit != 0 && x.at(buf, p) {
					dst, after = append(dst, p), lineEnd(buf, p)
				}
			}
		}
	}
	return dst
}

// flatten lists where in the block words begin, and empties what is to pass.
func (s *sieve) flatten(words int) []uint16 {
	n := 0
	for w := range words {
		in, odd := s.words[w], s.special[w]
		begins := startsOf(in, s.before, odd, s.glue)
		s.before, s.glue, s.pass[w] = in, odd, 0
		for ; begins != 0; begins &= begins - 1 {
			s.begins[n] = uint16(w*64 + bits.TrailingZeros64(begins))
			n++
		}
	}
	return s.begins[:n]
}

// startsOf returns where words begin, given the masks of words and of what may begin an
// escape, and those of the 64 bytes before: behind what is no part of a word, and where an
// escape of two, four or six bytes may end.
func startsOf(in, before, odd, glue uint64) uint64 {
	starts := in &^ (in<<1 | before>>63)
	escaped := odd<<2 | glue>>62 | odd<<4 | glue>>60 | odd<<6 | glue>>58
	return starts | escaped&in
}

// starts yields the places of a buffer where words begin.
func (x *large) starts(buf []byte) iter.Seq[int] {
	return func(yield func(p int) bool) {
		var words masks
		var before uint64
		for base := 0; base < len(buf); base += blockSize {
			n := x.words.fill(&words, buf, base)
			for w, in := range words[:n] {
				for b := startsOf(in, before, 0, 0); b != 0; b &= b - 1 {
					if !yield(base + w*64 + bits.TrailingZeros64(b)) {
						return
					}
				}
				before = in
			}
		}
	}
}

// at reports whether a text stands with its window at p.
func (x *large) at(buf []byte, p int) bool {
	for _, w := range x.sizes {
		if w == nil {
			continue
		}
		key := keyOf(buf, p, w.size)
		if tails := w.tails(key, mix(key, x.secret)); tails != 0 && x.tails.at(buf, p, tails) {
			return true
		}
	}
	return false
}
