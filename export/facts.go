package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"foxhound/indicator"
	"foxhound/rule"
)

func kindOf(i indicator.Indicator) indicator.Kind { return i.Kind }
func threatOf(i indicator.Indicator) string       { return i.ThreatType }
func sourceOf(i indicator.Indicator) string       { return i.Source }

// sourceNames lists the sources by the names they go by; plain lists of values have none.
func sourceNames(indicators []indicator.Indicator) []string {
	var names []string
	for _, source := range distinct(indicators, sourceOf) {
		if name := indicator.SourceName(source); name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// fewSources is how many sources a title or sentence names; more are counted.
const fewSources = 3

// reporters says who lists the indicators, or nothing where nobody is named.
func reporters(indicators []indicator.Indicator) string {
	names := sourceNames(indicators)
	if len(names) > fewSources {
		return fmt.Sprintf("%d sources", len(names))
	}
	return enumerate(names)
}

func countKind(n int, k indicator.Kind) string {
	switch k {
	case indicator.Domain:
		return plural(n, "domain", "domains")
	case indicator.IP:
		return plural(n, "address", "addresses")
	case indicator.IPPort:
		return plural(n, "address with port", "addresses with ports")
	case indicator.URL:
		return plural(n, "URL", "URLs")
	case indicator.Email:
		return plural(n, "e-mail address", "e-mail addresses")
	}
	name := strings.ToUpper(strings.Replace(k.String(), "_", "-", 1))
	return plural(n, name+" hash", name+" hashes")
}

// countKinds counts indicators by kind: 3 URLs and 2 domains.
func countKinds(indicators []indicator.Indicator) string {
	var parts []string
	for _, g := range groups(indicators, kindOf) {
		parts = append(parts, countKind(len(g.items), g.key))
	}
	return enumerate(parts)
}

// fewThreats is how many threat types a sentence names; sources know a handful.
const fewThreats = 8

// countThreats counts indicators by threat type and kind: 2 domains for botnet_cc.
func countThreats(indicators []indicator.Indicator) string {
	var parts []string
	for _, g := range groups(indicators, threatOf) {
		parts = append(parts, countKinds(g.items)+" for "+cmp.Or(g.key, "no stated threat type"))
	}
	if more := len(parts) - fewThreats; more > 0 {
		parts = append(parts[:fewThreats], plural(more, "more threat type", "more threat types"))
	}
	return strings.Join(parts, ", ")
}

// seenSpan says when the indicators were first seen.
func seenSpan(indicators []indicator.Indicator) string {
	var days []string
	for _, i := range indicators {
		if !i.FirstSeen.IsZero() {
			days = append(days, i.FirstSeen.UTC().Format(time.DateOnly))
		}
	}
	if days == nil {
		return "no date of first sight"
	}
	span := "first seen on " + slices.Min(days)
	if slices.Min(days) != slices.Max(days) {
		span = "first seen between " + slices.Min(days) + " and " + slices.Max(days)
	}
	return span + orUnknown(len(indicators)-len(days))
}

// confidenceSpan says how sure the sources are.
func confidenceSpan(indicators []indicator.Indicator) string {
	var known []int
	for _, i := range indicators {
		if i.Confidence >= 0 {
			known = append(known, i.Confidence)
		}
	}
	if known == nil {
		return "confidence unknown"
	}
	span := fmt.Sprintf("confidence %d%%", slices.Min(known))
	if slices.Min(known) != slices.Max(known) {
		span = fmt.Sprintf("confidence %d%% to %d%%", slices.Min(known), slices.Max(known))
	}
	return span + orUnknown(len(indicators)-len(known))
}

func orUnknown(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (unknown for %d)", n)
}

var keyNames = map[rule.Key]string{
	rule.Addresses: "addresses",
	rule.Names:     "host names",
	rule.Hashes:    "file hashes",
	rule.Mail:      "e-mail addresses",
}

func keyOf(h rule.Hunt) rule.Key { return h.Key }
func tableOf(h rule.Hunt) string { return h.Table }

// fewTables is how many tables a sentence names; more are counted.
const fewTables = 4

// places says what is hunted where: addresses in CommonSecurityLog and DeviceNetworkEvents.
func places(hunts []rule.Hunt) []string {
	var list []string
	for _, g := range groups(hunts, keyOf) {
		tables := distinct(g.items, tableOf)
		where := fmt.Sprintf("%d tables", len(tables))
		if len(tables) <= fewTables {
			where = enumerate(tables)
		}
		list = append(list, keyNames[g.key]+" in "+where)
	}
	return list
}
