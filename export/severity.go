package export

import "foxhound/indicator"

// severities are Sentinel's, from the lowest to the highest.
var severities = []string{"Informational", "Low", "Medium", "High"}

// severity returns the highest severity that an allowed, current, precise match of one of
// the indicators has in the matching model. What a single event adds or takes away cannot
// be known when a rule is written.
func severity(indicators []indicator.Indicator) string {
	highest := 0
	for i := range indicators {
		highest = max(highest, level(&indicators[i]))
	}
	return severities[highest]
}

// level is an index into severities.
func level(i *indicator.Indicator) int {
	level := 2
	if i.ThreatType == "botnet_cc" || i.Kind.Hash() {
		level = 3
	}
	switch {
	case i.Confidence >= 0 && i.Confidence < 50:
		return 0
	case i.Confidence < 75: // unknown as well
		return level - 1
	}
	return level
}
