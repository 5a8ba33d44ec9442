package guard

import (
	"cmp"
	"encoding/binary"
	"math"
	"net/netip"
	"slices"
	"sort"
	"sync"
)

// blocks finds which of many address blocks holds an address. Of blocks that lie in one another
// the strictest counts; of equals the smallest; of the same block the one added first.
//
// Each block that is left is the smallest that counts where it begins, and up is the one around
// it, so that one binary search and a short climb find it. Its twin in the tests looks at every
// block.
//
// A family is brought in order when the first address of it is looked up: few lists of
// indicators have any of IPv6.
type blocks struct {
	of4, of6       []block
	order4, order6 func()
	begins         []uint32   // first addresses of of4
	near           [257]int32 // of begins, where those with that first byte start
}

func newBlocks() *blocks {
	const most4, most6 = 12000, 5000 // of the embedded lists
	b := &blocks{of4: make([]block, 0, most4), of6: make([]block, 0, most6)}
	b.order4 = sync.OnceFunc(func() { b.of4 = nested(b.of4); b.index() })
	b.order6 = sync.OnceFunc(func() { b.of6 = nested(b.of6) })
	return b
}

// A block is small, for there are many: what a heading says of all its blocks is there once.
type block struct {
	first number
	entry *entry
	nth   int32 // in which it was added
	up    int32 // -1 for none
	bits  uint8
}

// A number is an address of IPv6, or of IPv4 in its upper 32 bits.
type number struct{ hi, lo uint64 }

func numberOf(addr netip.Addr) number {
	if addr.Is4() {
		return number{hi: uint64(number4(addr)) << 32}
	}
	a := addr.As16()
	return number{binary.BigEndian.Uint64(a[:8]), binary.BigEndian.Uint64(a[8:])}
}

func number4(addr netip.Addr) uint32 {
	a := addr.As4()
	return binary.BigEndian.Uint32(a[:])
}

func (n number) compare(m number) int {
	if n.hi != m.hi {
		return cmp.Compare(n.hi, m.hi)
	}
	return cmp.Compare(n.lo, m.lo)
}

// holds reports whether a number of the same family lies in the block.
func (b *block) holds(n number) bool {
	hi, lo := n.hi^b.first.hi, n.lo^b.first.lo
	if b.bits <= 64 {
		return hi>>(64-b.bits) == 0
	}
	return hi == 0 && lo>>(128-b.bits) == 0
}

func (b *blocks) add(p netip.Prefix, e *entry) {
	all := &b.of6
	if p.Addr().Is4() {
		all = &b.of4
	}
	*all = append(*all, block{numberOf(p.Addr()), e, int32(len(*all)), -1, uint8(p.Bits())})
}

// index finds blocks of IPv4 by their first bytes.
func (b *blocks) index() {
	b.begins = make([]uint32, len(b.of4))
	for i := range b.of4 {
		b.begins[i] = uint32(b.of4[i].first.hi >> 32)
		b.near[b.begins[i]>>24+1]++
	}
	for i := range 256 {
		b.near[i+1] += b.near[i]
	}
}

// inOrder brings blocks of one family in the order of their first addresses, larger ones before
// those in them; of the same block, the strictest comes first. To sort numbers is so much quicker
// that the first 32 bits of addresses are sorted as such, and by all there is only what is alike
// in those.
func inOrder(added []block) []block {
	keys := make([]uint64, len(added))
	for i := range added {
		keys[i] = added[i].first.hi&^math.MaxUint32 | uint64(i)
	}
	slices.Sort(keys)
	sorted := make([]block, len(added))
	alike := 0 // where those with the bits at hand begin
	for i, key := range keys {
		sorted[i] = added[uint32(key)]
		if i+1 == len(keys) || keys[i+1]>>32 != key>>32 {
			slices.SortFunc(sorted[alike:i+1], compareBlocks)
			alike = i + 1
		}
	}
	return sorted
}

func compareBlocks(x, y block) int {
	if c := x.first.compare(y.first); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(x.bits, y.bits), cmp.Compare(y.entry.list.host, x.entry.list.host), cmp.Compare(x.nth, y.nth))
}

// nested leaves out those of the blocks of one family that never count, and finds which lies in
// which.
func nested(added []block) []block {
	sorted := inOrder(added)
	left := sorted[:0] // never ahead of what is read
	around := int32(-1)
	for _, next := range sorted {
		for around >= 0 && !left[around].holds(next.first) {
			around = left[around].up
		}
		if around >= 0 && (left[around].same(&next) || left[around].entry.list.host > next.entry.list.host) {
			continue
		}
		next.up, around = around, int32(len(left))
		left = append(left, next)
	}
	return left
}

func (b *block) same(other *block) bool { return b.first == other.first && b.bits == other.bits }

// find returns the entry of the block that holds an address. Nothing is added after that.
func (b *blocks) find(addr netip.Addr) (entry, bool) {
	all, i := b.last(addr)
	n := numberOf(addr)
	for ; i >= 0; i = int(all[i].up) {
		if all[i].holds(n) {
			return *all[i].entry, true
		}
	}
	return entry{}, false
}

// last is the last block that begins at or before an address, of those of its family.
func (b *blocks) last(addr netip.Addr) (all []block, at int) {
	if addr.Is4() {
		b.order4()
		n := number4(addr)
		lo, hi := int(b.near[n>>24]), int(b.near[n>>24+1])
		for lo < hi {
			if mid := (lo + hi) / 2; b.begins[mid] <= n {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		return b.of4, lo - 1
	}
	b.order6()
	n := numberOf(addr)
	return b.of6, sort.Search(len(b.of6), func(i int) bool { return n.compare(b.of6[i].first) < 0 }) - 1
}
