package indicator

import (
	"time"
	"unsafe"
)

// A segment is a run of indicators in columns: kinds, values and claims of all, and of the
// others as many as reach to the last indicator that has any.
type segment struct {
	kinds     []Kind
	values    texts
	claims    []uint32 // numbers in the dictionary, as are reporters and tags
	reporters numbers
	tags      numbers
	first     moments
	last      moments
	until     moments
	ids       texts
	// references hold none where it is the search for the value, for which a claim has a mark.
	references texts
	comments   texts
}

// newSegment returns an empty segment with room for so many indicators and bytes of values.
func newSegment(indicators, bytes int) *segment {
	if indicators == 0 {
		return new(segment)
	}
	return &segment{
		kinds: make([]Kind, 0, indicators), claims: make([]uint32, 0, indicators),
		values: texts{make([]byte, 0, bytes), make([]uint32, 0, indicators)},
	}
}

func (s *segment) add(ind *Indicator, d *dictionary) {
	i := len(s.kinds)
	search := isSearch(ind.Reference, ind.Value)
	s.kinds = append(s.kinds, ind.Kind)
	s.values.put(i, ind.Value)
	s.claims = append(s.claims, d.claim(ind, search))
	s.reporters.put(i, d.list(0, ind.Reporter))
	s.tags.put(i, d.lists(ind.Tags))
	s.first.put(i, ind.FirstSeen)
	s.last.put(i, ind.LastSeen)
	s.until.put(i, ind.ValidUntil)
	s.ids.put(i, ind.ID)
	if !search {
		s.references.put(i, ind.Reference)
	}
	s.comments.put(i, ind.Comment)
}

func (s *segment) observable(i int) Observable { return Observable{s.kinds[i], s.values.at(i)} }

func (s *segment) mark(i int, d *dictionary) Mark {
	c := &d.claims[s.claims[i]]
	return Mark{s.observable(i), c.compromised, c.relisted, d.families[c.family].Known()}
}

func (s *segment) at(i int, d *dictionary) Indicator {
	c := &d.claims[s.claims[i]]
	ind := Indicator{
		Observable: s.observable(i), Family: d.families[c.family].Family, ThreatType: c.threatType, Confidence: c.confidence,
		FirstSeen: s.first.at(i), LastSeen: s.last.at(i), ValidUntil: s.until.at(i), Reporter: d.last(s.reporters.at(i)), Reference: s.references.at(i),
		Tags: d.strings(s.tags.at(i)), Source: c.source, ID: s.ids.at(i), Compromised: c.compromised, Relisted: c.relisted, Comment: s.comments.at(i),
	}
	if c.search {
		ind.Reference = SearchLink(ind.Value)
	}
	return ind
}

// bytes is how much text the segment holds.
func (s *segment) bytes() int {
	return len(s.values.bytes) + len(s.ids.bytes) + len(s.references.bytes) + len(s.comments.bytes)
}

// clip gives up what the columns have in reserve.
func (s *segment) clip() {
	s.kinds, s.claims, s.reporters, s.tags = clipped(s.kinds), clipped(s.claims), clipped(s.reporters), clipped(s.tags)
	for _, t := range []*texts{&s.values, &s.ids, &s.references, &s.comments} {
		t.bytes, t.ends = clipped(t.bytes), clipped(t.ends)
	}
	for _, m := range []*moments{&s.first, &s.last, &s.until} {
		m.seconds, m.nanos = clipped(m.seconds), clipped(m.nanos)
	}
}

// cut returns a segment of the first n. It shares memory with s.
func (s *segment) cut(n int) *segment {
	return &segment{
		kinds: s.kinds[:n:n], values: s.values.cut(n), claims: s.claims[:n:n], reporters: s.reporters.cut(n), tags: s.tags.cut(n),
		first: s.first.cut(n), last: s.last.cut(n), until: s.until.cut(n), ids: s.ids.cut(n), references: s.references.cut(n), comments: s.comments.cut(n),
	}
}

// renumber changes the numbers of a dictionary to those of another.
func (s *segment) renumber(now renumbering) {
	for i, c := range s.claims {
		s.claims[i] = now.claims[c]
	}
	for _, column := range []numbers{s.reporters, s.tags} {
		for i, n := range column {
			column[i] = now.nodes[n]
		}
	}
}

// numbers are a column of numbers of which the last may be left out where they are 0.
type numbers []uint32

func (c *numbers) put(i int, n uint32) {
	if n != 0 {
		*c = append(append(*c, make([]uint32, i-len(*c))...), n)
	}
}

func (c numbers) at(i int) uint32 {
	if i < len(c) {
		return c[i]
	}
	return 0
}

func (c numbers) cut(n int) numbers {
	n = min(n, len(c))
	return c[:n:n]
}

// texts are a column of texts, one behind the other, of which the last may be left out where
// they are empty.
type texts struct {
	bytes []byte
	ends  []uint32
}

func (t *texts) put(i int, s string) {
	if s == "" {
		return
	}
	for len(t.ends) < i {
		t.ends = append(t.ends, uint32(len(t.bytes)))
	}
	t.bytes = append(t.bytes, s...)
	t.ends = append(t.ends, uint32(len(t.bytes)))
}

// at returns a text in its place: bytes that were put are never changed.
func (t *texts) at(i int) string {
	if i >= len(t.ends) {
		return ""
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	b := t.bytes[from:t.ends[i]]
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// cut returns the first n. What is put behind them leaves the bytes that were there alone.
func (t texts) cut(n int) texts {
	n = min(n, len(t.ends))
	if n == 0 {
		return texts{}
	}
	end := t.ends[n-1]
	return texts{t.bytes[:end:end], t.ends[:n:n]}
}

// moments are a column of times: seconds since the year 1 and, where any has them, nanoseconds.
type moments struct {
	seconds []int64
	nanos   numbers
}

// yearOne is how many seconds the zero time is after 1970.
const yearOne = -62135596800

func (m *moments) put(i int, t time.Time) {
	if t.IsZero() {
		return
	}
	m.seconds = append(append(m.seconds, make([]int64, i-len(m.seconds))...), t.Unix()-yearOne)
	m.nanos.put(i, uint32(t.Nanosecond()))
}

func (m *moments) at(i int) time.Time {
	if i >= len(m.seconds) || m.seconds[i] == 0 && m.nanos.at(i) == 0 {
		return time.Time{}
	}
	return time.Unix(m.seconds[i]+yearOne, int64(m.nanos.at(i))).UTC()
}

func (m moments) cut(n int) moments {
	end := min(n, len(m.seconds))
	return moments{m.seconds[:end:end], m.nanos.cut(n)}
}
