package shared

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPath(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"shared/data/logs", "checkout/pkg/sub"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "checkout", "go.mod"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{"checkout", "checkout/pkg/sub"} {
		t.Chdir(filepath.Join(root, from))
		got := Path(t, "data", "logs")
		if rel, err := filepath.Rel(root, got); err != nil || filepath.ToSlash(rel) != "shared/data/logs" {
			t.Errorf("from %s: %s, want shared/data/logs below %s", from, got, root)
		}
	}
	t.Run("absent", func(t *testing.T) {
		Path(t, "data", "nothing")
		t.Error("the test goes on without the data")
	})
}

func TestDirWithoutData(t *testing.T) {
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "go.mod"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
	if dir, err := Dir(); err == nil {
		t.Errorf("Dir = %s, want an error", dir)
	}
}
