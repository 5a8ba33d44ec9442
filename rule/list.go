package rule

import (
	"slices"
	"strconv"
	"time"

	"foxhound/indicator"
)

// ListColumns are those of a list of indicators that hunts read from elsewhere: see [Rule.List].
// Value is its search key; Unicode is another spelling of an internationalised name, by which a
// log may have it.
var ListColumns = []string{"Value", "Kind", "Family", "ThreatType", "Confidence", "FirstSeen", "Precise", "Reference", "Unicode"}

// Listed are the indicators that guards and expiry let pass, sorted: those that are hunted, and
// those that the hunts have no room for.
func (r *Rule) Listed() []indicator.Indicator {
	list := slices.Clone(r.Indicators)
	for i := range r.SetAside {
		if s := &r.SetAside[i]; s.Decision.List == noRoom {
			list = append(list, s.Indicator)
		}
	}
	slices.SortStableFunc(list, inOrder)
	return list
}

// List is what is listed as rows of [ListColumns], in the same order. Like a rule it says nothing
// of when an indicator was last seen, which changes daily.
func (r *Rule) List() [][]string {
	listed := r.Listed()
	precise := r.Precise()
	rows := make([][]string, len(listed))
	for n := range listed {
		rows[n] = listRow(&listed[n], precise[listed[n].Observable])
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
