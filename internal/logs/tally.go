package logs

import (
	"cmp"
	"iter"
	"slices"
)

// A tally is what there is to say of one source: of a file, or of a member of an archive.
type tally struct {
	source Source
	found  FileStats // by the reader: all but what its records came to
	total  FileStats // by the emitter: what the blocks' records came to; Bytes are those that were read in vain
	first  string    // by the emitter: what the first row is that no table took
	cut    error     // by the emitter: some of it was cut off while it was read, and what is behind that does not count
}

func newTally(source Source) *tally {
	return &tally{source: source, total: FileStats{Rows: map[string]int64{}}}
}

// malformed counts a record that never got into a block.
func (t *tally) malformed(line int64, reason string) {
	t.found.Malformed++
	if len(t.found.Examples) < 2*maxExamples {
		t.found.Examples = append(t.found.Examples, Malformed{line, reason})
	}
}

// finish adds what a block's records came to. The emitter calls it. Of a file that was cut
// while several of its blocks were in hand, blocks behind the cut may be there still: what
// was looked at ends before them all the same, or nobody could tell what it was.
func (t *tally) finish(b *Block) {
	if t.cut != nil {
		t.total.Bytes += b.raw
		return
	}
	for table, n := range b.rows {
		t.total.Rows[table] += n
	}
	t.total.PassedOver += b.over
	if m := b.stretch; m != nil {
		t.total.Bytes += int64(m.dropped + m.lost)
		t.total.Padding += m.padding
		if m.lost > 0 {
			t.cut = m.raw.cut(m.at - m.raw.start + b.raw - int64(m.lost))
		}
	}
	t.total.Malformed += b.bad
	t.total.Guessed += b.guessed
	t.total.NoZone += b.bare
	if len(t.total.Examples) < maxExamples {
		t.total.Examples = append(t.total.Examples, b.examples...)
	}
	t.first = cmp.Or(t.first, b.first)
}

// stats is what there is to say once all blocks are finished.
func (t *tally) stats() FileStats {
	all := t.found
	all.Source, all.Rows = t.source, t.total.Rows
	all.PassedOver = t.total.PassedOver
	all.Bytes -= t.total.Bytes
	all.Padding += t.total.Padding
	if t.cut != nil {
		all.Err = t.cut
	}
	all.Malformed += t.total.Malformed
	all.Guessed, all.NoZone = t.total.Guessed, t.total.NoZone
	all.Examples = append(all.Examples, t.total.Examples...)
	slices.SortStableFunc(all.Examples, func(a, b Malformed) int { return cmp.Compare(a.Line, b.Line) })
	all.Examples = all.Examples[:min(len(all.Examples), maxExamples)]
	if all.Unrecognised == "" && all.Err == nil {
		all.Unrecognised = all.unmatched(t.first)
	}
	return all
}

// ByOrigin groups what a scan saw by the file that it stands in, in the order of the scan:
// the members of an archive together, any other source alone.
func ByOrigin(stats []FileStats) iter.Seq2[string, []FileStats] {
	return func(yield func(string, []FileStats) bool) {
		for len(stats) > 0 {
			origin, n := stats[0].Source.Origin(), 1
			for n < len(stats) && stats[n].Source.Origin() == origin {
				n++
			}
			if !yield(origin, stats[:n:n]) {
				return
			}
			stats = stats[n:]
		}
	}
}
