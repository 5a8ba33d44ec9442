package export

import (
	"path/filepath"
	"strings"
	"testing"

	"foxhound/indicator"
)

var fileNameTests = []struct{ name, want string }{
	{"win.remus", "win.remus"},
	{"remus-dnsevents-names-2", "remus-dnsevents-names-2"},
	{"Remus Stealer", "remus-stealer-43f14df0"},
	{"remus stealer", "remus-stealer-61363df1"}, // another family on the same disk
	{"", "family-e3b0c442"},
	{"..", "family-5ec1f7e7"},
	{"../../etc/passwd", "etc-passwd-3754d6cb"},
	{`..\..\boot.ini`, "boot.ini-1aa8d05b"},
	{"con.x", "family-con.x-9c23cea3"}, // a device on Windows
	{"win.a\x00b\nc", "win.a-b-c-67f61bf5"},
}

func TestFileName(t *testing.T) {
	for _, tt := range fileNameTests {
		if got := fileName(tt.name); got != tt.want {
			t.Errorf("fileName(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFolder(t *testing.T) {
	for f, want := range map[*indicator.Family]string{
		{ID: "elf.mirai", Name: "Mirai"}: "elf.mirai",
		{ID: "win.mirai", Name: "Mirai"}: "win.mirai",
		{Name: "mirai"}:                  "mirai",
		{Name: "Mirai"}:                  "mirai", // the same family as rules see it
	} {
		if got := Folder(*f); got != want {
			t.Errorf("Folder(%v) = %q, want %q", *f, got, want)
		}
	}
}

// Whatever a feed calls a family, the name stays in its folder and is short.
func FuzzFileName(f *testing.F) {
	for _, tt := range fileNameTests {
		f.Add(tt.name)
	}
	f.Add(strings.Repeat("é/", 60))
	f.Fuzz(func(t *testing.T, name string) {
		got := fileName(name)
		if !filepath.IsLocal(got) || strings.ContainsAny(got, `/\:`) || len(got) > longestName+16 || got != strings.ToLower(got) {
			t.Errorf("fileName(%q) = %q", name, got)
		}
		if again := fileName(got); again != got && len(got) <= longestName {
			t.Errorf("fileName(%q) = %q, and of that %q", name, got, again)
		}
	})
}
