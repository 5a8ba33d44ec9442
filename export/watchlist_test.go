package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/rule"
)

// Every hunted indicator has a line, as wide as the head, and none begins a formula. The
// template holds the same bytes.
func TestWatchlist(t *testing.T) {
	for _, r := range []*rule.Rule{newRule(t, remus, everyKind, rule.Options{}), hostileRule(t, rule.Exact)} {
		files, err := Watchlist(r)
		if err != nil || len(files) != 2 {
			t.Fatalf("%d files, error %v", len(files), err)
		}
		rows, err := csv.NewReader(bytes.NewReader(files[0].Data)).ReadAll()
		if err != nil || len(rows) != len(r.Indicators)+1 {
			t.Fatalf("%d rows of %d indicators, error %v", len(rows), len(r.Indicators), err)
		}
		for i, row := range rows[1:] {
			if row[0] != r.Indicators[i].Value {
				t.Errorf("row %d is of %s, want %s", i, row[0], r.Indicators[i].Value)
			}
			for _, field := range row[1:] {
				if field != "" && strings.ContainsAny(field[:1], "=+-@") {
					t.Errorf("a spreadsheet takes %q for a formula", field)
				}
			}
		}
		p := readTemplate(t, files[1]).Resources[0].Properties
		if p["rawContent"] != string(files[0].Data) || p["itemsSearchKey"] != rows[0][0] || p["contentType"] != "text/csv" {
			t.Errorf("template: %v", p)
		}
	}
}

// What one upload does not take has no template.
func TestWatchlistTooLarge(t *testing.T) {
	var many []indicator.Indicator
	for i := range limits.WatchlistBytes.Most / 50 {
		many = append(many, ioc(indicator.Domain, fmt.Sprintf("a-name-of-some-length-%d.example", i), "botnet_cc", 100))
	}
	r := &rule.Rule{Family: remus, Indicators: many}
	files, err := Watchlist(r)
	if err != nil || len(files) != 1 || len(files[0].Data) <= limits.WatchlistBytes.Most {
		t.Errorf("%d files, error %v", len(files), err)
	}
}
