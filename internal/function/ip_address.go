package function

import (
	"math/bits"
	"net/netip"
	"strconv"
	"strings"
)

// A Network is an address with the number of its leading bits that count (10.0.0.0/8); of
// an address alone they all do.
type Network struct {
	Address netip.Addr // the bits that do not count are zero
	Bits    int
}

// IPv4Network reads an IPv4 address, with a prefix length (/24) or without.
func IPv4Network(s string) (Network, bool) {
	ip, bits, ok := ipv4(s)
	if !ok {
		return Network{}, false
	}
	return Network{netip.AddrFrom4(bytes4(ip & mask4(bits))), bits}, true
}

// IPv6Network reads an IPv6 or IPv4 address, with a prefix length or without. An IPv4
// address is the IPv6 one that stands for it (::ffff:a.b.c.d), and the length of a text
// with dots counts the bits of its last four bytes.
func IPv6Network(s string) (Network, bool) {
	text, suffix, hasSuffix := strings.Cut(s, "/")
	if strings.Contains(text, "%") {
		return Network{}, false
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return Network{}, false
	}
	dotted := strings.Contains(text, ".")
	n := Network{netip.AddrFrom16(addr.As16()), 128}
	if hasSuffix {
		most := 128
		if dotted {
			most = 32
		}
		length, ok := prefixLength(suffix, most)
		if !ok {
			return Network{}, false
		}
		n.Bits = 128 - most + length
	}
	return n.masked(n.Bits), true
}

// Contains reports whether the network has the address; both are of one family.
func (n Network) Contains(addr netip.Addr) bool {
	return Network{addr, n.Bits}.masked(n.Bits).Address == n.Address
}

// masked returns the network of at most as many leading bits.
func (n Network) masked(bits int) Network {
	bits = min(bits, n.Bits)
	b := n.Address.As16()
	if n.Address.Is4() {
		return Network{netip.AddrFrom4(bytes4(word4(n.Address) & mask4(bits))), bits}
	}
	for i := range b {
		b[i] &= ^(byte(0xff) >> max(0, min(8, bits-8*i)))
	}
	return Network{netip.AddrFrom16(b), bits}
}

// prefixLength reads a number of bits.
func prefixLength(s string, most int) (int, bool) {
	if len(s) == 0 || len(s) > 3 || s[0] == '+' || s[0] == '-' {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n <= most
}

// ipv4 reads an IPv4 address, with a prefix length or without: 32 then.
func ipv4(s string) (ip uint32, bits int, ok bool) {
	ip, rest, ok := octets(s)
	if !ok || rest == "" {
		return ip, 32, ok
	}
	if rest[0] != '/' {
		return 0, 0, false
	}
	bits, ok = prefixLength(rest[1:], 32)
	return ip, bits, ok
}

// octets reads the four numbers at the start of a text, and returns what is behind them.
func octets(s string) (ip uint32, rest string, ok bool) {
	for i := range 4 {
		if i > 0 {
			if s == "" || s[0] != '.' {
				return 0, "", false
			}
			s = s[1:]
		}
		n, digits := 0, 0
		for digits < len(s) && digits < 4 && s[digits]-'0' <= 9 {
			n = 10*n + int(s[digits]-'0')
			digits++
		}
		if digits == 0 || digits > 3 || n > 255 {
			return 0, "", false
		}
		ip, s = ip<<8|uint32(n), s[digits:]
	}
	return ip, s, true
}

func mask4(bits int) uint32 { return uint32(uint64(0xffffffff) << (32 - bits)) }

func bytes4(ip uint32) [4]byte {
	return [4]byte{byte(ip >> 24), byte(ip >> 16), byte(ip >> 8), byte(ip)}
}

func word4(a netip.Addr) uint32 {
	b := a.As4()
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

func appendIPv4(dst []byte, ip uint32) []byte {
	for i, b := range bytes4(ip) {
		if i > 0 {
			dst = append(dst, '.')
		}
		dst = strconv.AppendUint(dst, uint64(b), 10)
	}
	return dst
}

// cidrs covers the addresses from first to last with as few networks as can be.
func cidrs(first, last uint32) []any {
	out := []any{}
	for at, end := uint64(first), uint64(last); at <= end; {
		size := min(bits.TrailingZeros64(at|1<<32), bits.Len64(end-at+1)-1)
		text := append(appendIPv4(nil, uint32(at)), '/')
		out = append(out, string(strconv.AppendInt(text, int64(32-size), 10)))
		at += 1 << size
	}
	return out
}
