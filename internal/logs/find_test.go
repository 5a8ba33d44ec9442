package logs

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFind(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{"a/b.json", "a-b/c.json", "a/.hidden", "a/.git/HEAD", "a/sub/z.log", "odd[1].csv", "x1.csv", "x2.csv"} {
		write(t, path, "x")
	}
	os.Symlink("b.json", "a/link")
	os.Symlink("..", "a/loop")
	os.Symlink("nowhere", "a/dead")
	write(t, "l/e.json", "x")
	os.Symlink("../a-b", "l/d")
	tests := []struct {
		args string
		want string // sources; one that cannot be read in parentheses
	}{
		{"x1.csv", "x1.csv"},
		{"x2.csv x1.csv x2.csv", "x2.csv x1.csv"},
		{"x*.csv", "x1.csv x2.csv"},
		{"odd[1].csv", "odd[1].csv"},
		{"- x1.csv -", "- x1.csv"},
		{"a", "a/.hidden a/b.json (a/dead) a/sub/z.log"},
		{"l", "l/d/c.json l/e.json"},
		{"./a a/b.json", "a/.hidden a/b.json (a/dead) a/sub/z.log"},
		{"**/*.json", "a/b.json a-b/c.json l/e.json"},
		{"a/**", "a/.hidden a/b.json a/sub/z.log"},
		{"nothing x1.csv", "(nothing) x1.csv"},
		{".", "a/.hidden a/b.json (a/dead) a/sub/z.log a-b/c.json l/e.json odd[1].csv x1.csv x2.csv"},
		{"nothing", "error: nothing: no such file or directory, and no file matches it as a pattern"},
		{"[", "error: [: not a file, and as a pattern it is malformed: check its brackets"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, found(strings.Fields(test.args))); diff != "" {
			t.Errorf("Find(%s) (-want +got):\n%s", test.args, diff)
		}
	}
}

func found(args []string) string {
	sources, err := Find(args)
	if err != nil {
		return "error: " + err.Error()
	}
	var paths []string
	for _, s := range sources {
		path := strings.TrimPrefix(filepath.ToSlash(s.Path), "./")
		if s.Err != nil {
			path = "(" + path + ")"
		}
		paths = append(paths, path)
	}
	return strings.Join(paths, " ")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A directory that may not be read is a source with an error, in its place; the rest is read.
func TestFindForbidden(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	t.Chdir(t.TempDir())
	write(t, "a/x.json", "x")
	write(t, "b/x.json", "x")
	os.Chmod("a", 0)
	defer os.Chmod("a", 0o700)
	if diff := cmp.Diff("(a) b/x.json", found([]string{"."})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Sources that cannot be opened keep their place and their error in what Scan returns.
func TestScanUnreadable(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "x.json", `{"Type":"Syslog"}`)
	sources := []Source{{Path: "gone.json"}, {Path: "x.json"}, {Path: "bad", Err: os.ErrPermission}}
	stats, err := Scan(context.Background(), sources, Options{}, recordLines, func(string) error { return nil })
	if err != nil || len(stats) != 3 || !os.IsNotExist(stats[0].Err) || stats[1].Rows["Syslog"] != 1 || stats[2].Err != os.ErrPermission {
		t.Errorf("%v, %+v", err, stats)
	}
}
