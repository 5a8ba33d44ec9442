package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"foxhound/indicator"
)

// Holds lists the pulls that await review, the oldest first.
func (s *Store) Holds(ctx context.Context) ([]Hold, error) {
	var all []Hold
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		var h Hold
		var at int64
		err := rows.Scan(&h.ID, &h.Feed, &at, &h.Reason, &h.Rows, &h.Outcome.Malformed, &h.Added, &h.Changed, &h.Refreshed, &h.Withdrawn, &h.Retracted)
		h.At = moment(&at)
		all = append(all, h)
		return err
	}, `SELECT h.id, f.name, h.at, h.reason, h.rows, h.malformed, h.added, h.changed, h.refreshed, h.withdrawn, h.retracted
		FROM hold h JOIN feed f ON f.id = h.feed ORDER BY h.id`)
	return all, s.wrap(err)
}

// Held yields what a held pull would add, withdraw and retract: the visited functions may be
// nil, and an error of one ends it.
func (s *Store) Held(ctx context.Context, id int64, add, withdraw func(indicator.Indicator) error, retract func(Retraction) error) error {
	var z *gzip.Reader
	parts := &partReader{ctx: ctx, db: s.db, hold: id}
	z, err := gzip.NewReader(parts)
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%d: %w", id, ErrNoHold)
	}
	if err != nil {
		return s.wrap(err)
	}
	for lines := json.NewDecoder(z); ; {
		var op operation
		if err := lines.Decode(&op); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return s.wrap(err)
		}
		if err := op.visit(add, withdraw, retract); err != nil {
			return err
		}
	}
}

func (op *operation) visit(add, withdraw func(indicator.Indicator) error, retract func(Retraction) error) error {
	switch r := op.Retraction; {
	case op.Add != nil && add != nil:
		return add(op.Add.indicator())
	case op.Withdraw != nil && withdraw != nil:
		return withdraw(op.Withdraw.indicator())
	case r != nil && retract != nil:
		kind, _ := indicator.ParseKind(r.Kind)
		return retract(Retraction{Observable: indicator.Observable{Kind: kind, Value: r.Value}, Source: r.Source, ID: r.ID, At: r.At, By: r.By, Reason: r.Reason})
	}
	return nil
}

// A partReader reads the parts of a hold one after another.
type partReader struct {
	ctx  context.Context
	db   *sql.DB
	hold int64
	next int
	part bytes.Reader
}

func (r *partReader) Read(b []byte) (int, error) {
	for r.part.Len() == 0 {
		var data []byte
		err := r.db.QueryRowContext(r.ctx, "SELECT data FROM hold_part WHERE hold = ? AND part = ?", r.hold, r.next).Scan(&data)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		r.next++
		r.part.Reset(data)
	}
	return r.part.Read(b)
}

// Discard forgets a held pull. The next pull of the feed brings it again, if it still says so.
func (s *Store) Discard(ctx context.Context, id int64) error {
	done, err := s.db.ExecContext(ctx, "DELETE FROM hold WHERE id = ?", id)
	if err != nil {
		return s.wrap(err)
	}
	if n, _ := done.RowsAffected(); n == 0 {
		return fmt.Errorf("%d: %w", id, ErrNoHold)
	}
	return nil
}
