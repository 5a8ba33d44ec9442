package rule

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"foxhound/indicator"
)

func targetsOf(t *testing.T, values ...string) []target {
	t.Helper()
	var all []target
	for _, v := range values {
		o, err := indicator.Parse(v)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, target{Indicator: indicator.Indicator{Observable: o}})
	}
	return all
}

func TestTogether(t *testing.T) {
	all := together(targetsOf(t, "a.evil.com", "evil.org", "http://evil.com/x", "evil.com", "b.a.evil.com", "x.evil.org.net", "80.211.47.159:1", "1.2.3.4:5", "http://80.211.47.159/x"))
	var got []string
	for _, k := range all {
		got = append(got, k.group+" "+k.Value)
	}
	want := []string{
		"evil.org evil.org", "x.evil.org.net x.evil.org.net", // names alone
		"1.2.3.4 1.2.3.4:5",                                                     // with ports
		"80.211.47.159 80.211.47.159:1", "80.211.47.159 http://80.211.47.159/x", // with URLs
		"evil.com a.evil.com", "evil.com http://evil.com/x", "evil.com evil.com", "evil.com b.a.evil.com",
	}
	if !slices.Equal(got, want) {
		t.Errorf("together:\n got %q\nwant %q", got, want)
	}
}

func TestBoundary(t *testing.T) {
	all := []grouped{{group: "a"}, {group: "b"}, {group: "b"}, {group: "b"}, {group: "c"}}
	for n, want := range map[int]int{1: 1, 2: 1, 3: 1, 4: 4, 5: 5} {
		if got := boundary(all, n); got != want {
			t.Errorf("boundary at %d = %d, want %d", n, got, want)
		}
	}
	if got := boundary(all[1:], 2); got != 2 {
		t.Errorf("boundary in a group that is too large = %d, want 2", got)
	}
}

// No event can hit two parts of a hunt by one key.
func TestPartsShareNoKey(t *testing.T) {
	var list []indicator.Indicator
	family := indicator.Family{ID: "win.remus", Name: "Remus"}
	add := func(value string) {
		for _, want := range targetsOf(t, value) {
			want.Family, want.Confidence, want.Source = family, 100, indicator.List
			list = append(list, want.Indicator)
		}
	}
	for i := range 400 {
		add(fmt.Sprintf("z%d.a%d-remus.biz", i, 400-i))
		add(fmt.Sprintf("a%d-remus.biz", 400-i))
		add(fmt.Sprintf("80.211.%d.%d:%d", i%7, i%250, 1000+i))
	}
	r, err := New(family, list, Options{Dialect: "sentinel", Style: Exact})
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, ind := range list {
		loc, _ := ind.Location()
		listed[loc.Host] = true
	}
	for _, table := range []string{"DnsEvents", "CommonSecurityLog"} {
		part := map[string]int{}
		for _, h := range r.Hunts {
			if h.Table != table || h.Parts < 2 {
				continue
			}
			for _, ind := range h.Indicators {
				loc, _ := ind.Location()
				group := topmost(loc.Host, listed)
				if other, ok := part[group]; ok && other != h.Part {
					t.Errorf("%s: %s is in part %d, its like in %d", table, ind.Value, h.Part, other)
				}
				part[group] = h.Part
			}
		}
		if len(part) == 0 {
			t.Errorf("%s: no hunt was split", table)
		}
	}
}

// Where one host has more URLs than a part takes, the mere host is shown by one part only:
// by the first, unless a later one is surer of it or knows it for longer.
func TestContinued(t *testing.T) {
	day := time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC)
	url := func(value string, confidence int, seen time.Time, guarded bool) target {
		want := targetsOf(t, value)[0]
		want.Confidence, want.FirstSeen, want.precise = confidence, seen, guarded
		return want
	}
	for _, test := range []struct {
		name        string
		first, next target
		want        bool
	}{
		{"the same host", url("http://woodfez.biz/a", 75, day, false), url("http://woodfez.biz/b", 75, day, false), true},
		{"another host", url("http://firewai.biz/a", 75, day, false), url("http://woodfez.biz/b", 75, day, false), false},
		{"a surer one", url("http://woodfez.biz/a", 50, day, false), url("http://woodfez.biz/b", 75, day, false), false},
		{"one known for longer", url("http://woodfez.biz/a", 75, day, false), url("http://woodfez.biz/b", 75, day.AddDate(0, 0, -1), false), false},
		{"the first has no say in hosts", url("http://woodfez.biz/a", 75, day, true), url("http://woodfez.biz/b", 75, day, false), false},
		{"a domain has what is below it", url("http://woodfez.biz/a", 75, day, false), url("woodfez.biz", 75, day, false), false},
		{"any port of an address", url("80.211.47.159:0", 50, day, false), url("80.211.47.159:2", 75, day, false), true},
		{"a domain, of its own host", url("woodfez.biz", 50, day, false), url("http://woodfez.biz/b", 75, day, false), true},
		{"ports of an address", url("80.211.47.159:1", 75, day, false), url("80.211.47.159:2", 75, day, false), true},
	} {
		rest := []target{test.next}
		continued(rest, []target{test.first}, map[string][]*target{})
		if rest[0].precise != test.want {
			t.Errorf("%s: precise is %t, want %t", test.name, rest[0].precise, test.want)
		}
	}
}
