package pull

import "foxhound/indicator"

// builtin are the feeds that need no configuration.
var builtin = []Feed{
	{Name: "threatfox", Kind: "threatfox"},
	{Name: "threatfox-api", Kind: "threatfox-api"},
	{Name: "threatfox-misp", Kind: "misp", URL: "https://threatfox.abuse.ch/downloads/misp/", Source: indicator.ThreatFox},
	{Name: "abusech-fplist", Kind: "abusech-fplist"},
	{Name: "urlhaus", Kind: "urlhaus"},
	{Name: "malwarebazaar", Kind: "malwarebazaar"},
	{Name: "feodo", Kind: "feodo"},
	{Name: "sslbl", Kind: "sslbl"},
}

// Builtin lists the feeds that need no configuration.
func Builtin() []Feed { return append([]Feed(nil), builtin...) }
