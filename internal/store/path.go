package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// EnvPath is the environment variable that names the store's file.
const EnvPath = "FOXHOUND_STORE"

// DefaultPath is where the store is: what [EnvPath] says; else foxhound/foxhound.db in
// XDG_DATA_HOME, or in the place that the system has for such data: ~/.local/share,
// ~/Library/Application Support on macOS, %LocalAppData% on Windows.
func DefaultPath(getenv func(string) string) (string, error) {
	if path := getenv(EnvPath); path != "" {
		return path, nil
	}
	dir, err := dataDir(runtime.GOOS, getenv)
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "foxhound", "foxhound.db"), nil
}

func dataDir(system string, getenv func(string) string) (string, error) {
	if dir := getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) { // else it counts as unset, the specification says
		return dir, nil
	}
	if dir := getenv("LocalAppData"); system == "windows" && dir != "" {
		return dir, nil
	}
	home := getenv("HOME")
	if home == "" {
		home, _ = os.UserHomeDir()
	}
	switch {
	case home == "":
		return "", errors.New("no place for the store: there is no home directory; name its file with --store or " + EnvPath)
	case system == "darwin":
		return filepath.Join(home, "Library", "Application Support"), nil
	case system == "windows":
		return filepath.Join(home, "AppData", "Local"), nil
	}
	return filepath.Join(home, ".local", "share"), nil
}
