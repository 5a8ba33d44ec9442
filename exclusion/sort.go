package exclusion

import (
	"fmt"
	"net/netip"
	"strings"

	"foxhound/internal/lazyregexp"
)

// A Sort says what the values of a parameter are.
type Sort string

// The sorts of parameters. None takes patterns: a value is compared as a whole.
const (
	Hosts     Sort = "hosts"     // names of devices, with a domain or without
	Addresses Sort = "addresses" // IP addresses
	Servers   Sort = "servers"   // addresses, or names of hosts
	Accounts  Sort = "accounts"  // NAME, DOMAIN\NAME or UPN
	Folders   Sort = "folders"   // below a drive or share, writable by administrators alone
	Domains   Sort = "domains"   // names of hosts on the Internet
	Texts     Sort = "texts"     // anything
)

var sorts = []string{string(Hosts), string(Addresses), string(Servers), string(Accounts), string(Folders), string(Domains), string(Texts)}

// hostName is one name, without port, path or pattern.
var hostName = lazyregexp.New(`^[\pL\pN_]([\pL\pN_.-]*[\pL\pN_])?$`)

// check says why a value is none of the sort, or nothing.
func (s Sort) check(value string) error {
	_, notAddress := netip.ParseAddr(value)
	_, notRange := netip.ParsePrefix(value)
	switch {
	case strings.TrimSpace(value) != value || value == "":
		return fmt.Errorf("%q is empty or has blanks around it", value)
	case s == Texts:
		return nil
	case strings.ContainsAny(value, "*?%") || notRange == nil:
		return fmt.Errorf("`%s` is a pattern or a range; give each value in full, so that nothing else is excluded", value)
	case s == Addresses && notAddress != nil:
		return fmt.Errorf("`%s` is no address", value)
	case (s == Hosts || s == Domains) && (notAddress == nil || !hostName.MatchString(value)):
		return fmt.Errorf("`%s` is no name of a host", value)
	case s == Servers && notAddress != nil && !hostName.MatchString(value):
		return fmt.Errorf("`%s` is neither an address nor the name of a host", value)
	case s == Folders && (!absolute.MatchString(value) || strings.Contains(value, `..`)):
		return fmt.Errorf("`%s` is no folder below a drive or share", value)
	}
	return nil
}
