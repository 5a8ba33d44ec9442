package feed

import (
	"strings"
	"testing"
)

func TestNoFeed(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "the file is empty"},
		{"blank", "\ufeff \r\n\t\n", "the file is empty"},
		{"a program", "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 100), "this is a binary file"},
		{"noise", noise(5000), "this is a binary file"},
		{"an error page", "<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>", "this is an HTML page"},
		{"an error page behind a comment", "\n<!-- x --><HTML>", "this is an HTML page"},
		{"another JSON", `{"type": "package", "contents": []}`, "this JSON is no ThreatFox export or API answer"},
		{"an error in JSON", `{"error": "forbidden"}`, "this JSON is no ThreatFox export or API answer"},
		{"a query", "// Hunt\nlet malicious_ips = dynamic([\"80.211.47.159\"]);\nCommonSecurityLog\n| where DestinationIP in (malicious_ips)\n", "this is KQL, not a feed"},
		{"a query without let", "```kql\nDnsEvents\n\n| where Name == \"softandtec.com\"\n```\n", "this is KQL, not a feed"},
		{"a query on one line", "DnsEvents | where Name == \"softandtec.com\"\n", "this is KQL, not a feed"},
		{"prose", "Dear reader,\nthis is a letter.\n", "line 1: `Dear reader,` is no value"},
		{"another CSV", "\"id\",\"name\"\n\"1\",\"ann\"\n", "line 1: `\"id\",\"name\"` is no value"},
	} {
		got, err := Read("test", strings.NewReader(tt.text))
		checkCounts(t, got)
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
		if len(got.Indicators) > 0 {
			t.Errorf("%s: indicators %q, want none", tt.name, values(got))
		}
	}
}
