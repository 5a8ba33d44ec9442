package report

import (
	"foxhound/hunt"
	"foxhound/indicator"
)

// The summary object of the json and ndjson forms; the contract of matchObject holds.
type (
	summaryObject struct {
		Type         string                      `json:"type"`
		Files        int                         `json:"files"`
		Bytes        int64                       `json:"bytes"`
		Rows         int64                       `json:"rows"`
		Malformed    int64                       `json:"malformed"`
		Unrecognised []string                    `json:"unrecognised"` // the files' names; why stands in "places"
		Matches      int64                       `json:"matches"`
		Excluded     int64                       `json:"excluded"`
		Inbound      int64                       `json:"inbound"`
		Findings     int                         `json:"findings"`
		Tables       map[string]tableObject      `json:"tables"`
		Indicators   map[string]indicatorCounter `json:"indicators"`

		NoTable     int64             `json:"no_table"` // of the rows of Text: records of no known table
		AsText      []string          `json:"as_text"`  // tables of which the model knows no columns: their text was hunted
		NoKind      int               `json:"no_kind"`  // malformed indicators whose kind nobody can tell
		Merged      int               `json:"merged"`
		Found       int64             `json:"found"`
		Alerting    int64             `json:"alerting"`
		Unfiled     int64             `json:"unfiled"`
		Undated     int64             `json:"undated"`
		NoYear      int64             `json:"no_year"` // rows whose time has no year: it is that of the file's own time
		Retro       int64             `json:"retro"`
		Expired     int64             `json:"expired"`
		Overflow    int64             `json:"overflow"`
		Earlier     int64             `json:"earlier"`
		Interrupted bool              `json:"interrupted"`
		Unread      []string          `json:"unread"`
		Places      []reasonObject    `json:"places"` // why files and rows were not read
		Guarded     []guardedObject   `json:"guarded"`
		Feeds       []feedObject      `json:"feeds"`
		Exclusions  []exclusionObject `json:"exclusions"`
		Blind       []string          `json:"blind"`
		NoZone      int64             `json:"no_zone"` // rows of a syslog whose time says no zone: it is read as UTC

		PassedOver int64 `json:"passed_over"` // of rows: those that their bytes ruled out, counted by their shape and not decoded

		Engine string `json:"engine"`  // kql where texts of rules judged, index where the index alone did
		Texts  int    `json:"texts"`   // hunts of rules whose text was run
		ByText int64  `json:"by_text"` // matches that these judged; the index judged the others
		Apart  int64  `json:"apart"`   // matches of which text and index do not say the same

		TextFailed string `json:"text_failed"` // why texts were not run, where the index judged in their place

		Withheld int64 `json:"withheld"` // matches of the related tier, which was not asked for: in no other count

		FailedTexts []failedTextObject `json:"failed_texts"` // that could not be run to their end: the index judged in their place
	}

	tableObject struct {
		Rows    int64 `json:"rows"`
		Matches int64 `json:"matches"`
	}

	indicatorCounter struct {
		Loaded    int `json:"loaded"`
		Guarded   int `json:"guarded"`
		NoFamily  int `json:"no_family"`
		Malformed int `json:"malformed"`
	}

	reasonObject struct {
		What   string `json:"what"` // unrecognised, unread, malformed, padded or grown
		File   string `json:"file"`
		Line   int64  `json:"line"` // 0 for the whole file
		Reason string `json:"reason"`
	}

	guardedObject struct {
		List    string `json:"list"`
		Dropped int    `json:"dropped"`
		Precise int    `json:"precise"`
		Label   int    `json:"label"`
	}

	feedObject struct {
		Name       string        `json:"name"`
		Format     string        `json:"format"`
		Rows       int           `json:"rows"`
		Indicators int           `json:"indicators"`
		Malformed  int           `json:"malformed"`
		Examples   []placeObject `json:"examples"`
		Notes      []string      `json:"notes"`
	}

	failedTextObject struct {
		Hunt   string `json:"hunt"`
		Family string `json:"family"`
		Table  string `json:"table"`
		Reason string `json:"reason"`
	}

	exclusionObject struct {
		Name    string `json:"name"`
		Active  bool   `json:"active"`
		Needs   string `json:"needs"`
		Matches int64  `json:"matches"`
	}
)

