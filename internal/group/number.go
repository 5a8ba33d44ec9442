package group

import "slices"

// number finds or adds the keys that the probes stand at. Keys of one or two columns of
// longs or strings have ways of their own; [BenchmarkNumber] says what they buy.
func (t *Table) number(hashes []uint64, ids []int) []int {
	plain := !slices.ContainsFunc(t.probes, func(p probe) bool { return !p.plain() })
	switch p := t.probes; {
	case plain && len(p) == 1 && p[0].to.kind == longs:
		numberOne(t, hashes, ids, pairOf(&p[0].to.longs, p[0].longs))
	case plain && len(p) == 1:
		numberOne(t, hashes, ids, pairOf(&p[0].to.strings, p[0].strings))
	case plain && len(p) == 2 && p[0].to.kind == longs && p[1].to.kind == longs:
		numberTwo(t, hashes, ids, pairOf(&p[0].to.longs, p[0].longs), pairOf(&p[1].to.longs, p[1].longs))
	case plain && len(p) == 2 && p[0].to.kind == longs:
		numberTwo(t, hashes, ids, pairOf(&p[0].to.longs, p[0].longs), pairOf(&p[1].to.strings, p[1].strings))
	case plain && len(p) == 2 && p[1].to.kind == longs:
		numberTwo(t, hashes, ids, pairOf(&p[0].to.strings, p[0].strings), pairOf(&p[1].to.longs, p[1].longs))
	case plain && len(p) == 2:
		numberTwo(t, hashes, ids, pairOf(&p[0].to.strings, p[0].strings), pairOf(&p[1].to.strings, p[1].strings))
	default:
		t.numberAny(hashes, ids)
	}
	return ids
}

// numberAny is number for keys of any columns.
func (t *Table) numberAny(hashes []uint64, ids []int) {
	for row, h := range hashes {
		at := h & t.mask
		for {
			slot := t.slots[at]
			if slot == 0 {
				ids[row] = t.add(at, h, row)
				break
			}
			if id := int(uint32(slot)) - 1; slot>>32 == h>>32 && t.equal(id, row) {
				ids[row] = id
				break
			}
			at = (at + 1) & t.mask
		}
	}
}

// A pair is a column of keys, which grows, and that of the rows.
type pair[T int64 | string] struct {
	keys *[]T
	rows []T
	mask int // 0 where one value stands for every row
}

func pairOf[T int64 | string](keys *[]T, rows []T) pair[T] {
	p := pair[T]{keys, rows, -1}
	if len(rows) == 1 {
		p.mask = 0
	}
	return p
}

// numberOne is [Table.numberAny] for one column in which neither a key nor a row is null.
func numberOne[A int64 | string](t *Table, hashes []uint64, ids []int, a pair[A]) {
	for row, h := range hashes {
		x := a.rows[row&a.mask]
		at := h & t.mask
		for {
			slot := t.slots[at]
			if slot == 0 {
				ids[row] = t.add(at, h, row)
				break
			}
			if id := int(uint32(slot)) - 1; slot>>32 == h>>32 && (*a.keys)[id] == x {
				ids[row] = id
				break
			}
			at = (at + 1) & t.mask
		}
	}
}

// numberTwo is [numberOne] for two columns.
func numberTwo[A, B int64 | string](t *Table, hashes []uint64, ids []int, a pair[A], b pair[B]) {
	for row, h := range hashes {
		x, y := a.rows[row&a.mask], b.rows[row&b.mask]
		at := h & t.mask
		for {
			slot := t.slots[at]
			if slot == 0 {
				ids[row] = t.add(at, h, row)
				break
			}
			if id := int(uint32(slot)) - 1; slot>>32 == h>>32 && (*a.keys)[id] == x && (*b.keys)[id] == y {
				ids[row] = id
				break
			}
			at = (at + 1) & t.mask
		}
	}
}
