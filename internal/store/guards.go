package store

import (
	"context"
	"database/sql"
	"time"
)

// Guards are the newer texts of guards' lists by name, and when they were renewed: none where
// they never were.
func (s *Store) Guards(ctx context.Context) (texts map[string]string, at time.Time, err error) {
	err = each(ctx, s.db, func(rows *sql.Rows) error {
		var name, text string
		var ms int64
		err := rows.Scan(&name, &text, &ms)
		if texts == nil {
			texts = map[string]string{}
		}
		texts[name], at = text, moment(&ms)
		return err
	}, "SELECT name, text, at FROM guard ORDER BY name")
	return texts, at, s.wrap(err)
}

// SetGuards replaces the newer texts of guards' lists; none leaves those that foxhound holds.
func (s *Store) SetGuards(ctx context.Context, texts map[string]string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.wrap(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM guard"); err != nil {
		return s.wrap(err)
	}
	for name, text := range texts {
		if _, err := tx.ExecContext(ctx, "INSERT INTO guard (name, text, at) VALUES (?, ?, ?)", name, text, s.opts.Now().UnixMilli()); err != nil {
			return s.wrap(err)
		}
	}
	return s.wrap(tx.Commit())
}
