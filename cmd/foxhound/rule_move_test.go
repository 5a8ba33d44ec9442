package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var moveTests = []struct {
	flags  []string
	stderr string // names what was done
	stdout string
}{
	{[]string{"-o", "kql"}, "a family may have 64: its hunts read the watchlist foxhound-win.remus instead", `_GetWatchlist("foxhound-win.remus")`},
	{[]string{"-o", "defender", "--lists-at", "https://lists.corp.example/ioc/"},
		"its hunts read the list at https://lists.corp.example/ioc/win.remus/watchlist.csv instead", "https://lists.corp.example/ioc/win.remus/watchlist.csv"},
	{[]string{"-o", "kql", "--dialect", "defender"}, "weakest are set aside, by confidence, then by age; give --lists-at, or --dialect sentinel", "datatable("},
	{[]string{"-o", "watchlist", "--dialect", "defender"}, "its hunts read the watchlist", "n2999.remus-89.biz,domain,"},
}

// A family that is too large for its hunts moves to a list, which is said; the list itself holds
// all of it. Its rule file carries the list, so that its proofs can be run again.
func TestRuleMoves(t *testing.T) {
	dir := t.TempDir()
	feed := filepath.Join(dir, "feed.csv")
	var b strings.Builder
	b.WriteString("value,family,threat_type,confidence\n")
	for n := range 3000 {
		fmt.Fprintf(&b, "n%d.remus-%d.biz,win.remus,botnet_cc,%d\n", n, n%97, 50+n%3*25)
	}
	if err := os.WriteFile(feed, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (stdout, stderr string) {
		t.Helper()
		e, out, errs := testEnv("")
		if status := Main(context.Background(), args, e); status != exitDone {
			t.Fatalf("%v: exit status %d, %s", args, status, errs)
		}
		return out.String(), errs.String()
	}
	for _, tt := range moveTests {
		stdout, stderr := run(append([]string{"rule", "win.remus", "-i", feed}, tt.flags...)...)
		if !strings.Contains(stderr, tt.stderr) || !strings.Contains(stdout, tt.stdout) {
			t.Errorf("%v: said %q, want %q; wrote %.200q, want %q in it", tt.flags, stderr, tt.stderr, stdout, tt.stdout)
		}
	}
	run("rule", "--all", "-i", feed, "-o", "rule", "--dir", filepath.Join(dir, "rules"))
	if stdout, _ := run("test", filepath.Join(dir, "rules")); !strings.Contains(stdout, "all passed") {
		t.Errorf("foxhound test of the moved rule: %s", stdout)
	}
}
