package export

import (
	"cmp"
	"slices"
	"strings"

	"foxhound/internal/schema"
	"foxhound/kql"
)

// A connector fills a table of a Sentinel workspace.
type connector struct {
	id, title string
	legacy    string // why nobody should choose it today, or empty
	unlisted  bool   // files that name it fail the content repository's checks, as far as its list is known
}

// A supply says where a table's rows come from.
type supply struct {
	connectors []connector // the table's own ones, present ones first
	any        bool        // anything that writes normalised events can fill the table as well
	product    string      // what fills it in Defender, or empty where Defender has no such table
}

const (
	endpoint = "Microsoft Defender for Endpoint"
	office   = "Microsoft Defender for Office 365"
)

var xdr = []connector{{id: "MicrosoftThreatProtection", title: "Microsoft Defender XDR"}}

// supplies has every table that rules hunt in. The ids are those that Microsoft's content
// repository accepts in requiredDataConnectors, but for those marked unlisted.
var supplies = map[string]supply{
	"CommonSecurityLog": {connectors: []connector{
		{id: "CefAma", title: "Common Event Format (CEF) via AMA"},
		{id: "CEF", title: "Common Event Format (CEF)", legacy: "its agent was retired on 2024-08-31"},
	}},
	"DnsEvents": {connectors: []connector{
		{id: "DNS", title: "DNS", legacy: "its agent was retired on 2024-08-31, and its successor fills `ASimDnsActivityLogs`"},
	}},
	"ASimDnsActivityLogs":    {connectors: []connector{{id: "ASimDnsActivityLogs", title: "Windows DNS Events via AMA"}}, any: true},
	"ASimNetworkSessionLogs": {connectors: []connector{{id: "WindowsFirewallAma", title: "Windows Firewall Events via AMA", unlisted: true}}, any: true},
	"ASimWebSessionLogs":     {any: true},
	"ASimFileEventLogs":      {any: true},
	"DeviceNetworkEvents":    {connectors: xdr, product: endpoint},
	"DeviceEvents":           {connectors: xdr, product: endpoint},
	"DeviceFileEvents":       {connectors: xdr, product: endpoint},
	"DeviceProcessEvents":    {connectors: xdr, product: endpoint},
	"DeviceImageLoadEvents":  {connectors: xdr, product: endpoint},
	"UrlClickEvents":         {connectors: xdr, product: office},
	"EmailEvents":            {connectors: xdr, product: office},
	"EmailUrlInfo":           {connectors: xdr, product: office},
	"EmailAttachmentInfo":    {connectors: xdr, product: office},
	"ThreatIntelIndicators": {connectors: []connector{
		{id: "ThreatIntelligence", title: "Threat Intelligence Platforms"},
		{id: "ThreatIntelligenceTaxii", title: "Threat Intelligence - TAXII"},
	}},
}

// tablesOf lists the tables that a query reads, in the order of its text: that of the hunt,
// and those it looks something up in.
func tablesOf(q *kql.Query) []string {
	var tables []string
	kql.Walk(q, func(n kql.Node) bool {
		if p, ok := n.(*kql.Pipeline); ok {
			id, _ := p.Source.(*kql.Ident)
			if id != nil && !slices.Contains(tables, id.Name) && known(id.Name) {
				tables = append(tables, id.Name)
			}
		}
		return true
	})
	return tables
}

func known(table string) bool {
	_, ok := supplies[table]
	return ok
}

// required lists the connectors to name in a Sentinel file: the present ones, or the legacy
// one where a table has no other.
func (s supply) required() []connector {
	listed := slices.DeleteFunc(slices.Clone(s.connectors), func(c connector) bool { return c.unlisted })
	present := slices.DeleteFunc(slices.Clone(listed), func(c connector) bool { return c.legacy != "" })
	if len(present) == 0 {
		return listed
	}
	return present
}

// describe names the ways to fill the table, in Markdown.
func (s supply) describe(d schema.Dialect) string {
	var ways []string
	if d == schema.Defender {
		ways = append(ways, s.product)
	} else {
		for _, c := range s.connectors {
			ways = append(ways, c.describe())
		}
	}
	if s.any {
		ways = append(ways, "any source normalised to this ASIM table")
	}
	return cmp.Or(strings.Join(ways, "; or "), "none known")
}

func (c connector) describe() string {
	s := code(c.id) + " (" + c.title + ")"
	if c.legacy != "" {
		s += ", legacy: " + c.legacy
	}
	return s
}
