package group

import (
	"hash/maphash"
	"math"
	"math/bits"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A probe is a key column of the rows being numbered, beside the table's column.
type probe struct {
	to      *Column
	from    *vector.Vector
	mask    int
	longs   []int64
	reals   []float64
	strings []string
	bools   []bool
	nulls   []bool
	words   []string // of the values in Any, at their places
	copies  bool     // strings are copied as they are kept
}

func newProbe(to *Column, from *vector.Vector) probe {
	return probe{to: to, from: from, mask: from.Mask(), longs: from.Longs, reals: from.Reals,
		strings: from.Strings, bools: from.Bools, nulls: from.Nulls}
}

// wordsOf makes the keys of values that have no native slice; that of null is empty.
func wordsOf(v *vector.Vector) []string {
	out := make([]string, len(v.Any))
	var buffer []byte
	for i, x := range v.Any {
		if x != nil {
			buffer = value.AppendKey(buffer[:0], v.Type, x)
			out[i] = string(buffer)
		}
	}
	return out
}

// plain reports whether the column is of longs or strings and no key or row is null.
func (p *probe) plain() bool {
	return (p.to.kind == longs || p.to.kind == strings_) && p.nulls == nil && p.to.nulls == nil
}

// equal reports whether the key's value is the row's.
func (p *probe) equal(id, row int) bool {
	at := row & p.mask
	switch p.to.kind {
	case strings_:
		return p.to.strings[id] == p.strings[at]
	case words:
		return p.to.words[id] == p.words[at]
	}
	null := p.nulls != nil && p.nulls[at]
	if null || p.to.null(id) {
		return null == p.to.null(id)
	}
	switch p.to.kind {
	case longs:
		return p.to.longs[id] == p.longs[at]
	case bools:
		return p.to.bools[id] == p.bools[at]
	}
	a, b := p.to.reals[id], p.reals[at]
	return a == b || a != a && b != b
}

// add adds the row's value to the table's column.
func (p *probe) add(row int) (bytes int64) {
	bytes = p.to.append(p.from, row, p.copies)
	if p.to.kind == words {
		w := p.words[row&p.mask]
		p.to.words = append(p.to.words, w)
		bytes += int64(len(w))
	}
	return bytes
}

// seed is one for all tables, so that they can be merged without hashing again. It is
// chosen at random for each process, so that logs cannot be made to collide. No result
// depends on it, only where keys lie in the slots.
var (
	seed  = maphash.MakeSeed()
	salt  = maphash.String(seed, "salt")
	empty = maphash.String(seed, "null")
)

// mix hashes a word into h.
func mix(h, x uint64) uint64 {
	high, low := bits.Mul64(h^x^salt, 0x9e3779b97f4a7c15)
	return high ^ low
}

func hashProbes(probes []probe, hashes []uint64) {
	clear(hashes)
	for i := range probes {
		probes[i].hash(hashes)
	}
}

// hash mixes the rows' values into their hashes.
func (p *probe) hash(hashes []uint64) {
	switch p.to.kind {
	case longs:
		p.hashLongs(hashes)
	case strings_:
		for i := range hashes {
			hashes[i] = mix(hashes[i], maphash.String(seed, p.strings[i&p.mask]))
		}
	case words:
		for i := range hashes {
			hashes[i] = mix(hashes[i], maphash.String(seed, p.words[i&p.mask]))
		}
	default:
		for i := range hashes {
			hashes[i] = mix(hashes[i], p.bits(i&p.mask))
		}
	}
}

func (p *probe) hashLongs(hashes []uint64) {
	if p.nulls == nil {
		for i := range hashes {
			hashes[i] = mix(hashes[i], uint64(p.longs[i&p.mask]))
		}
		return
	}
	for i := range hashes {
		x := uint64(p.longs[i&p.mask])
		if p.nulls[i&p.mask] {
			x = empty
		}
		hashes[i] = mix(hashes[i], x)
	}
}

// bits is what a real or bool is hashed as; equal values have equal bits.
func (p *probe) bits(at int) uint64 {
	switch {
	case p.nulls != nil && p.nulls[at]:
		return empty
	case p.bools != nil && p.bools[at]:
		return 1
	case p.bools != nil || p.reals[at] == 0:
		return 0
	case p.reals[at] != p.reals[at]:
		return ^uint64(0)
	}
	return math.Float64bits(p.reals[at])
}
