package export

import (
	"fmt"

	"foxhound/internal/limits"
	"foxhound/rule"
)

// Notes say what of a rule in a format did not fit as it is, and why: what a page says of itself,
// other formats have no place for.
func Notes(r *rule.Rule, f Format) []string {
	var notes []string
	if f != FormatPage && f != FormatHTML && f != FormatWatchlist {
		notes = append(notes, reshaped(r)...)
	}
	switch n := len(r.Hunts); {
	case (f == FormatNRT || f == FormatARMNRT) && n > limits.NRTRules.Most:
		notes = append(notes, fmt.Sprintf("%d NRT rules, and a workspace may have %d enabled", n, limits.NRTRules.Most))
	case (f == FormatSentinel || f == FormatARM) && n > limits.Rules.Most:
		notes = append(notes, fmt.Sprintf("%d scheduled rules, and a workspace may have %d enabled", n, limits.Rules.Most))
	}
	if f == FormatWatchlist {
		notes = append(notes, unlisted(r)...)
	}
	return notes
}

// reshaped counts the hunts that carry their indicators in compact form, and those that are split.
func reshaped(r *rule.Rule) []string {
	compact, split, parts := 0, 0, 0
	for i := range r.Hunts {
		h := &r.Hunts[i]
		switch {
		case h.Parts > 1:
			parts++
			if h.Part == 1 {
				split++
			}
		case h.Form == rule.Compact:
			compact++
		}
	}
	because := fmt.Sprintf(", because a query may have %d characters", limits.Query.Most)
	var notes []string
	if compact > 0 {
		notes = append(notes, plural(compact, "hunt is", "hunts are")+" in compact form"+because)
	}
	if split > 0 {
		notes = append(notes, plural(split, "hunt is", "hunts are")+fmt.Sprintf(" split into %d", parts)+because)
	}
	return notes
}

// unlisted says what a watchlist of the rule's indicators does not fit into.
func unlisted(r *rule.Rule) []string {
	data, err := watchlistCSV(r)
	if err != nil {
		return nil // writing it says so
	}
	var notes []string
	if len(data) > limits.WatchlistBytes.Most {
		notes = append(notes, fmt.Sprintf("the watchlist has %d bytes, and one upload takes %d: it has no template, and goes through a storage account",
			len(data), limits.WatchlistBytes.Most))
	}
	if n := len(r.Indicators); n > limits.WatchlistItems.Most {
		notes = append(notes, fmt.Sprintf("the watchlist has %d items, and %d may change in a month: ThreatIntelIndicators takes any number",
			n, limits.WatchlistItems.Most))
	}
	return notes
}
