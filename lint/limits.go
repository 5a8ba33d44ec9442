package lint

import (
	"foxhound/internal/lazyregexp"
	"foxhound/internal/limits"
)

// listLimits are how many values the list operators take.
var listLimits = map[string]limits.Limit{"in": limits.In, "in~": limits.InFold, "has_any": limits.HasAny, "has_all": limits.HasAll}

// What names of columns and details look like in a rule.
var (
	columnName = lazyregexp.New(`^[a-zA-Z_]\w*$`)
	detailName = lazyregexp.New(`^[a-zA-Z]\w*$`)
)
