package store

import (
	"context"
	"database/sql"

	"foxhound/indicator"
)

const retractionColumns = "kind, value, source, entry, at, by, reason"

func scanRetraction(rows *sql.Rows) (r Retraction, err error) {
	var kind, at int64
	err = rows.Scan(&kind, &r.Value, &r.Source, &r.ID, &at, &r.By, &r.Reason)
	r.Kind, r.At = indicator.Kind(kind), moment(&at)
	return r, err
}

// Retractions lists what sources took back, the oldest first.
func (s *Store) Retractions(ctx context.Context) ([]Retraction, error) {
	all, err := retractions(ctx, s.db)
	return all, s.wrap(err)
}

func retractions(ctx context.Context, q querier) ([]Retraction, error) {
	var all []Retraction
	err := each(ctx, q, func(rows *sql.Rows) error {
		r, err := scanRetraction(rows)
		all = append(all, r)
		return err
	}, "SELECT "+retractionColumns+" FROM retraction ORDER BY at, id")
	return all, err
}

// retracts reports whether r takes back an assertion. What its source says again afterwards
// stands.
func (r *Retraction) retracts(a *Assertion) bool {
	return (r.Source == "" || r.Source == a.Source) && !a.FirstSeen.After(r.At)
}
