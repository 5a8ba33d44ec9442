//go:build !purego

package sweep

// find fills the marks from the masks of n words, behind which there are only zeros.
func (k *marks) find(m *masks, n int, t *traits) {
	leave := ^uint64(0)
	if t.allDots {
		leave = 0
	}
	switch {
	case wider:
		k.some = [markKinds][blockWords / 64]uint64{}
		marksAVX512(&m[0][1], k, (n+7)/8, leave)
	case fast && n == blockWords:
		marksAVX2(&m[0][1], k, leave)
	default:
		k.findGo(m, n, t)
	}
}

// flatten lists the places of a kind. The list has room for all places of a block.
func (k *marks) flatten(places list, kind int) list {
	if !wider {
		return k.flattenGo(places[:0], kind)
	}
	places = places[:blockSize]
	return places[:flattenAVX512(&k.rows[kind], &k.some[kind], &places[0])]
}

// marksAVX512 is [marks.findGo] for eight words at a time. Masks points to the first word of the
// first class; leave has all bits, to leave out of the names what is between digits, or none.
//
//go:noescape
func marksAVX512(masks *uint64, k *marks, steps int, leave uint64)

// marksAVX2 is [marks.findGo] for four words at a time, and whole blocks alone; else as marksAVX512.
//
//go:noescape
func marksAVX2(masks *uint64, k *marks, leave uint64)

// flattenAVX512 is [marks.flattenGo], and returns how many places there are. It writes beyond
// them, but not beyond a block's.
//
//go:noescape
func flattenAVX512(row *[blockWords]uint64, some *[blockWords / 64]uint64, places *uint16) (n int)
