package logs

import (
	"errors"
	"strings"
	"testing"
)

func TestTableGlob(t *testing.T) {
	for _, tt := range []struct {
		glob, path string
		want       bool
	}{
		{"dns*", "logs/day/dns.ndjson", true},
		{"dns*", "logs/dns/x.ndjson", false},
		{"logs/*.ndjson", "logs/dns.ndjson", true},
		{"logs/*.ndjson", "./logs/dns.ndjson", true},
		{"logs/*.ndjson", "logs/day/dns.ndjson", false},
		{"logs/**/*.ndjson", "logs/day/dns.ndjson", true},
		{"logs/**/*.ndjson", "logs/dns.ndjson", true},
		{"**/dns/*", "logs/dns/x.ndjson", true},
		{"-", "-", true},
		{"*", "logs/dns.ndjson", true},
		{"[", "logs/dns.ndjson", false},
	} {
		if got := (TableGlob{"DnsEvents", tt.glob}).matches(Source{Path: tt.path}); got != tt.want {
			t.Errorf("`%s` names `%s`: %v, want %v", tt.glob, tt.path, got, tt.want)
		}
	}
}

func TestUnused(t *testing.T) {
	sources := []Source{{Path: "logs/dns.ndjson"}, {Path: "logs/fw.log"}}
	got := Unused([]TableGlob{{"DnsEvents", "dns*"}, {"DnsEvents", "dnz*"}, {"CommonSecurityLog", "fw.log"}}, sources)
	if len(got) != 1 || got[0].Glob != "dnz*" {
		t.Errorf("Unused = %v, want the glob dnz*", got)
	}
}

func TestMayHave(t *testing.T) {
	sources := []Source{{Path: "logs/dns.ndjson"}, {Path: "logs/fw.log"}, {Path: "-"}, {Path: "logs/dns-old.ndjson", Err: errors.New("gone")}}
	globs := []TableGlob{{"Syslog", "*.ndjson"}, {"DnsEvents", "dns*"}, {"CommonSecurityLog", "fw.log"}}
	for _, tt := range []struct{ table, want string }{
		{"DnsEvents", "logs/dns.ndjson - logs/dns-old.ndjson"}, // the last glob that fits has it
		{"Syslog", "- logs/dns-old.ndjson"},
		{"CommonSecurityLog", "logs/fw.log - logs/dns-old.ndjson"},
		{"SecurityEvent", "- logs/dns-old.ndjson"},
	} {
		var paths []string
		for _, s := range MayHave(sources, globs, tt.table) {
			paths = append(paths, s.Path)
		}
		if got := strings.Join(paths, " "); got != tt.want {
			t.Errorf("%s may be in %s, want %s", tt.table, got, tt.want)
		}
	}
}
