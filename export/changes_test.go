package export

import (
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
	"foxhound/rule"
)

func listedRule(t *testing.T, now string, list ...indicator.Indicator) *rule.Rule {
	t.Helper()
	at, err := time.Parse(time.DateOnly, now)
	if err != nil {
		t.Fatal(err)
	}
	r, err := rule.New(remus, list, rule.Options{Dialect: "sentinel", Style: rule.Exact, Now: at})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func listedDomain(name string, confidence int, seen, last string) indicator.Indicator {
	i := indicator.Indicator{Observable: indicator.Observable{Kind: indicator.Domain, Value: name}, Family: remus,
		ThreatType: "botnet_cc", Confidence: confidence, Source: "threatfox"}
	i.FirstSeen, _ = time.Parse(time.DateOnly, seen)
	i.LastSeen, _ = time.Parse(time.DateOnly, last)
	return i
}

var changeTests = []struct {
	name string
	now  string
	list []indicator.Indicator
	want string
}{
	{"the same", "2026-06-01", []indicator.Indicator{listedDomain("a-remus.biz", 75, "2026-05-01", "2026-05-01"), listedDomain("b-remus.biz", 75, "2026-05-01", "2026-05-01")}, ""},
	{"seen again", "2026-06-01", []indicator.Indicator{listedDomain("a-remus.biz", 75, "2026-05-01", "2026-05-31"), listedDomain("b-remus.biz", 75, "2026-05-01", "2026-06-01")}, ""},
	{"one more, and one gone", "2026-06-01", []indicator.Indicator{listedDomain("a-remus.biz", 75, "2026-05-01", ""), listedDomain("c-remus.biz", 50, "2026-05-30", "")},
		`added | domain | c-remus[.]biz | botnet_cc | confidence 50, first seen 2026-05-30
removed | domain | b-remus[.]biz | botnet_cc | no feed lists it any more`},
	{"surer, and seen earlier", "2026-06-01", []indicator.Indicator{listedDomain("a-remus.biz", 100, "2026-04-01", ""), listedDomain("b-remus.biz", 75, "2026-05-01", "")},
		`re-scored | domain | a-remus[.]biz | botnet_cc | confidence 100, was 75; first seen 2026-04-01, was 2026-05-01`},
	{"out of time", "2027-01-01", []indicator.Indicator{listedDomain("a-remus.biz", 75, "2026-05-01", "2026-12-01"), listedDomain("b-remus.biz", 75, "2026-05-01", "2026-05-01")},
		`expired | domain | b-remus[.]biz | botnet_cc | the indicator was valid until 2026-11-01`},
}

func TestChanges(t *testing.T) {
	before, err := Indicators(listedRule(t, "2026-06-01", changeTests[0].list...))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range changeTests {
		c := Compare(listedRule(t, tt.now, tt.list...), before.Data)
		var got []string
		for line := range strings.Lines(string(ChangesFile([]*Changes{c}, time.Time{}).Data)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| Change") {
				got = append(got, strings.Trim(line, "| "))
			}
		}
		if strings.Join(got, "\n") != tt.want || c.Any() != (tt.want != "") {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, strings.Join(got, "\n"), tt.want)
		}
	}
}

// A family that was not there is new, and one that is not there any more is gone: neither lists
// its indicators once more.
func TestChangesOfFamilies(t *testing.T) {
	r := listedRule(t, "2026-06-01", changeTests[0].list...)
	before, err := Indicators(r)
	if err != nil {
		t.Fatal(err)
	}
	list := []*Changes{Compare(r, nil), Compare(r, []byte("not a list")), Lost("win.remus", before.Data)}
	got := string(ChangesFile(list, time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)).Data)
	for _, want := range []string{"As of 2026-06-01: 2 families are new, 1 family is gone.", "New: 2 domains, in `win.remus/indicators.csv`.",
		"## Remus (win.remus)\n\nGone: no feed lists any indicator of it; it had 2 indicators."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Names and values of feeds do nothing in the Markdown.
func TestChangesAreInert(t *testing.T) {
	r := listedRule(t, "2026-06-01", changeTests[0].list...)
	hostile := strings.Join(rule.ListColumns, ",") + "\nx`|<b>.biz,domain,R|emus,\"<script>|\n#\",75,,false,,\n"
	got := string(ChangesFile([]*Changes{Compare(r, []byte(hostile)), Lost("<b>|", []byte(hostile))}, time.Time{}).Data)
	if strings.Contains(got, "<script>|") || strings.Contains(got, "\n#\"") {
		t.Errorf("hostile text stands as it is:\n%s", got)
	}
}
