package mutant

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/proof"
	"foxhound/rule"
)

// broken are the hunts that are broken in every way, by the list that they are made of: one of
// each sort of key and of places, since each mutant is a run. The lists have what the tiers,
// ports and paths of such a hunt are told from.
var broken = []struct {
	hunt   string
	values []string
}{
	{"remus-urlclickevents-names", remus},
	{"remus-asimnetworksessionlogs-addresses", []string{"80.211.47.159:7582", "80.211.47.160", "80.211.47.161:443"}},
	{"remus-asimwebsessionlogs-names", []string{"https://woodfez.biz/gate.php", "http://cdn.woodfez.biz:8080/a/", "http://firewai.biz:48261", "softandtec.com", "http://genuskox.biz"}},
	{"remus-devicefileevents-hashes", []string{"d41d8cd98f00b204e9800998ecf84271", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b851"}},
	{"remus-emailevents-mail", []string{"Bob@softandtec.com", "eve@genuskox.biz"}},
}

var remus = []string{"80.211.47.159:7582", "softandtec.com", "genuskox.biz", "http://woodfez.biz:7582", "http://firewai.biz:48261"}

// unreached are parts of hunts that decide nothing with the indicators at hand, so that no event
// can tell the mutant.
var unreached = []struct{ hunt, what, why string }{
	{"remus-urlclickevents-names", "SchemePort", "no scheme stands for the port of any of the list"},
	{"remus-urlclickevents-names", "trim_end", "below a path of / lies every path, and the rest of the path is in no case"},
	{"remus-urlclickevents-names", "tostring(IsClickedThrough) =~", "of true and false, one is in the other no more than equal to it"},
	{"remus-asimnetworksessionlogs-addresses", `drops ` + "`" + `Holds != "text"`, "what is no free text is one word"},
	{"remus-asimnetworksessionlogs-addresses", "Rank == ", "an address has no tier endpoint"},
	{"remus-emailevents-mail", "Rank == ", "a mail address has one tier"},
	{"remus-devicefileevents-hashes", "Rank == ", "a hash has one tier"},
	{"remus-devicefileevents-hashes", "loosens `endswith` to `contains`", "an algorithm stands at the end of a column's name only"},
}

func unreachable(hunt, what string) bool {
	for _, u := range unreached {
		if u.hunt == hunt && strings.Contains(what, u.what) {
			return true
		}
	}
	return false
}

var facts = exclusion.Facts{LogServers: []string{"192.0.2.1"}, BackupHosts: []string{"backup1"}, Admins: []string{"admin"}, ScriptPaths: []string{`C:\Scripts`}}

func huntsOf(t *testing.T, values []string) []proof.Hunt {
	t.Helper()
	family := indicator.Family{ID: "win.remus", Name: "Remus"}
	var list []indicator.Indicator
	for _, v := range values {
		o, err := indicator.Parse(v)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, indicator.Indicator{Observable: o, Family: family, ThreatType: "botnet_cc", Confidence: 75,
			FirstSeen: time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC), Source: "threatfox"})
	}
	r, err := rule.New(family, list, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, Facts: facts})
	if err != nil {
		t.Fatal(err)
	}
	return proof.Of(r)
}

// TestKilled: proofs of generated rules notice every mutant of what decides, and none of what
// only makes a hunt cheaper.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes under the race detector")
	}
	for _, tt := range broken {
		t.Run(tt.hunt, func(t *testing.T) {
			hunts := huntsOf(t, tt.values)
			at := slices.IndexFunc(hunts, func(h proof.Hunt) bool { return h.Name == tt.hunt })
			fates, err := Hunt(context.Background(), &hunts[at])
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range fates {
				if f.Survived() != (f.Step == Prefilter) && !(f.Survived() && unreachable(tt.hunt, f.What)) {
					t.Errorf("line %d, %s: %s: killed by %q", f.Line, f.Step, f.What, f.By)
				}
			}
		})
	}
}
