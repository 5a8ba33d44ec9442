package indicator

import "net/netip"

// parseIPv4 is netip.ParseAddr for dotted quads, without the error that netip allocates for
// every field of a log that is no address.
func parseIPv4(s string) (netip.Addr, bool) {
	if len(s) < len("0.0.0.0") || len(s) > len("255.255.255.255") {
		return netip.Addr{}, false
	}
	var quad [4]byte
	part, value, digits := 0, 0, 0
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			if digits == 1 && value == 0 || value*10+int(c-'0') > 255 {
				return netip.Addr{}, false // a leading zero may mean octal: refused, as in netip
			}
			value, digits = value*10+int(c-'0'), digits+1
		case c == '.' && digits > 0 && part < 3:
			quad[part] = byte(value)
			part, value, digits = part+1, 0, 0
		default:
			return netip.Addr{}, false
		}
	}
	if part != 3 || digits == 0 {
		return netip.Addr{}, false
	}
	quad[3] = byte(value)
	return netip.AddrFrom4(quad), true
}

// parseIPv6 reads an address with colons.
func parseIPv6(s string) (netip.Addr, bool) {
	for i := range len(s) {
		c := s[i]
		if c != ':' && c != '.' && !hexDigit(c) {
			return netip.Addr{}, false // before netip allocates an error
		}
	}
	addr, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Addr{}, false
	}
	return addr.Unmap(), true
}

func hexDigit(c byte) bool { return hexDigits[c] }

var hexDigits = func() (is [256]bool) {
	for _, c := range "0123456789abcdefABCDEF" {
		is[c] = true
	}
	return is
}()
