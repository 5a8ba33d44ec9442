package hunt

import (
	"fmt"

	"foxhound/indicator"
	"foxhound/internal/roles"
)

// A sight says where a kind of indicator can be seen: in which columns as itself, and in
// which only in part.
type sight struct {
	kind    indicator.Kind
	plural  string
	whole   []roles.Holds
	data    string // what was missing
	part    []roles.Holds
	partly  string // how it was looked for all the same
	dnsOnly bool   // seen whole in a table of DNS queries only
}

var sights = []sight{
	{kind: indicator.Domain, plural: "domains", dnsOnly: true, data: "DNS data",
		part: []roles.Holds{roles.Host, roles.URL, roles.URLs}, partly: "in URLs and host columns only"},
	{kind: indicator.IP, plural: "addresses", whole: []roles.Holds{roles.Address}, data: "network data",
		part: []roles.Holds{roles.URL, roles.URLs, roles.Host}, partly: "in URLs and host columns only"},
	{kind: indicator.IPPort, plural: "addresses with a port", whole: []roles.Holds{roles.Address}, data: "network data",
		part: []roles.Holds{roles.URL, roles.URLs, roles.Host}, partly: "in URLs and host columns only"},
	{kind: indicator.URL, plural: "URLs", whole: []roles.Holds{roles.URL, roles.URLs}, data: "web or click data",
		part: []roles.Holds{roles.Host, roles.Address}, partly: "by host only"},
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
		if n == 0 || k.sees(s.Tables, k.whole, k.dnsOnly) {
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
		if k.sees(s.Tables, k.part, false) {
			lines = append(lines, fmt.Sprintf("no %s was read: %s %s looked for %s", k.data, noun, verb, k.partly))
		} else {
			lines = append(lines, fmt.Sprintf("no %s was read: %s could not have been seen", k.data, noun))
		}
	}
	return lines
}

// sees reports whether a table that gave rows has a column of one of the sorts.
func (sight) sees(read map[string]TableCount, holds []roles.Holds, dns bool) bool {
	for name, count := range read {
		t := roles.Of(name)
		if t == nil || count.Rows == 0 {
			continue
		}
		if dns && t.DNS {
			return true
		}
		for _, c := range t.Columns {
			for _, h := range holds {
				if c.Holds == h && !c.Related {
					return true
				}
			}
		}
	}
	return false
}
