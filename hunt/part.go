package hunt

import "foxhound/internal/logs"

// A partLedger knows what the parts of one record gave, of a record that was too long to be
// read whole: it counts once for each family and key, as any does. What a later part holds at
// a better tier is a match again, for the first was told already.
type partLedger struct {
	file  string
	line  int64
	tiers map[string]int // the best rank, by family and key
}

// partKey is what a hit counts once under in the record that r is a part of; empty where r is whole.
func partKey(r *logs.Record, h *hit) string {
	if !r.Part {
		return ""
	}
	return h.ind.Family.ID + " " + h.key
}

// first reports whether no part of the match's record gave the same, or as good, before it.
func (l *partLedger) first(m *Match) bool {
	if m.partKey == "" {
		return true
	}
	if m.File != l.file || m.Line != l.line {
		*l = partLedger{m.File, m.Line, map[string]int{}}
	}
	rank, known := l.tiers[m.partKey]
	if known && rank <= m.Tier.rank() {
		return false
	}
	l.tiers[m.partKey] = m.Tier.rank()
	return true
}
