package feed

import (
	"fmt"
	"testing"
)

// TestMISPComment reads what ThreatFox's MISP feed says in words.
func TestMISPComment(t *testing.T) {
	for _, tt := range []struct{ comment, want string }{
		{"Remus botnet C2 server (confidence level: 100%)", "win.remus botnet_cc 100"},
		{"Unknown malware payload delivery URL (confidence level: 75%)", " payload_delivery 75"},
		{"Vidar payload (confidence level: 50%)", "win.vidar payload 50"},
		{"Remus botnet C2 server", "  -1"},
		{"Remus botnet C2 server (confidence level: 999%)", "win.remus botnet_cc -1"},
		{"seen by ann", "  -1"},
	} {
		got := mustRead(t, fmt.Sprintf(`{"Event": {"Attribute": [{"type": "domain", "value": "softandtec.com", "comment": %q}]}}`, tt.comment)).Indicators[0]
		if said := fmt.Sprintf("%s %s %d", got.Family.ID, got.ThreatType, got.Confidence); said != tt.want || got.Comment != tt.comment {
			t.Errorf("%q gives %q and the comment %q, want %q", tt.comment, said, got.Comment, tt.want)
		}
	}
}
