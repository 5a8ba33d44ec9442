package export

import "foxhound/indicator"

// severity returns the highest severity that an allowed, current, precise match of one of
// the indicators has. What a single event adds or takes away cannot be known when a rule is
// written.
func severity(indicators []indicator.Indicator) string {
	highest := indicator.Informational
	for i := range indicators {
		highest = max(highest, indicators[i].Severity(false))
	}
	return highest.String()
}
