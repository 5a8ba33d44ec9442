package rule

import (
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/schema"
)

// In writes the same rule in a dialect, by [Fit]: of the same indicators, those set aside included,
// with the same options. A rule that is of the dialect already is returned as it is.
func (r *Rule) In(d schema.Dialect) (*Rule, error) {
	switch {
	case r.Options.Dialect == d:
		return r, nil
	case r.Twin != nil && r.Twin.Options.Dialect == d:
		return r.Twin, nil
	}
	all := append([]indicator.Indicator(nil), r.Indicators...)
	for _, s := range r.SetAside {
		if s.Decision.Level == guard.Drop {
			all = append(all, s.Indicator)
		}
	}
	opts := r.Options
	opts.Dialect = d
	return Fit(r.Family, all, opts)
}
