package store

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"foxhound/indicator"
)

// marks computes what an assertion is known by. The mark is of what makes it this
// assertion and no other: kind, value, family, source and its own id; where there is none,
// who said what and when. The print is of all else. Both are the first half of a cryptographic
// hash each, so that nobody finds one assertion that passes for another.
type marks struct{ buf []byte }

func (m *marks) of(ind *indicator.Indicator, family string) (mark, print int64) {
	m.buf = append(m.buf[:0], byte(ind.Kind))
	m.text(ind.Value)
	m.text(family)
	m.text(ind.Source)
	m.text(ind.ID)
	if ind.ID == "" {
		m.text(ind.ThreatType)
		m.text(ind.Reporter)
		m.text(ind.Reference)
		m.time(ind.FirstSeen)
	}
	mark = m.sum()
	m.buf = m.buf[:0]
	m.time(ind.FirstSeen)
	m.time(ind.LastSeen)
	m.time(ind.ValidUntil)
	m.buf = append(m.buf, byte(ind.Confidence), flag(ind.Compromised))
	for _, text := range []string{ind.ThreatType, ind.Reporter, ind.Reference, ind.Comment} {
		m.text(text)
	}
	for _, tag := range ind.Tags {
		m.text(tag)
	}
	return mark, m.sum()
}

// text adds a text and its length, so that no two lists of texts are alike.
func (m *marks) text(s string) {
	m.buf = binary.AppendUvarint(m.buf, uint64(len(s)))
	m.buf = append(m.buf, s...)
}

func (m *marks) time(t time.Time) {
	var ms int64
	if !t.IsZero() {
		ms = t.UnixMilli()
	}
	m.buf = binary.LittleEndian.AppendUint64(m.buf, uint64(ms))
}

func (m *marks) sum() int64 {
	sum := sha256.Sum256(m.buf)
	return int64(binary.LittleEndian.Uint64(sum[:]))
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}
