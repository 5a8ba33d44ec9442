package sweep

// What the filter lets pass is asked of fingerprints in far memory. Questions are gathered, over
// many blocks, and put all at once, so that their loads go side by side and none is waited for.

// questions are hashes, and the places that gave rise to them.
type questions struct {
	n      int
	places [64]int // more than loads can be under way
	hashes [64]uint64
}

// put adds a question, and reports whether there is no room for another.
func (q *questions) put(p int, hash uint64) bool {
	q.places[q.n], q.hashes[q.n] = p, hash
	q.n++
	return q.n == len(q.places)
}

// answer takes the questions, and returns the places of those whose hashes are in the set.
func (q *questions) answer(set *prints) []int {
	places := q.places[:q.n]
	q.n = 0
	return places[:set.among(places, q.hashes[:])]
}

// propose asks whether the window of the name around the dot at p is listed.
func (s *Sweeper) propose(p int, window uint64) {
	if s.proposals.put(p, window) {
		s.answerProposals()
	}
}

func (s *Sweeper) answerProposals() {
	for _, p := range s.proposals.answer(&s.windows) {
		s.askName(p)
	}
}

// ask asks whether an observable is listed, which place p belongs to.
func (s *Sweeper) ask(p int, whole uint64) {
	if s.asked.put(p, whole) {
		s.answer()
	}
}

// answer reports the places of those that are.
func (s *Sweeper) answer() { s.found = append(s.found, s.asked.answer(&s.wholes)...) }

// amongGo moves the places whose hashes are in the set to the front, and returns how many they are.
// It looks at all groups first, each in few steps, so that their loads go side by side.
func (p *prints) amongGo(places []int, hashes []uint64) (k int) {
	some := uint32(0)
	for _, h := range hashes[:len(places)] {
		at, _ := p.locate(h)
		some |= p.groups[at][0]
	}
	if some == 0 {
		return 0
	}
	for i, at := range places {
		places[k] = at
		k += p.one(hashes[i])
	}
	return k
}
