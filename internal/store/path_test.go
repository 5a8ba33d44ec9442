package store

import (
	"path/filepath"
	"testing"
)

func TestDataDir(t *testing.T) {
	home := t.TempDir()
	for _, tt := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"XDG_DATA_HOME": home}, home},
		{"linux", map[string]string{"HOME": home}, filepath.Join(home, ".local", "share")},
		{"linux", map[string]string{"HOME": home, "XDG_DATA_HOME": "relative"}, filepath.Join(home, ".local", "share")},
		{"darwin", map[string]string{"HOME": home}, filepath.Join(home, "Library", "Application Support")},
		{"windows", map[string]string{"HOME": home, "LocalAppData": "C:/local"}, "C:/local"},
		{"windows", map[string]string{"HOME": home}, filepath.Join(home, "AppData", "Local")},
	} {
		got, err := dataDir(tt.system, func(name string) string { return tt.env[name] })
		if err != nil || got != tt.want {
			t.Errorf("dataDir(%s, %v) = %s, %v; want %s", tt.system, tt.env, got, err, tt.want)
		}
	}
	if got, err := DefaultPath(func(name string) string { return map[string]string{EnvPath: "x.db"}[name] }); err != nil || got != "x.db" {
		t.Errorf("DefaultPath with %s = %s, %v", EnvPath, got, err)
	}
}
