package function

import (
	"net/netip"
	"slices"
	"strings"

	"foxhound/internal/value"
)

// geoAddresses are the functions that know where addresses are.
var geoAddresses = []Scalar{
	{Name: "geo_info_from_ip_address", New: newGeoInfo},
}

// newGeoInfo makes the kernel of geo_info_from_ip_address: without a second argument nothing
// is known of any address; with it, a constant list of bags, what the bag of the narrowest
// `network` says. An address of which nothing is known has an empty bag.
func newGeoInfo(s Spec) (Kernel, error) {
	known := &located{}
	if len(s.Args) > 1 {
		list, _ := s.Args[1].Value.([]any)
		for _, bag := range list {
			known.add(bag.(*value.Bag))
		}
	}
	return rowwise(func(_ Spec, row []any) any { return known.find(row[0]) })(s)
}

// A located is networks and what is known of them.
type located struct {
	bags    map[netip.Prefix]*value.Bag
	lengths []int // of prefixes there are, the longest first
}

// add adds a network: the first of several that are the same counts.
func (l *located) add(bag *value.Bag) {
	text, _ := bag.Get("network")
	prefix, ok := prefixOf(text)
	if !ok {
		return
	}
	if _, seen := l.bags[prefix]; seen {
		return
	}
	known := &value.Bag{}
	for i := range bag.Len() {
		if key, v := bag.At(i); key != "network" && v != nil && v != "" {
			known.Set(key, v)
		}
	}
	if l.bags == nil {
		l.bags = make(map[netip.Prefix]*value.Bag)
	}
	l.bags[prefix] = known
	if at, found := slices.BinarySearchFunc(l.lengths, prefix.Bits(), func(a, b int) int { return b - a }); !found {
		l.lengths = slices.Insert(l.lengths, at, prefix.Bits())
	}
}

// prefixOf reads a network, or an address as one of it alone; an IPv4 address in IPv6's form
// is that address.
func prefixOf(x any) (netip.Prefix, bool) {
	text, _ := x.(string)
	text = strings.TrimSpace(text)
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked(), true
	}
	addr, err := netip.ParseAddr(text)
	if err != nil || addr.Zone() != "" {
		return netip.Prefix{}, false
	}
	addr = addr.Unmap()
	return netip.PrefixFrom(addr, addr.BitLen()), true
}

func (l *located) find(address any) *value.Bag {
	p, ok := prefixOf(address)
	for _, bits := range l.lengths {
		if !ok || bits > p.Bits() {
			continue
		}
		network, _ := p.Addr().Prefix(bits)
		if bag := l.bags[network]; bag != nil {
			return bag
		}
	}
	return &value.Bag{}
}