func newSummary(r *hunt.Result) summaryObject {
	s := r.Summary
	return summaryObject{
		Type: "summary", Files: s.Files, Bytes: s.Bytes, Rows: s.Rows, Malformed: s.Malformed,
		Unrecognised: names(s.Unrecognised), Matches: s.Matches, Excluded: s.Excluded, Inbound: s.Inbound, Findings: s.Findings,
		Tables: tableObjects(s.Tables), Indicators: indicatorCounters(s.Indicators),
		NoTable: s.NoTable, AsText: asText(s.Tables), NoKind: s.Indicators[0].Malformed,
		Merged: s.Merged, Found: s.Found, Alerting: s.Alerting, Unfiled: s.Unfiled,
		Undated: s.Undated, NoYear: s.Guessed, Retro: s.Retro, Expired: s.Expired, Overflow: s.Overflow, Earlier: s.Earlier, PassedOver: s.PassedOver, Interrupted: s.Interrupted,
		Unread: names(s.Unread), Places: reasons(s),
		Guarded:    each(s.Guarded, func(g hunt.Guarded) guardedObject { return guardedObject(g) }),
		Feeds:      each(s.Feeds, newFeed),
		Exclusions: each(s.Exclusions, func(x hunt.ExclusionCount) exclusionObject { return exclusionObject(x) }),
		Blind:      each(s.Blind, func(sentence string) string { return sentence }),
		NoZone:     s.NoZone,
		Engine:     engine(s), Texts: s.Texts, ByText: s.ByText, Apart: s.Apart, TextFailed: s.TextFailed,
		Withheld:    s.Withheld,
		FailedTexts: each(s.FailedTexts, func(f hunt.FailedText) failedTextObject { return failedTextObject(f) }),
	}
}

func engine(s *hunt.Summary) string {
	if s.Texts > 0 {
		return "kql"
	}
	return "index"
}

func names(all []hunt.Place) []string { return each(all, func(p hunt.Place) string { return p.File }) }

func reasons(s *hunt.Summary) []reasonObject {
	out := []reasonObject{}
	for _, group := range []struct {
		what   string
		places []hunt.Place
	}{{"unrecognised", s.Unrecognised}, {"unread", s.Unread}, {"malformed", s.MalformedAt}, {"padded", s.PaddedAt}, {"grown", s.GrownAt}} {
		for _, p := range group.places {
			out = append(out, reasonObject{group.what, p.File, p.Line, p.Reason})
		}
	}
	return out
}

func tableObjects(tables map[string]hunt.TableCount) map[string]tableObject {
	out := make(map[string]tableObject, len(tables))
	for name, t := range tables {
		out[name] = tableObject{t.Rows, t.Matches}
	}
	return out
}

func asText(tables map[string]hunt.TableCount) []string {
	out := []string{}
	for _, name := range sortedKeys(tables) {
		if !tables[name].Hunted {
			out = append(out, name)
		}
	}
	return out
}

func indicatorCounters(kinds map[indicator.Kind]hunt.IndicatorCounts) map[string]indicatorCounter {
	out := make(map[string]indicatorCounter, len(kinds))
	for kind, c := range kinds {
		if kind != 0 {
			out[kind.String()] = indicatorCounter(c)
		}
	}
	return out
}

func newFeed(f hunt.FeedCount) feedObject {
	return feedObject{f.Name, f.Format, f.Rows, f.Indicators, f.Malformed,
		each(f.Examples, func(p hunt.Place) placeObject { return placeObject(p) }),
		each(f.Notes, func(note string) string { return note })}
}

// each maps a list; an empty one is [] rather than null in JSON.
func each[T, U any](all []T, f func(T) U) []U {
	out := make([]U, len(all))
	for i, v := range all {
		out[i] = f(v)
	}
	return out
}
