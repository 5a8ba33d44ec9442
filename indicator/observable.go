// Package indicator defines observables, the values hunts look for in logs, and
// indicators of compromise (IOCs), which are observables a source calls malicious.
//
// Start with [Parse] for a value of unknown kind and [ParseAs] where the source
// names the kind. The package reads no files and keeps no state.
package indicator

// A Kind says what sort of value an [Observable] holds.
type Kind uint8

const (
	Domain Kind = iota + 1 // softandtec.com: lower case, IDNA in its ASCII form, no trailing dot
	IP                     // 80.211.47.159, 2a02:cf40:1::5: as netip prints it, IPv4-mapped IPv6 as IPv4
	IPPort                 // 80.211.47.159:7582, [2a02:cf40:1::5]:443; port 0 means any port
	URL                    // http://woodfez.biz:7582: see [Location] for its parts
	MD5                    // lower-case hexadecimal, as are the other hashes
	SHA1
	SHA256
	SHA3384
	Email // local part as written, domain as in Domain
)

// An Observable is one value in canonical form. Equal observables compare equal with ==.
type Observable struct {
	Kind  Kind
	Value string
}

// String returns the feed spelling used in flags, output and rules: domain, ip, ip:port,
// url, md5, sha1, sha256, sha3_384, email.
func (k Kind) String() string { return "" }

// ParseKind returns the kind that a feed's type name stands for. It knows the names of
// [Kind.String] and ThreatFox's (md5_hash, sha256_hash, envelope_from, body_from ...).
func ParseKind(name string) (Kind, bool) { return 0, false }

// Hash reports whether k is a file hash.
func (k Kind) Hash() bool { return k >= MD5 && k <= SHA3384 }

// Parse returns the observable that text denotes, guessing the kind. Text may be defanged.
// Every error is a [*ParseError].
func Parse(text string) (Observable, error) { return Observable{}, nil }

// ParseAs is Parse for text whose kind is known. An ip:port without a port is any port.
func ParseAs(kind Kind, text string) (Observable, error) { return Observable{}, nil }

// Defang returns the value spelled so that nobody clicks it: hxxp://woodfez[.]biz:7582,
// 80[.]211[.]47[.]159:7582. [Parse] takes it back.
func (o Observable) Defang() string { return "" }

// Location takes a URL, domain, IP or IPPort apart; it reports false for other kinds.
func (o Observable) Location() (Location, bool) { return Location{}, false }
