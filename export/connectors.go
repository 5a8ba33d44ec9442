package export

import "foxhound/internal/schema"

// A connector fills a table of a Sentinel workspace.
type connector struct {
	id, title string
	legacy    string // why nobody should choose it today, or empty
}

// A supply says where a table's rows come from.
type supply struct {
	connectors []connector // the table's own ones, present ones first
	any        bool        // anything that writes normalized events can fill the table as well
	product    string      // what fills it in Defender, or empty where Defender has no such table
}

const (
	endpoint = "Microsoft Defender for Endpoint"
	office   = "Microsoft Defender for Office 365"
)

var xdr = []connector{{id: "MicrosoftThreatProtection", title: "Microsoft Defender XDR"}}

// supplies has every table that rules hunt in. The ids are those that Microsoft's content
// repository accepts in requiredDataConnectors.
var supplies = map[string]supply{
	"CommonSecurityLog": {connectors: []connector{
		{id: "CefAma", title: "Common Event Format (CEF) via AMA"},
		{id: "CEF", title: "Common Event Format (CEF)", legacy: "its agent is out of service"},
	}},
	"DnsEvents": {connectors: []connector{
		{id: "DNS", title: "DNS", legacy: "retired with its agent on 2024-08-31; `ASimDnsActivityLogs` takes its place"},
	}},
	"ASimDnsActivityLogs":    {connectors: []connector{{id: "ASimDnsActivityLogs", title: "Windows DNS Events via AMA"}}, any: true},
	"ASimNetworkSessionLogs": {connectors: []connector{{id: "WindowsFirewallAma", title: "Windows Firewall Events via AMA"}}, any: true},
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
}

// required lists the connectors to name in a Sentinel file: the present ones, or the legacy
// one where a table has no other.
func (s supply) required() []connector {
	var present []connector
	for _, c := range s.connectors {
		if c.legacy == "" {
			present = append(present, c)
		}
	}
	if present == nil {
		return s.connectors
	}
	return present
}

// describe returns a line for each way the table can be filled, in Markdown.
func (s supply) describe(d schema.Dialect) []string {
	if d == schema.Defender {
		return []string{orNone(s.product)}
	}
	var lines []string
	for _, c := range s.connectors {
		line := code(c.id) + " (" + c.title + ")"
		if c.legacy != "" {
			line += ", legacy: " + c.legacy
		}
		lines = append(lines, line)
	}
	if s.any {
		lines = append(lines, "any source normalized to this ASIM table")
	}
	if lines == nil {
		return []string{orNone("")}
	}
	return lines
}

func orNone(s string) string {
	if s == "" {
		return "none known: a table of your own"
	}
	return s
}
