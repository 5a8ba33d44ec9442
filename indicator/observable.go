// Package indicator defines observables, the values hunts look for in logs, and
// indicators of compromise (IOCs), which are observables a source calls malicious.
//
// Start with [Parse] for a value of unknown kind and [ParseAs] where the source
// names the kind; both undo the spellings that reports use to keep a value from being
// clicked, and return the one canonical form. [ParseLocation] and [CanonicalHost] bring
// what logs hold to the same form, fast. The package reads no files and keeps no state.
package indicator

import (
	"net/netip"
	"strconv"
	"strings"

	"foxhound/internal/lazyregexp"
)

// An Observable is one value in canonical form. Equal observables compare equal with ==.
//
// Values are ASCII without spaces and control characters, the local part of an e-mail
// address excepted, which may hold any printable character.
type Observable struct {
	Kind  Kind
	Value string
}

// String returns the canonical value, which is live: see [Observable.Defang] for one to show.
func (o Observable) String() string { return o.Value }

const (
	maxText  = 16 << 10 // bytes of text that Parse looks at
	maxValue = 4 << 10  // bytes of a canonical value: escaped and defanged it stays below maxText
)

// Parse returns the observable that text denotes, guessing the kind. Text may be defanged,
// quoted and surrounded by space. Every error is a [*ParseError].
//
// A guess has limits: of an address followed by a colon and digits without brackets, Parse
// sees an IPv6 address where the whole is one; [ParseAs] is told better.
func Parse(text string) (Observable, error) {
	s, err := clean(text)
	if err != nil {
		return Observable{}, &ParseError{Printable(text, maxShown), err}
	}
	kind := guess(s)
	value, err := canonical(kind, s)
	if err != nil {
		return Observable{}, &ParseError{Printable(text, maxShown), err}
	}
	return Observable{kind, value}, nil
}

// ParseAs is Parse for text whose kind is known. An ip:port without a port is any port; an
// unbracketed IPv6 pair is split at its last colon, as ThreatFox writes it.
func ParseAs(kind Kind, text string) (Observable, error) {
	s, err := clean(text)
	if err == nil {
		s, err = canonical(kind, s)
	}
	if err != nil {
		return Observable{}, &ParseError{Printable(text, maxShown), err}
	}
	return Observable{kind, s}, nil
}

// guess returns the kind that s most looks like, or 0.
func guess(s string) Kind {
	if strings.Contains(s, "://") {
		return URL
	}
	if k := hashKind(s); k != 0 {
		return k
	}
	if strings.Contains(s, "@") {
		return Email
	}
	if _, ok := ParseAddr(s); ok {
		return IP
	}
	if _, _, err := splitPair(s); err != ErrAddress { // a bad port is still meant as one
		return IPPort
	}
	if strings.Contains(s, ".") {
		return Domain
	}
	return 0
}

// canonical returns the canonical form of refanged text.
func canonical(kind Kind, s string) (string, error) {
	switch kind {
	case 0:
		return "", ErrUnknown
	case Domain:
		return canonicalDomain(s)
	case IP:
		return canonicalIP(s)
	case IPPort:
		return canonicalPair(s)
	case URL:
		return canonicalURL(s)
	case MD5, SHA1, SHA256, SHA3384:
		return canonicalHash(kind, s)
	case Email:
		return canonicalEmail(s)
	}
	return "", ErrKind
}

// canonicalDomain wants two labels at least: a name of one label is a public suffix or local.
// The "*." and "." that lists put before a domain to mean its subdomains too say nothing new.
func canonicalDomain(s string) (string, error) {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "*"), ".")
	host, ok := CanonicalHost(s)
	if !ok || !strings.Contains(host, ".") {
		return "", hostError(s)
	}
	if host[0] >= '0' && host[0] <= '9' && masked.MatchString(host) {
		return "", ErrRedacted
	}
	return host, nil
}

// hostError tells a name with a port or a path, and a range of addresses, from what is no name
// at all.
func hostError(s string) error {
	place, _, path := strings.Cut(s, "/")
	name, port, ported := strings.Cut(place, ":")
	host, ok := CanonicalHost(name)
	named := ok && strings.Contains(host, ".") && (!ported || isDigits(port))
	_, err := netip.ParsePrefix(s)
	switch {
	case named && path:
		return ErrHostPath
	case named && ported:
		return ErrHostPort
	case err == nil:
		return ErrRange
	}
	return ErrHost
}

// masked is an address of which parts are hidden. It would pass for a name.
var masked = lazyregexp.New(`^\d+(\.(\d+|x+)){3}$`)

func canonicalIP(s string) (string, error) {
	addr, ok := ParseAddr(s)
	if !ok {
		return "", ErrAddress
	}
	if canonicalQuad(s, addr) {
		return s, nil
	}
	return addr.String(), nil
}

func canonicalPair(s string) (string, error) {
	addr, port, err := splitPair(s)
	if err != nil {
		return "", err
	}
	if host, digits, ok := strings.Cut(s, ":"); ok && host != "" && canonicalQuad(host, addr) && (digits == "0" || digits[0] != '0') {
		return s, nil
	}
	return netip.AddrPortFrom(addr, port).String(), nil
}

// splitPair reads an address and port in any spelling. Without a port the port is 0.
func splitPair(s string) (netip.Addr, uint16, error) {
	cut := strings.LastIndexAny(s, ":|")
	if cut >= 0 && cut+1 < len(s) {
		if addr, ok := ParseAddr(s[:cut]); ok && isDigits(s[cut+1:]) {
			port, err := parsePort(s[cut+1:])
			return addr, port, err
		}
	}
	if addr, ok := ParseAddr(s); ok {
		return addr, 0, nil
	}
	return netip.Addr{}, 0, ErrAddress
}

func parsePort(s string) (uint16, error) {
	port, err := strconv.ParseUint(s, 10, 16)
	if err != nil {
		return 0, ErrPort
	}
	return uint16(port), nil
}

func canonicalHash(kind Kind, s string) (string, error) {
	if len(s) != kind.hexDigits() || !isHex(s) {
		return "", ErrHash
	}
	return strings.ToLower(s), nil
}

// hashKind returns the kind of hash that s is by its length, or 0.
func hashKind(s string) Kind {
	for k := MD5; k <= SHA3384; k++ {
		if len(s) == k.hexDigits() && isHex(s) {
			return k
		}
	}
	return 0
}

func isHex(s string) bool {
	for i := range len(s) {
		if !hexDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
