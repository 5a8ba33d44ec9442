package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// bundled is the catalogue that comes with the examples, and cataloguedFormats what is in it.
const bundled = "../../examples/catalogue"

var cataloguedFormats = []string{"page", "watchlist"}

// The bundled catalogue is what the examples' indicators give, to the byte, and writing it once
// more writes nothing.
func TestCatalogue(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "catalogue")
	if *update {
		if err := os.RemoveAll(bundled); err != nil {
			t.Fatal(err)
		}
		dir = bundled
	}
	for _, again := range []bool{false, true} {
		for _, format := range cataloguedFormats {
			e, out, errs := testEnv("")
			if status := Main(context.Background(), []string{"rule", "--all", "-i", "../../examples/remus/page.md", "-i", "../../examples/threatfox.csv", "-o", format, "--dir", dir}, e); status != exitDone {
				t.Fatalf("%s: exit status %d, %s", format, status, errs)
			}
			if again && out.Len() > 0 {
				t.Errorf("%s: written again: %s", format, out)
			}
		}
	}
	if diff := cmp.Diff(filesBelow(t, bundled), filesBelow(t, dir)); diff != "" {
		t.Errorf("examples/catalogue (-is +should be; go test ./cmd/foxhound -run Catalogue -update writes it):\n%.4000s", diff)
	}
}

// filesBelow are the files of a folder, by name.
func filesBelow(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
