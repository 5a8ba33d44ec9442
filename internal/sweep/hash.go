package sweep

// hashAnchors looks up the windows of runs of hexadecimal digits.
func (s *Sweeper) hashAnchors() {
	runs := s.k.flatten(s.places, hashMark)
	row, words, escapes := &s.m[hex], &s.m[word], &s.m[esc]
	for n, d := range runs {
		w, i := int(d>>6)+1, uint(d)
		back := runBehind(behind(row, w, i))
		if most := runBehind(behind(words, w, i)); int64(behind(escapes, w, i)<<uint(most)) < 0 {
			s.hiddenHash(s.base+int(d)-most, s.base+int(d)-back)
		}
		runs[n] = d + runReach - uint16(back)
	}
	for _, d := range s.lookup(runs, hashLookup) {
		s.askHash(s.base + int(d) - runReach)
	}
}

// runReach is more than a run has before the first whole group of its digits, which is at most 31:
// where runs begin is listed from so many bytes before the block.
const runReach = 64

// lookHashes is [Sweeper.lookNames] for the windows of runs.
func (s *Sweeper) lookHashes(starts list, k int) int {
	for n, d := range starts {
		s.passed.put(k+n, d, hashWindow(s.buf, s.base+int(d)-runReach))
	}
	return s.pass(k, k+len(starts))
}

// hiddenHash tries the hashes that may begin behind an escape, in the run of word bytes that begins at
// begin, and further on than its digits at p.
func (s *Sweeper) hiddenHash(begin, p int) {
	for skip := range each(s.skips(begin)) {
		if q := begin + skip; q > p && s.proposed(hashWindow(s.buf, q)) {
			s.askHash(q)
		}
	}
}

// askHash asks for the hash that the digits from p on are, to their end.
func (s *Sweeper) askHash(p int) {
	end := p
	for end < len(s.buf) && end-p <= maxHash && is(s.buf[end], hex) {
		end++
	}
	if end-p > maxHash || !s.lengths[end-p] {
		return
	}
	h := uint64(hashKind)
	for i := end - 1; i >= p; i-- {
		h = step(h, lower(s.buf[i]))
	}
	s.ask(p, h)
}
