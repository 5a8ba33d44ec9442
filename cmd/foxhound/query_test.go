package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foxhound/kql"
)

// What can be read of a file that ends too early is queried, and the exit status says so.
func TestQueryCutFile(t *testing.T) {
	dns, err := os.ReadFile("../../examples/remus/logs/dns.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	cut := writeFile(t, t.TempDir(), "cut.ndjson.gz", truncated(t, dns))
	for _, tt := range []struct{ output, stderr string }{
		{"csv", "foxhound: " + cut + ": "},
		{"json", `{"error":{"message":"` + cut + ": "},
	} {
		e, out, errs := testEnv("")
		if got := Main(context.Background(), []string{"query", "DnsEvents | summarize count() by Type", "-o", tt.output, cut}, e); got != exitError {
			t.Errorf("exit status %d, want %d", got, exitError)
		}
		if !strings.Contains(out.String(), "DnsEvents") || !strings.Contains(errs.String(), tt.stderr) || !strings.Contains(errs.String(), "what could be read was queried") {
			t.Errorf("-o %s: %s%s", tt.output, out, errs)
		}
	}
}

// An interrupted query says what it read and exits 130; so does a batch, after the answer
// that it was at.
func TestQueryInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	e, _, errs := testEnv("")
	if got := Main(ctx, []string{"query", "DnsEvents | count", "../../examples/remus/logs"}, e); got != exitInterrupted || !strings.Contains(errs.String(), "foxhound: interrupted after ") {
		t.Errorf("exit status %d, %s", got, errs)
	}
	batch := writeFile(t, t.TempDir(), "batch.ndjson", []byte(strings.Repeat(`{"id":1,"query":"DnsEvents | count"}`+"\n", 9)))
	e, out, _ := testEnv("")
	if got := Main(ctx, []string{"query", "--batch", batch, "../../examples/remus/logs"}, e); got != exitInterrupted || strings.Count(out.String(), "\n") > 1 {
		t.Errorf("exit status %d, %s", got, out)
	}
}

// A line that is longer than may be has its error in its place, and the next is read.
func TestBatchLongLine(t *testing.T) {
	in := `{"id":1,"query":"print 1"}` + "\n" + strings.Repeat(" ", maxBatchLine) + "{}\n" + `{"id":3,"query":"print 3"}`
	e, out, _ := testEnv(in)
	if got := Main(context.Background(), []string{"query", "--batch", "-"}, e); got != exitDone {
		t.Errorf("exit status %d", got)
	}
	lines := strings.Split(out.String(), "\n")
	if len(lines) != 4 || !strings.Contains(lines[0], "[[1]]") || !strings.Contains(lines[1], "line 2 of the batch is longer than a line may be, 16 MiB") || !strings.Contains(lines[2], "[[3]]") {
		t.Errorf("batch of a long line:\n%s", out)
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("a", 60) + "HERE" + strings.Repeat("b", 200)
	for _, tt := range []struct {
		name, text string
		from, to   int // columns of line 1
		want       string
	}{
		{"a word", "print x", 7, 8, "  print x\n        ^\n"},
		{"the end", "print", 6, 6, "  print\n       ^\n"},
		{"an empty line", "", 1, 1, ""},
		{"what does not print", "print \tx\x1b\u202e", 8, 9, "  print  x  \n         ^\n"},
		{"a long line", long, 61, 65, "  " + long[20:120] + "\n  " + strings.Repeat(" ", 40) + "^^^^\n"},
	} {
		e := &kql.Error{Span: kql.Span{Start: kql.Pos{Line: 1, Column: tt.from}, Stop: kql.Pos{Line: 1, Column: tt.to}}}
		if got := excerpt(tt.text, e); got != tt.want {
			t.Errorf("%s: excerpt = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestSize(t *testing.T) {
	for _, tt := range []struct {
		text string
		want size
	}{
		{"1", 1}, {"1024", 1024}, {"512MiB", 512 << 20}, {"512M", 512 << 20}, {"2GiB", 2 << 30}, {"1GB", 1e9}, {"3kB", 3000}, {"3K", 3072},
		{"", 0}, {"0", 0}, {"-1", 0}, {"1.5GiB", 0}, {"GiB", 0}, {"1 GiB", 0}, {"9999999999GiB", 0}, {"lots", 0},
	} {
		var s size
		if err := s.Set(tt.text); s != tt.want || (err == nil) != (tt.want > 0) {
			t.Errorf("Set(%q) = %d, %v; want %d", tt.text, s, err, tt.want)
		}
	}
	for s, want := range map[size]string{1 << 30: "1GiB", 1536 << 20: "1536MiB", 4096: "4KiB", 1000: "1000"} {
		if got := s.String(); got != want {
			t.Errorf("%d is written %s, want %s", int64(s), got, want)
		}
	}
}

// Standard input is kept, so that a query may read it more than once, and nothing stays
// behind.
func TestQueryLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	e, _, errs := testEnv(`{"TimeGenerated":"2026-05-23T09:10:00Z","Name":"a","Type":"DnsEvents"}` + "\n")
	if got := Main(context.Background(), []string{"query", "DnsEvents | join (DnsEvents) on Name | count", "-"}, e); got != exitDone {
		t.Errorf("exit status %d, %s", got, errs)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
