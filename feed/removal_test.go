package feed

import (
	"testing"

	"foxhound/indicator"

	"github.com/google/go-cmp/cmp"
)

const removalHead = "# abuse.ch False Positive List\n" + `"time_stamp","removal_id","platform","entry_type","entry_value","removed_by","removal_notes"` + "\n"

// removalSeeds are lists of false positives.
var removalSeeds = []string{
	removalHead + `"2026-07-08 06:31:11","8457","ThreatFox","domain","softandtec.com","admin","Fake, IOC"` + "\n",
	`{"8457": {"time_stamp": "2026-07-08 06:31:11", "platform": "ThreatFox", "entry_type": "domain", "entry_value": "softandtec.com", "removed_by": "admin", "removal_notes": "Fake, IOC"}}`,
	`{"query_status": "ok", "data": {"8457": [{"time_stamp": "2026-07-08 06:31:11", "removal_id": 8457, "platform": "ThreatFox", "entry_type": "domain", "entry_value": "softandtec.com", "removed_by": "admin", "removal_notes": "Fake, IOC"}]}}`,
}

func TestRemovals(t *testing.T) {
	want := []Removal{{
		Observable: indicator.Observable{Kind: indicator.Domain, Value: "softandtec.com"},
		ID:         8457, Platform: "ThreatFox", Time: day("2026-07-08 06:31:11"), By: "admin", Note: "Fake, IOC",
	}}
	for _, text := range removalSeeds {
		got := mustRead(t, text)
		if diff := cmp.Diff(want, got.Removals); diff != "" || got.Format != "abusech-fplist" || len(got.Indicators) > 0 {
			t.Errorf("%s: read as %s with %d indicators (-want +got):\n%s", text, got.Format, len(got.Indicators), diff)
		}
	}
}

func TestRemovalRows(t *testing.T) {
	for _, tt := range []struct{ row, want string }{
		{`"2026-07-08 06:31:11","1","ThreatFox","ip:port","192.0.2.1:99999","user",""`, "`192.0.2.1:99999`: not a port"},
		{`"2026-07-08 06:31:11","1","ThreatFox","ip:port","","user",""`, "the value is empty"},
		{`"2026-07-08 06:31:11","1","ThreatFox","ip:port","softandtec.com:443","user",""`, "`softandtec.com:443`: not an IP address"},
		{`"2026-07-08 06:31:11","x","ThreatFox","domain","softandtec.com","user",""`, "removal_id `x` is no number"},
		{`"soon","1","ThreatFox","domain","softandtec.com","user",""`, "time_stamp `soon` is no date"},
		{`"2026-07-08 06:31:11","1","ThreatFox","flower","softandtec.com","user",""`, "unknown indicator type `flower`"},
		{`"2026-07-08 06:31:11","1"`, "2 columns, the header names 7"},
		{`"2026-07-08 06:31:11","1`, `a quote " that is never closed`},
	} {
		got := mustRead(t, removalHead+tt.row+"\n")
		want := []string{"3 | " + printable(tt.row) + " | " + tt.want}
		if diff := cmp.Diff(want, startsOf(reasons(got), want)); diff != "" || len(got.Removals) > 0 {
			t.Errorf("%s (-want +got):\n%s", tt.row, diff)
		}
	}
	got := mustRead(t, removalHead+`"2026-07-08 06:31:11","1","MalwareBazaar","sha3_384","`+hexDigits64+hexDigits32+`","user","over`+"\n"+`two lines"`+"\n")
	if len(got.Removals) != 1 || got.Removals[0].Kind != indicator.SHA3384 || got.Removals[0].Note != "over\ntwo lines" {
		t.Errorf("a note over two lines: %+v, malformed %q", got.Removals, reasons(got))
	}
}
