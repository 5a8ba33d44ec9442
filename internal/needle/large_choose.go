package needle

import "unicode/utf8"

// shares are how often windows stand at the beginning of words, in a sample of the log and in
// the set itself, both by a hash.
type shares struct {
	sample [1 << 16]int32
	set    []uint8 // up to 255
	mask   uint64
	secret uint64
}

// dear is how much more a window costs for being shorter, in the terms of [shares.cost].
var dear = [len(windowSizes)]int{0, 8, 1024}

func newShares(x *large, entries []entry, sample []byte) *shares {
	s := &shares{mask: 1, secret: x.secret}
	for int(s.mask) < 4*len(entries) {
		s.mask *= 2
	}
	s.set, s.mask = make([]uint8, s.mask), s.mask-1
	for p := range x.starts(sample) {
		for _, size := range windowSizes {
			s.sample[mix(keyOf(sample, p, size), s.secret)>>48]++
		}
	}
	for i := range entries {
		for run := range entries[i].runs {
			for at, size := range entries[i].starts(run) {
				if n := &s.set[s.hash(&entries[i], at, size)&s.mask]; *n < 255 {
					*n++
				}
			}
		}
	}
	return s
}

func (s *shares) hash(e *entry, at, size int) uint64 { return mix(e.key(at, size), s.secret) }

// cost says how much a window is to be avoided: each time that it stands in the sample it has
// to be looked up and compared; and what many of the set share is likely to be common.
func (s *shares) cost(e *entry, at, size int) int {
	h := s.hash(e, at, size)
	return 16*int(s.sample[h>>48]) + int(s.set[h&s.mask]) + dear[sizeIndex(size)]
}

// starts yields where words begin in a run that would begin a word in the log too, and the
// size of the window there.
func (e *entry) starts(run span) func(yield func(at, size int) bool) {
	return func(yield func(at, size int) bool) {
		for at := run.from; at+shortest <= run.to; at++ {
			if !isWord(e.text[at]) || at > run.from && isWord(e.text[at-1]) || at == 0 && e.inside || at > 0 && isFold(e.text[:at]) {
				continue
			}
			size := windowSizes[len(windowSizes)-1]
			for _, longer := range windowSizes {
				if at+longer <= run.to {
					size = longer
					break
				}
			}
			if !yield(at, size) {
				return
			}
		}
	}
}

// chooseStart takes the window of least cost, or reports that there is none.
func (e *entry) chooseStart(seen *shares) bool {
	best := -1
	for run := range e.runs {
		for at, size := range e.starts(run) {
			if n := seen.cost(e, at, size); best < 0 || n < best {
				best, e.run, e.at, e.size = n, run, at, size
			}
		}
	}
	return best >= 0
}

// isFold reports whether a text ends in a character that may be an ASCII letter in the log,
// which what follows would go on with as a word.
func isFold(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	for _, f := range folds {
		if f.r == last {
			return true
		}
	}
	return false
}
