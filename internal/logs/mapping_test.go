package logs

import (
	"testing"

	"foxhound/internal/schema"
)

// Every column that CEF and the mappings fill is one of its table's.
func TestColumnsExist(t *testing.T) {
	check := func(table, column string) {
		t.Helper()
		known, ok := schema.Lookup(schema.Sentinel, table)
		if !ok {
			t.Fatalf("no table %s", table)
		}
		if _, ok := known.Column(column); !ok {
			t.Errorf("%s has no column %s", table, column)
		}
	}
	for _, c := range cefColumns[1:] {
		check("CommonSecurityLog", c.name)
	}
	for _, name := range append(cefHeader[:], "OriginalLogSeverity", "AdditionalExtensions", "Computer", "TimeGenerated") {
		check("CommonSecurityLog", name)
	}
	for _, p := range zeekMapping().paths {
		if !zeekMaps(p.table) || zeekMaps(p.table[1:]) || zeekMaps(p.table[:len(p.table)-1]) {
			t.Errorf("%s is not found in the mapping's text, or a part of it is", p.table)
		}
		for _, c := range p.computed {
			check(p.table, c.name)
		}
		for _, c := range p.renamed {
			if c.name != "" {
				check(p.table, c.name)
			}
		}
	}
}
