package query

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
	"foxhound/internal/rows"
	"foxhound/internal/vector"
)

// untested is the slow twin of logs: it reads every row, whatever tests there are.
type untested struct{ *Logs }

func (u untested) Scan(ctx context.Context, t *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	plain := *t
	plain.Tests = nil
	return u.Logs.Scan(ctx, &plain, work, emit)
}

var testedPredicates = []string{
	`ActionType == "ConnectionFailed"`, `"ConnectionFailed" == ActionType`, `ActionType =~ "CONNECTIONfailed"`, `ActionType =~ "Kelvin"`, `ActionType in ("a", "ConnectionFailed")`,
	`ActionType in~ ("A", "connectionfailed")`, `RemotePort == 443`, `RemotePort in (443, 80)`, `RemotePort == 443.0`, `RemotePort == "443"`, `ActionType has "kelvin"`,
	`RemoteUrl has "evil"`, `RemoteUrl has_cs "evil"`, `RemoteUrl contains "VIL"`, `RemoteUrl startswith "EVIL"`, `RemoteUrl endswith ".com"`, `RemoteUrl hasprefix "ev"`, `RemoteUrl hassuffix "om"`,
	`RemoteUrl has_any ("evil", "é")`, `RemoteUrl == ""`, `isempty(RemoteUrl)`, `RemoteUrl in ("", "x")`, `RemoteUrl contains ""`, `RemoteUrl =~ "ÉVIL"`, `Type == "DeviceNetworkEvents"`,
	`ActionType == "ConnectionFailed" and RemotePort == 443`, `ActionType == "ConnectionFailed" or RemotePort == 443`, `not(RemotePort == 443)`, `RemotePort != 443`, `RemotePort == int(null)`,
	`AdditionalFields has "evil"`, `InitiatingProcessId == 443 and RemoteUrl has "evil" | where RemotePort == 443`, `TimeGenerated > datetime(2020-01-01) | where ActionType == "ConnectionFailed"`,
	`ActionType == "ConnectionFailed" | extend ActionType = "x" | where ActionType == "x"`, `ActionType == RemoteUrl`, `tolower(ActionType) == "connectionfailed"`,
}

// TestTests holds that rows which a test leaves out are in no result, and counted.
func TestTests(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rows.ndjson")
	random := rand.New(rand.NewPCG(1, 9))
	var text strings.Builder
	urls := []string{"evil.com", "Evil.com", "not.evil.com", "xevil", `\u0065vil.com`, "", "ÉVIL", "é", "x", "443"}
	actions := []string{"ConnectionFailed", "connectionfailed", "ConnectionSuccess", `Connection\u0046ailed`, "\u212aelvin", "kelvin"}
	for range 3000 {
		fmt.Fprintf(&text, `{"Type":"DeviceNetworkEvents","Timestamp":"2026-05-23T01:02:03Z","DeviceName":"d%d","ActionType":"%s","RemotePort":%s,"RemoteUrl":"%s","InitiatingProcessId":443,"AdditionalFields":{"a":"%[4]s"}}`+"\n",
			random.IntN(9), actions[random.IntN(len(actions))], []string{"443", "80", `"443"`, "443.0", "null"}[random.IntN(5)], urls[random.IntN(len(urls))])
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, predicate := range testedPredicates {
		query := "DeviceNetworkEvents | where " + predicate + " | project DeviceName, ActionType, RemotePort, RemoteUrl, AdditionalFields"
		got, counts := resultOf(t, query, path, func(l *Logs) *Engine { return &Engine{Tables: l, Source: l} })
		want, _ := resultOf(t, query, path, func(l *Logs) *Engine { return &Engine{Tables: l, Source: untested{l}} })
		if got != want {
			t.Errorf("%s: %d bytes of rows, want %d", predicate, len(got), len(want))
		}
		if counts != "map[DeviceNetworkEvents:3000] 0" {
			t.Errorf("%s: %s rows are counted", predicate, counts)
		}
	}
}

// resultOf runs a query over a file and returns its rows as text, and what was counted.
func resultOf(t *testing.T, query, path string, engine func(*Logs) *Engine) (result, counts string) {
	t.Helper()
	l := &Logs{}
	l.Sources, _ = logs.Find([]string{path})
	prepared, err := engine(l).Prepare(context.Background(), "query", query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var out strings.Builder
	w, err := rows.New("csv", &out, prepared.Columns(), rows.Options{})
	if err == nil {
		err = prepared.Run(context.Background(), w.Write)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	f := l.Files()[0]
	return out.String(), fmt.Sprint(f.Rows, " ", f.Malformed)
}
