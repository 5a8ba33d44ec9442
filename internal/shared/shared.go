// Package shared finds the project's data, the folder shared that may stand beside the
// checkout. It is for tests, which skip what they cannot find: start with [Path].
package shared

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Dir is the folder, found from the working directory.
func Dir() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for !exists(filepath.Join(dir, "go.mod")) {
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod above the working directory")
		}
		dir = parent
	}
	dir = filepath.Join(filepath.Dir(dir), "shared")
	if !exists(filepath.Join(dir, "data")) {
		return "", errors.New("the folder ../shared/data is absent")
	}
	return dir, nil
}

// Path is the place of a file or folder below [Dir], such as "data", "logs". Where it is
// absent the test is skipped.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	dir, err := Dir()
	if err != nil {
		t.Skip(err)
	}
	path := filepath.Join(append([]string{dir}, elem...)...)
	if !exists(path) {
		t.Skipf("the shared data has no %s", filepath.Join(elem...))
	}
	return path
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
