// Package limits is the one table of what Microsoft's platforms take: how long a query may be,
// how many rules a workspace may have enabled, and so on, each with where that is said. Rules
// are written to fit, exports split or move what does not, and lint complains of what passes.
package limits

import "time"

// A Limit is how much of something a platform takes.
type Limit struct {
	Most   int
	What   string // what is counted, in the plural: characters of a query
	Source string // who says so
}

// QueryLength is [Query] as a constant.
const QueryLength = 10_000

const (
	contentChecks = "Azure-Sentinel content checks"
	serviceLimits = "Microsoft Sentinel service limits"
	watchlists    = "Microsoft Sentinel watchlists"
	templates     = "Azure Resource Manager template limits"
	detections    = "Microsoft Defender XDR custom detections"
	external      = "Kusto: externaldata operator"
	ours          = "foxhound, so that eight of the largest families leave a workspace its room"
)

// An analytics rule, and a hunting query where it has the same field.
var (
	Query        = Limit{QueryLength, "characters of a query", contentChecks + "; " + serviceLimits}
	RuleName     = Limit{256, "characters of a name", contentChecks}
	Description  = Limit{5_000, "characters of a description", contentChecks}
	Entities     = Limit{10, "entity mappings", serviceLimits}
	Identifiers  = Limit{3, "identifiers of an entity", contentChecks}
	Details      = Limit{20, "custom details", serviceLimits}
	DetailName   = Limit{20, "characters of a custom detail's name", contentChecks}
	Placeholders = Limit{3, "placeholders in a text of alerts", contentChecks}
	Threshold    = Limit{10_000, "rows of a trigger's threshold", contentChecks}
)

// A workspace.
var (
	FamilyHunts    = Limit{64, "hunts of a family", ours}
	Rules          = Limit{512, "scheduled rules enabled in a workspace", serviceLimits}
	NRTRules       = Limit{50, "NRT rules enabled in a workspace", serviceLimits}
	WatchlistBytes = Limit{3_800_000, "bytes of a watchlist that is uploaded in one piece", watchlists}
	WatchlistLine  = Limit{10_240, "characters of a watchlist's line", watchlists}
	WatchlistItems = Limit{100_000, "watchlist items changed in a month", watchlists}
)

// Templates and custom detections.
var (
	TemplateBytes         = Limit{4_000_000, "bytes of a template", templates}
	TemplateResources     = Limit{800, "resources of a template", templates}
	DetectionPlaceholders = Limit{3, "columns in title and description of a custom detection", detections}
)

// Lists of values in a query, by the operator that takes them.
var (
	In     = Limit{1_000_000, "values of `in`", "Kusto: in operator"}
	InFold = Limit{1_000_000, "values of `in~`", "Kusto: in~ operator"}
	HasAny = Limit{10_000, "values of `has_any`", "Kusto: has_any operator"}
	HasAll = Limit{256, "values of `has_all`", "Kusto: has_all operator"}
)

// ExternalBytes is what a query reads from an address.
var ExternalBytes = Limit{100_000_000, "bytes of a file that a query reads by externaldata", external}

// All lists every limit, in the order that documentation shows them.
func All() []Limit {
	return []Limit{Query, RuleName, Description, Entities, Identifiers, Details, DetailName, Placeholders, Threshold,
		FamilyHunts, Rules, NRTRules, WatchlistBytes, WatchlistLine, WatchlistItems, TemplateBytes, TemplateResources, DetectionPlaceholders,
		In, InFold, HasAny, HasAll, ExternalBytes}
}

// What a scheduled rule's frequency and period may be, as Azure Sentinel's content checks have it.
const (
	ShortestSpan  = 5 * time.Minute     // the least of frequency and period
	LongestSpan   = 14 * 24 * time.Hour // the most of both
	LongPeriod    = 2 * 24 * time.Hour  // from this period on
	LongFrequency = time.Hour           // this is the least frequency
)
