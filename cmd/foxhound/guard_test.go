package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foxhound/guard/warninglists"
)

// warninglistsOf writes an archive of all the warninglists there have to be, each with the same
// entries, and gives its path.
func warninglistsOf(t *testing.T, entries ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lists.tar.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	w := tar.NewWriter(z)
	done := map[string]bool{}
	put := func(name string, list []string) {
		text, _ := json.Marshal(warninglists.Source{Version: 7, List: list})
		if err := w.WriteHeader(&tar.Header{Name: name + ".json", Size: int64(len(text)), Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		w.Write(text)
		done[name] = true
	}
	for _, m := range warninglists.Made() {
		for _, p := range m.Parts {
			for _, name := range p.From {
				if !done[name] {
					put(name, entries)
				}
			}
			if p.Not != "" && !done[p.Not] {
				put(p.Not, nil)
			}
		}
	}
	for _, c := range []interface{ Close() error }{w, z, f} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// Newer lists act on what is in the store, and on what comes into it; --reset goes back.
func TestGuardUpdate(t *testing.T) {
	dir := t.TempDir()
	run := func(args ...string) string {
		var out bytes.Buffer
		e := &env{in: strings.NewReader(""), out: &out, err: &out, now: func() time.Time { return today }, getenv: func(name string) string {
			return map[string]string{"FOXHOUND_STORE": filepath.Join(dir, "foxhound.db"), "FOXHOUND_CONFIG": filepath.Join(dir, "none.yaml")}[name]
		}}
		Main(t.Context(), args, e)
		return out.String()
	}
	list := filepath.Join(dir, "list.txt")
	if err := os.WriteFile(list, []byte("today.example.org\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"feed", "import", list}, "list: 1 new ("},
		{[]string{"indicator", "show", "today.example.org"}, "state      current"},
		{[]string{"guard", "update", warninglistsOf(t, "today.example.org", "44d88612fea8a8f36de82e1278abb02f", "8.8.4.4")}, "top-sites: 3 entries, before 3,"},
		{[]string{"guard", "list"}, "tranco10k 7"},
		{[]string{"indicator", "show", "today.example.org"}, "guard      exact and endpoint matches only"},
		{[]string{"feed", "import", "--feed", "other", list}, "other: 1 new · 1 of them held for review ("},
		{[]string{"guard", "update", "--reset"}, "top-sites: 3,"},
		{[]string{"guard", "update", "--reset"}, "The lists are as they were."},
	} {
		if got := run(tt.args...); !strings.Contains(got, tt.want) {
			t.Errorf("foxhound %s: %s\nwant %s", strings.Join(tt.args, " "), got, tt.want)
		}
	}
}
