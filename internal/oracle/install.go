package oracle

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"foxhound/internal/shared"
)

// Shared is the folder shared beside the repository, found from the working directory.
func Shared() (string, error) { return shared.Dir() }

// installed returns a folder that holds the oracle with its packages: the one the
// environment names, the source itself, or a copy in the user's cache, which is made at
// first use.
func installed(source string) (string, error) {
	if !exists(filepath.Join(source, "package.json")) {
		return "", errors.New("the folder ../shared/tools/kql-oracle is absent")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	cache = filepath.Join(cache, "foxhound", "kql-oracle")
	for _, dir := range []string{os.Getenv(Env), source, cache} {
		if filepath.IsAbs(dir) && exists(filepath.Join(dir, "node_modules", "@kusto")) {
			return dir, nil
		}
	}
	return cache, install(source, cache)
}

// install works in a folder of its own until it is done: tests of several packages may
// install at once.
func install(source, cache string) error {
	if err := os.MkdirAll(filepath.Dir(cache), 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(cache), "install-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	for _, name := range []string{"package.json", "package-lock.json", "kql-oracle.mjs"} {
		text, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(work, name), text, 0o644); err != nil {
			return err
		}
	}
	npm := exec.Command("npm", "ci")
	npm.Dir = work
	if out, err := npm.CombinedOutput(); err != nil {
		return fmt.Errorf("install the oracle with npm ci: %w: %s", err, out)
	}
	if err := os.Rename(work, cache); err != nil && !exists(filepath.Join(cache, "node_modules", "@kusto")) {
		return err
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
