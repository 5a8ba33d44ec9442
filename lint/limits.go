package lint

import (
	"regexp"

	"foxhound/internal/limits"
)

// listLimits are how many values the list operators take.
var listLimits = map[string]limits.Limit{"in": limits.In, "in~": limits.InFold, "has_any": limits.HasAny, "has_all": limits.HasAll}

// What names of columns and details look like in a rule.
var (
	columnName = regexp.MustCompile(`^[a-zA-Z_]\w*$`)
	detailName = regexp.MustCompile(`^[a-zA-Z]\w*$`)
)
