package hunt

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// matchOf makes a match from "host day severity [inbound] [retro] [excluded] [user:x]".
func matchOf(ind *indicator.Indicator, spec string) *Match {
	words := strings.Fields(spec)
	m := &Match{Indicator: ind, Table: "DnsEvents", Tier: TierExact, Direction: Outbound, Verdict: UnknownVerdict, Validity: Current,
		Host: words[0], Severity: Severity(words[2]), File: "dns.ndjson"}
	if words[1] != "undated" {
		m.Time, _ = time.Parse(time.DateOnly, words[1])
	}
	for _, w := range words[3:] {
		switch w {
		case "inbound":
			m.Direction = Inbound
		case "retro":
			m.Validity = Retro
		case "excluded":
			m.ExcludedBy = "windows-defender-scan"
		default:
			m.Line = int64(w[0])
		}
	}
	return m
}

func TestFindings(t *testing.T) {
	remus := &indicator.Indicator{Observable: indicator.Observable{Kind: indicator.Domain, Value: "softandtec.com"}, Family: indicator.Family{ID: "win.remus"}}
	lone := &indicator.Indicator{Observable: indicator.Observable{Kind: indicator.Domain, Value: "genuskox.biz"}, Family: indicator.Family{Name: "Nobody knows"}}
	summary := &Summary{Tables: map[string]TableCount{}}
	l := newLedger(summary)
	for _, m := range []*Match{
		matchOf(remus, "pc1 2026-05-23 Informational excluded a"),
		matchOf(remus, "pc1 2026-05-23 Medium b"),
		matchOf(remus, "pc1 2026-05-23 High excluded c"),
		matchOf(remus, "pc1 2026-05-23 Low retro d"),
		matchOf(remus, "pc1 2026-05-24 High e"),
		matchOf(remus, "pc2 undated High f"),
		matchOf(remus, "pc3 2026-05-23 Informational inbound g"),
		matchOf(lone, "pc1 2026-05-23 High h"),
	} {
		l.count(m)
		l.add(m)
	}
	var got []string
	for _, f := range l.list() {
		got = append(got, fmt.Sprintf("%s %q %s %s %s matches %d excluded %d alerting %d sample %c",
			f.Severity, f.Family, f.Entity, f.Day, f.Indicators[0].Indicator.Value, f.Matches, f.Excluded, f.Alerting, rune(f.SampleLine)))
	}
	want := []string{
		`High "" pc1 2026-05-23 genuskox.biz matches 1 excluded 0 alerting 1 sample h`,
		`High "win.remus" pc1 2026-05-24 softandtec.com matches 1 excluded 0 alerting 1 sample e`,
		`High "win.remus" pc2 undated softandtec.com matches 1 excluded 0 alerting 1 sample f`,
		`Medium "win.remus" pc1 2026-05-23 softandtec.com matches 4 excluded 2 alerting 1 sample b`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got)\n%s", diff)
	}
	if summary.Matches != 8 || summary.Excluded != 2 || summary.Inbound != 1 || summary.Retro != 1 || summary.Findings != 4 {
		t.Errorf("summary counts %+v", summary)
	}
}

// Every match is in a finding, inbound, or counted as overflow.
func TestFindingsAddUp(t *testing.T) {
	ind := &indicator.Indicator{Family: indicator.Family{ID: "win.remus"}}
	summary := &Summary{Tables: map[string]TableCount{}}
	l := newLedger(summary)
	l.limit = 3
	for i := range 10 {
		m := matchOf(ind, fmt.Sprintf("pc%d 2026-05-23 High", i%5))
		if i%4 == 0 {
			m.Direction = Inbound
		}
		l.count(m)
		(&collector{ledger: l}).find([]*Match{m})
	}
	sum := summary.Inbound + summary.Overflow
	for _, f := range l.list() {
		sum += int64(f.Matches)
	}
	if sum != summary.Matches || summary.Overflow == 0 {
		t.Errorf("findings, inbound %d and overflow %d make %d of %d matches", summary.Inbound, summary.Overflow, sum, summary.Matches)
	}
}

// Nobody hides the grave finding behind many lesser ones.
func TestLimitKeepsTheGravest(t *testing.T) {
	ind := &indicator.Indicator{Family: indicator.Family{ID: "win.remus"}}
	summary := &Summary{Tables: map[string]TableCount{}}
	l := newLedger(summary)
	l.limit = 3
	for _, spec := range []string{"a 2020-01-01 High retro", "b 2020-01-01 High retro", "c 2026-05-23 Low", "victim 2026-05-23 High",
		"d 2026-05-23 Low", "e 2026-05-23 Low", "other 2026-05-23 High"} {
		m := matchOf(ind, spec)
		l.count(m)
		(&collector{ledger: l}).find([]*Match{m})
	}
	var got []string
	for _, f := range l.list() {
		got = append(got, f.Entity)
	}
	if diff := cmp.Diff([]string{"other", "victim"}, got[:2]); diff != "" {
		t.Errorf("findings (-want +got)\n%s", diff)
	}
	if summary.Found+summary.Overflow != summary.Matches || summary.Alerting != 5 {
		t.Errorf("found %d and overflow %d of %d matches, %d alerting", summary.Found, summary.Overflow, summary.Matches, summary.Alerting)
	}
}

func TestMailRecipients(t *testing.T) {
	ind := &indicator.Indicator{Observable: indicator.Observable{Kind: indicator.URL}, Family: indicator.Family{ID: "win.remus"}, ThreatType: "botnet_cc", Confidence: 100}
	row := func(id string) *Match {
		return &Match{Indicator: ind, Table: "EmailUrlInfo", Tier: TierExact, Direction: UnknownDirection, Verdict: UnknownVerdict, Validity: Current, Severity: High, Message: id}
	}
	var reported []string
	c := &collector{ledger: newLedger(&Summary{Tables: map[string]TableCount{}}), report: func(m *Match) error {
		reported = append(reported, m.Message+":"+m.User)
		return nil
	}}
	c.collect(blockResult{messages: []message{{"early", "ann", Blocked}, {"early", "bob", Allowed}}})
	c.collect(blockResult{matches: []*Match{row("early"), row("late"), row("never")}})
	c.collect(blockResult{messages: []message{{"late", "eve", Allowed}}})
	c.finish()
	if s := c.ledger.summary; s.Matches != 3 || s.Found != 3 || s.Unfiled != 0 {
		t.Errorf("%d matches, %d found, %d unfiled; want each mail once", s.Matches, s.Found, s.Unfiled)
	}
	if diff := cmp.Diff([]string{"early:ann", "late:", "never:"}, reported); diff != "" {
		t.Errorf("reported (-want +got)\n%s", diff)
	}
	var got []string
	for _, f := range c.ledger.list() {
		got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.EntityKind, f.Entity))
	}
	want := []string{"High user bob", "High user eve", "High message never", "Medium user ann"}
	sort := cmpopts.SortSlices(func(a, b string) bool { return a < b })
	if diff := cmp.Diff(want, got, sort); diff != "" {
		t.Errorf("findings (-want +got)\n%s", diff)
	}
}
