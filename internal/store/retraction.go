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

// retractions lists what sources took back, the oldest first.
func retractions(ctx context.Context, q querier) ([]Retraction, error) {
	var all []Retraction
	err := each(ctx, q, func(rows *sql.Rows) error {
		r, err := scanRetraction(rows)
		all = append(all, r)
		return err
	}, "SELECT "+retractionColumns+" FROM retraction ORDER BY at, id")
	return all, err
}

// Retracts reports whether r, which is of the same value, takes back an indicator. What its
// source says again afterwards stands.
func (r *Retraction) Retracts(ind *indicator.Indicator) bool {
	return r.Of(ind) && !ind.FirstSeen.After(r.At)
}

// Of reports whether r is of the indicator's source.
func (r *Retraction) Of(ind *indicator.Indicator) bool {
	return r.Source == "" || r.Source == ind.Source
}
