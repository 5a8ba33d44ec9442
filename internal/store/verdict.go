package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"foxhound/indicator"
)

// A Verdict is what the people here say of a value. The last one stands.
type Verdict struct {
	indicator.Observable
	Verdict string // one of [Verdicts], or empty for a note alone
	Note    string
	At      time.Time
}

// The verdicts there are: Malicious confirms, Benign silences every feed, Approved lets
// stand what was held for review.
const (
	Malicious = "malicious"
	Benign    = "benign"
	Approved  = "approved"
)

// Judge keeps a verdict or a note. An approved value is held no more.
func (s *Store) Judge(ctx context.Context, v Verdict) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.wrap(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO verdict (kind, value, verdict, note, at) VALUES (?, ?, ?, ?, ?)",
		int(v.Kind), v.Value, v.Verdict, v.Note, s.opts.Now().UnixMilli()); err != nil {
		return s.wrap(err)
	}
	if v.Verdict == Approved || v.Verdict == Malicious {
		if _, err := tx.ExecContext(ctx, "UPDATE assertion SET held = NULL WHERE (feed, family) IN (SELECT feed, family FROM attribution) AND place = ? AND kind = ? AND value = ?",
			placeOf(v.Observable), int(v.Kind), v.Value); err != nil {
			return s.wrap(err)
		}
	}
	return s.wrap(tx.Commit())
}

// Verdicts lists what was said of a value, the oldest first.
func (s *Store) Verdicts(ctx context.Context, o indicator.Observable) ([]Verdict, error) {
	var all []Verdict
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		v := Verdict{Observable: o}
		var at int64
		err := rows.Scan(&v.Verdict, &v.Note, &at)
		v.At = moment(&at)
		all = append(all, v)
		return err
	}, "SELECT verdict, note, at FROM verdict WHERE kind = ? AND value = ? ORDER BY id", int(o.Kind), o.Value)
	return all, s.wrap(err)
}

// standingVerdicts are the last words on all values that anything was said of.
func standingVerdicts(ctx context.Context, q querier) (map[indicator.Observable]string, error) {
	all := map[indicator.Observable]string{}
	err := each(ctx, q, func(rows *sql.Rows) error {
		var kind int
		var value, verdict string
		err := rows.Scan(&kind, &value, &verdict)
		all[indicator.Observable{Kind: indicator.Kind(kind), Value: value}] = verdict
		return err
	}, "SELECT kind, value, verdict FROM verdict WHERE verdict <> '' ORDER BY id")
	return all, err
}

// holder is [Options.Hold] without what the people here have let pass.
func (s *Store) holder(ctx context.Context, q querier) (func(indicator.Indicator) string, error) {
	if s.opts.Hold == nil {
		return func(indicator.Indicator) string { return "" }, nil
	}
	passed, err := standingVerdicts(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("verdicts: %w", err)
	}
	return func(ind indicator.Indicator) string {
		if v := passed[ind.Observable]; v == Approved || v == Malicious {
			return ""
		}
		return s.opts.Hold(ind)
	}, nil
}
