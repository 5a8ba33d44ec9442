package report

import (
	"fmt"
	"slices"
	"strings"

	"foxhound/hunt"
	"foxhound/indicator"
)

// severities, tiers and the like in the order they are read: what matters most first.
var (
	severities = []hunt.Severity{hunt.High, hunt.Medium, hunt.Low, hunt.Informational}
	tiers      = []hunt.Tier{hunt.TierExact, hunt.TierEndpoint, hunt.TierHost, hunt.TierRelated}
	directions = []hunt.Direction{hunt.Outbound, hunt.Inbound, hunt.UnknownDirection}
	verdicts   = []hunt.Verdict{hunt.Allowed, hunt.Blocked, hunt.Failed, hunt.UnknownVerdict}
	validities = []hunt.Validity{hunt.Current, hunt.Retro, hunt.Expired}
)

// present lists the keys of counts that are not zero, in the given order.
func present[K ~string](counts map[K]int, order []K) string {
	var names []string
	for _, k := range order {
		if counts[k] > 0 {
			names = append(names, string(k))
		}
	}
	return strings.Join(names, ", ")
}

// sortedKeys lists a map's keys in alphabetical order.
func sortedKeys[K ~string, V any](m map[K]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, string(k))
	}
	slices.Sort(keys)
	return keys
}

// A row is one finding as people read it: cells for the table, and facts that explain it.
type row struct {
	severity, family, entity, day, matches, indicator string
	facts                                             []string
}

func newRow(f *hunt.Finding) row {
	return row{
		severity:  string(f.Severity),
		family:    familyName(f),
		entity:    entity(f),
		day:       f.Day,
		matches:   matches(f),
		indicator: topIndicator(f),
		facts:     facts(f),
	}
}

func familyName(f *hunt.Finding) string {
	switch {
	case f.FamilyName != "":
		return value(f.FamilyName)
	case f.Family != "":
		return indicator.Printable(f.Family, maxValue) // an id such as win.remus looks like a host, and is none
	}
	return "no family"
}

func entity(f *hunt.Finding) string {
	if f.Entity == "" {
		return "nobody named"
	}
	return value(f.Entity)
}

func matches(f *hunt.Finding) string {
	if f.Excluded == 0 {
		return number(f.Matches)
	}
	return fmt.Sprintf("%s (%s excluded)", number(f.Matches), number(f.Excluded))
}

// topIndicator is the indicator with most matches, and how many others there are.
func topIndicator(f *hunt.Finding) string {
	if len(f.Indicators) == 0 {
		return ""
	}
	top := observable(f.Indicators[0].Indicator.Observable)
	if n := len(f.Indicators) - 1; n > 0 {
		return fmt.Sprintf("%s and %s more", top, number(n))
	}
	return top
}

// facts are tiers, direction, verdict, validity where it is not simply current, the
// exclusions that acted, tables, and where to look.
func facts(f *hunt.Finding) []string {
	direction := strings.Replace(present(f.Directions, directions), "unknown", "direction unknown", 1)
	all := []string{present(f.Tiers, tiers), direction, "verdict " + present(f.Verdicts, verdicts)}
	if len(f.Validity) > 1 || f.Validity[hunt.Current] == 0 {
		all = append(all, present(f.Validity, validities))
	}
	if len(f.ExcludedBy) > 0 {
		all = append(all, "excluded by "+strings.Join(sortedKeys(f.ExcludedBy), ", "))
	}
	all = append(all, strings.Join(sortedKeys(f.Tables), ", "), place(f.SampleFile, f.SampleLine))
	if f.History != nil {
		all = append(all, history(f.History))
	}
	return all
}
