package indicator

import "strings"

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

// kindNames are the spellings of [Kind.String]; the zero Kind has none.
var kindNames = [...]string{"", "domain", "ip", "ip:port", "url", "md5", "sha1", "sha256", "sha3_384", "email"}

// kindAliases are the names other than kindNames that sources use for a kind.
var kindAliases = map[string]Kind{
	"domain-name": Domain, "hostname": Domain, "fqdn": Domain, "host": Domain,
	"ipv4": IP, "ipv6": IP, "ip-dst": IP, "ip-src": IP, "ipv4-addr": IP, "ipv6-addr": IP,
	"ip-port": IPPort, "ip_port": IPPort, "ip-dst|port": IPPort, "ip-src|port": IPPort,
	"uri": URL, "link": URL,
	"md5_hash": MD5, "sha1_hash": SHA1, "sha-1": SHA1,
	"sha256_hash": SHA256, "sha-256": SHA256,
	"sha3_384_hash": SHA3384, "sha3-384": SHA3384,
	"envelope_from": Email, "body_from": Email, "email-addr": Email, "email-src": Email, "e-mail": Email,
}

// String returns the feed spelling used in flags, output and rules: domain, ip, ip:port,
// url, md5, sha1, sha256, sha3_384, email. It is empty for anything that is no kind.
func (k Kind) String() string {
	if int(k) >= len(kindNames) {
		return ""
	}
	return kindNames[k]
}

// Kinds returns every kind, in the order of the constants.
func Kinds() []Kind {
	return []Kind{Domain, IP, IPPort, URL, MD5, SHA1, SHA256, SHA3384, Email}
}

// ParseKind returns the kind that a feed's type name stands for. It knows the names of
// [Kind.String], ThreatFox's (md5_hash, sha256_hash, envelope_from, body_from ...) and those
// of MISP and STIX for the same things. Case and surrounding space are ignored.
func ParseKind(name string) (Kind, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, k := range Kinds() {
		if k.String() == name {
			return k, true
		}
	}
	k, ok := kindAliases[name]
	return k, ok
}

// Hash reports whether k is a file hash.
func (k Kind) Hash() bool { return k >= MD5 && k <= SHA3384 }

// hexDigits returns how many digits a hash of kind k has.
func (k Kind) hexDigits() int {
	switch k {
	case MD5:
		return 32
	case SHA1:
		return 40
	case SHA256:
		return 64
	case SHA3384:
		return 96
	}
	return 0
}
