package indicator

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// names is IDNA as browsers look names up (UTS 46, not transitional), but without its rules on
// ASCII: what may stand in a plain label is [CanonicalHost]'s to judge.
var names = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.CheckHyphens(false))

// toASCII returns a host name with every label that is not ASCII in Punycode.
func toASCII(host string) (string, bool) {
	ascii, err := names.ToASCII(host)
	return ascii, err == nil && utf8.ValidString(host)
}

// toUnicode is the other way. Names with a character that does not print stay as they are.
func toUnicode(host string) (string, bool) {
	u, err := names.ToUnicode(host)
	return u, err == nil && !strings.ContainsFunc(u, func(r rune) bool { return !unicode.IsPrint(r) })
}
