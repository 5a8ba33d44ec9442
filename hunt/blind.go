package hunt

import (
	"fmt"
	"slices"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/roles"
)

// A sight says where a kind of indicator can be seen: in which columns as itself, and in
// which only in part.
type sight struct {
	kind    indicator.Kind
	plural  string
	whole   []roles.Holds
	dns     bool   // seen whole in a table of DNS queries only
	network bool   // seen whole in a table of connections only
	data    string // what was missing
	part    []roles.Holds
	partly  string // where, or how, it was looked for all the same
}

var addresses = []roles.Holds{roles.Address, roles.URL, roles.URLs, roles.Host}

const elsewhere = "in URLs and other columns"

var sights = []sight{
	{kind: indicator.Domain, plural: "domains", dns: true, data: "DNS data",
		part: []roles.Holds{roles.Host, roles.URL, roles.URLs}, partly: "in URLs and host columns"},
	{kind: indicator.IP, plural: "addresses", network: true, data: "network data", part: addresses, partly: elsewhere},
	{kind: indicator.IPPort, plural: "addresses with a port", network: true, data: "network data", part: addresses, partly: elsewhere},
	{kind: indicator.URL, plural: "URLs", whole: []roles.Holds{roles.URL, roles.URLs}, data: "web or click data",
		part: []roles.Holds{roles.Host, roles.Address}, partly: "by host"},
	{kind: indicator.MD5, plural: "MD5 hashes", whole: []roles.Holds{roles.MD5, roles.Hash}, data: "file data with MD5"},
	{kind: indicator.SHA1, plural: "SHA-1 hashes", whole: []roles.Holds{roles.SHA1, roles.Hash}, data: "file data with SHA-1"},
	{kind: indicator.SHA256, plural: "SHA-256 hashes", whole: []roles.Holds{roles.SHA256, roles.Hash}, data: "file data with SHA-256"},
	{kind: indicator.SHA3384, plural: "SHA3-384 hashes", whole: []roles.Holds{roles.Hash}, data: "file data with SHA3-384"},
	{kind: indicator.Email, plural: "mail addresses", whole: []roles.Holds{roles.Email}, data: "mail data"},
}

// blind says, for each kind of indicator, what no input could have shown.
func blind(s *Summary) []string {
	var lines []string
	for _, k := range sights {
		n := s.Indicators[k.kind].Loaded
		if n == 0 || k.seen(s.Tables) {
			continue
		}
		noun := fmt.Sprintf("%d %s", n, k.plural)
		if n == 1 {
			noun = "1 " + k.kind.String()
		}
		verb := "were"
		if n == 1 {
			verb = "was"
		}
		if where := k.ways(s.Tables); where != "" {
			lines = append(lines, fmt.Sprintf("no %s was read: %s %s looked for %s only", k.data, noun, verb, where))
		} else {
			lines = append(lines, fmt.Sprintf("no %s was read: %s could not have been seen", k.data, noun))
		}
	}
	return lines
}

// ways says how the kind was looked for where nothing shows it as it is.
func (k sight) ways(read map[string]TableCount) string {
	var ways []string
	if holding(read, k.part) {
		ways = append(ways, k.partly)
	}
	if text(read) {
		ways = append(ways, "in free text")
	}
	return strings.Join(ways, " and ")
}

// text reports whether there was free text: in a column, or in rows of which nothing else is
// known.
func text(read map[string]TableCount) bool {
	for name, count := range read {
		if roles.Of(name) == nil && count.Rows > 0 {
			return true
		}
	}
	return holding(read, []roles.Holds{roles.FreeText})
}

// seen reports whether something was read that shows the kind as it is.
func (k sight) seen(read map[string]TableCount) bool {
	switch {
	case k.dns:
		return gave(read, func(t *roles.Table) bool { return t.DNS })
	case k.network:
		return gave(read, connections)
	}
	return holding(read, k.whole)
}

// connections reports whether the table's rows are connections: with the far end's address
// and its port. A DNS query's far end is the resolver.
func connections(t *roles.Table) bool {
	return !t.DNS && slices.ContainsFunc(t.Columns, func(c roles.Column) bool {
		return c.Holds == roles.Address && c.End == roles.Remote && c.Port != ""
	})
}

// holding reports whether a table that was read has a column of one of the sorts.
func holding(read map[string]TableCount, sorts []roles.Holds) bool {
	return gave(read, func(t *roles.Table) bool {
		return slices.ContainsFunc(t.Columns, func(c roles.Column) bool { return slices.Contains(sorts, c.Holds) && !c.Related })
	})
}

// gave reports whether a table of that sort gave rows.
func gave(read map[string]TableCount, sort func(*roles.Table) bool) bool {
	for name, count := range read {
		if t := roles.Of(name); t != nil && count.Rows > 0 && sort(t) {
			return true
		}
	}
	return false
}
