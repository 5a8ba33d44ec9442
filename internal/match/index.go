// Package match finds, for a value seen in a log, the listed entries that might be meant.
// It proposes by key alone (a name and its parents, an address, a hash, a mailbox); what a
// proposal is worth is for its caller to confirm. Start with [New].
package match

import (
	"hash/maphash"
	"iter"
	"math/bits"
	"net/netip"
	"slices"
	"strings"
)

// A Sort says what sort of value a [Key] is.
type Sort uint8

// The sorts of keys.
const (
	NameSort Sort = iota + 1
	AddrSort
	HashSort
	MailSort
)

// A Key is what entries are listed under. Equal keys compare equal with ==. The zero Key is
// that of what is not listed at all.
type Key struct {
	Sort Sort
	Text string     // a name, hash or mail address
	Addr netip.Addr // an address
}

// Name is the key of a canonical host name.
func Name(host string) Key { return Key{Sort: NameSort, Text: host} }

// Addr is the key of an address.
func Addr(addr netip.Addr) Key { return Key{Sort: AddrSort, Addr: addr} }

// Hash is the key of a hash in lower-case hexadecimal.
func Hash(hex string) Key { return Key{Sort: HashSort, Text: hex} }

// Mail is the key of a canonical mail address.
func Mail(address string) Key { return Key{Sort: MailSort, Text: address} }

// Parents yields a host name and each of its parents, at label boundaries, the longest
// first: x.softandtec.com, softandtec.com, com.
func Parents(host string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for yield(host) {
			dot := strings.IndexByte(host, '.')
			if dot < 0 {
				return
			}
			host = host[dot+1:]
		}
	}
}

// An Index maps keys to the ids of entries; a key may have many. It holds no keys: it asks
// its caller for the key of an id, to compare, and takes about 14 bytes an entry of a million.
// Building is for one goroutine; a built index may be read by any number of them.
//
// It is a hash table with open addressing: a byte of each place is compared before its id is.
type Index struct {
	keyOf  func(id int32) Key
	seed   maphash.Seed
	prints []uint8  // of each place: the key's sort and five bits of its hash; see below
	heads  []uint32 // the newest id of the key that is there; with the bit alone, it has no other
	older  []uint32 // by id: the next older id of its key, plus one; 0 ends the chain
	has    [MailSort + 1]bool
}

// alone spares those who go through all keys, of which most have one id, a look at older, which
// is seldom in a near cache.
const alone = 1 << 31

// Places without a key. No print is either.
const (
	empty = 0 // a search ends here
	gone  = 1 // and goes on here
)

// New returns an index with room for n keys. keyOf returns the key of an id that was added;
// it is called by whoever reads the index.
func New(n int, keyOf func(id int32) Key) *Index {
	size := 1 << bits.Len(uint(n+n/3+1)) // at least a quarter is empty, so that searches are short
	return &Index{keyOf: keyOf, seed: maphash.MakeSeed(), prints: make([]uint8, size), heads: make([]uint32, size), older: make([]uint32, 0, n)}
}

// A Place is where a key belongs.
type Place struct {
	at    uint32
	print uint8
}

// Place returns where a key belongs; the zero Key belongs nowhere. It changes nothing, so that many goroutines may find the
// places of what one of them adds.
func (x *Index) Place(k Key) Place {
	if k.Sort == 0 {
		return Place{}
	}
	var h uint64
	if k.Sort == AddrSort {
		b := k.Addr.As16()
		h = maphash.Bytes(x.seed, b[:])
	} else {
		h = maphash.String(x.seed, k.Text)
	}
	return Place{uint32(h) & uint32(len(x.prints)-1), uint8(k.Sort)<<5 | uint8(h>>59)}
}

// Add lists an id under its key, which belongs to the place. Ids are added in their order,
// from 0 on, and keyOf must know their keys; an id whose key is the zero Key is not listed.
func (x *Index) Add(p Place) {
	id := uint32(len(x.older))
	x.older = append(x.older, 0)
	if p.print == 0 {
		return
	}
	at, head := p.at, id|alone
	for ; x.prints[at] != empty; at = x.next(at) {
		if newest := x.heads[at] &^ alone; x.prints[at] == p.print && x.keyOf(int32(newest)) == x.keyOf(int32(id)) {
			x.older[id], head = newest+1, id
			break
		}
	}
	x.prints[at], x.heads[at], x.has[p.print>>5] = p.print, head, true
}

// next is the place where a search goes on.
func (x *Index) next(at uint32) uint32 { return (at + 1) & uint32(len(x.prints)-1) }

// Find returns the ids listed under exactly this key. Who wants the parents of a name too asks
// for each of [Parents].
func (x *Index) Find(k Key) IDs {
	if !x.has[k.Sort] {
		return IDs{}
	}
	p := x.Place(k)
	for at := p.at; x.prints[at] != empty; at = x.next(at) {
		if newest := x.heads[at] &^ alone; x.prints[at] == p.print && x.keyOf(int32(newest)) == k {
			return IDs{x.older, newest + 1}
		}
	}
	return IDs{}
}

// Has reports whether any key of the sort is listed, so that a caller can leave out the work of
// preparing one.
func (x *Index) Has(s Sort) bool { return x.has[s] }

// All yields every id that is listed, in no fixed order.
func (x *Index) All() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for at, print := range x.prints {
			if print == empty || print == gone {
				continue
			}
			for id := x.heads[at]&^alone + 1; id != 0; id = x.older[id-1] {
				if !yield(int32(id - 1)) {
					return
				}
			}
		}
	}
}

// Revise calls revise with the ids of each key, in the order in which they were added, and
// lists those that it returns in their place: some of them, or ids that come after all that
// were added, of which keyOf must know already. The order of the keys is not fixed.
func (x *Index) Revise(revise func(ids []int32) []int32) {
	x.has = [MailSort + 1]bool{}
	var ids []int32
	for at, print := range x.prints {
		if print == empty || print == gone {
			continue
		}
		ids = x.of(uint32(at), ids[:0])
		if now := revise(ids); x.heads[at]&alone == 0 || len(now) != 1 || uint32(now[0]) != x.heads[at]&^alone {
			x.chain(uint32(at), now)
		}
		if x.prints[at] != gone {
			x.has[print>>5] = true
		}
	}
}

// of appends the ids of the key at a place, in the order in which they were added.
func (x *Index) of(at uint32, ids []int32) []int32 {
	newest := x.heads[at] &^ alone
	if x.heads[at]&alone != 0 {
		return append(ids, int32(newest))
	}
	for id := newest + 1; id != 0; id = x.older[id-1] {
		ids = append(ids, int32(id-1))
	}
	slices.Reverse(ids)
	return ids
}

// chain makes ids those of the key at a place.
func (x *Index) chain(at uint32, ids []int32) {
	if len(ids) == 0 {
		x.prints[at] = gone
		return
	}
	before := uint32(0)
	for _, id := range ids {
		for int(id) >= len(x.older) {
			x.older = append(x.older, 0)
		}
		x.older[id], before = before, uint32(id)+1
	}
	x.heads[at] = before - 1
}

// IDs are the ids of one key. The zero value is empty. It is a value, not an iterator
// function, because a look-up that finds nothing must not allocate.
type IDs struct {
	older []uint32
	at    uint32 // the next id, plus one
}

// Next returns the next id, the newest first, and false after the last.
func (l *IDs) Next() (id int32, ok bool) {
	if l.at == 0 {
		return 0, false
	}
	id = int32(l.at - 1)
	l.at = l.older[id]
	return id, true
}
