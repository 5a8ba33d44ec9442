package warninglists

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
)

var hash = lazyregexp.New(`^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96})$`)

// canonical is the form in which package guard looks an entry up. What the public suffix list
// guards already is left out: suffixes, and names that a company gives its customers.
func canonical(text string) (string, bool) {
	text = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(text), "."))
	if p, err := netip.ParsePrefix(text); err == nil {
		return plain(p).String(), true
	}
	if a, err := netip.ParseAddr(text); err == nil {
		return plain(netip.PrefixFrom(a, a.BitLen())).String(), true
	}
	if hash.MatchString(text) {
		return text, true
	}
	host, ok := indicator.CanonicalHost(text)
	if !ok || !strings.Contains(host, ".") {
		return "", false
	}
	suffix, icann := publicsuffix.PublicSuffix(host)
	return host, suffix != host && (icann || !strings.Contains(suffix, "."))
}

// plain is an IPv4 block as that, where it is written as one of IPv6.
func plain(p netip.Prefix) netip.Prefix {
	if p.Addr().Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	return p.Masked()
}

// compact brings entries in order, joins neighbouring blocks and leaves out what lies in others.
func compact(entries []string) []string {
	var blocks []netip.Prefix
	var names []string
	for _, e := range entries {
		if p, err := netip.ParsePrefix(e); err == nil {
			blocks = append(blocks, p)
		} else {
			names = append(names, e)
		}
	}
	slices.Sort(names)
	var lines []string
	for _, p := range join(blocks) {
		text := p.String()
		if p.IsSingleIP() {
			text = p.Addr().String()
		}
		lines = append(lines, text)
	}
	return append(lines, outermost(names)...)
}

// join returns the fewest blocks with the same addresses, in order.
func join(blocks []netip.Prefix) []netip.Prefix {
	slices.SortFunc(blocks, func(a, b netip.Prefix) int {
		return cmp.Or(a.Addr().Compare(b.Addr()), cmp.Compare(a.Bits(), b.Bits()))
	})
	var joined []netip.Prefix
	for _, p := range blocks {
		if n := len(joined); n > 0 && joined[n-1].Overlaps(p) {
			continue
		}
		joined = append(joined, p)
		for n := len(joined); n > 1; n = len(joined) {
			both := netip.PrefixFrom(joined[n-2].Addr(), joined[n-1].Bits()-1).Masked()
			if joined[n-2].Bits() != joined[n-1].Bits() || both.Addr() != joined[n-2].Addr() || !both.Overlaps(joined[n-1]) {
				break
			}
			joined = append(joined[:n-2], both)
		}
	}
	return joined
}

// outermost leaves out names below others.
func outermost(names []string) []string {
	listed := map[string]bool{}
	for _, n := range names {
		listed[n] = true
	}
	return slices.DeleteFunc(names, func(name string) bool {
		for _, rest, ok := strings.Cut(name, "."); ok; _, rest, ok = strings.Cut(rest, ".") {
			if listed[rest] {
				return true
			}
		}
		return false
	})
}
