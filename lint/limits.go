package lint

import "regexp"

// A limit is how much of something a platform takes.
type limit struct {
	most   int
	what   string
	source string
}

// The limits of an analytics rule, as the checks of Azure Sentinel's content repository and
// the service's documentation have them.
var (
	maxQuery        = limit{10_000, "characters of a query", "Azure-Sentinel content checks; Microsoft Sentinel service limits"}
	maxRuleName     = limit{256, "characters of a name", "Azure-Sentinel content checks"}
	maxDescription  = limit{5_000, "characters of a description", "Azure-Sentinel content checks"}
	maxEntities     = limit{10, "entity mappings", "Microsoft Sentinel service limits"}
	maxIdentifiers  = limit{3, "identifiers of an entity", "Azure-Sentinel content checks"}
	maxDetails      = limit{20, "custom details", "Microsoft Sentinel service limits"}
	maxDetailName   = limit{20, "characters of a custom detail's name", "Azure-Sentinel content checks"}
	maxPlaceholders = limit{3, "placeholders in a text of alerts", "Azure-Sentinel content checks"}
	maxThreshold    = limit{10_000, "rows of a trigger's threshold", "Azure-Sentinel content checks"}
)

// limits lists every limit, for the documentation.
func limits() []limit {
	return []limit{maxQuery, maxRuleName, maxDescription, maxEntities, maxIdentifiers, maxDetails, maxDetailName, maxPlaceholders, maxThreshold,
		listLimits["in"], listLimits["has_any"], listLimits["has_all"]}
}

// listLimits are how many values the list operators take.
var listLimits = map[string]limit{
	"in":      {1_000_000, "values of `in`", "Kusto: in operator"},
	"in~":     {1_000_000, "values of `in~`", "Kusto: in~ operator"},
	"has_any": {10_000, "values of `has_any`", "Kusto: has_any operator"},
	"has_all": {256, "values of `has_all`", "Kusto: has_all operator"},
}

// What names of columns and details look like in a rule.
var (
	columnName = regexp.MustCompile(`^[a-zA-Z_]\w*$`)
	detailName = regexp.MustCompile(`^[a-zA-Z]\w*$`)
)
