package rule

import (
	"slices"

	"foxhound/indicator"
	"foxhound/kql"
)

// An end is one end of a connection: an address and the column with its port.
type end struct {
	address kql.Expr
	port    string
}

// classicFirewall looks at both ends of a session. A listed source reached us, unless it
// talks from its listed port: then it answers a session of ours.
func (b *batch) classicFirewall() *kql.Query {
	to, from := end{kql.Name("DestinationIP"), "DestinationPort"}, end{kql.Name("SourceIP"), "SourcePort"}
	ours := listedAddress(to)
	if endpoints := b.values(endpoint); len(endpoints) > 0 {
		ours = kql.Or(ours, from.pairListed(bracketed(endpoints)))
	}
	steps := []kql.Operator{
		&kql.Where{Predicate: kql.Or(listedAddress(to), listedAddress(from))},
		extend("", kql.As("Direction", kql.Fn("iff", ours, kql.Str("outbound"), kql.Str("inbound")))),
	}
	columns := []string{"SourceIP", "DestinationIP", "DestinationPort", "DeviceAction", "Activity", "Direction"}
	return b.classicPorts(steps, []end{to, from}, columns)
}

// classicEndpoint looks at the far end. IPv4 may be written as IPv6.
func (b *batch) classicEndpoint() *kql.Query {
	ends := []end{{kql.Name("Address"), "RemotePort"}}
	bare := kql.Fn("replace_string", kql.Fn("tolower", kql.Name("RemoteIP")), kql.Str("::ffff:"), kql.Str(""))
	steps := []kql.Operator{
		&kql.Where{Predicate: inList("has_any", kql.Name("RemoteIP"), "malicious_ips")},
		extend("", kql.As("Address", bare)),
		&kql.Where{Predicate: listedAddress(ends[0])},
		b.classicDirection(),
	}
	columns := []string{"DeviceName", "RemoteIP", "RemotePort", "InitiatingProcessFileName", "ActionType", "Direction"}
	return b.classicPorts(steps, ends, columns)
}

// classicDirection tells who started the session where the table says so.
func (b *batch) classicDirection() *kql.Extend {
	return extend("", kql.As("Direction", kql.Fn("iff", b.any(b.table.Inbound), kql.Str("inbound"), kql.Str("outbound"))))
}

func listedAddress(e end) kql.Expr { return inList("in", e.address, "malicious_ips") }

// classicPorts adds a column that says whether the port is the listed one: a listed address
// is worth seeing on another port too, but not the same.
func (b *batch) classicPorts(steps []kql.Operator, ends []end, columns []string) *kql.Query {
	lists := []kql.Statement{list("malicious_ips", b.values(address))}
	endpoints := b.values(endpoint)
	if len(endpoints) == 0 {
		return b.classic(lists, steps, columns...)
	}
	lists = append(lists, list("malicious_endpoints", endpoints))
	anyPort, portOnly := b.values(addressOfAnyPort), b.values(addressOfPortOnly)
	if len(anyPort) > 0 {
		lists = append(lists, list("on_any_port", anyPort))
	}
	var listed, precise []kql.Expr
	for _, e := range ends {
		listed = append(listed, e.pairListed(bracketed(endpoints)))
		if len(anyPort) > 0 {
			listed = append(listed, inList("in", e.address, "on_any_port"))
		}
		precise = append(precise, inList("!in", e.address, "on_listed_port_only"))
	}
	steps = append(steps, extend("", kql.As("PortListed", kql.Or(listed...))))
	if len(portOnly) > 0 {
		lists = append(lists, list("on_listed_port_only", portOnly))
		steps = append(steps, &kql.Where{Predicate: kql.Or(kql.Name("PortListed"), kql.And(precise...))})
	}
	return b.classic(lists, steps, append(columns, "PortListed")...)
}

// bracketed reports whether some endpoint is an IPv6 address in brackets.
func bracketed(endpoints []string) bool {
	return slices.ContainsFunc(endpoints, func(s string) bool { return s[0] == '[' })
}

// pairListed is the condition that the end's address and port are listed together.
func (e end) pairListed(brackets bool) kql.Expr {
	host := e.address
	if brackets {
		six := kql.Op(e.address, "contains", kql.Str(":"))
		host = kql.Fn("iff", six, kql.Fn("strcat", kql.Str("["), e.address, kql.Str("]")), e.address)
	}
	return inList("in", kql.Fn("strcat", host, kql.Str(":"), kql.Name(e.port)), "malicious_endpoints")
}

func address(want *target) string {
	loc, _ := want.Location()
	return loc.Addr.String()
}

// endpoint is address and port as the query puts them together, an IPv6 address in brackets.
func endpoint(want *target) string {
	if loc, _ := want.Location(); loc.Port == 0 {
		return ""
	}
	return want.Value
}

func addressOfAnyPort(want *target) string {
	if endpoint(want) != "" {
		return ""
	}
	return address(want)
}

func addressOfPortOnly(want *target) string {
	if want.Kind == indicator.IPPort && want.precise && endpoint(want) != "" {
		return address(want)
	}
	return ""
}
