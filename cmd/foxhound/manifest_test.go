package main

import (
	"strings"
	"testing"

	"foxhound/feed"
)

// A manifest that somebody changed names no file outside of its folder.
func TestParseManifest(t *testing.T) {
	s := strings.Repeat("0a", 32)
	m := parseManifest([]byte(manifestHead + "# " + s + " kql a b.kql\r\n" + s + " kql ../x\n" + s + " kql /etc/x\n" + s + " kql a/../../x\nshort kql x\n\n" + s + " sentinel hunting/x.yaml\n"))
	if got, want := string(m.text()), manifestHead+"# "+s+" kql a b.kql\n# "+s+" sentinel hunting/x.yaml\n"; got != want {
		t.Errorf("manifest is %q, want %q", got, want)
	}
}

// A folder of rules that is read as indicators gives none for its manifest.
func TestManifestIsNoFeed(t *testing.T) {
	m := manifest{"page.md": {"page", []string{strings.Repeat("0a", 32)}}}
	r, err := feed.Read(manifestName, strings.NewReader(string(m.text())))
	if err != nil || len(r.Indicators) > 0 || len(r.Malformed) > 0 {
		t.Errorf("read as a feed it gives %v, %v", r, err)
	}
}

// Of a run that broke off, what was written and what stood there before both count as ours; so does
// what git gave other line ends.
func TestManifestIs(t *testing.T) {
	m := manifest{}
	m.add("a", "page", []byte("one\n"))
	m.add("a", "page", []byte("two\r\n"))
	m = parseManifest(m.text())
	for text, want := range map[string]bool{"one\n": true, "one\r\n": true, "two\n": true, "two\r\n": true, "three\n": false, "": false} {
		if got := m["a"].is([]byte(text)); got != want {
			t.Errorf("%q counts as written: %v, want %v", text, got, want)
		}
	}
}
