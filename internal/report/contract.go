package report

import (
	"bytes"
	"encoding/json"
	"time"
	"unicode/utf8"

	"foxhound/hunt"
	"foxhound/indicator"
)

// The objects of the json and ndjson forms. Their keys and the order of their keys are a
// contract: keys are only ever added, at an object's end.
type (
	matchObject struct {
		Type       string            `json:"type"`
		Time       *ticksTime        `json:"time"`
		Table      string            `json:"table"`
		File       string            `json:"file"`
		Line       int64             `json:"line"`
		Indicator  indicatorObject   `json:"indicator"`
		Also       []indicatorObject `json:"also"`
		Tier       hunt.Tier         `json:"tier"`
		Field      string            `json:"field"`
		Observed   string            `json:"observed"`
		Direction  hunt.Direction    `json:"direction"`
		Verdict    hunt.Verdict      `json:"verdict"`
		Validity   hunt.Validity     `json:"validity"`
		Severity   hunt.Severity     `json:"severity"`
		ExcludedBy *string           `json:"excluded_by"`
		Host       string            `json:"host"`
		User       string            `json:"user"`
		Event      json.RawMessage   `json:"event"`
	}

	indicatorObject struct {
		Kind       string     `json:"kind"`
		Value      string     `json:"value"`
		Family     string     `json:"family"`
		FamilyName string     `json:"family_name"`
		ThreatType string     `json:"threat_type"`
		Confidence *int       `json:"confidence"` // null where the source states none
		FirstSeen  *time.Time `json:"first_seen"`
		LastSeen   *time.Time `json:"last_seen"`
		Reference  string     `json:"reference"`
		Source     string     `json:"source"`
	}

	findingObject struct {
		Type       string                  `json:"type"`
		Family     string                  `json:"family"`
		FamilyName string                  `json:"family_name"`
		Entity     string                  `json:"entity"`
		EntityKind string                  `json:"entity_kind"`
		Day        string                  `json:"day"`
		First      *ticksTime              `json:"first"`
		Last       *ticksTime              `json:"last"`
		Matches    int                     `json:"matches"`
		Excluded   int                     `json:"excluded"`
		Severity   hunt.Severity           `json:"severity"`
		Tiers      counter[hunt.Tier]      `json:"tiers"`
		Tables     counter[string]         `json:"tables"`
		Indicators []countObject           `json:"indicators"`
		Directions counter[hunt.Direction] `json:"directions"`
		Verdicts   counter[hunt.Verdict]   `json:"verdicts"`
		Validity   counter[hunt.Validity]  `json:"validity"`
		Sample     placeObject             `json:"sample"`
		State      string                  `json:"state,omitempty"`       // new, known or cleared, where findings are kept
		Number     int64                   `json:"number,omitempty"`      // by which foxhound finding knows it
		Found      *time.Time              `json:"first_found,omitempty"` // by a hunt
	}

	countObject struct {
		Kind    string `json:"kind"`
		Value   string `json:"value"`
		Matches int    `json:"matches"`
	}

	placeObject struct {
		File   string `json:"file"`
		Line   int64  `json:"line"`
		Reason string `json:"reason,omitempty"`
	}
)

func newMatch(m *hunt.Match) matchObject {
	also := make([]indicatorObject, len(m.Also))
	for i, ind := range m.Also {
		also[i] = newIndicator(ind)
	}
	var excludedBy *string
	if m.ExcludedBy != "" {
		excludedBy = &m.ExcludedBy
	}
	return matchObject{"match", optionalTicks(m.Time), m.Table, m.File, m.Line, newIndicator(m.Indicator), also,
		m.Tier, m.Field, m.Observed, m.Direction, m.Verdict, m.Validity, m.Severity, excludedBy, m.Host, m.User, event(m.Event)}
}

// event is the row as JSON. A log's bytes that are not UTF-8 cannot stand in JSON.
func event(row json.RawMessage) json.RawMessage {
	if len(row) == 0 {
		return json.RawMessage("{}")
	}
	if !utf8.Valid(row) {
		return bytes.ToValidUTF8(row, []byte("\ufffd"))
	}
	return row
}

func newIndicator(ind *indicator.Indicator) indicatorObject {
	var confidence *int
	if ind.Confidence != indicator.UnknownConfidence {
		confidence = &ind.Confidence
	}
	return indicatorObject{ind.Kind.String(), ind.Value, ind.Family.ID, ind.Family.Name, ind.ThreatType, confidence,
		optional(ind.FirstSeen), optional(ind.LastSeen), ind.Reference, ind.Source}
}

func newFinding(f *hunt.Finding) findingObject {
	indicators := make([]countObject, len(f.Indicators))
	for i, c := range f.Indicators {
		indicators[i] = countObject{c.Indicator.Kind.String(), c.Indicator.Value, c.Matches}
	}
	object := findingObject{"finding", f.Family, f.FamilyName, f.Entity, f.EntityKind, f.Day, optionalTicks(f.First), optionalTicks(f.Last),
		f.Matches, f.Excluded, f.Severity, f.Tiers, f.Tables, indicators, f.Directions, f.Verdicts, f.Validity,
		placeObject{File: f.SampleFile, Line: f.SampleLine}, "", 0, nil}
	if h := f.History; h != nil {
		object.State, object.Number, object.Found = h.State(), h.Number, optional(h.Found)
	}
	return object
}

// A counter is a map of counts that is {} rather than null where it is empty.
type counter[K ~string] map[K]int

func (c counter[K]) MarshalJSON() ([]byte, error) {
	if c == nil {
		return []byte("{}"), nil
	}
	return json.Marshal(map[K]int(c))
}

// ticks is how an event's time is spelled: to Kusto's 100 nanoseconds, always seven
// digits, so that times sort as text.
const ticks = "2006-01-02T15:04:05.0000000Z"

type ticksTime time.Time

func (t ticksTime) MarshalText() ([]byte, error) {
	return []byte(time.Time(t).UTC().Format(ticks)), nil
}

func optionalTicks(t time.Time) *ticksTime {
	if t.IsZero() {
		return nil
	}
	return (*ticksTime)(&t)
}

func optional(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	u := t.UTC()
	return &u
}
