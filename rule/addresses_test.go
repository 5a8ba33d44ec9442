package rule

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"foxhound/indicator"
)

var (
	tellingRE = regexp.MustCompile(tellingGroups)
	shortRE   = regexp.MustCompile(shortGroups)
)

// termsOf does by hand what a hunt's text does with a listed address.
func termsOf(key string) []string {
	full := netip.AddrFrom16(netip.MustParseAddr(key).As16()).StringExpanded()
	var terms []string
	for _, spelling := range []string{key, full} {
		term := tellingRE.ReplaceAllString(spelling, "$1$2")
		terms = append(terms, term, shortRE.ReplaceAllString(term, "$1:$2"))
	}
	return terms
}

// whole reports whether the term stands in the text between characters of other sorts.
func whole(text, term string) bool {
	edge := `(?:^|$|[^0-9a-z])`
	return regexp.MustCompile(edge + regexp.QuoteMeta(term) + edge).MatchString(strings.ToLower(text))
}

// The cheap filter passes an address in every spelling that the local hunt reads.
func TestAddressTerms(t *testing.T) {
	for key, spellings := range map[string][]string{
		"80.211.47.159": {"80.211.47.159", "::ffff:80.211.47.159", "0:0:0:0:0:FFFF:50d3:2f9f", "::FFFF:50D3:2F9F", "80.211.47.159:7582"},
		"9.5.0.7":       {"9.5.0.7", "::ffff:0905:0007", "::ffff:905:7", "[::ffff:9.5.0.7]:80"},
		"2a02:cf40:1::5": {"2a02:cf40:1::5", "2A02:CF40:0001:0000:0000:0000:0000:0005", "2a02:cf40:1:0:0:0:0:5", "2a02:cf40:01::0.0.0.5",
			"[2a02:cf40:1::5]:443", "2a02:cf40:1::5%eth0"},
		"2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff": {"2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff", "2001:0db8:aaaa:bbbb:cccc:dddd:238.238.255.255"},
		"2400:1234:5678:9abc:def0:1234::":        {"2400:1234:5678:9abc:def0:1234::", "2400:1234:5678:9abc:def0:1234:0:0", "2400:1234:5678:9abc:def0:1234:0.0.0.0"},
		"64:ff9b::5db8:d822":                     {"64:ff9b::5db8:d822", "0064:ff9b:0000:0000:0000:0000:5db8:d822"},
	} {
		terms := termsOf(key)
		for _, spelling := range spellings {
			if !slices.ContainsFunc(terms, func(term string) bool { return whole(spelling, term) }) {
				t.Errorf("no term of %s is in %s: %q", key, spelling, terms)
			}
			if loc, ok := indicator.ParseLocation(spelling); !ok || loc.Addr != netip.MustParseAddr(key) {
				t.Errorf("the local hunt reads %s as %v", spelling, loc.Addr)
			}
		}
		if slices.Contains(terms, "") {
			t.Errorf("%s has an empty term, which every text holds", key)
		}
	}
}
