package main

import (
	"strings"
	"testing"
)

// A manifest that somebody changed names no file outside of its folder.
func TestParseManifest(t *testing.T) {
	s := strings.Repeat("0a", 32)
	m := parseManifest([]byte(s + " kql a b.kql\r\n" + s + " kql ../x\n" + s + " kql /etc/x\n" + s + " kql a/../../x\nshort kql x\n\n" + s + " sentinel hunting/x.yaml\n"))
	if got, want := string(m.text()), s+" kql a b.kql\n"+s+" sentinel hunting/x.yaml\n"; got != want {
		t.Errorf("manifest is %q, want %q", got, want)
	}
}
