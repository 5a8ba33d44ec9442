package export

import (
	"foxhound/indicator"
	"foxhound/rule"
)

// highest is a hunt's severity in lists of rules: of one that reads indicators from elsewhere,
// what any of them may have.
func highest(h *rule.Hunt) string {
	if h.Form.Elsewhere() {
		return indicator.High.String()
	}
	return severity(h.Indicators)
}

// severity returns the highest severity that an allowed, current, precise match of one of
// the indicators has: what lists of rules show. An exact hunt's alerts have that of their row.
func severity(indicators []indicator.Indicator) string {
	highest := indicator.Informational
	for i := range indicators {
		highest = max(highest, indicators[i].Severity(false))
	}
	return highest.String()
}
