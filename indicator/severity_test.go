package indicator

import "testing"

func TestSeverity(t *testing.T) {
	for _, tt := range []struct {
		kind       Kind
		threat     string
		confidence int
		acted      bool
		want, host Severity
	}{
		{Domain, "botnet_cc", 100, false, High, Low},
		{Domain, "botnet_cc", 75, false, High, Low},
		{Domain, "botnet_cc", 74, false, Medium, Informational},
		{Domain, "botnet_cc", 50, false, Medium, Informational},
		{Domain, "botnet_cc", 49, true, Informational, Informational},
		{Domain, "botnet_cc", UnknownConfidence, false, Medium, Informational},
		{URL, "payload_delivery", 100, false, Medium, Low},
		{URL, "payload_delivery", 100, true, High, Low},
		{URL, "payload_delivery", 50, true, Medium, Informational},
		{SHA256, "payload", 100, false, High, Low},
		{URL, "cc_skimming", 60, false, Low, Informational},
		{Email, "", 100, false, Medium, Low},
	} {
		ind := Indicator{Observable: Observable{Kind: tt.kind}, ThreatType: tt.threat, Confidence: tt.confidence}
		if got := ind.Severity(tt.acted); got != tt.want {
			t.Errorf("%v %s %d acted %t: severity %s, want %s", tt.kind, tt.threat, tt.confidence, tt.acted, got, tt.want)
		}
		if got := ind.HostSeverity(); got != tt.host {
			t.Errorf("%v %s %d: severity of the host %s, want %s", tt.kind, tt.threat, tt.confidence, got, tt.host)
		}
	}
}
