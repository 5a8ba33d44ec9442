package lint

import (
	"regexp"

	"foxhound/internal/limits"
)

// checkedLimits lists the limits that checks know, for the documentation.
func checkedLimits() []limits.Limit {
	return []limits.Limit{limits.Query, limits.RuleName, limits.Description, limits.Entities, limits.Identifiers,
		limits.Details, limits.DetailName, limits.Placeholders, limits.Threshold, limits.In, limits.HasAny, limits.HasAll}
}

// listLimits are how many values the list operators take.
var listLimits = map[string]limits.Limit{"in": limits.In, "in~": limits.InFold, "has_any": limits.HasAny, "has_all": limits.HasAll}

// What names of columns and details look like in a rule.
var (
	columnName = regexp.MustCompile(`^[a-zA-Z_]\w*$`)
	detailName = regexp.MustCompile(`^[a-zA-Z]\w*$`)
)
