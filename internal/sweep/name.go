package sweep

import "math/bits"

// nameAnchors looks up the windows of names' dots, and confirms what the filter lets pass.
func (s *Sweeper) nameAnchors(dots list) {
	passed, escaped := s.lookup(dots, (*Sweeper).lookNames, lookNames)
	s.proposeNames(passed)
	s.namesBehindEscapes(escaped)
}

// lookNames is where most of a sweep's time goes, for the places that the assembly does not
// take. Its loops have no branch: what the filter lets pass, and what stands behind an escape,
// is noted by writing it always and counting it where it is so. Nor does it count a label's
// bytes: eight bits of the mask say which to keep, by a table. The filter is asked in a loop of
// its own, for it may be in far memory and a short loop has many loads under way.
func (s *Sweeper) lookNames(dots, passed, escaped list) (k, e int) {
	words, escapes := &s.m[word], &s.m[esc]
	buf, base := s.buf, s.base
	for n, d := range dots {
		w, i := int(d>>6)+1, uint(d)
		back := behind(words, w, i)
		p := base + int(d)
		h := window(nameKind, (before(buf, p)|spaces)&runsOf.before[back>>56], (after(buf, p+1)|spaces)&runsOf.after[ahead(words, w, i)&15])
		s.hashed[n&(blockSize-1)] = h
		escaped[e&(blockSize-1)] = d
		e += first(behind(escapes, w, i), ^back)
	}
	return s.ask(dots, passed), e
}

// ask writes to passed, of the places whose windows are hashed, those that the filter lets pass. The
// two may be the same list.
func (s *Sweeper) ask(places, passed list) (k int) {
	for n, d := range places {
		passed[k&(blockSize-1)] = d
		k += s.filter.one(s.hashed[n&(blockSize-1)])
	}
	return k
}

// first is 1 where the topmost bit of all, if any, is one of some, which are of them.
func first(some, all uint64) int {
	if some > all&^some {
		return 1
	}
	return 0
}

// nameAt returns what stands around a name's dot.
func (s *Sweeper) nameAt(d uint16) (p, back int, b, a uint64) {
	w, i := int(d>>6)+1, uint(d)&63
	back = runBehind(behind(&s.m[word], w, i))
	ahead := runAhead(ahead(&s.m[word], w, i))
	p = s.base + int(d)
	return p, back, before(s.buf, p) | spaces, (after(s.buf, p+1) | spaces) & bottom[min(ahead, 4)]
}

// proposeNames confirms what the filter let pass. The table of windows is in far memory: all
// loads are begun before the first answer is needed.
func (s *Sweeper) proposeNames(passed list) {
	k := 0
	for _, d := range passed {
		_, back, b, a := s.nameAt(d)
		passed[k] = d
		k += s.windows.one(window(nameKind, b&top[min(back, 8)], a))
	}
	for _, d := range passed[:k] {
		if p := s.base + int(d); s.confirmName(p) {
			s.report(p)
		}
	}
}

// namesBehindEscapes tries the shorter labels that may stand behind an escape.
func (s *Sweeper) namesBehindEscapes(escaped list) {
	for _, d := range escaped {
		back := runBehind(behind(&s.m[word], int(d>>6)+1, uint(d)&63))
		if back > 8+maxSkip {
			continue
		}
		if skips := s.skips(s.base + int(d) - back); skips != 0 {
			s.nameBehindEscape(d, skips)
		}
	}
}

func (s *Sweeper) nameBehindEscape(d uint16, skips uint32) {
	p, back, b, a := s.nameAt(d)
	each(skips, func(skip int) bool {
		n := back - skip
		if n <= 0 || n >= 8 || !s.proposed(window(nameKind, b&top[n], a)) || !s.confirmName(p) {
			return true
		}
		s.report(p)
		return false
	})
}

// confirmName reports whether a listed name ends where the token around p ends.
func (s *Sweeper) confirmName(p int) bool {
	begin, reach := p, max(0, p-maxName-maxSkip)
	for begin > reach && s.inToken(s.buf[begin-1]) {
		begin--
	}
	set := s.skips(begin) | 1
	end := s.tokenEnd(p, false)
	if s.confirmBetween(begin, end, set) {
		return true
	}
	if s.odd {
		if far := s.tokenEnd(p, true); far != end {
			return s.confirmBetween(begin, far, set)
		}
	}
	return false
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

// confirmBetween looks for a listed name that ends at end and begins at a label's start, or
// at one of the skips behind begin.
func (s *Sweeper) confirmBetween(begin, end int, skips uint32) bool {
	h := uint64(nameKind)
	for i := end - 1; i >= begin; i-- {
		h = step(h, lower(s.buf[i]))
		starts := i-begin <= maxSkip && skips>>uint(i-begin)&1 != 0 || i > 0 && !is(s.buf[i-1], word)
		if starts && s.wholes.has(h) {
			return true
		}
	}
	return false
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
	each(s.skips(p)|1, func(skip int) bool {
		n := run - skip
		if n <= 0 || !s.proposed(window(labelKind, (after(s.buf, p+skip)|spaces)&bottom[min(n, 8)], 0)) || !s.confirmName(p+skip) {
			return true
		}
		s.report(p)
		return false
	})
}
