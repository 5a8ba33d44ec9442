package sweep

import "math/bits"

// nameAnchors looks up the windows of names' dots.
func (s *Sweeper) nameAnchors() {
	for i, d := range s.lookup(s.k.flatten(s.places, nameMark), nameLookup) {
		s.propose(s.base+int(d), s.passed.hashes[i])
	}
	s.hiddenNames(s.k.flatten(s.places, hiddenNameMark))
}

// lookNames is where most of a sweep's time goes, for the places that the assembly does not
// take. It does not count a label's bytes: eight bits of the mask say which to keep, by a table.
func (s *Sweeper) lookNames(dots list, k int) int {
	words, text := &s.m[word], s.text(dots)
	for n, d := range dots {
		near := around(words, d)
		h := window(nameKind, (text.before(d)|spaces)&runsOf.before[near&255], (text.after(d)|spaces)&runsOf.after[near>>9])
		s.passed.put(k+n, d, h)
	}
	return s.pass(k, k+len(dots))
}

// hiddenNames tries the shorter labels that may stand behind an escape.
func (s *Sweeper) hiddenNames(dots list) {
	words := &s.m[word]
	dots = s.behindLetters(dots)
	for n, d := range dots {
		w, i, p := int(d>>6)+1, uint(d), s.base+int(d)
		keep := shorter[runBehind(behind(words, w, i))]
		h := window(nameKind, (before(s.buf, p)|spaces)&keep, (after(s.buf, p+1)|spaces)&runsOf.after[ahead(words, w, i)&15])
		s.passed.put(n, d, h)
	}
	for i, d := range s.passed.places[:s.pass(0, len(dots))] {
		s.propose(s.base+int(d), s.passed.hashes[i])
	}
}

// behindLetters leaves the dots whose label has an escape of a backslash and a letter before it, and is
// short enough for that to matter. Most stand behind a backslash, and whether the letter is one is by
// chance, so it is told without a branch. What stands behind other escapes is tried here.
func (s *Sweeper) behindLetters(dots list) list {
	words, letters, k := &s.m[word], s.escapes.letters(), 0
	for _, d := range dots {
		p := s.base + int(d)
		back := runBehind(behind(words, int(d>>6)+1, uint(d)))
		first := s.buf[p-back]
		if s.buf[p-back-1] != '\\' || first == 'u' || first == 'x' {
			s.hiddenName(d, back)
			continue
		}
		dots[k] = d
		k += int(letters >> (first - 'a') & (shorter[back] >> 63))
	}
	return dots[:k]
}

// hiddenName tries the labels that are shorter than the one before dot d, of so many bytes, by what
// an escape may take of that.
func (s *Sweeper) hiddenName(d uint16, back int) {
	if back > 8+maxSkip {
		return
	}
	p := s.base + int(d)
	for skip := range each(s.skips(p - back)) {
		if n := back - skip; 0 < n && n < 8 {
			after := (after(s.buf, p+1) | spaces) & runsOf.after[ahead(&s.m[word], int(d>>6)+1, uint(d))&15]
			if h := window(nameKind, (before(s.buf, p)|spaces)&top[n], after); s.filter.has(h) {
				s.propose(p, h)
			}
		}
	}
}

// shorter keeps, before an anchor, the bytes of a run but its first: none where the eight nearest
// are those of the whole run, or no byte is left.
var shorter = func() (keep [65]uint64) {
	for n := 1; n < 8; n++ {
		keep[n+1] = top[n]
	}
	return keep
}()

// askName asks for the names that end where the token around p ends and begin at a label's start,
// or where an escape before the token may end.
func (s *Sweeper) askName(p int) {
	begin, reach := p, max(0, p-maxName-maxSkip)
	for begin > reach && s.inToken(s.buf[begin-1]) {
		begin--
	}
	skips := s.skips(begin) | 1
	end := s.tokenEnd(p, false)
	s.askBetween(p, begin, end, skips)
	if s.odd {
		if far := s.tokenEnd(p, true); far != end {
			s.askBetween(p, begin, far, skips)
		}
	}
}

func (s *Sweeper) inToken(c byte) bool {
	return classOf[c]&(1<<word|1<<dot) != 0 || s.odd && isOdd(c)
}

// tokenEnd returns where the token at p ends, without trailing dots; odd bytes are part of
// it or end it.
func (s *Sweeper) tokenEnd(p int, odd bool) int {
	end := p
	for end < len(s.buf) && end-p <= maxName+2 && (classOf[s.buf[end]]&(1<<word|1<<dot) != 0 || odd && isOdd(s.buf[end])) {
		end++
	}
	for end > 0 && s.buf[end-1] == '.' {
		end--
	}
	return end
}

// askBetween asks for the names that end at end and begin at a label's start, or at one of the skips
// behind begin: all of them, in one walk to the left.
func (s *Sweeper) askBetween(p, begin, end int, skips uint32) {
	h := uint64(nameKind)
	for i := end - 1; i >= begin; i-- {
		h = step(h, lower(s.buf[i]))
		if i-begin <= maxSkip && skips>>uint(i-begin)&1 != 0 || i > 0 && !is(s.buf[i-1], word) {
			s.ask(p, h)
		}
	}
}

// wordAnchors looks up names without a dot, under where runs of word bytes begin.
func (s *Sweeper) wordAnchors(n int) {
	row := &s.m[word]
	for w := 1; w <= n; w++ {
		for x := row[w] &^ (row[w]<<1 | row[w-1]>>63); x != 0; x &= x - 1 {
			i := uint(bits.TrailingZeros64(x))
			s.wordAnchor(s.base+(w-1)*64+int(i), 1+runAhead(ahead(row, w, i)))
		}
	}
}

func (s *Sweeper) wordAnchor(p, run int) {
	for skip := range each(s.skips(p) | 1) {
		n := run - skip
		if n > 0 && s.proposed(window(labelKind, (after(s.buf, p+skip)|spaces)&bottom[min(n, 8)], 0)) {
			s.askName(p + skip)
		}
	}
}
