package hunt

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/exclusion"
	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/logs"

	"github.com/google/go-cmp/cmp"
)

// day is the first_seen of every test indicator; events are a day later unless they say so.
const (
	firstSeen = "2026-05-22"
	eventTime = "2026-05-23T10:11:12.1234567Z"
)

// listed makes an indicator from "value threat confidence family first_seen"; what is left
// out is botnet_cc, 100, win.remus and firstSeen.
func listed(t *testing.T, spec string) indicator.Indicator {
	t.Helper()
	words := strings.Fields(spec)
	words = append(words, []string{"botnet_cc", "100", "win.remus", firstSeen}[min(len(words)-1, 4):]...)
	o, err := indicator.Parse(words[0])
	if err != nil {
		t.Fatal(err)
	}
	ind := indicator.Indicator{Observable: o, ThreatType: words[1], Confidence: indicator.UnknownConfidence, Source: "threatfox"}
	if words[2] != "?" {
		fmt.Sscan(words[2], &ind.Confidence)
	}
	if words[3] != "-" {
		ind.Family = indicator.Family{ID: words[3], Name: words[3]}
	}
	ind.FirstSeen, _ = time.Parse(time.DateOnly, words[4])
	return ind
}

// record makes a row from "Table Column=value Column=value"; values have + for a space.
func record(spec string) *logs.Record {
	words := strings.Fields(spec)
	r := &logs.Record{Table: words[0], Line: 1}
	dated := false
	for _, w := range words[1:] {
		name, value, _ := strings.Cut(w, "=")
		dated = dated || name == "TimeGenerated"
		r.Fields = append(r.Fields, logs.Field{Name: name, Text: []byte(strings.ReplaceAll(value, "+", " "))})
	}
	if !dated {
		r.Fields = append(r.Fields, logs.Field{Name: "TimeGenerated", Text: []byte(eventTime)})
	}
	return r
}

func judged(t *testing.T, related bool, indicators []string, row string) []*Match {
	t.Helper()
	f := &feed.Result{}
	for _, spec := range indicators {
		f.Indicators = append(f.Indicators, listed(t, spec))
	}
	set := setOf(t, f)
	j := &judge{set: set, exclusions: active(exclusion.Builtins(exclusion.Facts{})), margin: indicator.DefaultMargin, related: related}
	w := &bench{judge: j, observer: observer{index: set.index}}
	w.row("test", record(row))
	return told(w.out.matches)
}

// told are the matches that are not only counted.
func told(matches []*Match) []*Match {
	return slices.DeleteFunc(slices.Clone(matches), func(m *Match) bool { return m.withheld })
}

// show writes a match as the tables below do: indicator, tier, field, direction, verdict,
// validity, severity, entity.
func show(m *Match) string {
	s := fmt.Sprintf("%s %s %s %s %s %s %s", m.Indicator.Value, m.Tier, m.Field, m.Direction, m.Verdict, m.Validity, m.Severity)
	if entity := strings.Trim(m.Host+"/"+m.User, "/"); entity != "" {
		s += " " + entity
	}
	if m.ExcludedBy != "" {
		s += " excluded by " + m.ExcludedBy
	}
	for _, a := range m.Also {
		s += " also " + a.Value
	}
	return s
}

var remus = []string{
	"http://it-solutions-bayern.com:6431 payload_delivery 50",
	"http://woodfez.biz:7582 payload_delivery 50",
	"http://firewai.biz:48261 payload_delivery 50",
	"softandtec.com", "genuskox.biz", "80.211.47.159:7582",
}

