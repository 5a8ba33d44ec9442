package hunt

import (
	"slices"

	"foxhound/indicator"
)

// severities from the lowest to the highest.
var severities = []Severity{Informational, Low, Medium, High}

// severityOf applies the table of docs/matching.md: what the indicator is worth at this tier,
// less what the event takes from it.
func severityOf(m *Match) Severity {
	if m.Direction == Inbound {
		return Informational
	}
	ind := m.Indicator
	level := ind.HostSeverity()
	if m.Tier == TierExact || m.Tier == TierEndpoint || m.Tier == TierHost && ind.Kind == indicator.Domain {
		level = ind.Severity(m.acted)
	}
	if m.Verdict == Blocked || m.Verdict == Failed {
		level--
	}
	if m.Validity != Current {
		level--
	}
	if m.plain {
		level--
	}
	return severities[max(level, 0)]
}

// rank orders severities, the lowest first.
func (s Severity) rank() int { return slices.Index(severities, s) }
