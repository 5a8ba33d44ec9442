package corpus

import (
	"cmp"
	"fmt"
	"strings"

	"foxhound/guard"
	"foxhound/indicator"
)

// A Sort is what an indicator is.
type Sort uint8

const (
	Domain Sort = iota
	IP
	IPPort
	URL
	MD5
	SHA1
	SHA256
)

// An Indicator is one of a set. Sets are nested: a smaller one is the beginning of a larger.
type Indicator struct {
	Sort  Sort
	Value string // as a feed lists it
	Host  string // of all but hashes: the name or the address
	Port  int    // of ip:port, and of a URL that names one
	// Shared says that the host is one of many customers' below a public suffix: only the
	// host itself or the URL matches, nothing below it and nothing beside it.
	Shared bool
}

// first are the indicators that every set begins with: those of the bundled example.
var first = []Indicator{
	{Sort: URL, Value: "http://it-solutions-bayern.com:6431", Host: "it-solutions-bayern.com", Port: 6431},
	{Sort: URL, Value: "http://woodfez.biz:7582", Host: "woodfez.biz", Port: 7582},
	{Sort: URL, Value: "http://firewai.biz:48261", Host: "firewai.biz", Port: 48261},
	{Sort: Domain, Value: "softandtec.com", Host: "softandtec.com"},
	{Sort: Domain, Value: "genuskox.biz", Host: "genuskox.biz"},
	{Sort: IPPort, Value: "80.211.47.159:7582", Host: "80.211.47.159", Port: 7582},
}

// A Set is indicators of which no two have a host in common, nor one the host of another
// above it.
type Set struct {
	All    []Indicator
	listed map[string]bool // hosts and hashes
	above  map[string]bool // what hosts stand below
}

// NewSet makes the set of the first n indicators. A million takes some seconds.
func NewSet(n int) *Set {
	s := &Set{listed: make(map[string]bool, n), above: map[string]bool{}}
	for _, i := range first[:min(n, len(first))] {
		s.add(i)
	}
	for d := newDice(1); len(s.All) < n; {
		s.add(d.indicator())
	}
	return s
}

func (s *Set) add(i Indicator) {
	key := cmp.Or(i.Host, i.Value)
	if s.above[key] || s.Lists(key) || !i.matchesAsMeant() {
		return
	}
	s.listed[key] = true
	for rest, found := below(key); found; rest, found = below(rest) {
		s.above[rest] = true
	}
	s.All = append(s.All, i)
}

// matchesAsMeant reports whether guards hold the indicator back no further than the truth says.
func (i Indicator) matchesAsMeant() bool {
	o, err := indicator.Parse(i.Value)
	if err != nil {
		return false
	}
	level := guard.Decide(indicator.Indicator{Observable: o}).Level
	if i.Shared {
		return level == guard.Precise
	}
	return level == guard.Pass || level == guard.Label
}

// Lists reports whether a name, or what it stands below, or an address or a hash is listed.
func (s *Set) Lists(host string) bool {
	for found := true; found; host, found = below(host) {
		if s.listed[host] {
			return true
		}
	}
	return false
}

// below returns a name without its first label; an address stands below nothing.
func below(name string) (rest string, found bool) {
	if name == "" || strings.ContainsRune("0123456789", rune(name[len(name)-1])) {
		return "", false
	}
	_, rest, found = strings.Cut(name, ".")
	return rest, found
}

// Values lists the set as a feed would, one value a line.
func (s *Set) Values(n int) []byte {
	var b []byte
	for _, i := range s.All[:n] {
		b = append(append(b, i.Value...), '\n')
	}
	return b
}

// Literals lists the set for tools that look for fixed strings: the port of an ip:port, which
// logs have in a column of its own, is left out.
func (s *Set) Literals(n int) []byte {
	var b []byte
	for _, i := range s.All[:n] {
		value := i.Value
		if i.Sort == IPPort {
			value = i.Host
		}
		b = append(append(b, value...), '\n')
	}
	return b
}

// indicator draws one: 42 % domains, 20 % addresses, one in 20 of them of IPv6, 10 % with a
// port, 14 % URLs, 14 % hashes.
func (d dice) indicator() Indicator {
	switch p := d.IntN(100); {
	case p < 42:
		name, shared := d.badName()
		return Indicator{Sort: Domain, Value: name, Host: name, Shared: shared}
	case p < 61:
		a := d.ipv4()
		return Indicator{Sort: IP, Value: a, Host: a}
	case p < 62:
		a := d.ipv6()
		return Indicator{Sort: IP, Value: a, Host: a}
	case p < 72:
		a, port := d.ipv4(), d.anyPort()
		return Indicator{Sort: IPPort, Value: fmt.Sprintf("%s:%d", a, port), Host: a, Port: port}
	case p < 86:
		return d.badURL()
	case p < 91:
		return Indicator{Sort: MD5, Value: d.hex(32)}
	case p < 93:
		return Indicator{Sort: SHA1, Value: d.hex(40)}
	}
	return Indicator{Sort: SHA256, Value: d.hex(64)}
}

func (d dice) anyPort() int { return 1024 + d.IntN(60_000) }

// ipv6 is an IPv6 address in its shortest spelling: no group is zero.
func (d dice) ipv6() string {
	b := []byte("2a0")
	b = fmt.Appendf(b, "%d:", 1+d.IntN(9))
	for i := range 7 {
		if i > 0 {
			b = append(b, ':')
		}
		b = fmt.Appendf(b, "%x", 1+d.IntN(0xffff))
	}
	return string(b)
}

func (d dice) badURL() Indicator {
	i := Indicator{Sort: URL, Host: d.ipv4()}
	if d.percent(55) {
		i.Host, i.Shared = d.badName()
	}
	i.Value = d.oneOf("http", "http", "https") + "://" + i.Host
	if d.percent(50) {
		i.Port = d.anyPort()
		i.Value += fmt.Sprintf(":%d", i.Port)
	}
	if d.percent(40) {
		i.Value += "/" + d.word()
	}
	i.Value += d.oneOf("", "/gate.php", "/panel/index.php", "/bins/mips", "/setup.exe", "/api/ping", "/x.ps1", "/invoice.zip")
	return i
}

// badName is a name as malware has: words, words with a number, or letters by an algorithm.
// One in twelve is a customer's of a shared host, one in ten has a sub-domain of its own.
func (d dice) badName() (name string, shared bool) {
	name = d.word() + d.oneOf("", "", "-", d.word()) + d.word()
	switch p := d.IntN(100); {
	case p < 15:
		name = d.letters(8+d.IntN(14), "abcdefghijklmnopqrstuvwxyz")
	case p < 40:
		name += d.letters(1+d.IntN(3), "0123456789")
	}
	switch p := d.IntN(100); {
	case p < 8:
		return name + "." + d.oneOf("duckdns.org", "ddns.net", "r2.dev", "pages.dev", "workers.dev", "hopto.org", "web.app", "github.io"), true
	case p < 18:
		name = d.oneOf("www", "cdn", "mail", "login", "secure", "update", "api", "dl") + "." + name
	}
	return name + "." + d.suffix(), false
}

func (d dice) suffix() string {
	return d.oneOf("com", "com", "com", "com", "com", "com", "net", "org", "xyz", "xyz", "top", "top", "biz", "info", "ru", "ru", "cc", "shop", "site", "online", "cn", "club", "icu", "live", "co", "in", "de", "com.br")
}
