package hunt

import (
	"slices"

	"foxhound/indicator"
)

// severities from the lowest to the highest.
var severities = []Severity{Informational, Low, Medium, High}

// severityOf applies the table of docs/matching.md.
func severityOf(m *Match) Severity {
	ind := m.Indicator
	if m.Direction == Inbound || ind.Confidence >= 0 && ind.Confidence < 50 {
		return Informational
	}
	level := baseSeverity(ind, m.Tier, m.acted)
	if ind.Confidence < 75 { // 50 to 74, or unknown
		level--
	}
	for _, lower := range []bool{m.Verdict == Blocked, m.Verdict == Failed, m.Validity != Current, m.text} {
		if lower {
			level--
		}
	}
	return severities[max(level, 0)]
}

// baseSeverity is an index into severities.
func baseSeverity(ind *indicator.Indicator, tier Tier, acted bool) int {
	precise := tier == TierExact || tier == TierEndpoint || tier == TierHost && ind.Kind == indicator.Domain
	switch {
	case !precise:
		return 1
	case ind.ThreatType == "botnet_cc" || ind.Kind.Hash() || acted:
		return 3
	default:
		return 2
	}
}

// rank orders severities, the lowest first.
func (s Severity) rank() int { return slices.Index(severities, s) }
