package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts compare with")

// today is what the scripts' clock says.
var today = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"foxhound": func() {
			e := system()
			e.now = func() time.Time { return today }
			os.Exit(Main(context.Background(), os.Args[1:], e))
		},
	})
}

// The scripts are the specification of the command line. They start in a copy of the
// repository's examples.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Files:               scripts(t),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir) // where the store and the configuration go by themselves
			return os.CopyFS(filepath.Join(env.WorkDir, "examples"), os.DirFS(filepath.Join("..", "..", "examples")))
		},
		Cmds:      map[string]func(*testscript.TestScript, bool, []string){"pack": pack, "cut": cut, "repeat": repeat},
		Condition: func(cond string) (bool, error) { return cond == "root" && os.Geteuid() == 0, nil },
	})
}

// commands are those of a script, and manyAtWork those of them that start goroutines.
var (
	commands   = regexp.MustCompile(`(?m)^!? ?exec foxhound`)
	manyAtWork = regexp.MustCompile(`(?m)^!? ?exec foxhound (hunt|query|feed)\b`)
)

// scripts are all of them, but under the race detector, which -short is for, those most of whose
// commands start goroutines.
func scripts(t *testing.T) (files []string) {
	t.Helper()
	all, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range all {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !testing.Short() || 2*len(manyAtWork.FindAll(text, -1)) > len(commands.FindAll(text, -1)) {
			files = append(files, file)
		}
	}
	return files
}

// testEnv is an env of buffers.
func testEnv(in string) (e *env, out, err *bytes.Buffer) {
	out, err = new(bytes.Buffer), new(bytes.Buffer)
	return &env{in: strings.NewReader(in), out: out, err: err, getenv: func(string) string { return "" }, now: func() time.Time { return today }, limit: func(int64) {}}, out, err
}

// An interrupted hunt says what it covered and exits 130.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	e, out, errs := testEnv("")
	got := Main(ctx, []string{"hunt", "-i", "../../examples/remus/page.md", "../../examples/remus/logs"}, e)
	if got != exitInterrupted {
		t.Errorf("exit status %d, want %d", got, exitInterrupted)
	}
	if !strings.Contains(out.String(), "Interrupted: ") || !strings.Contains(errs.String(), "foxhound: interrupted after ") {
		t.Errorf("does not say what was covered:\n%s%s", out, errs)
	}
}

// A cancelling reader cancels a context once all of it but a rest was read.
type cancelling struct {
	*strings.Reader
	rest   int
	cancel context.CancelFunc
}

func (c *cancelling) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.Len() < c.rest {
		c.cancel()
	}
	return n, err
}

// A command that is interrupted while it reads its indicators goes no further with some of them,
// and reads no more.
func TestInterruptedIndicators(t *testing.T) {
	list := strings.Repeat("softandtec.com\n", 200_000)
	for _, tt := range []struct {
		args     []string
		out, err string
	}{
		{[]string{"hunt", "-i", "-", "../../examples/remus/logs"}, "Nothing was looked for: the indicators were not ready yet.", "foxhound: interrupted after 0 B\n"},
		{[]string{"hunt", "--engine", "kql", "-i", "-", "../../examples/remus/logs"}, "Nothing was looked for", "foxhound: interrupted after 0 B\n"},
		{[]string{"rule", "--all", "-i", "-"}, "", "foxhound: interrupted\n"},
		{[]string{"feed", "import", "--store", filepath.Join(t.TempDir(), "store"), "-"}, "", "foxhound: interrupted at: -\n"},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		e, out, errs := testEnv("")
		in := &cancelling{strings.NewReader(list), len(list) / 2, cancel}
		e.in = in
		if got := Main(ctx, tt.args, e); got != exitInterrupted || errs.String() != tt.err {
			t.Errorf("%s: exit status %d, %s", tt.args, got, errs)
		}
		if in.Len() == 0 {
			t.Errorf("%s: all indicators were read", tt.args)
		}
		if got := out.String(); !strings.Contains(got, tt.out) || tt.out == "" && got != "" {
			t.Errorf("%s: does not say what was covered:\n%s", tt.args, got)
		}
		cancel()
	}
}

func TestProgressLine(t *testing.T) {
	e, _, _ := testEnv("")
	for _, tt := range []struct {
		total, bytes int64
		want         string
	}{
		{4_000_000_000, 1_000_000_000, "1.0 GB of 4.0 GB read, 500.0 MB/s, 6s left, 3 matches"},
		{0, 1_000_000_000, "1.0 GB read, 500.0 MB/s, 3 matches"}, // a source that does not say its size
		{4_000, 0, "0 B read, 0 B/s, 3 matches"},
	} {
		p := newProgress(e, nil, false)
		p.total = tt.total
		p.update(tt.bytes, 3)
		if got := p.line(2 * time.Second); got != tt.want {
			t.Errorf("line of %d in %d = %q, want %q", tt.bytes, tt.total, got, tt.want)
		}
	}
}
