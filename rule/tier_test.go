package rule_test

import (
	"strings"
	"testing"

	"foxhound/internal/schema"
	"foxhound/rule"
)

// What is not current never stands before what is: Validity is known when the best row of an
// event is chosen, and only the tier counts for more.
func TestCurrentBeforeRetro(t *testing.T) {
	for _, h := range newRule(t, remus, remusIndicators(t), schema.Sentinel, rule.Exact).Hunts {
		judged, chosen, ok := strings.Cut(h.Text, "\n| order by Event asc, Observed asc, Rank desc, Validity asc, Place asc,")
		if !ok || !strings.Contains(judged, `Validity = iff(TimeGenerated < FirstSeen - 30d, "retro", "current")`) || strings.Contains(chosen, "Validity = ") {
			t.Errorf("%s:\n%s", h.Name, h.Text)
		}
	}
}
