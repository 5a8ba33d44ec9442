package corpus

import (
	"fmt"
	"time"
)

// A world is what the rows tell of: hosts that run programs that talk to sites. Nothing in
// it is listed, nor stands below what is.
type world struct {
	dice
	set       *Set
	now       time.Time
	hosts     []host
	programs  []program
	sites     []site
	addresses []string
}

type host struct{ id, name, address, user string }

type program struct{ name, path, line, version, sha1, sha256, md5 string }

type site struct{ name, address string }

func newWorld(set *Set) *world {
	w := &world{dice: newDice(5), set: set, now: time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC)}
	for i := range 2000 {
		w.hosts = append(w.hosts, host{w.hex(40), fmt.Sprintf("desktop-%06x.corp.contoso.com", i*7919), fmt.Sprintf("10.%d.%d.%d", i/256%16, i%256, 1+i%250), w.word() + "." + w.word()})
	}
	for range 300 {
		w.programs = append(w.programs, w.program())
	}
	for range 300_000 {
		w.addresses = append(w.addresses, w.innocent(w.anybody))
	}
	for range 50_000 {
		w.sites = append(w.sites, site{w.innocent(w.siteName), w.addresses[w.IntN(len(w.addresses))]})
	}
	return w
}

func (w *world) program() program {
	folder, name := `C:\\Program Files\\`+w.word(), w.word()+".exe"
	version := fmt.Sprintf("%d.%d.%d.%d", w.IntN(90), w.IntN(10), w.IntN(9000), w.IntN(400))
	line := fmt.Sprintf(`\"%s\\%s\" --type=%s --channel=%s`, folder, name, w.word(), w.hex(16))
	return program{name, folder, line, version, w.hex(40), w.hex(64), w.hex(32)}
}

// innocent draws until what comes is not listed.
func (w *world) innocent(draw func() string) string {
	for {
		if s := draw(); !w.set.Lists(s) {
			return s
		}
	}
}

// anybody is an address that may be anybody's, one in a hundred of them of IPv6.
func (w *world) anybody() string {
	if w.percent(1) {
		return w.ipv6()
	}
	return w.ipv4()
}

// siteName is a site's own name, a sub-domain of one, or a name of a content network.
func (w *world) siteName() string {
	switch p := w.IntN(100); {
	case p < 12:
		return w.oneOf("e", "d", "a") + w.hex(6) + "." + w.oneOf("dsc", "g", "x") + w.oneOf("", "b", "w") + "." + w.oneOf("edgekey.example.net", "cdn.example.com", "akamaiedge.net", "cloudfront.net", "azureedge.net")
	case p < 60:
		return w.oneOf("www", "www", "api", "cdn", "static", "mail", "login", "img") + "." + w.word() + w.word() + "." + w.suffix()
	}
	return w.word() + w.oneOf("", "", "-") + w.word() + "." + w.suffix()
}

// talksTo is a site and one of its addresses. Of the names 4 % are seen once, of the addresses 15 %.
func (w *world) talksTo() site {
	s := w.sites[w.skewed(len(w.sites))]
	if w.percent(4) {
		s.name = w.innocent(func() string { return w.hex(4+w.IntN(8)) + "." + s.name })
	}
	s.address = w.remote()
	return s
}

// remote is an address that somebody talks to.
func (w *world) remote() string {
	if w.percent(15) {
		return w.innocent(w.anybody)
	}
	return w.addresses[w.skewed(len(w.addresses))]
}

// url is a page of a site.
func (w *world) url(s site) string {
	u := "https://" + s.name + "/"
	for range w.IntN(4) {
		u += w.word() + "/"
	}
	switch w.IntN(4) {
	case 0:
		u += w.word() + w.oneOf(".html", ".js", ".css", ".png", ".php")
	case 1:
		u += fmt.Sprintf("%s?id=%s&v=%d.%d", w.word(), w.hex(4+w.IntN(8)), w.IntN(30), w.IntN(10))
	}
	return u
}

func (w *world) host() host            { return w.hosts[w.skewed(len(w.hosts))] }
func (w *world) anyProgram() program   { return w.programs[w.skewed(len(w.programs))] }
func (w *world) stamp(f string) string { return w.now.Format(f) }
func (w *world) localPort() int        { return 49152 + w.IntN(16384) }
func (w *world) pick(list ...int) int  { return list[w.IntN(len(list))] }
