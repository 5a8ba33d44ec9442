package exec

import (
	"hash/maphash"
	"math/bits"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A keyTable gives the keys of rows numbers from 0 in the order in which they are first
// seen. Keys are equal as Kusto's joins have it: null equals null, "" equals "". Once it
// is filled, [keyTable.find] is safe on many goroutines.
//
// One string and one long are by far the most common keys and have their own ways; all
// others are written as bytes.
type keyTable struct {
	seed   maphash.Seed
	secret uint64 // of the hash of longs
	slots  []keySlot
	shift  uint // 64 less the binary logarithm of how many slots there are
	count  int
	absent int // the number of the null key of longs, or -1

	longs   []int64  // the keys by number, of one long
	strings []string // of all others

	bytes int64 // what the keys take
}

// A keySlot is a place of the open hash table: a key's number plus 1, and its hash.
type keySlot struct {
	hash   uint64
	number int32
}

func newKeyTable() *keyTable {
	seed := maphash.MakeSeed()
	return &keyTable{seed: seed, secret: maphash.String(seed, ""), slots: make([]keySlot, 64), shift: 64 - 6, absent: -1}
}

// add writes the number of each row's key to out, with new numbers for new keys.
func (t *keyTable) add(keys []*vector.Vector, rows int, out []int32) {
	switch {
	case isString(keys):
		t.addStrings(keys[0], rows, out)
	case isLong(keys):
		t.addLongs(keys[0], rows, out)
	default:
		eachKey(keys, rows, func(i int, key []byte) {
			out[i] = t.addString(string(key), maphash.Bytes(t.seed, key))
		})
	}
}

// find writes the number of each row's key to out, -1 where the key is unknown.
func (t *keyTable) find(keys []*vector.Vector, rows int, out []int32) {
	switch {
	case isString(keys):
		t.findStrings(keys[0], rows, out)
	case isLong(keys):
		t.findLongs(keys[0], rows, out)
	default:
		eachKey(keys, rows, func(i int, key []byte) {
			out[i] = t.findBytes(key)
		})
	}
}

func isString(keys []*vector.Vector) bool { return len(keys) == 1 && keys[0].Strings != nil }
func isLong(keys []*vector.Vector) bool   { return len(keys) == 1 && keys[0].Longs != nil }

// eachKey hands the bytes of each row's key to f, which must not keep them.
func eachKey(keys []*vector.Vector, rows int, f func(i int, key []byte)) {
	var key []byte
	for i := range rows {
		key = key[:0]
		for _, k := range keys {
			key = appendKey(key, k, i)
		}
		f(i, key)
	}
}

// appendKey appends what is the same for equal values alone.
func appendKey(to []byte, v *vector.Vector, i int) []byte {
	return value.AppendKey(to, v.Type, v.Value(i))
}

func (t *keyTable) addStrings(v *vector.Vector, rows int, out []int32) {
	mask := v.Mask()
	for i := range rows {
		s := v.Strings[i&mask]
		out[i] = t.addString(s, maphash.String(t.seed, s))
	}
}

func (t *keyTable) findStrings(v *vector.Vector, rows int, out []int32) {
	mask := v.Mask()
	for i := range rows {
		s := v.Strings[i&mask]
		out[i] = t.findString(s, maphash.String(t.seed, s))
	}
}

func (t *keyTable) addString(s string, hash uint64) int32 {
	for at := hash >> t.shift; ; at = (at + 1) & uint64(len(t.slots)-1) {
		switch slot := &t.slots[at]; {
		case slot.number == 0:
			t.strings = append(t.strings, s)
			t.bytes += 16 + int64(len(s))
			return t.take(at, hash)
		case slot.hash == hash && t.strings[slot.number-1] == s:
			return slot.number - 1
		}
	}
}

func (t *keyTable) findString(s string, hash uint64) int32 {
	for at := hash >> t.shift; ; at = (at + 1) & uint64(len(t.slots)-1) {
		slot := &t.slots[at]
		if slot.number == 0 || slot.hash == hash && t.strings[slot.number-1] == s {
			return slot.number - 1
		}
	}
}

func (t *keyTable) findBytes(key []byte) int32 {
	hash := maphash.Bytes(t.seed, key)
	for at := hash >> t.shift; ; at = (at + 1) & uint64(len(t.slots)-1) {
		slot := &t.slots[at]
		if slot.number == 0 || slot.hash == hash && t.strings[slot.number-1] == string(key) {
			return slot.number - 1
		}
	}
}

func (t *keyTable) addLongs(v *vector.Vector, rows int, out []int32) {
	mask := v.Mask()
	for i := range rows {
		if v.IsNull(i) {
			out[i] = t.addAbsent()
			continue
		}
		out[i] = t.addLong(v.Longs[i&mask])
	}
}

func (t *keyTable) findLongs(v *vector.Vector, rows int, out []int32) {
	mask := v.Mask()
	for i := range rows {
		if v.IsNull(i) {
			out[i] = int32(t.absent)
			continue
		}
		out[i] = t.findLong(v.Longs[i&mask])
	}
}

// addAbsent returns the number of the null key.
func (t *keyTable) addAbsent() int32 {
	if t.absent < 0 {
		t.absent = t.count
		t.longs = append(t.longs, 0)
		t.count++
	}
	return int32(t.absent)
}

func (t *keyTable) addLong(x int64) int32 {
	hash := t.mix(x)
	for at := hash >> t.shift; ; at = (at + 1) & uint64(len(t.slots)-1) {
		switch slot := &t.slots[at]; {
		case slot.number == 0:
			t.longs = append(t.longs, x)
			t.bytes += 8
			return t.take(at, hash)
		case slot.hash == hash && t.longs[slot.number-1] == x:
			return slot.number - 1
		}
	}
}

func (t *keyTable) findLong(x int64) int32 {
	hash := t.mix(x)
	for at := hash >> t.shift; ; at = (at + 1) & uint64(len(t.slots)-1) {
		slot := &t.slots[at]
		if slot.number == 0 || slot.hash == hash && t.longs[slot.number-1] == x {
			return slot.number - 1
		}
	}
}

// mix hashes a long with two multiplications. The seed is drawn anew for each run, so
// that nobody can write keys that all fall on one slot.
func (t *keyTable) mix(x int64) uint64 {
	hi, lo := bits.Mul64(uint64(x)^t.secret, 0x9e3779b97f4a7c15)
	hi, lo = bits.Mul64(hi^lo^t.secret, 0xd6e8feb86659fd93)
	return hi ^ lo
}

// take gives the next number to the key at an empty slot.
func (t *keyTable) take(at, hash uint64) int32 {
	number := int32(t.count)
	t.count++
	t.slots[at] = keySlot{hash: hash, number: number + 1}
	if 2*t.count > len(t.slots) {
		t.rehash()
	}
	return number
}

func (t *keyTable) rehash() {
	old := t.slots
	t.slots = make([]keySlot, 2*len(old))
	t.shift--
	for _, slot := range old {
		if slot.number == 0 {
			continue
		}
		at := slot.hash >> t.shift
		for t.slots[at].number != 0 {
			at = (at + 1) & uint64(len(t.slots)-1)
		}
		t.slots[at] = slot
	}
}

// growth returns how many bytes so many new keys may make the slots take beside those there
// are, which are held until the new ones are filled.
func (t *keyTable) growth(keys int) int64 {
	if 2*(t.count+keys) <= len(t.slots) {
		return 0
	}
	return 2 * 16 * int64(len(t.slots))
}

// size returns about how many bytes the table takes.
func (t *keyTable) size() int64 { return t.bytes + 16*int64(len(t.slots)) }
