package corpus

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A variant is a spelling in which an indicator, or what resembles one, stands in a log.
type variant struct {
	name string
	tier string
	make func(*try) bool // false where it does not fit
}

// A try is one indicator about to be planted into a row that can carry so much.
type try struct {
	dice
	set *Set
	can carries
	Indicator
	plant
}

var variants = []variant{
	{"plain", "exact", (*try).plain},
	{"in a URL", "exact", (*try).inURL},
	{"upper case", "exact", (*try).upper},
	{"trailing dot", "exact", func(t *try) bool { return t.domain(t.Host + ".") }},
	{"all digits of IPv6", "exact", (*try).long},
	{`\/`, "exact", (*try).slashes},
	{`\u002e`, "exact", (*try).unicodeDots},
	{"%2e", "exact", (*try).percentDots},
	{"query behind", "endpoint", func(t *try) bool { return t.page(t.Value + "?id=" + t.hex(4)) }},
	{"path behind", "endpoint", func(t *try) bool { return t.page(t.Value + "/" + t.word()) }},
	{"sub-domain", "host", func(t *try) bool { return !t.Shared && t.domain(t.oneOf("www.", "a.b.c.", "x9-")+t.word()+"."+t.Host) }},
	{"host of a URL", "host", (*try).hostOfURL},
	{"no port", "host", func(t *try) bool { return t.Sort == IPPort && !t.can.port && t.at(t.Host) }},
	{"other port", "host", func(t *try) bool { t.port = t.Port + 1; return t.Sort == IPPort && t.can.port && t.at(t.Host) }},
	{"other port in a URL", "host", (*try).otherPortInURL},

	{"glued to letters", "", func(t *try) bool { return t.innocentDomain("not" + t.Host) }},
	{"glued to a hyphen", "", func(t *try) bool { return t.innocentDomain("my-" + t.Host) }},
	{"not the suffix", "", func(t *try) bool { return t.innocentDomain(t.Host + ".example.org") }},
	{"longer suffix", "", func(t *try) bool { return t.innocentDomain(t.Host + "x") }},
	{"a hyphen for a dot", "", func(t *try) bool { return t.innocentDomain(strings.Replace(t.Host, ".", "-", 1) + ".example.net") }},
	{"one more digit before", "", func(t *try) bool { return t.innocentAddress("1" + t.Host) }},
	{"last digit gone", "", func(t *try) bool { return t.innocentAddress(t.Host[:max(0, len(t.Host)-1)]) }},
	{"version", "", (*try).likeVersion},
	{"last digit of a hash", "", (*try).lastNibble},
	{"MD5 in a SHA-256", "", (*try).md5InSHA256},
}

func (t *try) plain() bool {
	switch t.Sort {
	case Domain:
		return t.domain(t.Host)
	case IP:
		return t.at(t.Host)
	case IPPort:
		t.port = t.Port
		return t.can.port && t.at(t.Host)
	case URL:
		return t.page(t.Value)
	}
	return t.hashed(t.Sort, t.Value)
}

// domain plants what a domain became as a name.
func (t *try) domain(name string) bool {
	t.name = name
	return t.Sort == Domain && t.can.name
}

// at plants an address.
func (t *try) at(address string) bool {
	t.address = address
	return (t.Sort == IP || t.Sort == IPPort) && t.can.address
}

// page plants what a URL became.
func (t *try) page(url string) bool {
	t.url = url
	return t.Sort == URL && t.can.url
}

func (t *try) hashed(as Sort, value string) bool {
	t.hash[as] = value
	return slices.Contains(t.can.hashes, as)
}

func (t *try) inURL() bool {
	host := t.Host
	switch {
	case !t.can.url || t.Sort > IPPort || strings.Contains(host, ":"):
		return false
	case t.Sort == IPPort:
		host = t.Value
	}
	t.url = t.oneOf("http://", "https://") + host + "/" + t.word() + "?q=" + t.hex(3)
	return true
}

func (t *try) upper() bool {
	switch t.Sort {
	case Domain:
		return t.domain(strings.ToUpper(t.Host))
	case IP:
		return strings.Contains(t.Host, ":") && t.at(strings.ToUpper(t.Host))
	case IPPort:
		return false
	case URL:
		return t.page(strings.Replace(t.Value, t.Host, strings.ToUpper(t.Host), 1))
	}
	return t.hashed(t.Sort, strings.ToUpper(t.Value))
}

// long spells an IPv6 address with the zeros that are usually left out.
func (t *try) long() bool {
	if !strings.Contains(t.Host, ":") {
		return false
	}
	groups := strings.Split(t.Host, ":")
	for i, g := range groups {
		groups[i] = fmt.Sprintf("%04s", g)
	}
	return t.at(strings.Join(groups, ":"))
}

func (t *try) slashes() bool {
	return t.can.json && t.page(strings.ReplaceAll(t.Value, "/", `\/`))
}

func (t *try) unicodeDots() bool {
	if !t.can.json {
		return false
	}
	dots := func(s string) string { return strings.ReplaceAll(s, ".", `\u002e`) }
	return t.domain(dots(t.Host)) || t.page(dots(t.Value))
}

// percentDots writes the dots of a name as a browser would still follow them.
func (t *try) percentDots() bool {
	t.url = "http://" + strings.ReplaceAll(t.Host, ".", "%2e") + "/" + t.word()
	return t.Sort == Domain && t.can.url
}

// hostOfURL plants the host of a URL where only a name is logged.
func (t *try) hostOfURL() bool {
	path := strings.LastIndexByte(t.Value, '/') > len("https://")
	t.name = t.Host
	return t.Sort == URL && path && !t.Shared && t.named() && t.can.name && !t.can.url
}

func (t *try) otherPortInURL() bool {
	scheme, rest, _ := strings.Cut(t.Value, "://")
	rest = strings.TrimPrefix(rest[min(len(t.Host), len(rest)):], ":"+strconv.Itoa(t.Port))
	return !t.Shared && t.page(fmt.Sprintf("%s://%s:%d%s", scheme, t.Host, t.Port+1+1024*t.IntN(3), rest))
}

// named reports whether the host is a name and no address.
func (t *try) named() bool {
	_, found := below(t.Host)
	return found
}

func (t *try) innocentDomain(name string) bool { return t.domain(name) && !t.set.Lists(name) }

func (t *try) innocentAddress(a string) bool {
	last := a[strings.LastIndexByte(a, '.')+1:]
	return t.at(a) && strings.Contains(a, ".") && last != "" && !t.set.Lists(a)
}

// likeVersion plants a version that begins like an address.
func (t *try) likeVersion() bool {
	t.version = t.Host + "7"
	return (t.Sort == IP || t.Sort == IPPort) && strings.Contains(t.Host, ".") && t.can.address && !t.set.Lists(t.version)
}

func (t *try) lastNibble() bool {
	if t.Sort < MD5 {
		return false
	}
	last := len(t.Value) - 1
	changed := t.Value[:last] + string("123456789abcdef0"[strings.IndexByte("0123456789abcdef", t.Value[last])])
	return t.hashed(t.Sort, changed) && !t.set.Lists(changed)
}

func (t *try) md5InSHA256() bool {
	return t.Sort == MD5 && t.hashed(SHA256, t.Value+t.hex(32))
}
