package guard

import (
	"strings"
	"testing"

	"foxhound/indicator"
)

// Newer lists stand in place of those of their name, and the others as they are.
func TestRenewed(t *testing.T) {
	newer, err := Renewed(map[string]string{"top-sites": "# top, version 7: 1 entries\n\n[a site of the day]\ntoday.example.org\n"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		value          string
		embedded, list string
	}{
		{"today.example.org", "", "top-sites"},
		{"www.google.com", "vendor-services", "vendor-services"},
		{"wikipedia.org", "top-sites", ""},
		{"8.8.8.8", "public-resolvers", "public-resolvers"},
	} {
		o, err := indicator.Parse(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		ind := indicator.Indicator{Observable: o}
		if was, is := Decide(ind).List, newer.Decide(ind).List; was != tt.embedded || is != tt.list {
			t.Errorf("%s is on %q by the embedded lists and on %q by newer ones, want %q and %q", tt.value, was, is, tt.embedded, tt.list)
		}
		if was, is := Review(ind).List, newer.Review(ind).List; (was == "") != (tt.embedded == "") || (is == "") != (tt.list == "") {
			t.Errorf("%s: Review names %q, and %q by newer lists", tt.value, was, is)
		}
	}
	for name, text := range map[string]string{"flower": "x.org a", "top-sites": "# nothing\n"} {
		if _, err := Renewed(map[string]string{name: text}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("Renewed(%s) = %v, want an error that names it", name, err)
		}
	}
	for _, s := range Summaries(map[string]string{"top-sites": "# top, version 7: 1 entries\n\n[a]\nb.org\n"}) {
		if s.Name == "top-sites" && (s.Entries != 1 || len(s.Made) != 1 || s.Made[0] != "top 7") || s.Entries == 0 {
			t.Errorf("summary %+v", s)
		}
	}
}
