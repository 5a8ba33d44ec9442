package rule

import (
	"strconv"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
)

// ListColumns are those of a list of indicators that hunts read from elsewhere: see [Rule.List].
// Value is its search key; Unicode is another spelling of an internationalised name, by which a
// log may have it.
var ListColumns = []string{"Value", "Kind", "Family", "ThreatType", "Confidence", "FirstSeen", "Precise", "Reference", "Unicode"}

// List is the rule's indicators as rows of [ListColumns], in their order. Like a rule it says
// nothing of when an indicator was last seen, which changes daily.
func (r *Rule) List() [][]string {
	precise := map[indicator.Observable]bool{}
	for i := range r.SetAside {
		if r.SetAside[i].Decision.Level == guard.Precise {
			precise[r.SetAside[i].Indicator.Observable] = true
		}
	}
	rows := make([][]string, len(r.Indicators))
	for n := range r.Indicators {
		rows[n] = listRow(&r.Indicators[n], precise[r.Indicators[n].Observable])
	}
	return rows
}

func listRow(i *indicator.Indicator, precise bool) []string {
	confidence, seen := "", ""
	if i.Confidence != indicator.UnknownConfidence {
		confidence = strconv.Itoa(i.Confidence)
	}
	if !i.FirstSeen.IsZero() {
		seen = i.FirstSeen.UTC().Format(time.RFC3339)
	}
	_, unicode := unicodeName(i)
	return []string{i.Value, i.Kind.String(), i.Family.Label(), i.ThreatType, confidence, seen, strconv.FormatBool(precise), Reference(i), unicode}
}
