package hunt

import (
	"strings"
	"testing"

	"foxhound/indicator"

	"github.com/google/go-cmp/cmp"
)

func TestBlind(t *testing.T) {
	for _, tt := range []struct {
		kind   indicator.Kind
		n      int
		tables string
		want   []string
	}{
		{indicator.Domain, 2, "DnsEvents", nil},
		{indicator.Domain, 2, "UrlClickEvents", []string{"no DNS data was read: 2 domains were looked for in URLs and host columns only"}},
		{indicator.Domain, 1, "DeviceImageLoadEvents", []string{"no DNS data was read: 1 domain was looked for in free text only"}},
		{indicator.IPPort, 1, "DeviceNetworkEvents", nil},
		{indicator.IPPort, 1, "DnsEvents", []string{"no network data was read: 1 ip:port was looked for in URLs and other columns and in free text only"}},
		{indicator.IP, 2, "UrlClickEvents", []string{"no network data was read: 2 addresses were looked for in URLs and other columns only"}},
		{indicator.IP, 2, "ASimDnsActivityLogs", []string{"no network data was read: 2 addresses were looked for in URLs and other columns and in free text only"}},
		{indicator.URL, 3, "DnsEvents", []string{"no web or click data was read: 3 URLs were looked for by host and in free text only"}},
		{indicator.URL, 3, "DnsEvents EmailUrlInfo", nil},
		{indicator.SHA256, 1, "DnsEvents", []string{"no file data with SHA-256 was read: 1 sha256 was looked for in free text only"}},
		{indicator.SHA256, 1, "UrlClickEvents", []string{"no file data with SHA-256 was read: 1 sha256 could not have been seen"}},
		{indicator.SHA256, 1, "Syslog", []string{"no file data with SHA-256 was read: 1 sha256 was looked for in free text only"}},
		{indicator.Domain, 1, "Text", []string{"no DNS data was read: 1 domain was looked for in free text only"}},
		{indicator.MD5, 1, "CommonSecurityLog", nil},
		{indicator.Email, 2, "", []string{"no mail data was read: 2 mail addresses could not have been seen"}},
		{indicator.Email, 2, "EmailEvents", nil},
	} {
		s := &Summary{Tables: map[string]TableCount{}, Indicators: map[indicator.Kind]IndicatorCounts{tt.kind: {Loaded: tt.n}}}
		for _, table := range strings.Fields(tt.tables) {
			s.Tables[table] = TableCount{Rows: 1}
		}
		if diff := cmp.Diff(tt.want, blind(s)); diff != "" {
			t.Errorf("%s with %q (-want +got)\n%s", tt.kind, tt.tables, diff)
		}
	}
}
