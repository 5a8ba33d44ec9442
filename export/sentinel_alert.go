package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"foxhound/rule"
)

// details are the columns that an alert shows beside its entities, under the names it shows
// them by (20 characters at most).
var details = []yaml.MapItem{
	{Key: "Indicator", Value: "IndicatorValue"},
	{Key: "Family", Value: "Family"},
	{Key: "ThreatType", Value: "ThreatType"},
	{Key: "Confidence", Value: "Confidence"},
	{Key: "Tier", Value: "Tier"},
	{Key: "Direction", Value: "Direction"},
	{Key: "Verdict", Value: "Verdict"},
	{Key: "Validity", Value: "Validity"},
	{Key: "Field", Value: "Field"},
	{Key: "Reference", Value: "Reference"},
}

// alert sets what the rule's alerts and incidents look like: an alert for each row, so that
// name and details are the row's own, and one incident a day for each client.
func (d *detection) alert(r *rule.Rule, h *rule.Hunt, columns []string) {
	for _, item := range details {
		if slices.Contains(columns, item.Value.(string)) {
			d.CustomDetails = append(d.CustomDetails, item)
		}
	}
	d.EventGroupingSettings = &eventGrouping{AggregationKind: "AlertPerResult"}
	d.AlertDetailsOverride = override(r, h, columns)
	d.IncidentConfiguration = &incidentConfig{CreateIncident: true, Grouping: grouping(d.EntityMappings)}
}

func grouping(entities []entityMapping) alertGrouping {
	g := alertGrouping{Enabled: true, LookbackDuration: "1d", MatchingMethod: "AnyAlert"}
	if len(entities) > 0 {
		g.MatchingMethod, g.GroupByEntities = "Selected", []string{entities[0].EntityType}
	}
	return g
}

// override names an alert after what it is about, and takes its severity from the row. Each
// text may hold three columns.
func override(r *rule.Rule, h *rule.Hunt, columns []string) *alertDetails {
	if !slices.Contains(columns, "IndicatorValue") || !slices.Contains(columns, "Tier") {
		return nil
	}
	family := literal(shortFamily(r.Family))
	a := &alertDetails{
		DisplayName: fmt.Sprintf("%s: {{IndicatorValue}} in %s (tier {{Tier}})", family, h.Table),
		Description: fmt.Sprintf("%s holds the %s indicator {{IndicatorValue}} at tier {{Tier}}.", h.Table, family),
	}
	if slices.Contains(columns, "Verdict") {
		a.Description += " Verdict: {{Verdict}}."
	}
	if slices.Contains(columns, "Severity") {
		a.Severity = "Severity"
	}
	return a
}

// literal keeps two braces from starting a placeholder.
func literal(s string) string {
	return strings.NewReplacer("{", "(", "}", ")").Replace(s)
}
