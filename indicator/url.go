package indicator

import (
	"strconv"
	"strings"
)

// canonicalURL drops what does not tell URLs apart: user information, fragment, the default
// port, a bare "/". The case of the path is kept.
func canonicalURL(s string) (string, error) {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !validScheme(scheme) {
		return "", ErrScheme
	}
	authority, _, _ := cutAuthority(rest, true)
	if _, port, ok := cutPort(authority); ok && port != "" && !validPort(port) {
		return "", ErrPort
	}
	loc, ok := ParseLocation(s)
	if !ok {
		return "", ErrHost
	}
	var room [256]byte
	value := loc.append(room[:0])
	if len(value) > maxValue {
		return "", ErrTooLong
	}
	if string(value) == s {
		return s, nil
	}
	return string(value), nil
}

func validPort(s string) bool {
	_, err := parsePort(s)
	return err == nil
}

// String returns the location as a canonical [URL], or without what it does not have.
func (l Location) String() string {
	var room [256]byte
	return string(l.append(room[:0]))
}

func (l *Location) append(b []byte) []byte {
	if l.Scheme != "" {
		b = append(append(b, l.Scheme...), "://"...)
	}
	if l.Addr.Is6() {
		b = append(append(append(b, '['), l.Host...), ']')
	} else {
		b = append(b, l.Host...)
	}
	if l.Port != 0 && l.Port != DefaultPort(l.Scheme) {
		b = strconv.AppendUint(append(b, ':'), uint64(l.Port), 10)
	}
	if l.Path != "/" {
		b = append(b, l.Path...)
	}
	return b
}

// DefaultPort returns the port a scheme (in lower case) stands for, or 0 where none is known.
func DefaultPort(scheme string) uint16 {
	switch scheme {
	case "http", "ws":
		return 80
	case "https", "wss":
		return 443
	case "ftp":
		return 21
	}
	return 0
}

// canonicalPath drops the fragment, puts the "/" before a query that has none, and
// percent-encodes what is not printable ASCII. Everything else is kept byte for byte.
func canonicalPath(s string) string {
	if i := strings.IndexByte(s, '#'); i >= 0 {
		s = s[:i]
	}
	if s == "" {
		return "/"
	}
	if s[0] == '?' {
		s = "/" + s
	}
	for i := range len(s) {
		if !printableASCII(s[i]) {
			return escape(s)
		}
	}
	return s
}

func printableASCII(c byte) bool { return c > ' ' && c < 0x7f }

func escape(s string) string {
	const digits = "0123456789ABCDEF"
	b := make([]byte, 0, len(s)+len(s)/2)
	for i := range len(s) {
		if c := s[i]; printableASCII(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(b)
}
