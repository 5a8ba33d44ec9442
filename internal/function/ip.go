package function

import (
	"cmp"
	"strconv"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// addresses are the functions of IP addresses. What is no address gives null, or "".
var addresses = []Scalar{
	{Name: "parse_ipv4", New: try1(parseIPv4)},
	{Name: "parse_ipv4_mask", New: try2(parseIPv4Mask)},
	{Name: "format_ipv4", New: rowwise(formatIPv4)},
	{Name: "format_ipv4_mask", New: rowwise(formatIPv4Mask)},
	{Name: "ipv4_netmask_suffix", New: try1(netmaskSuffix)},
	{Name: "ipv4_is_private", New: try1(isPrivate)},
	{Name: "ipv4_compare", New: comparesNetworks(IPv4Network, 32)},
	{Name: "ipv4_is_match", New: matchesNetworks(IPv4Network, 32)},
	{Name: "ipv4_is_in_range", New: inRanges(IPv4Network)},
	{Name: "ipv4_is_in_any_range", New: inRanges(IPv4Network)},
	{Name: "ipv4_range_to_cidr_list", New: try2(rangeToCIDRs)},
	{Name: "parse_ipv6", New: try1(parseIPv6)},
	{Name: "parse_ipv6_mask", New: try2(parseIPv6Mask)},
	{Name: "ipv6_compare", New: comparesNetworks(comparedIPv6, 128)},
	{Name: "ipv6_is_match", New: matchesNetworks(comparedIPv6, 128)},
	{Name: "ipv6_is_in_range", New: inRanges(IPv6Network)},
	{Name: "ipv6_is_in_any_range", New: inRanges(IPv6Network)},
}

func parseIPv4(s string) (int64, bool) { return parseIPv4Mask(s, 32) }

func parseIPv4Mask(s string, prefix int64) (int64, bool) {
	ip, bits, ok := ipv4(s)
	if !ok || prefix < 0 || prefix > 32 {
		return 0, false
	}
	return int64(ip & mask4(min(bits, int(prefix)))), true
}

func netmaskSuffix(s string) (int64, bool) {
	_, bits, ok := ipv4(s)
	return int64(bits), ok
}

// privates are the networks of RFC 1918.
var privates = []struct{ ip, mask uint32 }{
	{10 << 24, mask4(8)},
	{172<<24 | 16<<16, mask4(12)},
	{192<<24 | 168<<16, mask4(16)},
}

func isPrivate(s string) (bool, bool) {
	ip, _, ok := ipv4(s)
	for _, p := range privates {
		if ok && ip&p.mask == p.ip {
			return true, true
		}
	}
	return false, ok
}

func rangeToCIDRs(first, last string) (any, bool) {
	from, _, ok1 := ipv4(first)
	to, _, ok2 := ipv4(last)
	if !ok1 || !ok2 || from > to {
		return nil, false
	}
	return cidrs(from, to), true
}

func parseIPv6(s string) (string, bool) { return parseIPv6Mask(s, 128) }

func parseIPv6Mask(s string, prefix int64) (string, bool) {
	n, ok := IPv6Network(s)
	if !ok || prefix < 0 || prefix > 128 {
		return "", false
	}
	return n.masked(int(prefix)).Address.StringExpanded(), true
}

// formatIPv4 writes an address, a text or a number, with the bits beyond a prefix zero.
func formatIPv4(_ Spec, row []any) any {
	ip, _, ok := formatted(row)
	if !ok {
		return ""
	}
	return string(appendIPv4(nil, ip))
}

func formatIPv4Mask(_ Spec, row []any) any {
	ip, bits, ok := formatted(row)
	if !ok {
		return ""
	}
	return string(strconv.AppendInt(append(appendIPv4(nil, ip), '/'), int64(bits), 10))
}

// formatted reads an address and the prefix length behind it, of which the shorter counts.
func formatted(row []any) (ip uint32, bits int, ok bool) {
	prefix := optionalLong(row, 1, 32)
	switch x := row[0].(type) {
	case string:
		ip, bits, ok = ipv4(x)
	case int64:
		ip, bits, ok = uint32(x), 32, x >= 0 && x < 1<<32
	}
	if !ok || prefix < 0 || prefix > 32 || len(row) > 1 && row[1] == nil {
		return 0, 0, false
	}
	bits = min(bits, int(prefix))
	return ip & mask4(bits), bits, true
}

// comparedIPv6 is [IPv6Network], but for ::a.b.c.d, which is compared as a.b.c.d is.
func comparedIPv6(s string) (Network, bool) {
	n, ok := IPv6Network(s)
	if len(s) > 2 && s[:2] == "::" {
		if _, _, dotted := ipv4(s[2:]); dotted {
			return IPv6Network(s[2:])
		}
	}
	return n, ok
}

// comparesNetworks makes a function that compares two addresses by the bits that count in
// both, and within a prefix if one is given.
func comparesNetworks(read func(string) (Network, bool), width int64) maker {
	return rowwise(func(_ Spec, row []any) any {
		order, ok := compareNetworks(row, read, width)
		if !ok {
			return nil
		}
		return int64(order)
	})
}

func matchesNetworks(read func(string) (Network, bool), width int64) maker {
	return rowwise(func(_ Spec, row []any) any {
		order, ok := compareNetworks(row, read, width)
		if !ok {
			return nil
		}
		return order == 0
	})
}

func compareNetworks(row []any, read func(string) (Network, bool), width int64) (int, bool) {
	prefix := optionalLong(row, 2, width)
	a, ok1 := read(asString(row[0]))
	b, ok2 := read(asString(row[1]))
	if !ok1 || !ok2 || prefix < 0 || prefix > width || len(row) > 2 && row[2] == nil {
		return 0, false
	}
	bits := min(a.Bits, b.Bits, int(prefix))
	return cmp.Compare(a.masked(bits).Address.Compare(b.masked(bits).Address), 0), true
}

func asString(x any) string {
	s, _ := x.(string)
	return s
}

// inRanges makes a function that tells whether an address is in one of the ranges that
// follow, texts or an array of texts. Constant ones are read once.
func inRanges(read func(string) (Network, bool)) maker {
	return func(s Spec) (Kernel, error) {
		constant := true
		var row []any
		for _, a := range s.Args[1:] {
			constant = constant && a.Const
			row = append(row, a.Value)
		}
		if !constant {
			return rowwise(func(_ Spec, row []any) any {
				return rangesOf(row[1:], read).has(asString(row[0]), read)
			})(s)
		}
		in := rangesOf(row, read)
		return func(args []*vector.Vector, n int) *vector.Vector {
			return eachText(args[0], n, func(text string) any { return in.has(text, read) })
		}, nil
	}
}

// eachText computes a bool or null from each text of a column, which may be dynamic.
func eachText(x *vector.Vector, n int, f func(string) any) *vector.Vector {
	if x.IsConst() {
		return vector.Const(value.Bool, f(value.Text(value.Dynamic, x.Value(0))), n)
	}
	out := vector.New(value.Bool, n)
	for i := range n {
		text := ""
		if x.Strings != nil {
			text = x.Strings[i]
		} else {
			text = value.Text(value.Dynamic, x.Value(i))
		}
		out.Set(i, f(text))
	}
	return out
}

// ranges are networks to be in, and whether all could be read.
type ranges struct {
	networks []Network
	broken   bool
}

func rangesOf(row []any, read func(string) (Network, bool)) ranges {
	var r ranges
	for _, text := range texts(row) {
		n, ok := read(text)
		if !ok {
			r.broken = true
			continue
		}
		r.networks = append(r.networks, n)
	}
	return r
}

// texts returns the strings of a row, and those of the arrays in it.
func texts(row []any) []string {
	var out []string
	for _, x := range row {
		list, ok := listOf(x)
		if !ok {
			list = []any{x}
		}
		for _, e := range list {
			out = append(out, asString(e))
		}
	}
	return out
}

// has reports whether the address is in one; nil where it is not but might be in one that
// could not be read.
func (r ranges) has(text string, read func(string) (Network, bool)) any {
	ip, ok := read(text)
	if !ok {
		return nil
	}
	for _, n := range r.networks {
		if n.Contains(ip.Address) {
			return true
		}
	}
	if r.broken {
		return nil
	}
	return false
}
