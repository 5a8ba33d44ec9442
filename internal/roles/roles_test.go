package roles_test

import (
	"testing"

	"foxhound/internal/roles"
	"foxhound/internal/schema"
)

// columns are all the columns a table's roles name.
func columns(t *roles.Table) []string {
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name, c.Port)
	}
	for _, tests := range append([][]roles.Test{t.Inbound, t.Acted}, verdictTests(t)...) {
		for _, test := range tests {
			names = append(names, test.Column)
		}
	}
	for _, list := range [][]string{t.Host, t.User, t.InboundHost, t.InboundUser, t.Show} {
		names = append(names, list...)
	}
	return names
}

func verdictTests(t *roles.Table) (tests [][]roles.Test) {
	for _, v := range t.Verdicts {
		tests = append(tests, v.All)
	}
	return tests
}

// Every table is one that Sentinel has, every column is one of its columns or, in an
// alternative, of a table of the same sort.
func TestColumnsExist(t *testing.T) {
	anywhere := map[string]bool{"": true}
	for _, table := range roles.Tables() {
		s, ok := schema.Lookup(schema.Sentinel, table.Name)
		if !ok {
			t.Errorf("Sentinel has no table %s", table.Name)
			continue
		}
		for _, c := range s.Columns {
			anywhere[c.Name] = true
		}
		if _, ok := schema.Lookup(schema.Defender, table.Name); ok != table.Defender {
			t.Errorf("%s: Defender is %v, the catalogue says %v", table.Name, table.Defender, ok)
		}
	}
	for _, table := range roles.Tables() {
		s, _ := schema.Lookup(schema.Sentinel, table.Name)
		for _, c := range table.Columns {
			if _, ok := s.Column(c.Name); !ok {
				t.Errorf("%s has no column %s", table.Name, c.Name)
			}
			if _, ok := s.Column(c.Port); !ok && c.Port != "" {
				t.Errorf("%s has no column %s for the port of %s", table.Name, c.Port, c.Name)
			}
		}
		for _, name := range columns(table) {
			if !anywhere[name] {
				t.Errorf("%s: no table has a column %s", table.Name, name)
			}
		}
	}
}

// Free text names no end of a connection, has no port of its own, and comes last.
func TestFreeText(t *testing.T) {
	for _, table := range roles.Tables() {
		text := false
		for _, c := range table.Columns {
			if free := c.Holds == roles.FreeText; free && (c.End != roles.Unclear || c.Port != "" || c.Related) || text && !free {
				t.Errorf("%s: %s is free text with a meaning, or stands behind free text", table.Name, c.Name)
			}
			text = c.Holds == roles.FreeText
		}
	}
}

func TestPlain(t *testing.T) {
	for name, want := range map[string]string{"": "Text", "Syslog": "Syslog"} {
		if got := roles.Plain(name); got.Name != want || !got.Plain || !got.NoEnds {
			t.Errorf("Plain(%q) = %+v", name, got)
		}
	}
}

// KQL's startswith and endswith take one value, and so do rules and hunts.
func TestOneValue(t *testing.T) {
	for _, table := range roles.Tables() {
		for _, tests := range append([][]roles.Test{table.Inbound, table.Acted}, verdictTests(table)...) {
			for _, test := range tests {
				if one := test.Op == roles.Prefix || test.Op == roles.Suffix; one && len(test.Values) != 1 || len(test.Values) == 0 {
					t.Errorf("%s: a test of %s has %d values", table.Name, test.Column, len(test.Values))
				}
			}
		}
	}
}

func TestOf(t *testing.T) {
	if got := roles.Of("DnsEvents"); got == nil || got.Name != "DnsEvents" {
		t.Errorf("Of(DnsEvents) = %v", got)
	}
	if got := roles.Of("Heartbeat"); got != nil {
		t.Errorf("Of(Heartbeat) = %v, want nil", got)
	}
}

func TestField(t *testing.T) {
	for want, c := range map[string]roles.Column{
		"RemoteIP":                        {Name: "RemoteIP"},
		"AdditionalFields.DnsQueryString": {Name: "AdditionalFields", Member: "DnsQueryString"},
	} {
		if got := c.Field(); got != want {
			t.Errorf("Field() = %s, want %s", got, want)
		}
	}
}
