package indicator

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"

	"foxhound/internal/shared"
)

// Every value of a real export parses as the kind its row names, and obeys the laws.
func TestThreatFoxExport(t *testing.T) {
	for _, row := range readExport(t, shared.Path(t, "data", "threatfox", "threatfox-json-recent-2026-07-24.json.gz")) {
		kind, ok := ParseKind(row.Type)
		if !ok {
			t.Fatalf("unknown kind %q", row.Type)
		}
		o, err := ParseAs(kind, row.Value)
		if err != nil {
			t.Errorf("%s %q: %v", row.Type, row.Value, err)
			continue
		}
		if again, err := ParseAs(kind, o.Defang()); again != o || err != nil {
			t.Errorf("%q parses as %v, defanged as %v, %v", row.Value, o, again, err)
		}
		if f, ok := FamilyByID(row.Malware); ok == UnknownFamily(row.Malware) || ok && f.Name != row.Printable {
			t.Errorf("FamilyByID(%q) = %+v, %v; want %q", row.Malware, f, ok, row.Printable)
		}
	}
}

type exportRow struct {
	Value     string `json:"ioc_value"`
	Type      string `json:"ioc_type"`
	Malware   string `json:"malware"`
	Printable string `json:"malware_printable"`
}

// readExport returns the rows of a ThreatFox JSON export.
func readExport(t *testing.T, name string) []exportRow {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var byID map[string][]exportRow
	if err := json.NewDecoder(z).Decode(&byID); err != nil {
		t.Fatal(err)
	}
	var rows []exportRow
	for _, r := range byID {
		rows = append(rows, r...)
	}
	return rows
}
