package hunt

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// A Kept event stands for those of a finding that say the same in their texts: their times,
// numbers and ids may differ. Exclusions read nothing but texts, so that one that is written
// later can be held against it.
type Kept struct {
	Table   string
	Row     json.RawMessage // the texts, columns as the table names them
	Last    time.Time       // of the events; zero where none has a time
	Matches int
}

// The bounds of what a hunt keeps: what is beyond them is counted in a finding and not kept.
const (
	maxKept      = 32       // events of a finding
	maxExamined  = 2_000    // matches of a finding
	maxKeptRow   = 16 << 10 // bytes of an event
	maxKeptBytes = 64 << 20 // bytes of a hunt
)

// A keeper keeps events for findings.
type keeper struct {
	bytes int
}

// keep keeps a match's event, or counts it among those that say the same.
func (k *keeper) keep(f *Finding, m *Match) {
	if k == nil || f.Matches > maxExamined {
		return
	}
	row := textsOf(m.Event)
	if row == nil || len(row) > maxKeptRow {
		return
	}
	at := slices.IndexFunc(f.Kept, func(e Kept) bool { return e.Table == m.Table && string(e.Row) == string(row) })
	if at < 0 {
		if len(f.Kept) == maxKept || k.bytes+len(row) > maxKeptBytes {
			return
		}
		k.bytes += len(row)
		at = len(f.Kept)
		f.Kept = append(f.Kept, Kept{Table: m.Table, Row: row})
	}
	e := &f.Kept[at]
	e.Matches++
	if m.Time.After(e.Last) {
		e.Last = m.Time
	}
}

// textsOf are the columns of a row that are texts and neither times nor ids, in the order of
// their names.
func textsOf(event json.RawMessage) json.RawMessage {
	var cells map[string]any
	if json.Unmarshal(event, &cells) != nil {
		return nil
	}
	texts := map[string]string{}
	for name, v := range cells {
		if text, ok := v.(string); ok && text != "" && !ownValued(name) && !isTime(text) {
			texts[name] = text
		}
	}
	row, _ := json.Marshal(texts) // of texts
	return row
}

// ownValued reports whether a column has another value in each event.
func ownValued(name string) bool {
	return slices.ContainsFunc([]string{"UniqueId", "ItemId", "ReportId", "Uid", "CorrelationId"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

func isTime(text string) bool {
	_, err := time.Parse(time.RFC3339Nano, text)
	return err == nil
}
