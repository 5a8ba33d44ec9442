package rule

import (
	"testing"

	"foxhound/indicator"
)

func TestSources(t *testing.T) {
	for _, test := range []struct {
		names []string
		want  string
	}{
		{[]string{"threatfox", "threatfox"}, "ThreatFox"},
		{[]string{"urlhaus", "threatfox"}, "ThreatFox, URLhaus"},
		{[]string{"list", "threatfox"}, "ThreatFox"}, // a plain list has no name
		{[]string{"list"}, "indicators"},
		{[]string{""}, "indicators"},
		{[]string{"a\n| b"}, "a| b"},
		{[]string{"a", "b", "c", "d"}, "indicators"},
	} {
		var targets []target
		for _, name := range test.names {
			targets = append(targets, target{Indicator: indicator.Indicator{Source: name}})
		}
		if got := sources(targets); got != test.want {
			t.Errorf("sources %q = %q, want %q", test.names, got, test.want)
		}
	}
}
