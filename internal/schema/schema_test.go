package schema

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write tables.txt anew from ../shared/data/schemas")

// A source is one schema file of the shared data.
type source struct {
	Table        string   `json:"table"`
	Time         string   `json:"time_column"`
	Columns      []named  `json:"columns"`
	Undocumented []string `json:"undocumented_columns"`
	Platforms    []string `json:"platforms"`
	Defender     *struct {
		Time    string  `json:"time_column"`
		Columns []named `json:"columns"`
	} `json:"defender"`
}

type named struct{ Name, Type string }

func TestCatalogueIsThatOfTheReferences(t *testing.T) {
	var want strings.Builder
	want.WriteString("# Tables of Microsoft Sentinel and Defender XDR advanced hunting: facts from Microsoft's table\n" +
		"# references. Each dialect has its documented columns only. A column without a type is a string.\n" +
		"# Written by `go test ./internal/schema -update`.\n")
	for _, path := range sharedFiles(t, "data/schemas/[A-Z]*.json") {
		writeSource(t, &want, path)
	}
	if *update {
		if err := os.WriteFile("tables.txt", []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want.String(), text); diff != "" {
		t.Errorf("tables.txt (-references +embedded); run with -update:\n%s", diff)
	}
}

func sharedFiles(t *testing.T, pattern string) []string {
	t.Helper()
	root, _ := filepath.Abs(".")
	for root != filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		root = filepath.Dir(root)
	}
	paths, _ := filepath.Glob(filepath.Join(root, "../shared", pattern))
	if len(paths) == 0 {
		t.Skip("no shared schemas beside the repository")
	}
	return paths
}

func writeSource(t *testing.T, w *strings.Builder, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var s source
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if slices.Contains(s.Platforms, "sentinel") {
		documented := slices.DeleteFunc(s.Columns, func(c named) bool { return slices.Contains(s.Undocumented, c.Name) })
		writeTable(w, s.Table, Sentinel, s.Time, documented)
	}
	if s.Defender != nil {
		writeTable(w, s.Table, Defender, s.Defender.Time, s.Defender.Columns)
	}
}

func writeTable(w *strings.Builder, name string, d Dialect, time string, columns []named) {
	if !slices.ContainsFunc(columns, func(c named) bool { return c.Name == time }) {
		time = "-"
	}
	fmt.Fprintf(w, "\ntable %s %s %s", name, d, time)
	width := 1000
	for _, c := range columns {
		word := " " + c.Name
		if c.Type != "string" {
			word += ":" + c.Type
		}
		if width += len(word); width > 100 {
			w.WriteString("\n ")
			width = len(word) + 1
		}
		w.WriteString(word)
	}
	w.WriteString("\n")
}

func TestLookup(t *testing.T) {
	tests := []struct {
		dialect     Dialect
		table, time string // time "none" means that the table is not there
	}{
		{Sentinel, "DnsEvents", "TimeGenerated"},
		{Defender, "DnsEvents", "none"},
		{Sentinel, "DeviceNetworkEvents", "TimeGenerated"},
		{Defender, "DeviceNetworkEvents", "Timestamp"},
		{Defender, "DeviceTvmSoftwareInventory", ""},
		{Sentinel, "dnsevents", "none"},
		{"kusto", "DnsEvents", "none"},
	}
	for _, test := range tests {
		got := "none"
		if table, ok := Lookup(test.dialect, test.table); ok {
			got = table.Time
		}
		if got != test.time {
			t.Errorf("Lookup(%s, %s): time column %q, want %q", test.dialect, test.table, got, test.time)
		}
	}
}

func TestEachDialectHasItsOwnColumns(t *testing.T) {
	tests := []struct {
		dialect       Dialect
		table, column string
		want          string // its type, or empty where it is not there
	}{
		{Sentinel, "DeviceNetworkEvents", "TimeGenerated", "datetime"},
		{Sentinel, "DeviceNetworkEvents", "Timestamp", ""},
		{Defender, "DeviceNetworkEvents", "Timestamp", "datetime"},
		{Defender, "DeviceNetworkEvents", "TimeGenerated", ""},
		{Sentinel, "DeviceNetworkEvents", "AdditionalFields", "dynamic"},
		{Defender, "DeviceNetworkEvents", "AdditionalFields", "string"},
		{Sentinel, "CommonSecurityLog", "RemotePort", "string"},
		{Sentinel, "CommonSecurityLog", "destinationip", ""},
	}
	for _, test := range tests {
		table, ok := Lookup(test.dialect, test.table)
		if !ok {
			t.Fatalf("no table %s in %s", test.table, test.dialect)
		}
		if got, _ := table.Column(test.column); got.Type != test.want {
			t.Errorf("%s %s.%s has type %q, want %q", test.dialect, test.table, test.column, got.Type, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	for d, n := range map[Dialect]int{Sentinel: 78, Defender: 27} {
		names := Names(d)
		if len(names) != n || !slices.IsSorted(names) {
			t.Errorf("Names(%s) = %d names, sorted %v; want %d, sorted", d, len(names), slices.IsSorted(names), n)
		}
	}
}

func TestParseNamesTheBadLine(t *testing.T) {
	for _, text := range []string{"column\n", "\n\ntable A sentinel\n", "table A moon TimeGenerated\n", "  A B\n"} {
		if _, err := parse(text); err == nil || !strings.HasPrefix(err.Error(), "tables.txt:") {
			t.Errorf("parse(%q) = %v, want an error with its line", text, err)
		}
	}
}
