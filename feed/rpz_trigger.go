package feed

import (
	"net/netip"
	"slices"
	"strings"

	"foxhound/indicator"
)

// triggered returns what the trigger of a policy stands for: a name, or an address in the
// spelling of rpz-ip.
func triggered(name string) (indicator.Observable, error) {
	switch address, ok := strings.CutSuffix(name, ".rpz-ip"); {
	case ok:
		return rpzAddress(address)
	case rpzOther(name):
		return indicator.Observable{}, errTrigger
	}
	o, err := indicator.ParseAs(indicator.Domain, name)
	if err != nil {
		o.Kind = indicator.Domain
	}
	return o, err
}

func rpzOther(name string) bool {
	return slices.ContainsFunc([]string{".rpz-client-ip", ".rpz-nsip", ".rpz-nsdname"}, func(suffix string) bool {
		return strings.HasSuffix(name, suffix)
	})
}

// rpzAddress reads an address as RPZ spells it: the length of the prefix, then the parts from
// the last to the first, with zz for the zeros that IPv6 leaves out.
func rpzAddress(text string) (indicator.Observable, error) {
	none := indicator.Observable{Kind: indicator.IP}
	parts := strings.Split(text, ".")
	if len(parts) < 3 {
		return none, indicator.ErrAddress
	}
	length, parts := parts[0], parts[1:]
	slices.Reverse(parts)
	spelled, whole := strings.Join(parts, "."), "32"
	if len(parts) != 4 || slices.Contains(parts, "zz") {
		spelled, whole = rpzColons(parts), "128"
	}
	addr, err := netip.ParseAddr(spelled)
	switch {
	case err != nil:
		return none, indicator.ErrAddress
	case length != whole:
		return none, indicator.ErrRange
	}
	return indicator.ParseAs(indicator.IP, addr.String())
}

// rpzColons joins the parts of an IPv6 address.
func rpzColons(parts []string) string {
	last := len(parts) - 1
	for i, part := range parts {
		switch {
		case part != "zz":
		case i == 0 || i == last:
			parts[i] = ":"
		default:
			parts[i] = ""
		}
	}
	return strings.Join(parts, ":")
}
