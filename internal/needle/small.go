package needle

import (
	"bytes"
	"math/bits"
	"slices"
	"strings"
)

// A small finds few texts by three bytes of each, the rarest in the sample: one pass of
// [table.fill] rules out all but a few places, and those are compared with the texts
// (BenchmarkLines/6).
type small struct {
	table   table
	seen    [1 << 16]bool // the windows' hashes
	byStart [256][]int    // entries by the hash of their window's first two bytes
}

// windowSize is how many bytes of a text a table looks at.
const windowSize = 3

// countedSize is how much of a sample is enough to tell rare windows from others: all blocks
// wait for the first to have been looked at.
const countedSize = 64 << 10

func newSmall(entries []entry, sample []byte) *small {
	s := &small{}
	seen := countWindows(sample[:min(len(sample), countedSize)])
	for i := range entries {
		e := &entries[i]
		e.choose(seen)
		h := pairHash(e.text[e.at], e.text[e.at+1])
		s.byStart[h] = append(s.byStart[h], i)
		for third := range 256 { // any, behind a window of two
			window := [windowSize]byte{e.text[e.at], e.text[e.at+1], byte(third)}
			if e.size < windowSize || lower[third] == lower[e.text[e.at+2]] {
				s.seen[windowHash(window[:])] = true
			}
		}
	}
	// Windows that are alike are put together, since a group passes their mixtures.
	windows := make([]string, len(entries))
	for i := range entries {
		windows[i] = strings.ToLower(entries[i].window())
	}
	slices.Sort(windows)
	for i, w := range windows {
		s.table.add(w, i*hiddenGroup/len(windows))
	}
	return s
}

// hiddenGroup is the last group of a small set's table, of what may be hidden.
const hiddenGroup = 7

func (s *small) finish(h *hidden) {
	for _, w := range h.windows() {
		s.table.add(w, hiddenGroup)
	}
}

func (e *entry) window() string { return e.text[e.at : e.at+e.size] }

// choose takes the window that the sample has least of. A run that is shorter than a window is
// taken only where there is none else.
func (e *entry) choose(seen *counts) {
	best := -1
	for run := range e.runs {
		for at := run.from; at+windowSize <= run.to; at++ {
			if n := seen.of(e.text[at : at+windowSize]); best < 0 || n < best {
				best, e.run, e.at, e.size = n, run, at, windowSize
			}
		}
	}
	for run := range e.runs {
		if best < 0 && run.to-run.from >= shortest {
			best, e.run, e.at, e.size = 0, run, run.from, shortest
		}
	}
}

// counts are how often windows stand in a sample, by a hash.
type counts [1 << 16]int32

func countWindows(sample []byte) *counts {
	var c counts
	for i := range max(0, len(sample)-windowSize+1) {
		c[windowHash(sample[i:])]++
	}
	return &c
}

func (c *counts) of(window string) int { return int(c[windowHash([]byte(window))]) }

func windowHash(b []byte) uint16 {
	h := uint32(lower[b[0]]) | uint32(lower[b[1]])<<8 | uint32(lower[b[2]])<<16
	return uint16(h * 0x9E3779B1 >> 16)
}

func pairHash(a, b byte) byte { return lower[a]*31 ^ lower[b] }

// lines is [Finder.Lines].
func (s *small) lines(f *Finder, dst []int, buf []byte) []int {
	var m masks
	after := 0 // what stands before it is in a line that was found
	for base := 0; base < len(buf); base += blockSize {
		words := s.table.fill(&m, buf, base)
		for w, x := range m[:words] {
			for ; x != 0; x &= x - 1 {
				p := base + w*64 + bits.TrailingZeros64(x)
				if p >= after && s.at(f, buf, p) {
					dst, after = append(dst, p), lineEnd(buf, p)
				}
			}
		}
	}
	return dst
}

// at reports whether a text, or what may hide a byte of one, stands at p.
func (s *small) at(f *Finder, buf []byte, p int) bool {
	if p+windowSize > len(buf) || s.seen[windowHash(buf[p:])] {
		for _, i := range s.starting(buf[p:]) {
			if f.entries[i].standsAt(buf, p) {
				return true
			}
		}
	}
	return f.hidden.at(buf, p)
}

// starting returns the entries whose window may begin a text.
func (s *small) starting(text []byte) []int {
	if len(text) < shortest {
		return nil
	}
	return s.byStart[pairHash(text[0], text[1])]
}

// lineEnd returns where the line that holds p ends, behind its line feed.
func lineEnd(buf []byte, p int) int {
	if i := bytes.IndexByte(buf[p:], '\n'); i >= 0 {
		return p + i + 1
	}
	return len(buf)
}
