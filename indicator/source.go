package indicator

import "net/url"

// ThreatFox is the [Indicator.Source] of what abuse.ch ThreatFox reported, and List that of
// a plain list of values.
const (
	ThreatFox = "threatfox"
	List      = "list"
)

// ThreatFoxSearch is the address of ThreatFox's search, to which the value is added, escaped
// as in a query.
const ThreatFoxSearch = "https://threatfox.abuse.ch/browse.php?search=ioc%3A"

// SearchLink is where ThreatFox shows what it knows of a value.
func SearchLink(value string) string { return ThreatFoxSearch + url.QueryEscape(value) }

// sourceNames are what people call publishers. What is called after the form of its file, such
// as a list, names nobody.
var sourceNames = map[string]string{
	ThreatFox: "ThreatFox", "urlhaus": "URLhaus", "malwarebazaar": "MalwareBazaar", "feodo": "Feodo Tracker", "sslbl": "SSLBL",
	List: "", "table": "", "report": "", "stix": "", "misp": "",
}

// SourceName is what people call a source, or nothing where it has no name.
func SourceName(source string) string {
	if name, ok := sourceNames[source]; ok {
		return name
	}
	return source
}
