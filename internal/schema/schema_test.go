package schema

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write tables.txt and more.txt anew from ../shared/data/schemas")

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

const head = "# Tables of Microsoft Sentinel and Defender XDR advanced hunting: facts from Microsoft's table\n" +
	"# references. %s A column without a type is a string.\n" +
	"# Written by `go test ./internal/schema -update`.\n"

func TestCatalogueIsThatOfTheReferences(t *testing.T) {
	var want strings.Builder
	fmt.Fprintf(&want, head, "A ? marks a column that is not documented.")
	own := map[string]bool{}
	for _, path := range sharedFiles(t, "data/schemas/[A-Z]*.json") {
		writeSource(t, &want, path, own)
	}
	compare(t, "tables.txt", want.String(), common)
	want.Reset()
	fmt.Fprintf(&want, head, "The tables that tables.txt has not.")
	writeOthers(t, &want, sharedFiles(t, "data/schemas/_all_tables.json.gz")[0], own)
	compare(t, "more.txt", want.String(), others)
}

func compare(t *testing.T, file, want, embedded string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(want, embedded); diff != "" {
		t.Errorf("%s (-references +embedded); run with -update:\n%.2000s", file, diff)
	}
}

// writeOthers writes the tables of the bulk file that have no file of their own.
func writeOthers(t *testing.T, w *strings.Builder, path string, own map[string]bool) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	data, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var bulk struct{ Sentinel, Defender yaml.MapSlice }
	if err := yaml.NewDecoder(data, yaml.UseOrderedMap()).Decode(&bulk); err != nil {
		t.Fatal(err)
	}
	for _, side := range []struct {
		dialect Dialect
		time    string
		tables  yaml.MapSlice
	}{{Sentinel, "TimeGenerated", bulk.Sentinel}, {Defender, "Timestamp", bulk.Defender}} {
		for _, table := range side.tables {
			if name := table.Key.(string); !own[name] {
				var columns []named
				for _, c := range table.Value.(yaml.MapSlice) {
					columns = append(columns, named{c.Key.(string), c.Value.(string)})
				}
				writeTable(w, name, side.dialect, side.time, columns, nil)
			}
		}
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

func writeSource(t *testing.T, w *strings.Builder, path string, own map[string]bool) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var s source
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	own[s.Table] = true
	if slices.Contains(s.Platforms, "sentinel") {
		writeTable(w, s.Table, Sentinel, s.Time, s.Columns, s.Undocumented)
	}
	if s.Defender != nil {
		writeTable(w, s.Table, Defender, s.Defender.Time, s.Defender.Columns, nil)
	}
}

func writeTable(w *strings.Builder, name string, d Dialect, time string, columns []named, undocumented []string) {
	if !slices.ContainsFunc(columns, func(c named) bool { return c.Name == time && !slices.Contains(undocumented, time) }) {
		time = "-"
	}
	fmt.Fprintf(w, "\ntable %s %s %s", name, d, time)
	width := 1000
	for _, c := range columns {
		word := " " + c.Name
		if c.Type != "string" {
			word += ":" + c.Type
		}
		if slices.Contains(undocumented, c.Name) {
			word += "?"
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
		{Any, "DeviceNetworkEvents", "TimeGenerated", "datetime"},
		{Any, "DeviceNetworkEvents", "Timestamp", "datetime"},
		{Any, "DeviceNetworkEvents", "AdditionalFields", "dynamic"},
		{Any, "BehaviorInfo", "TimeGenerated", "datetime"}, // of Sentinel
		{Any, "BehaviorInfo", "Timestamp", "datetime"},     // of Defender
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
	for d, n := range map[Dialect]int{Sentinel: 925, Defender: 62, Any: 943} {
		names := Names(d)
		if len(names) != n || !slices.IsSorted(names) {
			t.Errorf("Names(%s) = %d names, sorted %v; want %d, sorted", d, len(names), slices.IsSorted(names), n)
		}
	}
}

func TestParseNamesTheBadLine(t *testing.T) {
	for _, text := range []string{"column\n", "\n\ntable A sentinel\n", "table A moon TimeGenerated\n", "  A B\n"} {
		if err := newCatalogue().parse("tables.txt", text); err == nil || !strings.HasPrefix(err.Error(), "tables.txt:") {
			t.Errorf("parse(%q) = %v, want an error with its line", text, err)
		}
	}
}
