package mutant

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/kql"
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
	{"remus-emailurlinfo-names", []string{"softandtec.com"}},
	{"remus-devicenetworkevents-addresses", []string{"80.211.47.159"}},
}

var remus = []string{"80.211.47.159:7582", "softandtec.com", "genuskox.biz", "http://woodfez.biz:7582", "http://firewai.biz:48261"}

var facts = exclusion.Facts{LogServers: []string{"192.0.2.1"}, BackupHosts: []string{"backup1"}, Admins: []string{"admin"}, ScriptPaths: []string{`C:\Scripts`}}

var family = indicator.Family{ID: "win.remus", Name: "Remus"}

func huntsOf(t *testing.T, values []string) []proof.Hunt {
	t.Helper()
	r, err := rule.New(family, indicators(t, values), rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, Facts: facts})
	if err != nil {
		t.Fatal(err)
	}
	return proof.Of(r)
}

func indicators(t *testing.T, values []string) (list []indicator.Indicator) {
	t.Helper()
	for _, v := range values {
		o, err := indicator.Parse(v)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, indicator.Indicator{Observable: o, Family: family, ThreatType: "botnet_cc", Confidence: 75,
			FirstSeen: time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC), Source: "threatfox"})
	}
	return list
}

// Proofs of generated rules notice every mutant of what decides, unless it is none: it gives the
// hunt's rows of a world of events. Those of what only makes a hunt cheaper are none.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes under the race detector")
	}
	for _, tt := range broken {
		t.Run(tt.hunt, func(t *testing.T) { noneSurvives(t, huntsOf(t, tt.values), tt.hunt) })
	}
}

// Nor does one survive of hunts that read a list without filtering by its terms, and so no free text:
// where a family moved to a file, a watchlist or the workspace's table.
func TestKilledElsewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute under the race detector")
	}
	values := []string{"http://80.211.47.160", "http://80.211.47.161/gate.php", "80.211.47.162:80", "80.211.47.163:7582"}
	for i := range 6000 {
		values = append(values, fmt.Sprintf("80.%d.%d.1:7582", 212+i/256, i%256))
	}
	moved, err := rule.Fit(family, indicators(t, values), rule.Options{Dialect: schema.Defender, Style: rule.Exact, Facts: facts,
		List: rule.List{Address: "https://lists.corp.example/watchlist.csv"}})
	if err != nil || moved.Moved == "" {
		t.Fatalf("error %v, moved %q", err, moved.Moved)
	}
	noneSurvives(t, proof.Of(moved), "remus-devicenetworkevents-addresses")
	listed, err := rule.ByTable(nil, rule.Workspace, rule.Options{Dialect: schema.Sentinel, Style: rule.Exact, Facts: facts})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"commonsecuritylog-addresses", "devicenetworkevents-addresses", "asimnetworksessionlogs-addresses", "asimwebsessionlogs-names"} {
		noneSurvives(t, proof.Of(listed), "all-families-"+table)
	}
}

func noneSurvives(t *testing.T, hunts []proof.Hunt, name string) {
	t.Helper()
	at := slices.IndexFunc(hunts, func(h proof.Hunt) bool { return h.Name == name })
	fates, err := Hunt(context.Background(), &hunts[at])
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fates {
		switch {
		case f.Survived():
			t.Errorf("line %d, %s: %s: survived %s", f.Line, f.Step, f.What, f.Telling.Row)
		case f.Step == Prefilter && !f.Equivalent():
			t.Errorf("line %d, %s: %s: killed by %q", f.Line, f.Step, f.What, f.By)
		}
	}
}

// The world is strict: without the proofs themselves it tells nine in ten of the mutants that they tell.
func TestWorld(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute under the race detector")
	}
	ctx := context.Background()
	hunts := huntsOf(t, []string{"80.211.47.159:7582", "80.211.47.161:443"})
	at := slices.IndexFunc(hunts, func(h proof.Hunt) bool { return h.Name == "remus-devicenetworkevents-addresses" })
	h := &hunts[at]
	trial, err := newTrial(ctx, h)
	if err != nil {
		t.Fatal(err)
	}
	trial.world = trial.world[len(h.Events):]
	if trial.rows, err = trial.output(ctx, h.Text, trial.world); err != nil {
		t.Fatal(err)
	}
	mutants, err := Of(h.Name, h.Text)
	if err != nil {
		t.Fatal(err)
	}
	killed, told := 0, 0
	for i := 0; i < len(mutants); i += 3 {
		if by, err := h.Killed(ctx, mutants[i].Text); by == "" || err != nil {
			continue
		}
		killed++
		rows, err := trial.output(ctx, mutants[i].Text, trial.world)
		if err != nil {
			t.Fatal(err)
		}
		if slices.Equal(rows, trial.rows) {
			t.Logf("not told: line %d, %s: %s", mutants[i].Line, mutants[i].Step, mutants[i].What)
			continue
		}
		told++
	}
	if told*10 < killed*9 {
		t.Errorf("the world tells %d of %d mutants", told, killed)
	}
}

// The same hunt has the same world.
func TestWorldIsTheSame(t *testing.T) {
	h := &huntsOf(t, remus)[0]
	q, err := kql.Parse(h.Name, h.Text)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(worldOf(h, q), worldOf(h, q)); d != "" {
		t.Error(d)
	}
}