func TestModel(t *testing.T) {
	for _, tt := range []struct{ name, row, want string }{
		// ip:port
		{"the pair", "CommonSecurityLog SourceIP=10.0.0.7 DestinationIP=80.211.47.159 DestinationPort=7582 DeviceAction=allow",
			"80.211.47.159:7582 exact DestinationIP outbound allowed current High 10.0.0.7"},
		{"another port", "CommonSecurityLog SourceIP=10.0.0.7 DestinationIP=80.211.47.159 DestinationPort=443 DeviceAction=allow",
			"80.211.47.159:7582 host DestinationIP outbound allowed current Low 10.0.0.7"},
		{"no port", "CommonSecurityLog SourceIP=10.0.0.7 DestinationIP=80.211.47.159",
			"80.211.47.159:7582 host DestinationIP outbound unknown current Low 10.0.0.7"},
		{"a port with a fraction of zero", "CommonSecurityLog DestinationIP=80.211.47.159 DestinationPort=7582.0",
			"80.211.47.159:7582 exact DestinationIP outbound unknown current High"},
		{"a port as toint reads it", "CommonSecurityLog DestinationIP=80.211.47.159 DestinationPort=+0x1d9e",
			"80.211.47.159:7582 exact DestinationIP outbound unknown current High"},
		{"a number that is no port", "CommonSecurityLog RequestURL=woodfez.biz DestinationPort=73118",
			"http://woodfez.biz:7582 host RequestURL outbound unknown current Informational"},
		{"blocked", "CommonSecurityLog DestinationIP=80.211.47.159 DestinationPort=7582 DeviceAction=Deny",
			"80.211.47.159:7582 exact DestinationIP outbound blocked current Medium"},
		{"not blocked", "CommonSecurityLog DestinationIP=80.211.47.159 DestinationPort=7582 DeviceAction=not+blocked",
			"80.211.47.159:7582 exact DestinationIP outbound allowed current High"},
		{"not allowed", "CommonSecurityLog DestinationIP=80.211.47.159 DestinationPort=7582 DeviceAction=not+allowed",
			"80.211.47.159:7582 exact DestinationIP outbound blocked current Medium"},
		{"a firewall's word for inbound", "DeviceEvents DeviceName=pc1 RemoteIP=80.211.47.159 RemotePort=44444 ActionType=FirewallInboundConnectionBlocked",
			"80.211.47.159:7582 host RemoteIP inbound blocked current Informational pc1"},
		{"inbound", "CommonSecurityLog SourceIP=80.211.47.159 SourcePort=50123 DestinationIP=10.0.0.7 DestinationHostName=web1",
			"80.211.47.159:7582 host SourceIP inbound unknown current Informational web1"},
		{"the answer of a session", "CommonSecurityLog SourceIP=80.211.47.159 SourcePort=7582 DestinationIP=10.0.0.7",
			"80.211.47.159:7582 exact SourceIP outbound unknown current High 10.0.0.7"},
		{"the pair in a URL", "CommonSecurityLog RequestURL=http://80.211.47.159:7582/gate.php SourceIP=10.0.0.7",
			"80.211.47.159:7582 exact RequestURL outbound unknown current High 10.0.0.7"},
		{"mapped IPv6", "DeviceNetworkEvents DeviceName=pc1 RemoteIP=::ffff:80.211.47.159 RemotePort=7582 ActionType=ConnectionSuccess",
			"80.211.47.159:7582 exact RemoteIP outbound allowed current High pc1"},
		{"the pair in an address column", "CommonSecurityLog SourceIP=10.0.0.7 DestinationIP=80.211.47.159:7582",
			"80.211.47.159:7582 exact DestinationIP outbound unknown current High 10.0.0.7"},
		{"another port in an address column", "CommonSecurityLog SourceIP=10.0.0.7 DestinationIP=80.211.47.159:443 DestinationPort=7582",
			"80.211.47.159:7582 host DestinationIP outbound unknown current Low 10.0.0.7"},
		{"port 0 in an address column", "CommonSecurityLog SourceIP=10.0.0.7 DestinationIP=80.211.47.159:0 DestinationPort=7582",
			"80.211.47.159:7582 exact DestinationIP outbound unknown current High 10.0.0.7"},
		{"the answer of a session, with ports in the address columns", "CommonSecurityLog SourceTranslatedAddress=80.211.47.159:7582 SourceIP=80.211.47.1 DestinationIP=10.0.0.7:50123",
			"80.211.47.159:7582 exact SourceTranslatedAddress outbound unknown current High 10.0.0.7"},
		{"a client with its port", "CommonSecurityLog SourceIP=10.0.0.7:50123 DestinationIP=80.211.47.159:7582",
			"80.211.47.159:7582 exact DestinationIP outbound unknown current High 10.0.0.7"},
		{"a client by IPv6 with its port", "DnsEvents Name=softandtec.com ClientIP=[FD00::0:7]:50123",
			"softandtec.com exact Name outbound unknown current High fd00::7"},
		{"mapped IPv6 and a port", "DeviceNetworkEvents DeviceName=pc1 RemoteIP=[::ffff:80.211.47.159]:7582",
			"80.211.47.159:7582 exact RemoteIP outbound unknown current High pc1"},
		{"a URL in an address column", "CommonSecurityLog DestinationIP=http://80.211.47.159:7582/a",
			"80.211.47.159:7582 exact DestinationIP outbound unknown current High"},
		{"no port after all", "CommonSecurityLog DestinationIP=80.211.47.159:7582x", ""},
		{"more digits and a port", "CommonSecurityLog DestinationIP=180.211.47.159:7582", ""},
		{"a name in an address column", "CommonSecurityLog DestinationIP=softandtec.com:443", ""},
		{"failed", "DeviceNetworkEvents DeviceName=pc1 RemoteIP=80.211.47.159 RemotePort=7582 ActionType=ConnectionFailed",
			"80.211.47.159:7582 exact RemoteIP outbound failed current Medium pc1"},
		{"inbound by what inspection saw", `DeviceNetworkEvents DeviceName=pc1 RemoteIP=80.211.47.159 RemotePort=7582 ActionType=HttpConnectionInspected AdditionalFields={"direction":"In"}`,
			"80.211.47.159:7582 exact RemoteIP inbound allowed current Informational pc1"},
		{"outbound by what inspection saw", `DeviceNetworkEvents DeviceName=pc1 RemoteIP=80.211.47.159 RemotePort=7582 ActionType=HttpConnectionInspected AdditionalFields={"direction":"Out"}`,
			"80.211.47.159:7582 exact RemoteIP outbound allowed current High pc1"},
		{"inbound at the endpoint", "DeviceNetworkEvents DeviceName=pc1 RemoteIP=80.211.47.159 RemotePort=7582 ActionType=InboundConnectionBlocked",
			"80.211.47.159:7582 exact RemoteIP inbound blocked current Informational pc1"},
		{"more digits", "CommonSecurityLog DestinationIP=180.211.47.159 DestinationPort=7582", ""},
		{"no address", "CommonSecurityLog DestinationIP=80.211.47.1590 DestinationPort=7582", ""},
		{"in a DNS answer, not asked for", "DnsEvents Name=cdn.example ClientIP=10.0.0.7 IPAddresses=80.211.47.159,+1.2.3.4", ""},

		// domain
		{"the name", "DnsEvents Name=softandtec.com ClientIP=10.0.0.7 Computer=dns1",
			"softandtec.com exact Name outbound unknown current High 10.0.0.7"},
		{"upper case and a dot", "DnsEvents Name=SoftAndTec.com. ClientIP=10.0.0.7",
			"softandtec.com exact Name outbound unknown current High 10.0.0.7"},
		{"a subdomain", "DnsEvents Name=x.softandtec.com ClientIP=10.0.0.7",
			"softandtec.com host Name outbound unknown current High 10.0.0.7"},
		{"look-alike", "DnsEvents Name=a-softandtec.com ClientIP=10.0.0.7", ""},
		{"somebody else's subdomain", "DnsEvents Name=softandtec.com.evil.org ClientIP=10.0.0.7", ""},
		{"host of a URL", "UrlClickEvents Url=https://SOFTANDTEC.com/a?b AccountUpn=ann@example.org ActionType=ClickAllowed",
			"softandtec.com exact Url outbound allowed current High ann@example.org"},
		{"Defender's DNS", `DeviceEvents DeviceName=pc1 ActionType=DnsQueryResponse AdditionalFields={"DnsQueryString":"x.softandtec.com"}`,
			"softandtec.com host AdditionalFields.DnsQueryString outbound unknown current High pc1"},

		// url
		{"host and port column", "DeviceNetworkEvents DeviceName=pc1 RemoteUrl=woodfez.biz RemotePort=7582 ActionType=ConnectionSuccess",
			"http://woodfez.biz:7582 exact RemoteUrl outbound allowed current Low pc1"},
		{"below the path", "CommonSecurityLog RequestURL=http://WOODFEZ.biz:7582/a/b SourceHostName=pc1",
			"http://woodfez.biz:7582 endpoint RequestURL outbound unknown current Low pc1"},
		{"another port", "CommonSecurityLog RequestURL=http://woodfez.biz:8080/a SourceHostName=pc1",
			"http://woodfez.biz:7582 host RequestURL outbound unknown current Informational pc1"},
		{"behind a proxy, whose port the column has", "CommonSecurityLog RequestURL=http://80.211.47.159/a DestinationPort=7582 SourceHostName=pc1",
			"80.211.47.159:7582 exact RequestURL outbound unknown current High pc1"},
		{"no port at all", "CommonSecurityLog RequestURL=woodfez.biz SourceHostName=pc1",
			"http://woodfez.biz:7582 exact RequestURL outbound unknown current Low pc1"},
		{"host and port in host columns", "ASimNetworkSessionLogs DstFQDN=woodfez.biz DstPortNumber=7582 SrcIpAddr=10.0.0.7",
			"http://woodfez.biz:7582 endpoint DstFQDN outbound unknown current Low 10.0.0.7"},
		{"a Host header with its port", "ASimWebSessionLogs HttpHost=WOODFEZ.biz:7582 SrcIpAddr=10.0.0.7",
			"http://woodfez.biz:7582 endpoint HttpHost outbound unknown current Low 10.0.0.7"},
		{"an address with its port", "CommonSecurityLog DestinationHostName=80.211.47.159:7582 SourceIP=10.0.0.7",
			"80.211.47.159:7582 exact DestinationHostName outbound unknown current High 10.0.0.7"},
		{"in a redirect chain", `UrlClickEvents Url=https://good.example/ UrlChain=["https://good.example/","http://woodfez.biz:7582/"] AccountUpn=ann@example.org`,
			"http://woodfez.biz:7582 exact UrlChain outbound unknown current Low ann@example.org"},
		{"in a redirect chain that holds other things too", `UrlClickEvents UrlChain=[80,null,["http://woodfez.biz:7582/"],"http://woodfez.biz:7582/"] AccountUpn=ann@example.org`,
			"http://woodfez.biz:7582 exact UrlChain outbound unknown current Low ann@example.org"},
		{"a redirect chain that is an object", `UrlClickEvents UrlChain={"a":"http://woodfez.biz:7582/"}`, ""},
		{"clicked through, as some exports have it", "UrlClickEvents Url=http://woodfez.biz:7582/ ActionType=ClickBlocked IsClickedThrough=1 AccountUpn=ann@example.org",
			"http://woodfez.biz:7582 exact Url outbound allowed current Medium ann@example.org"},
		{"clicked through", "UrlClickEvents Url=http://woodfez.biz:7582/ ActionType=ClickBlocked IsClickedThrough=true AccountUpn=ann@example.org",
			"http://woodfez.biz:7582 exact Url outbound allowed current Medium ann@example.org"},
		{"subdomain of a URL's host", "DnsEvents Name=x.woodfez.biz ClientIP=10.0.0.7", ""},

		// validity
		{"retro", "DnsEvents TimeGenerated=2026-04-20T00:00:00Z Name=softandtec.com ClientIP=10.0.0.7",
			"softandtec.com exact Name outbound unknown retro Medium 10.0.0.7"},
		{"in the margin", "DnsEvents TimeGenerated=2026-04-22T00:00:00Z Name=softandtec.com ClientIP=10.0.0.7",
			"softandtec.com exact Name outbound unknown current High 10.0.0.7"},
		{"expired", "DnsEvents TimeGenerated=2026-11-22T00:00:01Z Name=softandtec.com ClientIP=10.0.0.7",
			"softandtec.com exact Name outbound unknown expired Medium 10.0.0.7"},
		{"before 1990 is no time", "DnsEvents TimeGenerated=1970-01-01T00:00:29Z Name=softandtec.com ClientIP=10.0.0.7",
			"softandtec.com exact Name outbound unknown current High 10.0.0.7"},

		// exclusion
		{"a scan by Windows Defender", `DeviceNetworkEvents DeviceName=pc1 RemoteUrl=woodfez.biz RemotePort=7582 ActionType=ConnectionSuccess InitiatingProcessFileName=MsMpEng.exe InitiatingProcessFolderPath=C:\ProgramData\Microsoft\Windows+Defender\Platform\4.18\MsMpEng.exe InitiatingProcessAccountSid=S-1-5-18`,
			"http://woodfez.biz:7582 exact RemoteUrl outbound allowed current Low pc1 excluded by windows-defender-scan"},
	} {
		var got []string
		for _, m := range judged(t, false, remus, tt.row) {
			got = append(got, show(m))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s: %s (-want +got)\n%s", tt.name, tt.row, diff)
		}
	}
}

