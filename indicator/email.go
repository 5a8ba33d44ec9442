package indicator

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLocal is how many bytes RFC 5321 allows before the @.
const maxLocal = 64

// canonicalEmail keeps the local part as written, since only the receiving host knows
// whether its case matters, and brings the domain to canonical form. Quoted local parts and
// display names are refused.
func canonicalEmail(s string) (string, error) {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || !localPart(local) {
		return "", ErrEmail
	}
	host, err := canonicalDomain(domain)
	if err != nil || strings.HasPrefix(domain, "*") || strings.HasPrefix(domain, ".") {
		return "", ErrEmail
	}
	return local + "@" + host, nil
}

func localPart(s string) bool {
	if s == "" || len(s) > maxLocal || !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if !unicode.IsPrint(r) || strings.ContainsRune(" \"`(),:;<>[]{}\\|", r) {
			return false
		}
	}
	return true
}
