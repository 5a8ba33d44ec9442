package indicator

import (
	"net/netip"
	"strings"
)

const (
	maxHost  = 253 // bytes of a host name, without the trailing dot
	maxLabel = 63  // bytes between two dots
)

// CanonicalHost returns a host name in the form of a [Domain]: lower case, IDNA in its ASCII
// form, no trailing dot. It reports false for addresses and for text that is no host name.
// Single labels (localhost) are host names; a leading "*." is not. Hyphens and the characters
// _ ! $ + ~ may stand anywhere in a label: DNS takes any byte, and listed names use these.
//
// A name that is canonical already is returned as it is, as a substring of text and without
// allocation; nothing else of text is retained.
func CanonicalHost(text string) (string, bool) {
	host := strings.TrimRight(text, ".")
	if len(text)-len(host) > 2 {
		return "", false
	}
	switch plainHost(host) {
	case hostCanonical:
		return host, true
	case hostUpper:
		return strings.ToLower(host), true
	case hostForeign:
		return foreignHost(host)
	}
	return "", false
}

// hostClass is what plainHost finds.
type hostClass uint8

const (
	hostInvalid   hostClass = iota
	hostCanonical           // nothing to do
	hostUpper               // ASCII with capital letters
	hostForeign             // not ASCII: IDNA must tell
)

// plainHost judges a name in one pass over its bytes.
func plainHost(s string) hostClass {
	class, label, letters := hostCanonical, 0, false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			label, letters = label+1, true
		case c >= '0' && c <= '9' || c == '-' || c == '_' || c == '!' || c == '$' || c == '+' || c == '~':
			label++
		case c == '.':
			if label == 0 || label > maxLabel {
				return hostInvalid
			}
			label, letters = 0, false
		case c >= 'A' && c <= 'Z':
			label, letters, class = label+1, true, hostUpper
		case c >= 0x80:
			return hostForeign
		default:
			return hostInvalid
		}
	}
	// A last label without a letter ends an address, a mistyped one, or is a log's "-" for nothing.
	if label == 0 || label > maxLabel || !letters || len(s) > maxHost {
		return hostInvalid
	}
	return class
}

// foreignHost is CanonicalHost for names that are not ASCII.
func foreignHost(s string) (string, bool) {
	if len(s) > 4*maxHost {
		return "", false
	}
	ascii, ok := toASCII(s)
	if !ok {
		return "", false
	}
	ascii = strings.TrimSuffix(ascii, ".") // an ideographic full stop can end a name too
	return ascii, plainHost(ascii) == hostCanonical
}

// Unicode returns an ASCII (xn--) host name in its Unicode spelling. It returns the name
// itself where there is no other spelling, or only one that would not come back as the same
// name.
func Unicode(host string) string {
	if !strings.Contains(host, "xn--") {
		return host
	}
	unicode, ok := toUnicode(host)
	if !ok {
		return host
	}
	if back, ok := CanonicalHost(unicode); !ok || back != host {
		return host
	}
	return unicode
}

// ParseAddr reads an address as logs spell them: brackets, a zone and an IPv4-mapped IPv6
// prefix are taken off. It reports false for anything else. It does not allocate, and
// retains nothing of text.
func ParseAddr(text string) (netip.Addr, bool) {
	if addr, ok := parseIPv4(text); ok {
		return addr, true
	}
	if len(text) > 1 && text[0] == '[' && text[len(text)-1] == ']' {
		text = text[1 : len(text)-1]
	}
	// The zone is cut off first because netip would intern it, and because it may be longer
	// than any address.
	if i := strings.IndexByte(text, '%'); i >= 0 {
		text = text[:i]
	}
	if len(text) > maxHost || strings.Count(text, ":") < 2 {
		return netip.Addr{}, false // a name, or a dotted quad with its port
	}
	return parseIPv6(text)
}
