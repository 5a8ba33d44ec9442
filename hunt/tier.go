package hunt

import (
	"strings"

	"foxhound/indicator"
	"foxhound/internal/roles"
)

// tierOf tells how precisely an observation is what the indicator names; ok is false where
// it is something else after all. port is the log's own for this column, 0 where it has none.
//
//	             exact                          endpoint                   host
//	ip           address equal
//	ip:port      address and port equal                                    address equal
//	domain       name equal                                                a subdomain
//	url          equal                          host and port equal,       host equal
//	                                            path at or below
//	hash, email  equal
func tierOf(ind *indicator.Indicator, o *observation, port int64) (tier Tier, ok bool) {
	switch ind.Kind {
	case indicator.IP:
		tier = TierExact
	case indicator.IPPort:
		tier = tierOfPair(ind, o, port)
	case indicator.Domain:
		tier = TierHost
		if o.loc.Host == ind.Value {
			tier = TierExact
		}
	case indicator.URL:
		if tier = tierOfURL(ind, o, port); tier == "" {
			return "", false
		}
	default:
		tier = TierExact
	}
	if o.related {
		tier = TierRelated
	}
	return tier, true
}

// tierOfPair compares ports. Port 0 of an indicator stands for any.
func tierOfPair(ind *indicator.Indicator, o *observation, column int64) Tier {
	want, _ := ind.Location()
	if want.Port == 0 || portIs(want.Port, o, column) {
		return TierExact
	}
	return TierHost
}

// portIs reports whether the observed end had the port. A URL that spells its port settles
// it; otherwise it is the log's column or the port the scheme stands for: behind a proxy the
// column is the proxy's, and a log that drops the port from a URL has it in the column.
func portIs(port uint16, o *observation, column int64) bool {
	if o.loc.Port != 0 {
		return port == o.loc.Port
	}
	return int64(port) == column || port == indicator.DefaultPort(o.loc.Scheme)
}

// tierOfURL compares host, then port, then path. The scheme is not compared: the port
// stands for it. A host or address alone can be no more than the endpoint of a URL, and
// that only where every path of it would be below the indicator's.
func tierOfURL(ind *indicator.Indicator, o *observation, column int64) Tier {
	want, _ := ind.Location()
	if want.Addr != o.loc.Addr || !want.Addr.IsValid() && want.Host != o.loc.Host {
		return "" // the index proposed a parent of the observed name
	}
	wantPort := want.Port
	if wantPort == 0 {
		wantPort = indicator.DefaultPort(want.Scheme)
	}
	switch {
	case !portless(o, column) && (wantPort == 0 || !portIs(wantPort, o, column)):
		return TierHost
	case o.kind != seenURL:
		if want.Path == "/" {
			return TierEndpoint
		}
		return TierHost
	case o.loc.Path == want.Path:
		return TierExact
	case below(want.Path, o.loc.Path):
		return TierEndpoint
	default:
		return TierHost
	}
}

// portless reports whether a URL column shows no port at all: such a log is read with the
// indicator's.
func portless(o *observation, column int64) bool {
	return o.kind == seenURL && o.loc.Port == 0 && column == 0 && indicator.DefaultPort(o.loc.Scheme) == 0
}

// below reports whether path lies at or below parent: it goes on at a slash or a query.
func below(parent, path string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(parent, "/"))
	return ok && (rest == "" || rest[0] == '/' || rest[0] == '?')
}

// directionOf tells who started the session. A listed source that talks from its listed
// port is the answer to a session of ours.
func directionOf(table *roles.Table, ind *indicator.Indicator, o *observation, tier Tier, inbound bool) Direction {
	switch {
	case table.NoEnds || o.column.End == roles.Unclear:
		return UnknownDirection
	case o.column.End == roles.Source:
		if want, _ := ind.Location(); ind.Kind == indicator.IPPort && tier == TierExact && want.Port != 0 {
			return Outbound
		}
		return Inbound
	case inbound:
		return Inbound
	default:
		return Outbound
	}
}
