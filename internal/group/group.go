// Package group numbers rows by their keys: rows that are equal in all key columns have
// one number, and the numbers count up in the order in which keys are first seen. Unlike
// in KQL's comparisons a null is equal to a null here, nan to nan, and 0.0 to -0.0. Start
// with [New].
package group

import (
	"slices"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A Table is the keys seen so far. One goroutine uses it at a time.
type Table struct {
	keys   []*Column
	hashes []uint64 // of the keys
	slots  []uint64 // open addressing: 32 bits of a hash above the key's number + 1; 0 is free
	mask   uint64
	bytes  int64 // that the keys' own bytes take
	own    bool  // strings are copied

	scratch []uint64
	probes  []probe
}

// leastSlots is how many slots a table starts with, a power of two.
const leastSlots = 64

// New returns a table of keys of the given types, without keys.
func New(types ...value.Type) *Table {
	t := &Table{slots: make([]uint64, leastSlots), mask: leastSlots - 1}
	for _, typ := range types {
		t.keys = append(t.keys, NewColumn(typ))
	}
	return t
}

// Len returns how many keys there are.
func (t *Table) Len() int { return len(t.hashes) }

// Type returns the type of a column of the keys.
func (t *Table) Type(column int) value.Type { return t.keys[column].Type }

// Size returns about how many bytes the table takes.
func (t *Table) Size() int64 {
	n := t.bytes + 8*int64(len(t.slots)+cap(t.hashes))
	for _, c := range t.keys {
		n += c.fixed()
	}
	return n
}

// Growth returns how many bytes so many new keys may make the table take beside [Table.Size]
// while it grows: its slots are doubled, and the old are held until the new ones are filled.
func (t *Table) Growth(keys int) int64 {
	if 4*(len(t.hashes)+keys) <= 3*len(t.slots) {
		return 0
	}
	return 2 * 8 * int64(len(t.slots))
}

// Keys returns the keys from number from on, a column for each. They share the table's
// memory, which later keys do not change.
func (t *Table) Keys(from int) []*vector.Vector {
	out := make([]*vector.Vector, len(t.keys))
	for i, c := range t.keys {
		out[i] = c.Vector(from, t.Len())
	}
	return out
}

// Own has the table keep copies of strings, as a [Column] does; otherwise only Merge and
// NumberHashed do. It is for tables that live longer than the rows.
func (t *Table) Own() { t.own = true }

// Number returns the number of each row's key, adding the keys that are new. The columns
// have the table's types; they may be constant. The result stands in into, if that is
// large enough.
func (t *Table) Number(columns []*vector.Vector, rows int, into []int) []int {
	t.scratch = slices.Grow(t.scratch[:0], rows)[:rows]
	t.probe(columns, rows)
	hashProbes(t.probes, t.scratch)
	return t.number(t.scratch, slices.Grow(into[:0], rows)[:rows])
}

// Hash returns the hashes of rows for [Table.NumberHashed] of any table of such keys. It is
// safe on many goroutines, each with its own columns.
func Hash(columns []*vector.Vector, rows int) []uint64 {
	t := Table{}
	for _, c := range columns {
		t.keys = append(t.keys, NewColumn(c.Type))
	}
	t.probe(columns, rows)
	hashes := make([]uint64, rows)
	hashProbes(t.probes, hashes)
	return hashes
}

// NumberHashed is Number for rows of which [Hash] has the hashes. The strings that the
// table keeps are copies, so that the rows' memory is freed.
func (t *Table) NumberHashed(columns []*vector.Vector, hashes []uint64) []int {
	t.probe(columns, len(hashes))
	for i := range t.probes {
		t.probes[i].copies = true
	}
	return t.number(hashes, make([]int, len(hashes)))
}

// Merge adds another table's keys, in the order of their numbers, and returns the number
// here of each. The strings that it keeps are copies, so that the other's memory is freed.
func (t *Table) Merge(other *Table) []int {
	t.probes = t.probes[:0]
	for i, c := range other.keys {
		p := newProbe(t.keys[i], c.Vector(0, other.Len()))
		p.words, p.copies = c.words, true
		t.probes = append(t.probes, p)
	}
	return t.number(other.hashes, make([]int, other.Len()))
}

// Reset empties the table; what was made of its memory must not be used any more.
func (t *Table) Reset() {
	clear(t.slots)
	t.hashes, t.bytes, t.probes = t.hashes[:0], 0, t.probes[:0]
	for _, c := range t.keys {
		c.reset()
	}
}

// probe sets the probes at rows.
func (t *Table) probe(columns []*vector.Vector, rows int) {
	t.probes = t.probes[:0]
	for i, c := range columns {
		p := newProbe(t.keys[i], c)
		p.copies = t.own
		if p.to.kind == words && rows > 0 {
			p.words = wordsOf(c)
		}
		t.probes = append(t.probes, p)
	}
}

// equal reports whether a key is that of the row.
func (t *Table) equal(id, row int) bool {
	for i := range t.probes {
		if !t.probes[i].equal(id, row) {
			return false
		}
	}
	return true
}

// add adds the row's key, whose hash is h, at a free slot.
func (t *Table) add(at, h uint64, row int) int {
	id := len(t.hashes)
	for i := range t.probes {
		t.bytes += t.probes[i].add(row)
	}
	t.hashes = append(t.hashes, h)
	t.slots[at] = h>>32<<32 | uint64(id+1)
	if 4*len(t.hashes) > 3*len(t.slots) {
		t.rehash()
	}
	return id
}

// rehash doubles the slots.
func (t *Table) rehash() {
	t.slots = make([]uint64, 2*len(t.slots))
	t.mask = uint64(len(t.slots) - 1)
	for id, h := range t.hashes {
		at := h & t.mask
		for t.slots[at] != 0 {
			at = (at + 1) & t.mask
		}
		t.slots[at] = h>>32<<32 | uint64(id+1)
	}
}
