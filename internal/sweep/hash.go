package sweep

// hashAnchors looks up the windows of runs of hexadecimal digits.
func (s *Sweeper) hashAnchors() {
	runs := s.k.flatten(s.places, hashMark)
	row := &s.m[hex]
	for n, d := range runs {
		w, i := int(d>>6)+1, uint(d)
		back := runBehind(behind(row, w, i))
		if p := s.base + int(d) - back; p > 0 && classOf[s.buf[p-1]]&(1<<word|1<<esc) != 0 {
			s.hiddenHash(d, p)
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

// hiddenHash tries the hashes that may begin behind an escape, in the run of word bytes at place d of the
// block, and further on than its digits, which begin at p.
func (s *Sweeper) hiddenHash(d uint16, p int) {
	w, i := int(d>>6)+1, uint(d)
	back := runBehind(behind(&s.m[word], w, i))
	if back > 16+maxSkip || int64(behind(&s.m[esc], w, i)<<uint(back)) >= 0 {
		return
	}
	begin := s.base + int(d) - back
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
