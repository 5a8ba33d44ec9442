package export

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/rule"
)

func pageOf(t *testing.T, r *rule.Rule) string {
	t.Helper()
	var b bytes.Buffer
	if err := Page(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What a page says of an indicator.
type stated struct {
	indicator.Observable
	ThreatType, Day, Family string
	Confidence              int
}

func states(iocs []indicator.Indicator) []stated {
	list := make([]stated, len(iocs))
	for n, i := range iocs {
		list[n] = stated{i.Observable, i.ThreatType, firstSeen(i), i.Family.Name, i.Confidence}
	}
	return list
}

// A page read back as a feed gives the indicators it was written from, and no others.
func TestPageReadsBack(t *testing.T) {
	undated := ioc(indicator.Domain, "undated.example", "", indicator.UnknownConfidence)
	undated.FirstSeen = time.Time{}
	odd := ioc(indicator.URL, "http://evil.example/a|b`c\\d<e>*_[x]&amp;$", "payload_delivery", 75)
	guarded := ioc(indicator.IP, "8.8.8.8", "botnet_cc", 75)
	six := ioc(indicator.IPPort, "[2a02:cf40:1::5]:443", "botnet_cc", 75)
	iocs := append([]indicator.Indicator{undated, odd, guarded, six}, everyKind...)
	for _, style := range []rule.Style{rule.Exact, rule.Classic} {
		for _, dialect := range []schema.Dialect{schema.Sentinel, schema.Defender} {
			r := newRule(t, remus, iocs, rule.Options{Style: style, Dialect: dialect})
			result, err := feed.Read("page.md", strings.NewReader(pageOf(t, r)))
			if err != nil || len(result.Malformed) > 0 || len(result.Notes) > 0 {
				t.Errorf("%s, %s: error %v, malformed %v, notes %v", style, dialect, err, result.Malformed, result.Notes)
			}
			if diff := cmp.Diff(states(r.Indicators), states(result.Indicators)); diff != "" {
				t.Errorf("%s, %s (-written +read):\n%s", style, dialect, diff)
			}
		}
	}
}

// hostile is a name such as an attacker would give.
const hostile = "A\"'`|\\\n\r\x1b[31m]]><script>alert(1)</script>{{Column}}${x}\u202e[a](http://evil.example)\n```\n# Owned | x |\n../../etc\xff"

func hostileRule(t *testing.T, style rule.Style) *rule.Rule {
	family := indicator.Family{ID: hostile, Name: hostile}
	var iocs []indicator.Indicator
	for _, o := range []indicator.Observable{
		{Kind: indicator.URL, Value: "http://evil.example/\"'`|\\]]><script>{{Column}}${x}```[a](b)"},
		{Kind: indicator.URL, Value: "http://evil.example/a\\|b"},
		{Kind: indicator.Domain, Value: "evil.example"},
		{Kind: indicator.IPPort, Value: "80.211.47.159:7582"},
	} {
		iocs = append(iocs, indicator.Indicator{Observable: o, Family: family, ThreatType: hostile, Confidence: 100, Source: hostile})
	}
	return newRule(t, family, iocs, rule.Options{Style: style})
}

// Nothing a feed says ends a table cell or code block, starts markup or reaches a terminal.
func TestPageHostile(t *testing.T) {
	for _, style := range []rule.Style{rule.Exact, rule.Classic} {
		r := hostileRule(t, style)
		prose, blocks := takeApart(t, pageOf(t, r))
		var texts []string
		for i := range r.Hunts {
			texts = append(texts, r.Hunts[i].Text)
		}
		if !slices.Equal(blocks[:len(texts)], texts) {
			t.Errorf("%s: the page's code blocks are not the hunts", style)
		}
		for _, line := range prose {
			outside := withoutCode(line)
			if strings.ContainsAny(line, "\x1b\u202e") || !utf8.ValidString(line) || unescaped(outside, '<') || strings.HasPrefix(line, "# Owned") {
				t.Errorf("%s: line %q", style, line)
			}
			if strings.HasPrefix(line, "| url") && cells(line) != 5 {
				t.Errorf("%s: row of %d cells: %q", style, cells(line), line)
			}
		}
	}
}

// takeApart returns a page's lines outside of code blocks, and the blocks.
func takeApart(t *testing.T, page string) (prose, blocks []string) {
	closing := ""
	var block strings.Builder
	for line := range strings.Lines(page) {
		bare := strings.TrimSpace(line)
		switch {
		case closing == "" && strings.HasPrefix(bare, "```"):
			closing = strings.TrimSuffix(bare, "kql")
		case closing == "":
			prose = append(prose, strings.TrimSuffix(line, "\n"))
		case bare == closing:
			blocks = append(blocks, block.String())
			block.Reset()
			closing = ""
		default:
			block.WriteString(line)
		}
	}
	if closing != "" {
		t.Error("a code block is not closed")
	}
	return prose, blocks
}

// withoutCode blanks the code spans of a line.
func withoutCode(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); {
		run := len(line[i:]) - len(strings.TrimLeft(line[i:], "`"))
		switch end := strings.Index(line[i+run:], strings.Repeat("`", max(run, 1))); {
		case line[i] == '\\' && i+1 < len(line):
			b.WriteString(line[i : i+2])
			i += 2
		case run > 0 && end >= 0:
			i += run + end + run
		default:
			b.WriteByte(line[i])
			i++
		}
	}
	return b.String()
}

// cells counts a row's cells as renderers do: at pipes without a backslash before them.
func cells(row string) int {
	n := -1
	for i := range len(row) {
		if row[i] == '|' && (i == 0 || row[i-1] != '\\') {
			n++
		}
	}
	return n
}

// Query windows tell queries apart by empty lines, so none may stand within one, and a
// comment must not end early.
func TestKQLHostile(t *testing.T) {
	r := hostileRule(t, rule.Exact)
	var b bytes.Buffer
	if err := KQL(&b, r); err != nil {
		t.Fatal(err)
	}
	queries := strings.Split(b.String(), "\n\n")
	if len(queries) != len(r.Hunts) {
		t.Fatalf("%d queries for %d hunts", len(queries), len(r.Hunts))
	}
	for i, q := range queries {
		_, body, _ := strings.Cut(q, "\n")
		if strings.TrimSuffix(body, "\n") != strings.TrimSuffix(r.Hunts[i].Text, "\n") {
			t.Errorf("query %d is not hunt %s:\n%s", i, r.Hunts[i].Name, q)
		}
	}
}

func TestSentinelHostile(t *testing.T) {
	for _, f := range check(t, hostileRule(t, rule.Exact)) {
		if strings.Contains(f.AlertDetailsOverride.Name, "{{Column}}") {
			t.Errorf("%s: alert name %q", f.Name, f.AlertDetailsOverride.Name)
		}
	}
}

// Who would enable every rule there is learns what a workspace can hold, where there is
// such a limit.
func TestPageCountsRules(t *testing.T) {
	for dialect, want := range map[schema.Dialect]bool{schema.Sentinel: true, schema.Defender: false} {
		r := newRule(t, remus, remusIOCs, rule.Options{Dialect: dialect})
		line := fmt.Sprintf("take %d of the 512 that a workspace may have enabled", len(r.Hunts))
		if got := strings.Contains(pageOf(t, r), line); got != want {
			t.Errorf("the page for %s says %q: %t, want %t", dialect, line, got, want)
		}
	}
}

// A family of which everything is set aside has a page that says so.
func TestPageOfNothing(t *testing.T) {
	page := pageOf(t, newRule(t, remus, []indicator.Indicator{ioc(indicator.IP, "8.8.8.8", "botnet_cc", 75)}, rule.Options{}))
	for _, want := range []string{"Every indicator known of Remus is set aside below", "**Total IOCs:** 0", "not hunted | ip 8[.]8[.]8[.]8"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
}

func TestSameButDay(t *testing.T) {
	page := func(day, more string) []byte {
		return []byte("# Remus\n\nThey were run as text before they were written here, as of " + day + ", by engine 1 of foxhound" + more)
	}
	for _, tt := range []struct {
		a, b []byte
		want bool
	}{
		{page("2026-05-22", ""), page("2026-05-23", ""), true},
		{page("2026-05-22", ""), page("2026-05-23", ", and passed 9 proofs"), false},
		{[]byte("seen 2026-05-22"), []byte("seen 2026-05-23"), false},
	} {
		if SameButDay(tt.a, tt.b) != tt.want {
			t.Errorf("%s\n%s\nwant %t", tt.a, tt.b, tt.want)
		}
	}
}
