package guard

import (
	"cmp"
	"net/netip"
	"slices"
	"sort"
)

// blocks finds which of many address blocks holds an address. Of blocks that lie in one another
// the strictest counts; of equals the smallest; of the same block the one added first.
//
// Each entry is the smallest that counts where it begins, and up is the entry around it, so
// that one binary search and a short climb find it. Its twin in the tests looks at every block.
type blocks struct {
	entries []block
	begins  []uint32   // first addresses of those entries that are of IPv4, which come first
	near    [257]int32 // of begins, where those with that first byte start
	added   []block
}

type block struct {
	netip.Prefix
	entry
	up int32 // -1 for none
}

func (b *blocks) add(p netip.Prefix, e entry) { b.added = append(b.added, block{p, e, -1}) }

// index makes what was added ready to be looked up.
func (b *blocks) index() {
	slices.SortStableFunc(b.added, func(x, y block) int {
		return cmp.Or(x.Addr().Compare(y.Addr()), cmp.Compare(x.Bits(), y.Bits()), cmp.Compare(y.list.host, x.list.host))
	})
	around := int32(-1)
	for _, next := range b.added {
		for around >= 0 && !b.entries[around].Contains(next.Addr()) {
			around = b.entries[around].up
		}
		if around >= 0 && (b.entries[around].Prefix == next.Prefix || b.entries[around].list.host > next.list.host) {
			continue
		}
		next.up, around = around, int32(len(b.entries))
		b.entries = append(b.entries, next)
	}
	b.added = nil
	b.indexBytes()
}

func (b *blocks) indexBytes() {
	for _, e := range b.entries {
		if e.Addr().Is4() {
			b.begins = append(b.begins, number(e.Addr()))
			b.near[int(e.Addr().As4()[0])+1]++
		}
	}
	for i := range 256 {
		b.near[i+1] += b.near[i]
	}
}

// find returns the entry of the block that holds an address.
func (b *blocks) find(addr netip.Addr) (entry, bool) {
	for i := b.last(addr); i >= 0; i = int(b.entries[i].up) {
		if e := &b.entries[i]; e.Contains(addr) {
			return e.entry, true
		}
	}
	return entry{}, false
}

// last is the last entry that begins at or before an address.
func (b *blocks) last(addr netip.Addr) int {
	if addr.Is4() { // Fast path
		n, first := number(addr), addr.As4()[0]
		lo, hi := int(b.near[first]), int(b.near[int(first)+1])
		for lo < hi {
			if mid := (lo + hi) / 2; b.begins[mid] <= n {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		return lo - 1
	}
	first := len(b.begins) // of IPv6
	return first + sort.Search(len(b.entries)-first, func(i int) bool { return addr.Less(b.entries[first+i].Addr()) }) - 1
}

func number(addr netip.Addr) uint32 {
	a := addr.As4()
	return uint32(a[0])<<24 | uint32(a[1])<<16 | uint32(a[2])<<8 | uint32(a[3])
}