// An event counts once per family and key, and the best tier wins.
func TestOncePerKey(t *testing.T) {
	for _, tt := range []struct {
		name       string
		indicators []string
		row        string
		want       []string
	}{
		{"many ports on an address", []string{"80.211.47.159:1", "80.211.47.159:7582", "80.211.47.159:9"},
			"CommonSecurityLog DestinationIP=80.211.47.159 DestinationPort=7582",
			[]string{"80.211.47.159:7582 exact DestinationIP outbound unknown current High also 80.211.47.159:1 also 80.211.47.159:9"}},
		{"any port", []string{"80.211.47.159:0"}, "CommonSecurityLog DestinationIP=80.211.47.159 DestinationPort=55",
			[]string{"80.211.47.159:0 exact DestinationIP outbound unknown current High"}},
		{"address and URL on it", []string{"80.211.47.159:7582", "http://80.211.47.159:7582/a payload_delivery"},
			"CommonSecurityLog DestinationIP=80.211.47.159 DestinationPort=7582 RequestURL=http://80.211.47.159:7582/a",
			[]string{"80.211.47.159:7582 exact DestinationIP outbound unknown current High also http://80.211.47.159:7582/a"}},
		{"two families", []string{"softandtec.com botnet_cc 100 win.remus", "softandtec.com botnet_cc 100 win.vidar"},
			"DnsEvents Name=softandtec.com",
			[]string{"softandtec.com exact Name outbound unknown current High", "softandtec.com exact Name outbound unknown current High"}},
		{"a family and none", []string{"softandtec.com botnet_cc 50 -", "softandtec.com botnet_cc 100 win.vidar"},
			"DnsEvents Name=softandtec.com",
			[]string{"softandtec.com exact Name outbound unknown current High"}},
		{"retro hides nothing current", []string{"http://woodfez.biz/a payload_delivery 100 win.remus 2026-07-20", "http://woodfez.biz/b payload_delivery 75"},
			"DnsEvents Name=woodfez.biz",
			[]string{"http://woodfez.biz/b host Name outbound unknown current Low also http://woodfez.biz/a"}},
		{"a scheme without a port", []string{"tcp://s.biz"}, "DnsEvents Name=s.biz", []string{"tcp://s.biz host Name outbound unknown current Low"}},
		{"a scheme without a port, in full", []string{"tcp://s.biz"}, "CommonSecurityLog RequestURL=tcp://s.biz",
			[]string{"tcp://s.biz exact RequestURL outbound unknown current High"}},
		{"two keys", []string{"80.211.47.159:7582", "softandtec.com"},
			"CommonSecurityLog DestinationIP=80.211.47.159 DestinationPort=7582 DestinationHostName=softandtec.com",
			[]string{"80.211.47.159:7582 exact DestinationIP outbound unknown current High", "softandtec.com exact DestinationHostName outbound unknown current High"}},
		{"a hash in any case", []string{"D41D8CD98F00B204E9800998ECF84270", "da39a3ee5e6b4b0d3255bfef95601890afd80701"},
			"DeviceFileEvents DeviceName=pc1 MD5=d41D8cd98f00b204e9800998ecf84270 InitiatingProcessSHA1=DA39A3EE5E6B4B0D3255BFEF95601890AFD80701",
			[]string{"d41d8cd98f00b204e9800998ecf84270 exact MD5 unknown unknown current High pc1",
				"da39a3ee5e6b4b0d3255bfef95601890afd80701 exact InitiatingProcessSHA1 unknown unknown current High pc1"}},
		{"a list of hashes", []string{"d41d8cd98f00b204e9800998ecf84270"},
			"CommonSecurityLog FileHash=SHA1=aa,MD5=D41D8CD98F00B204E9800998ECF84270",
			[]string{"d41d8cd98f00b204e9800998ecf84270 exact FileHash unknown unknown current High"}},
		{"a hash of another length's column", []string{"d41d8cd98f00b204e9800998ecf84270"}, "DeviceFileEvents SHA1=d41d8cd98f00b204e9800998ecf84270", nil},
		{"guarded host", []string{"http://github.com/evil/x payload_delivery"}, "DnsEvents Name=github.com", nil},
		{"guarded URL", []string{"http://github.com/evil/x payload_delivery"}, "UrlClickEvents Url=http://github.com/evil/x/y",
			[]string{"http://github.com/evil/x endpoint Url outbound unknown current Medium"}},
		{"guarded suffix", []string{"evil.github.io"}, "DnsEvents Name=x.evil.github.io", nil},
		{"private address", []string{"192.168.56.1:80"}, "CommonSecurityLog DestinationIP=192.168.56.1 DestinationPort=80", nil},
		{"mail", []string{"Bad@Evil.example"}, "EmailAttachmentInfo SenderFromAddress=Bad@EVIL.example RecipientEmailAddress=ann@example.org",
			[]string{"Bad@evil.example exact SenderFromAddress unknown unknown current High ann@example.org"}},
		{"low confidence", []string{"softandtec.com botnet_cc 49"}, "DnsEvents Name=softandtec.com",
			[]string{"softandtec.com exact Name outbound unknown current Informational"}},
		{"unknown confidence", []string{"softandtec.com botnet_cc ?"}, "DnsEvents Name=softandtec.com",
			[]string{"softandtec.com exact Name outbound unknown current Medium"}},
	} {
		var got []string
		for _, m := range judged(t, false, tt.indicators, tt.row) {
			got = append(got, show(m))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s (-want +got)\n%s", tt.name, tt.row, diff)
		}
	}
}

