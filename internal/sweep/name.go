package sweep

import "math/bits"

// dotAnchors looks at the dots of a block: those that could be an address's second one, and
// all but those between two digits as a name's.
//
//	text             at 1.2.3.4 of a.evil.com in 0.25 s
//	dot                  ^ ^ ^     ^    ^         ^
//	between digits       ^ ^ ^                    ^
//	second               - ^ -                    -
//	names'                         ^    ^
//
// Second is a dot between digits with such a dot two to four bytes before it and another
// behind it. That leaves out two thirds of an address's dots, and every fraction.
func (s *Sweeper) dotAnchors(n int) {
	dots, digits := &s.m[dot], &s.m[digit]
	names := s.dots[:0]
	for w := 1; w <= n; w++ {
		d := dots[w]
		if d == 0 {
			continue
		}
		between := d & (digits[w]<<1 | digits[w-1]>>63) & (digits[w]>>1 | digits[w+1]<<63)
		if s.quads && between != 0 {
			l, r := dots[w-1], dots[w+1]
			second := between & (d<<2 | l>>62 | d<<3 | l>>61 | d<<4 | l>>60) & (d>>2 | r<<62 | d>>3 | r<<61 | d>>4 | r<<60)
			for ; second != 0; second &= second - 1 {
				s.quadAnchor(w, uint(bits.TrailingZeros64(second)))
			}
		}
		if !s.allDots {
			d &^= between
		}
		for at := int32(w-1) * 64; d != 0; d &= d - 1 {
			names = append(names, at+int32(bits.TrailingZeros64(d)))
		}
	}
	if s.names {
		s.nameAnchors(names)
	}
}

// nameAnchors looks up the windows of names' dots. This loop is where most of a sweep's time
// goes: it has no branch but those that are almost never taken.
func (s *Sweeper) nameAnchors(dots []int32) {
	words, escapes := &s.m[word], &s.m[esc]
	buf, base := s.buf, s.base
	for _, d := range dots {
		w, i := int(uint32(d)>>6)+1, uint(d)&63
		back := runBehind(behind(words, w, i))
		ahead := runAhead(ahead(words, w, i))
		p := base + int(d)
		b, a := before(buf, p)|spaces, (after(buf, p+1)|spaces)&bottom[min(uint(ahead), 4)]
		if s.filter.has(window(nameKind, b&top[min(uint(back), 8)], a)) {
			s.propose(p, back, b, a)
		}
		if back <= 8+maxSkip && int64(behind(escapes, w, i)<<uint(back)) < 0 {
			s.nameBehindEscape(p, back, b, a)
		}
	}
}

// propose confirms what the filter let pass.
func (s *Sweeper) propose(p, back int, b, a uint64) {
	if s.windows.has(window(nameKind, b&top[min(back, 8)], a)) && s.confirmName(p) {
		s.report(p)
	}
}

// nameBehindEscape tries the shorter labels that may stand behind an escape.
func (s *Sweeper) nameBehindEscape(p, back int, b, a uint64) {
	each(s.skips(p-back), func(skip int) bool {
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
