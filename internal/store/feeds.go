package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"foxhound/indicator"
)

// ErrNoFeed means that the store has no feed of the name.
var ErrNoFeed = errors.New("no such feed")

// ensureFeed returns the number of a feed, and makes it where there is none of the name.
func ensureFeed(ctx context.Context, q querier, f Feed) (id int64, err error) {
	if strings.TrimSpace(f.Name) == "" {
		return 0, errors.New("a feed needs a name")
	}
	expiry, err := json.Marshal(f.Expiry)
	if err != nil {
		return 0, err
	}
	err = q.QueryRowContext(ctx, `INSERT INTO feed (name, location, whole, cursor, expiry) VALUES (?, ?, ?, '{}', ?)
		ON CONFLICT (name) DO UPDATE SET location = excluded.location, whole = excluded.whole, expiry = excluded.expiry RETURNING id`,
		f.Name, f.Location, f.Whole, string(expiry)).Scan(&id)
	return id, err
}

const feedColumns = "name, location, whole, cursor, expiry, checked, stored, error, standing, pulls"

func scanFeed(row interface{ Scan(...any) error }) (f Feed, err error) {
	var cursor, expiry string
	var checked, stored *int64
	if err := row.Scan(&f.Name, &f.Location, &f.Whole, &cursor, &expiry, &checked, &stored, &f.Err, &f.Standing, &f.Pulls); err != nil {
		return f, err
	}
	f.Checked, f.Stored = moment(checked), moment(stored)
	if err := json.Unmarshal([]byte(expiry), &f.Expiry); err != nil {
		return f, err
	}
	return f, json.Unmarshal([]byte(cursor), &f.Cursor)
}

// Feed returns a feed by its name, in any case; where there is none, [ErrNoFeed].
func (s *Store) Feed(ctx context.Context, name string) (Feed, error) {
	f, err := scanFeed(s.db.QueryRowContext(ctx, "SELECT "+feedColumns+" FROM feed WHERE name = ?", name))
	if errors.Is(err, sql.ErrNoRows) {
		return f, fmt.Errorf("`%s`: %w", indicator.Printable(name, 0), ErrNoFeed)
	}
	return f, s.wrap(err)
}

// Feeds lists the feeds by name.
func (s *Store) Feeds(ctx context.Context) ([]Feed, error) {
	var all []Feed
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		f, err := scanFeed(rows)
		all = append(all, f)
		return err
	}, "SELECT "+feedColumns+" FROM feed ORDER BY name")
	return all, s.wrap(err)
}

// Checked keeps that a feed was asked and brought nothing to store: since nothing is new, or
// for the reason of failure. The cursor is replaced unless it is nil.
func (s *Store) Checked(ctx context.Context, f Feed, failure error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.wrap(err)
	}
	defer tx.Rollback()
	id, err := ensureFeed(ctx, tx, f)
	if err != nil {
		return s.wrap(err)
	}
	if err := noteCheck(ctx, tx, id, f.Cursor, s.opts.Now().UnixMilli(), failure); err != nil {
		return s.wrap(err)
	}
	return s.wrap(tx.Commit())
}

func noteCheck(ctx context.Context, tx *sql.Tx, id int64, c Cursor, now int64, failure error) error {
	if failure != nil {
		_, err := tx.ExecContext(ctx, "UPDATE feed SET checked = ?, error = ? WHERE id = ?", now, failure.Error(), id)
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE feed SET checked = ?, stored = ?, error = '' WHERE id = ?", now, now, id); err != nil || c == nil {
		return err
	}
	cursor, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE feed SET cursor = ? WHERE id = ?", string(cursor), id)
	return err
}
