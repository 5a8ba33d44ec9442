package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// judges is what the summary says of the engine, and all that the engine may change.
var judges = regexp.MustCompile(`,"engine":"[a-z]+","texts":\d+,"by_text":\d+,"apart":0,"text_failed":""`)

// A hunt whose KQL fails is named, and what all others find, and the index in its place, is shown.
func TestFailedHunt(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log.ndjson")
	text := `{"TimeGenerated":"2026-05-23T10:11:12Z","Type":"DnsEvents","Name":"softandtec.com","ClientIP":"10.0.0.7"}` + "\n" +
		`{"Timestamp":"2026-05-23T10:11:12Z","Type":"DeviceNetworkEvents","DeviceName":"a","RemoteIP":"80.211.47.159","RemotePort":7582,"InitiatingProcessCommandLine":"` +
		strings.Repeat("x", 33<<20) + `"}` + "\n"
	if err := os.WriteFile(log, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for format, want := range map[string]string{
		"table": "\njudged       1 match by the KQL of 2 hunts · 1 by the match index\n             hunt remus-devicenetworkevents-addresses failed, and the match index judged in its place: `extract_all` ",
		"md":    " · hunt remus-devicenetworkevents-addresses failed, and the match index judged in its place: \\`extract\\_all\\` ",
		"json":  `"failed_texts":[{"hunt":"remus-devicenetworkevents-addresses","family":"win.remus","table":"DeviceNetworkEvents","reason":"`,
	} {
		e, out, errs := testEnv("")
		status := Main(context.Background(), []string{"hunt", "-i", "../../examples/remus/page.md", "-o", format, "--engine", "kql", log}, e)
		if said := fmt.Sprintf("foxhound: hunt remus-devicenetworkevents-addresses: `extract_all` would take too long: "+
			"the regular expression is too complex for a text of %d bytes; the longest record of DeviceNetworkEvents is %s:2; "+
			"--engine index does without KQL; the match index judged in its place\n", 33<<20, log); status != exitError || errs.String() != said {
			t.Errorf("-o %s: exit status %d, %s", format, status, errs)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("-o %s: want %s in %.3000s", format, want, out.String()[max(0, out.Len()-3000):])
		}
	}
}

// The text of the rules finds in the example what the index finds, byte by byte.
func TestEnginesGiveTheSameBytes(t *testing.T) {
	hunted := func(engine string) string {
		out := run(t, []string{"hunt", "-i", "../../examples/remus/page.md", "-o", "ndjson", "--related", "--engine", engine, "../../examples/remus/logs"})
		if !judges.MatchString(out) {
			t.Errorf("--engine %s does not say what judged, or the two differ", engine)
		}
		return judges.ReplaceAllString(out, "")
	}
	if diff := cmp.Diff(hunted("index"), hunted("kql")); diff != "" {
		t.Errorf("(-index +kql):\n%s", diff)
	}
}
