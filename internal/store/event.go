package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"
)

// An Event stands for the events of a finding that say the same. Of a finding with very many, some
// are counted and not kept.
type Event struct {
	Table   string
	Row     json.RawMessage // texts by column
	Last    time.Time       // the latest of the events; zero where none has a time
	Matches int
}

// keepEvents replaces those of a finding.
func keepEvents(ctx context.Context, tx *sql.Tx, f *Finding) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM event WHERE finding = ?", f.ID); err != nil {
		return err
	}
	for n, e := range f.Events {
		if _, err := tx.ExecContext(ctx, "INSERT INTO event (finding, number, source, fields, last, matches) VALUES (?, ?, ?, ?, ?, ?)",
			f.ID, n, e.Table, string(e.Row), timeOrNull(e.Last), e.Matches); err != nil {
			return err
		}
	}
	return nil
}

// Events calls take for each finding with its events, the newest day first.
func (s *Store) Events(ctx context.Context, take func(*Finding) error) error {
	all, err := s.Findings(ctx)
	if err != nil {
		return err
	}
	for i := range all {
		f := &all[i]
		if err := s.eventsOf(ctx, f); err != nil {
			return err
		}
		if err := take(f); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) eventsOf(ctx context.Context, f *Finding) error {
	return s.wrap(each(ctx, s.db, func(rows *sql.Rows) error {
		var e Event
		var fields string
		var last *int64
		err := rows.Scan(&e.Table, &fields, &last, &e.Matches)
		e.Row, e.Last = json.RawMessage(fields), moment(last)
		f.Events = append(f.Events, e)
		return err
	}, "SELECT source, fields, last, matches FROM event WHERE finding = ? ORDER BY number", f.ID))
}

// Columns returns what the event says in a column.
func (e *Event) Columns() func(column string) string {
	var texts map[string]string
	_ = json.Unmarshal(e.Row, &texts) // it was written from texts
	return func(column string) string { return texts[column] }
}
