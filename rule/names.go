package rule

import (
	"cmp"
	"strings"

	"foxhound/indicator"
)

// places says in words where a table looks.
var places = map[string]string{
	"CommonSecurityLog":      "firewall and proxy logs",
	"DeviceNetworkEvents":    "endpoint network events",
	"DnsEvents":              "DNS queries",
	"ASimDnsActivityLogs":    "normalised DNS activity",
	"ASimNetworkSessionLogs": "normalised network sessions",
	"ASimWebSessionLogs":     "normalised web sessions",
	"ASimFileEventLogs":      "normalised file events",
	"DeviceEvents":           "endpoint events",
	"DeviceFileEvents":       "endpoint file events",
	"DeviceProcessEvents":    "endpoint process events",
	"DeviceImageLoadEvents":  "libraries loaded on endpoints",
	"UrlClickEvents":         "clicked links",
	"EmailUrlInfo":           "links in e-mail",
	"EmailAttachmentInfo":    "e-mail attachments",
	"EmailEvents":            "e-mail",
}

var subjects = map[Key]string{Addresses: "addresses", Names: "names", Hashes: "file hashes", Mail: "e-mail addresses"}

// titleOf is what a hunt finds, such as "names in DNS queries".
func titleOf(table string, key Key) string {
	return subjects[key] + " in " + cmp.Or(places[table], table)
}

// maxLabel is how much of a family's name a query repeats.
const maxLabel = 80

// label is the family's name for people, cut to what a column of names can show.
func label(f indicator.Family) string {
	name := []rune(f.Label())
	return string(name[:min(len(name), maxLabel)])
}

// shown is what a message says of a name that came from a feed, or from a person.
func shown(s string) string { return indicator.Printable(s, maxLabel) }

// printable keeps the printable ASCII of a name that came from a feed, in a length that
// fits a line: a query is ASCII.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
	return s[:min(len(s), maxLabel)]
}

// slug is a name in lower-case letters, digits and single hyphens.
func slug(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	s = strings.Join(words, "-")
	return cmp.Or(strings.Trim(s[:min(len(s), 60)], "-"), "family")
}
