package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"foxhound/indicator"
)

// A Change is what became of an assertion, and what it said before.
type Change struct {
	At     time.Time
	Feed   string
	What   string // changed, withdrawn or returned
	Before indicator.Indicator
}

// Changes lists what became of what feeds said of an observable, the oldest first.
func (s *Store) Changes(ctx context.Context, o indicator.Observable) ([]Change, error) {
	var all []Change
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		var c Change
		var at int64
		var before string
		var r record
		if err := rows.Scan(&at, &c.Feed, &c.What, &before); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(before), &r)
		c.At, c.Before = moment(&at), r.indicator()
		all = append(all, c)
		return err
	}, `SELECT c.at, f.name, c.what, c.before FROM change c JOIN feed f ON f.id = c.feed
		WHERE c.kind = ? AND c.value = ? ORDER BY c.id`, int(o.Kind), o.Value)
	return all, s.wrap(err)
}

// Families lists the families that feeds name, by key; one of them is the zero family, if any
// feed names none.
func (s *Store) Families(ctx context.Context) ([]indicator.Family, error) {
	var all []indicator.Family
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		var f indicator.Family
		var aliases string
		if err := rows.Scan(&f.ID, &f.Name, &aliases); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(aliases), &f.Aliases)
		all = append(all, f)
		return err
	}, "SELECT malpedia, name, aliases FROM family ORDER BY key")
	return all, s.wrap(err)
}
