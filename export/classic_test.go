package export

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/rule"
)

var (
	oldTable    = regexp.MustCompile(`(?m)^([A-Z][A-Za-z]+)\n\| where `)
	oldSource   = regexp.MustCompile(`(?m)^([A-Z][A-Za-z]+) \| Ensure`)
	oldScenario = regexp.MustCompile(`(?m)^Scenario: (.+)$`)
)

// The classic page has every element of an old page, in its order. What differs from the
// old one was wrong there: docs/classic-pages.md lists it.
func TestClassicPage(t *testing.T) {
	path := shared(t, "pages/remus.txt")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	old, iocs := string(text), read(t, path)
	if len(iocs) != 6 {
		t.Fatalf("%d indicators in %s", len(iocs), path)
	}
	rest := pageOf(t, newRule(t, iocs[0].Family, iocs, rule.Options{Style: rule.Classic}))
	for _, element := range oldElements(old) {
		_, after, found := strings.Cut(rest, element)
		if !found {
			t.Fatalf("the page lacks %q, or has it too early; what follows the element before it:\n%s", element, rest)
		}
		if element == tableHead {
			holdsRows(t, after, iocs)
		}
		rest = after
	}
}

const tableHead = "| Type | Value | Threat Type | First Seen | Confidence |\n|---|---|---|---|---|\n"

// oldElements lists what an old page consists of, in its order, as our page spells it.
func oldElements(old string) []string {
	elements := []string{"# ThreatFox: Remus IOCs\n", "Remus", "## IOC Summary\n",
		"**Malware Family:** Remus", "**Total IOCs:** 6", "**IOC Types:** ", tableHead}
	for _, m := range oldTable.FindAllStringSubmatch(old, -1) {
		elements = append(elements, "```kql\n", "\n"+m[1]+"\n| where ", "```\n")
	}
	elements = append(elements, "## Required Data Sources\n", "| Sentinel Table | ")
	for _, m := range oldSource.FindAllStringSubmatch(old, -1) {
		elements = append(elements, "| `"+m[1]+"` | ")
	}
	elements = append(elements, "## False Positive Guidance\n")
	for _, m := range oldScenario.FindAllStringSubmatch(old, -1) {
		elements = append(elements, "**Scenario:** "+m[1], "**Description:** ", "**Filter/Exclusion:** ")
	}
	return elements
}

// holdsRows looks for each indicator's row. Their order is ours: by type, then value.
func holdsRows(t *testing.T, after string, iocs []indicator.Indicator) {
	table, _, _ := strings.Cut(after, "\n\n")
	if n := strings.Count(table+"\n", "\n"); n != len(iocs) {
		t.Errorf("%d rows for %d indicators:\n%s", n, len(iocs), table)
	}
	for _, i := range iocs {
		row := fmt.Sprintf("| %s | %s | %s | %s | %d%% |", i.Kind, i.Defang(), i.ThreatType, firstSeen(i), i.Confidence)
		if !strings.Contains(table, row) {
			t.Errorf("the table lacks %s", row)
		}
	}
}
