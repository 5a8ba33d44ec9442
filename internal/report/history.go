package report

import (
	"fmt"
	"time"

	"foxhound/hunt"
)

// history says whether a finding is new, and by which number people call it.
func history(h *hunt.History) string {
	switch h.State() {
	case "known":
		return fmt.Sprintf("finding %d, known since %s", h.Number, h.Found.Format(time.DateOnly))
	case "cleared":
		return fmt.Sprintf("finding %d, cleared %s: %s", h.Number, h.Cleared.Format(time.DateOnly), sentence(h.Reason))
	}
	return fmt.Sprintf("finding %d, new", h.Number)
}

// kept counts what is new, known and cleared, where findings are kept.
func kept(r *hunt.Result) []string {
	if len(r.Findings)+len(r.Cleared) == 0 {
		return nil
	}
	counts := map[string]int{}
	for _, f := range r.Findings {
		if f.History == nil {
			return nil
		}
		counts[f.History.State()]++
	}
	items := []string{number(counts["new"]) + " new", number(counts["known"]) + " known"}
	if n := len(r.Cleared); n > 0 {
		items = append(items, fmt.Sprintf("%s cleared before, not listed here: foxhound finding list --state cleared", number(n)))
	}
	return items
}
