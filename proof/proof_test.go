package proof_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foxhound/exclusion"
	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/proof"
	"foxhound/rule"
)

var (
	remus = indicator.Family{ID: "win.remus", Name: "Remus"}
	day   = time.Date(2026, 5, 22, 10, 30, 0, 0, time.UTC)
)

// lists are families as feeds have them, each with what makes its hunts differ.
var lists = map[string][]string{
	"pairs, names and URLs": {"80.211.47.159:7582", "softandtec.com", "genuskox.biz", "http://woodfez.biz:7582", "http://firewai.biz:48261"},
	"one address":           {"80.211.47.159"},
	"one pair":              {"80.211.47.159:443"},
	"one name":              {"softandtec.com"},
	"one URL":               {"https://woodfez.biz/gate.php?id=7"},
	"many ports":            {"80.211.47.159:80", "80.211.47.159:443", "80.211.47.159:7582", "80.211.47.160:0", "80.211.47.161"},
	"addresses of both":     {"80.211.47.159:7582", "[2a02:cf40:1::5]:443", "2a02:cf40:1::6", "http://[2a02:cf40:1::7]:8080/a", "http://80.211.47.159/a/b"},
	"a scheme's port":       {"http://softandtec.com", "https://woodfez.biz/"},
	"names below others":    {"softandtec.com", "www.softandtec.com", "http://cdn.softandtec.com/a/", "https://softandtec.com/b?c=d"},
	"names that end alike":  {"1-softandtec.com", "a-1-softandtec.com", "www.1-softandtec.com", "1-softandtec.com.evil.example"},
	"guarded":               {"https://github.com/eve/x/raw/main/a.exe", "http://softandtec.com/x"},
	"in Unicode":            {"bücher-weg.biz", "http://bücher-weg.biz/ü%20", "eve@bücher-weg.biz"},
	"hashes": {"d41d8cd98f00b204e9800998ecf8427a", "da39a3ee5e6b4b0d3255bfef95601890afd8070a",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b856"},
	"one hash": {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b856"},
	"mail":     {"Bob@softandtec.com", "eve.x@genuskox.biz"},
}

// facts make all built-in exclusions active.
var facts = exclusion.Facts{LogServers: []string{"192.0.2.1", "logs.corp.example"}, BackupHosts: []string{"backup1"},
	Admins: []string{`CORP\admin`, "ops@corp.example"}, ScriptPaths: []string{`C:\Scripts`}}

func newRule(tb testing.TB, values []string, opts rule.Options) *rule.Rule {
	tb.Helper()
	var list []indicator.Indicator
	for i, v := range values {
		o, err := indicator.Parse(v)
		if err != nil {
			tb.Fatal(err)
		}
		ind := indicator.Indicator{Observable: o, Family: remus, ThreatType: []string{"botnet_cc", "payload_delivery"}[i%2], Confidence: 100 - 25*(i%3), FirstSeen: day, Source: "threatfox"}
		if i%4 == 3 {
			ind.FirstSeen = time.Time{}
		}
		list = append(list, ind)
	}
	if opts.Style == "" {
		opts.Style = rule.Exact
	}
	r, err := rule.New(remus, list, opts)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func everyRule(t *testing.T, do func(t *testing.T, r *rule.Rule)) {
	for name, values := range lists {
		dialects := []schema.Dialect{schema.Sentinel}
		if slices.Contains([]string{"pairs, names and URLs", "hashes", "mail"}, name) { // each sort of key
			dialects = append(dialects, schema.Defender)
		}
		for _, d := range dialects {
			t.Run(fmt.Sprintf("%s/%s", name, d), func(t *testing.T) {
				opts := rule.Options{Dialect: d}
				if len(dialects) > 1 { // with all exclusions
					opts.Facts = facts
				}
				do(t, newRule(t, values, opts))
			})
		}
	}
}

// TestGeneratedRulesPass: every hunt that rules write gives each event what the model says.
func TestGeneratedRulesPass(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes under the race detector, and has one goroutine where TestProve has many")
	}
	everyRule(t, func(t *testing.T, r *rule.Rule) {
		for _, h := range proof.Of(r) {
			failures, err := h.Run(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range failures {
				t.Errorf("%s, %s: %s: %s\n%s\nline %d: %s", h.Name, f.Form, f.Event.Name, f.Reason, f.Event.Row, f.Line, f.Step)
			}
		}
	})
}

// TestEveryHuntIsShown: a hunt's proofs show what the issue of each is.
func TestEveryHuntIsShown(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes under the race detector")
	}
	everyRule(t, func(t *testing.T, r *rule.Rule) {
		for _, h := range proof.Of(r) {
			verdicts, validity := map[proof.Verdict]int{}, map[string]int{}
			for _, e := range h.Events {
				verdicts[e.Verdict]++
				for _, w := range e.Wants {
					validity[w.Validity]++
				}
			}
			for _, v := range []proof.Verdict{proof.Hit, proof.NearMiss, proof.Benign} {
				if verdicts[v] == 0 {
					t.Errorf("%s has no %s among %v", h.Name, v, verdicts)
				}
			}
			for _, name := range h.Unproved {
				t.Errorf("%s: %s", h.Name, name)
			}
			if strings.Contains(h.Name, "-device") && verdicts[proof.Excluded] == 0 {
				t.Errorf("%s has no excluded event", h.Name)
			}
		}
	})
}

// TestSameProofs: the same rule has the same proofs.
func TestSameProofs(t *testing.T) {
	if testing.Short() {
		t.Skip("has one goroutine, and takes long under the race detector, which -short is for")
	}
	r := newRule(t, slices.Concat(lists["pairs, names and URLs"], lists["hashes"]), rule.Options{Dialect: schema.Sentinel, Facts: facts})
	if diff := cmp.Diff(proof.Of(r), proof.Of(r)); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkRun(b *testing.B) {
	r := newRule(b, lists["pairs, names and URLs"], rule.Options{Dialect: schema.Sentinel})
	for b.Loop() {
		events := 0
		for _, h := range proof.Of(r) {
			if _, err := h.Run(context.Background()); err != nil {
				b.Fatal(err)
			}
			events += len(h.Events)
		}
		b.ReportMetric(float64(events), "events")
	}
}