func TestRelated(t *testing.T) {
	for _, tt := range []struct{ indicator, row, want string }{
		{"80.211.47.159:7582", "DnsEvents Name=cdn.example ClientIP=10.0.0.7 IPAddresses=1.2.3.4,+80.211.47.159",
			"80.211.47.159:7582 related IPAddresses outbound unknown current Low 10.0.0.7"},
		{"80.211.47.159:7582", `ASimDnsActivityLogs DnsQuery=cdn.example SrcIpAddr=10.0.0.7 DnsResponseName=["1.2.3.4","80.211.47.159"]`,
			"80.211.47.159:7582 related DnsResponseName outbound unknown current Low 10.0.0.7"},
		{"[2001:470::7]:7582", `DeviceEvents DeviceName=pc1 ActionType=DnsQueryResponse AdditionalFields={"DnsQueryString":"cdn.example","DnsQueryResult":"[{\"Result\":\"2001:470:0::7\",\"DnsQueryType\":\"28\"}]"}`,
			"[2001:470::7]:7582 related AdditionalFields.DnsQueryResult outbound unknown current Low pc1"},
		{"80.211.47.159:7582", `DeviceNetworkEvents DeviceName=pc1 ActionType=DnsConnectionInspected AdditionalFields={"direction":"Out","query":"cdn.example","answers":"[\"1.2.3.4\",\"80.211.47.159\"]"}`,
			"80.211.47.159:7582 related AdditionalFields.answers outbound unknown current Low pc1"},
		{"evil.example.net", "EmailEvents SenderFromAddress=x@evil.example.net RecipientEmailAddress=ann@example.org",
			"evil.example.net related SenderFromAddress unknown unknown current Low ann@example.org"},
	} {
		got := judged(t, true, []string{tt.indicator}, tt.row)
		if len(got) != 1 || show(got[0]) != tt.want {
			t.Errorf("%s in %s = %v, want %s", tt.indicator, tt.row, got, tt.want)
		}
		if got := judged(t, false, []string{tt.indicator}, tt.row); len(got) != 0 {
			t.Errorf("%s in %s matches without being asked for", tt.indicator, tt.row)
		}
	}
}
