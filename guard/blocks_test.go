package guard

import (
	"math/rand/v2"
	"net/netip"
	"testing"
)

// A named block is one with its entry, as a list has it.
type named struct {
	netip.Prefix
	entry
}

// slowly looks at every block: the strictest, the smallest of equals, the first of the same.
func slowly(all []named, addr netip.Addr) (found entry, ok bool) {
	bits := 0
	for _, b := range all {
		if !b.Contains(addr) {
			continue
		}
		if !ok || b.list.host > found.list.host || b.list.host == found.list.host && b.Bits() > bits {
			found, bits, ok = b.entry, b.Bits(), true
		}
	}
	return found, ok
}

// someBlocks lie in one another as often as not.
func someBlocks(rnd *rand.Rand, n int) []named {
	levels := []*list{{name: "label", host: Label}, {name: "precise", host: Precise}, {name: "drop", host: Drop}}
	var all []named
	for range n {
		bits := rnd.IntN(33)
		addr := someAddr(rnd)
		if addr.Is6() {
			bits = rnd.IntN(129)
		}
		all = append(all, named{netip.PrefixFrom(addr, bits).Masked(), entry{levels[rnd.IntN(3)], string(rune('a' + len(all)))}})
	}
	return all
}

func someAddr(rnd *rand.Rand) netip.Addr {
	few := func() byte { return []byte{0, 1, 128, 255}[rnd.IntN(4)] }
	if rnd.IntN(3) > 0 {
		return netip.AddrFrom4([4]byte{few(), few(), few(), few()})
	}
	return netip.AddrFrom16([16]byte{0x20 + few()&1, few(), few(), 15: few()})
}

// TestBlocks holds the search to looking at every block.
func TestBlocks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		all := someBlocks(rnd, rnd.IntN(40))
		b := newBlocks()
		for _, x := range all {
			b.add(x.Prefix, &x.entry)
		}
		for range 100 {
			addr := someAddr(rnd)
			got, ok := b.find(addr)
			want, is := slowly(all, addr)
			if ok != is || got != want {
				t.Fatalf("%v is in %v %v; slowly in %v %v, of %v", addr, got, ok, want, is, all)
			}
		}
	}
}

// TestBlocksOfLists does so with the embedded lists, at both ends of every block and beside it.
func TestBlocksOfLists(t *testing.T) {
	var all []named
	for _, l := range lists {
		for text, label := range l.entries() {
			if a, err := netip.ParseAddr(text); err == nil {
				all = append(all, named{netip.PrefixFrom(a, a.BitLen()), entry{l, label}})
			} else if p, err := netip.ParsePrefix(text); err == nil {
				all = append(all, named{p, entry{l, label}})
			}
		}
	}
	for i, b := range all {
		if i%16 != 0 && len(all)-i > 500 { // all of them take a minute
			continue
		}
		for _, addr := range []netip.Addr{b.Addr(), b.Addr().Prev()} {
			got, ok := built().blocks.find(addr)
			if want, is := slowly(all, addr); addr.IsValid() && (ok != is || got != want) {
				t.Fatalf("%v is in %+v %v; slowly in %+v %v", addr, got, ok, want, is)
			}
		}
	}
}
