package hunt

import (
	"encoding/json"
	"slices"
	"time"

	"foxhound/indicator"
)

// A Tier says how precisely an event matched.
type Tier string

const (
	TierExact    Tier = "exact"
	TierEndpoint Tier = "endpoint"
	TierHost     Tier = "host"
	TierRelated  Tier = "related"
)

// A Direction is who started the session, seen from the site.
type Direction string

const (
	Outbound         Direction = "outbound"
	Inbound          Direction = "inbound"
	UnknownDirection Direction = "unknown"
)

// A Verdict is what came of the event.
type Verdict string

const (
	Allowed        Verdict = "allowed"
	Blocked        Verdict = "blocked"
	Failed         Verdict = "failed" // tried, no connection
	UnknownVerdict Verdict = "unknown"
)

// A Validity compares the event's time with the indicator's.
type Validity string

const (
	Current Validity = "current"
	Retro   Validity = "retro"   // before first_seen, less the margin
	Expired Validity = "expired" // after the indicator's expiry
)

// A Severity is one of Sentinel's four.
type Severity string

const (
	High          Severity = "High"
	Medium        Severity = "Medium"
	Low           Severity = "Low"
	Informational Severity = "Informational"
)

// A Match is one event that one family's indicators hit by one key: an address, a host or a
// hash. Values are as the log and the feed have them; whoever shows them to people defangs.
type Match struct {
	Time       time.Time // zero where the event has none
	Table      string
	File       string
	Line       int64
	Indicator  *indicator.Indicator   // of the best tier
	Also       []*indicator.Indicator // the others of the same family and key
	Tier       Tier
	Field      string // the column that held it
	Observed   string // what the column held: the host, address, URL or hash
	Direction  Direction
	Verdict    Verdict
	Validity   Validity
	Severity   Severity
	ExcludedBy string          // the exclusion's name, or empty
	Host, User string          // the entity
	Message    string          // the NetworkMessageId, where only EmailEvents knows the recipient
	Event      json.RawMessage // the whole row, columns as the table names them

	acted    bool   // the user clicked through, or the program ran
	plain    bool   // of a table that the model does not know: read as plain text
	withheld bool   // of the related tier, which was not asked for: it has its place and tier, and is only counted
	partKey  string // of a part of a record: family and key, to count them once in the record
}

// A Finding is the matches of one family (or one indicator without a family), one entity
// and one day. Excluded matches are counted apart; inbound ones are in none.
type Finding struct {
	Family     string // id; empty for indicators without a known family
	FamilyName string
	Entity     string
	EntityKind string // host, user, message or none
	Day        string // 2026-05-23, or "undated"
	First      time.Time
	Last       time.Time
	Matches    int
	Excluded   int      // of Matches
	Alerting   int      // of Matches: those the alerting form of the rules would report
	Severity   Severity // the highest of the matches that are not excluded, or of all where all are
	Tiers      map[Tier]int
	Tables     map[string]int
	Indicators []IndicatorCount // most matches first
	Directions map[Direction]int
	Verdicts   map[Verdict]int
	Validity   map[Validity]int
	ExcludedBy map[string]int
	SampleFile string // of the first match that is not excluded
	SampleLine int64
	History    *History // nil where nobody keeps findings
	Kept       []Kept   // events of the matches, with [Options.Keep]
}

// An IndicatorCount is an indicator and how often it was the best of a match.
type IndicatorCount struct {
	Indicator *indicator.Indicator
	Matches   int
}

// A Summary accounts for every file, row and indicator.
type Summary struct {
	Files        int
	Bytes        int64 // after decompression
	Rows         int64
	PassedOver   int64 // of Rows: those that their bytes ruled out, counted by their shape and not decoded
	Malformed    int64
	MalformedAt  []Place // the first few
	Unrecognised []Place // files of which nothing was understood, or not every row, with the reason
	Unread       []Place // inputs that could not be read to their end, with the error
	Undated      int64   // rows without a time
	UndatedAt    []Place // the first of each file, with what stands there instead
	Guessed      int64   // rows whose time has no year, which is that of the file's own time
	GuessedAt    []Place // the files they are in
	PaddedAt     []Place // files of which NUL bytes were left out as padding
	GrownAt      []Place // files that gained bytes while they were read, which were not read
	NoZone       int64   // rows of a syslog whose time says no zone, and is read as UTC
	NoZoneAt     []Place // the files they are in
	Earlier      int64   // matches before the time the hunt was asked to begin at
	Withheld     int64   // matches of the related tier, which was not asked for
	Matches      int64
	Found        int64 // of Matches: those in findings, each once however many recipients a mail had
	Alerting     int64 // of Matches: those the alerting form of the rules would report
	Excluded     int64
	Inbound      int64
	Retro        int64
	Expired      int64
	Findings     int
	Tables       map[string]TableCount // every table read; rows of none count as of Text
	NoTable      int64                 // of the rows of Text: records of no known table
	Indicators   map[indicator.Kind]IndicatorCounts
	Merged       int         // indicators of the feeds beyond the first of each value, joined with it or listed beside it
	Guarded      []Guarded   // indicators the guards kept from some or all tiers, or have a word on, by list
	Feeds        []FeedCount // what was read from each indicator file
	Exclusions   []ExclusionCount
	Blind        []string     // a sentence for each kind of indicator that no input could have shown
	Overflow     int64        // matches beyond the limit of findings, counted in none
	Unfiled      int64        // deliveries of mail beyond the limit: their recipients are not known
	Texts        int          // hunts of rules whose text was run; 0 where the index judged alone
	ByText       int64        // of Matches: those that a rule's text judged
	TextFailed   string       // why the text of rules was not run, where it should have been
	FailedTexts  []FailedText // texts that could not be run to their end; the index judged in their place
	Apart        int64        // of Matches: those of which a rule's text and the index do not say the same
	Interrupted  bool         // stopped before the end: the counts are of what was covered
}

// A Place is a file, perhaps a line of it, and what happened there.
type Place struct {
	File   string
	Line   int64 // 0 for the whole file
	Reason string
}

// A TableCount counts a table's rows and matches.
type TableCount struct {
	Rows    int64
	Matches int64
	Hunted  bool // the model knows columns of it; otherwise its rows were read as plain text
}

// IndicatorCounts accounts for the indicators of one kind. Loaded counts distinct ones.
type IndicatorCounts struct{ Loaded, Guarded, NoFamily, Malformed int }

// A Guarded counts the indicators one guard list acted on.
type Guarded struct {
	List    string
	Dropped int // never match
	Precise int // match at exact and endpoint only
	Label   int // match at every tier: there is something to know of them
}

// A FeedCount counts the records of one indicator file.
type FeedCount struct {
	Name, Format                string
	Rows, Indicators, Malformed int
	Examples                    []Place
	Notes                       []string
}

// An ExclusionCount says what an exclusion did.
type ExclusionCount struct {
	Name    string
	Active  bool
	Needs   string // the flag that would activate it
	Matches int64
}

// alerting reports whether the alerting form of the rules would report the match.
func (m *Match) alerting() bool {
	return m.Direction != Inbound && m.Validity == Current && m.ExcludedBy == ""
}

// rank orders tiers, the most precise first.
func (t Tier) rank() int {
	return slices.Index([]Tier{TierExact, TierEndpoint, TierHost, TierRelated}, t)
}

// rank orders validities: what is current must not hide behind what is not.
func (v Validity) rank() int { return slices.Index([]Validity{Current, Retro, Expired}, v) }
