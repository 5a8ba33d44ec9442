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

// SourceName is what people call a source; a plain list has no name.
func SourceName(source string) string {
	switch source {
	case ThreatFox:
		return "ThreatFox"
	case List:
		return ""
	}
	return source
}
