package export

import (
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/rule"
)

var attackTests = []struct {
	name  string
	table string
	iocs  []indicator.Indicator
	want  string // tactics, then techniques
}{
	{"a lookup of a C2 name is not DNS as a channel", "DnsEvents", remusIOCs[:2], "CommandAndControl T1071"},
	{"C2 on an odd port", "CommonSecurityLog", remusIOCs[2:3], "CommandAndControl T1071 T1571"},
	{"an odd port among usual ones claims nothing", "CommonSecurityLog",
		[]indicator.Indicator{remusIOCs[2], ioc(indicator.IPPort, "80.211.47.159:443", "botnet_cc", 100)}, "CommandAndControl T1071"},
	{"nor beside a name", "CommonSecurityLog", remusIOCs[:3], "CommandAndControl T1071"},
	{"C2 over the web", "ASimWebSessionLogs",
		[]indicator.Indicator{ioc(indicator.URL, "http://evil.example/gate", "botnet_cc", 100)}, "CommandAndControl T1071.001"},
	{"a payload's URL in a proxy log", "CommonSecurityLog", remusIOCs[3:], "CommandAndControl T1105"},
	{"clicked", "UrlClickEvents", remusIOCs[3:], "Execution T1204.001"},
	{"mailed", "EmailUrlInfo", remusIOCs[3:], "InitialAccess T1566.002"},
	{"both sorts in one hunt", "DeviceNetworkEvents", remusIOCs, "CommandAndControl T1071 T1105"},
	{"a payload's URL looked up delivers nothing yet", "DnsEvents", remusIOCs[3:], ""},
	{"a looked up URL is no web traffic", "ASimDnsActivityLogs",
		[]indicator.Indicator{ioc(indicator.URL, "http://evil.example/gate", "botnet_cc", 100)}, "CommandAndControl T1071"},
	{"nor a port", "DnsEvents", []indicator.Indicator{ioc(indicator.URL, "http://evil.example:7582", "botnet_cc", 100)}, "CommandAndControl T1071"},
	{"a program that ran", "DeviceProcessEvents", hashes("payload"), "Execution T1204.002"},
	{"a library that was loaded", "DeviceImageLoadEvents", hashes("payload"), "Execution T1204.002"},
	{"a program that had to do with a connection", "DeviceNetworkEvents", hashes("payload"), ""},
	{"a program that had to do with some event", "DeviceEvents", hashes("payload"), ""},
	{"a file that no feed calls a payload", "DeviceFileEvents", hashes("cc_skimming"), ""},
	{"a file of which nothing is said", "DeviceFileEvents", hashes(""), ""},
	{"a file on an endpoint", "DeviceFileEvents", hashes("payload"), "Execution T1204.002"},
	{"attached", "EmailAttachmentInfo", hashes("payload"), "InitialAccess T1566.001"},
	{"on the wire", "ASimFileEventLogs", hashes("payload"), "CommandAndControl T1105"},
	{"skimming", "CommonSecurityLog", []indicator.Indicator{ioc(indicator.Domain, "evil.example", "cc_skimming", 100)}, "Collection T1056.003"},
	{"nothing is said", "DnsEvents", []indicator.Indicator{ioc(indicator.Domain, "evil.example", "", 100)}, ""},
}

func hashes(threat string) []indicator.Indicator {
	return []indicator.Indicator{ioc(indicator.SHA1, strings.Repeat("a1", 20), threat, 100)}
}

func TestAttacks(t *testing.T) {
	for _, tt := range attackTests {
		tactics, techniques := attacks(&rule.Hunt{Table: tt.table, Indicators: tt.iocs})
		if got := strings.Join(append(tactics, techniques...), " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

var severityTests = []struct {
	iocs []indicator.Indicator
	want string
}{
	{[]indicator.Indicator{ioc(indicator.Domain, "a.example", "botnet_cc", 100)}, "High"},
	{[]indicator.Indicator{ioc(indicator.Domain, "a.example", "botnet_cc", 75)}, "High"},
	{[]indicator.Indicator{ioc(indicator.Domain, "a.example", "botnet_cc", 74)}, "Medium"},
	{[]indicator.Indicator{ioc(indicator.Domain, "a.example", "botnet_cc", indicator.UnknownConfidence)}, "Medium"},
	{[]indicator.Indicator{ioc(indicator.Domain, "a.example", "botnet_cc", 49)}, "Informational"},
	{[]indicator.Indicator{ioc(indicator.Domain, "a.example", "payload_delivery", 100)}, "Medium"},
	{[]indicator.Indicator{ioc(indicator.Domain, "a.example", "cc_skimming", 50)}, "Low"},
	{hashes("payload"), "High"},
	{remusIOCs, "High"}, // the highest of them
	{remusIOCs[3:], "Low"},
	{nil, "Informational"},
}

func TestSeverity(t *testing.T) {
	for _, tt := range severityTests {
		if got := severity(tt.iocs); got != tt.want {
			t.Errorf("severity(%v) = %s, want %s", tt.iocs, got, tt.want)
		}
	}
}
