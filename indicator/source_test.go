package indicator

import "testing"

func TestSourceName(t *testing.T) {
	for source, want := range map[string]string{
		ThreatFox: "ThreatFox", "feodo": "Feodo Tracker", "partner": "partner",
		List: "", "table": "", "report": "", "": "",
	} {
		if got := SourceName(source); got != want {
			t.Errorf("SourceName(%q) = %q, want %q", source, got, want)
		}
	}
}
