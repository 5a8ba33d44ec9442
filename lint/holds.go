package lint

import (
	"strings"

	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
	"foxhound/internal/roles"
)

// holds returns what the matching model knows a column to carry, or 0.
func (o origin) holds() roles.Holds {
	c, _ := o.role()
	return c.Holds
}

// hash reports whether a column carries hashes of some algorithm.
func hash(h roles.Holds) bool {
	return h == roles.MD5 || h == roles.SHA1 || h == roles.SHA256 || h == roles.Hash
}

// oneValue reports whether a column carries one value and nothing around it.
func oneValue(h roles.Holds) bool {
	return h == roles.Address || h == roles.Host || h == roles.URL || h == roles.Email || hash(h)
}

// digits is how many hexadecimal digits a column's hashes have, or 0 where that differs.
func digits(h roles.Holds) int {
	switch h {
	case roles.MD5:
		return 32
	case roles.SHA1:
		return 40
	case roles.SHA256:
		return 64
	}
	return 0
}

// hexadecimal is a hash as feeds and logs spell it.
var hexadecimal = lazyregexp.New(`^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$`)

// domainName is a name of two labels or more whose last one is letters, without a port or path.
var domainName = lazyregexp.New(`(?i)^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.(?:[a-z]{2,24}|xn--[a-z0-9-]+)$`)

// isDomain reports whether a text is a domain name, rather than a part of one.
func isDomain(text string) bool { return domainName.MatchString(text) }

// isURL reports whether a text has a scheme.
func isURL(text string) bool { return strings.Contains(text, "://") }

// isAddress reports whether a text is an IP address.
func isAddress(text string) bool {
	_, ok := indicator.ParseAddr(text)
	return ok
}

// isAddressPort reports whether a text is an address with a port.
func isAddressPort(text string) bool {
	loc, ok := indicator.ParseLocation(text)
	return ok && loc.Addr.IsValid() && loc.Port != 0 && loc.Scheme == ""
}

// defanged is a spelling that keeps readers from clicking: no log has it.
var defanged = lazyregexp.New(`(?i)\[\.\]|\(\.\)|\[:\]|\[dot\]|^hxxps?:|\[@\]`)
