package store

import (
	"compress/gzip"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// A Hold is a pull that awaits review: it would have changed too much of its feed. There is
// one a feed at most, the newest.
type Hold struct {
	ID     int64
	Feed   string
	At     time.Time
	Reason string
	Outcome
}

// ErrNoHold means that no held pull has the number.
var ErrNoHold = errors.New("no pull of this number is held")

// excess says why a pull changes too much, or nothing.
func (p *Pull) excess() (string, error) {
	standing, added := p.feed.Standing, p.out.Added+p.out.Returned
	switch {
	case standing < max(p.limits.Floor, 1): // a first pull has nothing to be measured by
	case added > p.limits.Few && float64(added) > p.limits.Add*float64(standing):
		return fmt.Sprintf("it would add %d assertions to the %d there are: more than %.0f%%", added, standing, 100*p.limits.Add), nil
	case float64(p.out.Withdrawn) > p.limits.Remove*float64(standing):
		return fmt.Sprintf("it would withdraw %d of %d assertions: more than %.0f%%", p.out.Withdrawn, standing, 100*p.limits.Remove), nil
	}
	return p.excessRetracted()
}

// excessRetracted asks how much of the store new retractions would silence.
func (p *Pull) excessRetracted() (string, error) {
	if p.out.Retracted < p.limits.Floor {
		return "", nil
	}
	var hit, all int
	err := p.tx.QueryRowContext(p.ctx, `SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM retraction r
		WHERE r.kind = a.kind AND r.value = a.value AND r.pull = ?)), count(*) FROM assertion a WHERE a.withdrawn IS NULL`, p.id).Scan(&hit, &all)
	if err != nil || all < p.limits.Floor || float64(hit) <= p.limits.Remove*float64(all) {
		return "", err
	}
	return fmt.Sprintf("it would retract %d of %d assertions of all feeds: more than %.0f%%", hit, all, 100*p.limits.Remove), nil
}

// An operation is one thing that a held pull would do.
type operation struct {
	Add        *record     `json:"add,omitempty"`
	Withdraw   *record     `json:"withdraw,omitempty"`
	Retraction *retracting `json:"retract,omitempty"`
}

type retracting struct {
	Kind   string    `json:"kind"`
	Value  string    `json:"value"`
	Source string    `json:"source"`
	ID     string    `json:"id"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
}

// hold keeps what the pull brought for review, and undoes it: first it is written to a file,
// since the transaction that knows it ends, and from there into the store.
func (p *Pull) hold() error {
	f, err := os.CreateTemp("", "foxhound-hold-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := p.spill(f); err != nil {
		return err
	}
	if err := p.tx.Rollback(); err != nil {
		return err
	}
	if p.tx, err = p.s.db.BeginTx(p.ctx, nil); err != nil {
		return err
	}
	if err := p.keepHold(f); err != nil {
		return err
	}
	return p.tx.Commit()
}

// spill writes the operations of the pull as compressed lines of JSON.
func (p *Pull) spill(w io.Writer) error {
	z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
	lines := json.NewEncoder(z)
	err := each(p.ctx, p.tx, func(rows *sql.Rows) error {
		var a stored
		if err := a.scan(rows, &p.names); err != nil {
			return err
		}
		r := newRecord(&a.Indicator)
		if a.Withdrawn.IsZero() {
			return lines.Encode(operation{Add: &r})
		}
		return lines.Encode(operation{Withdraw: &r})
	}, "SELECT "+columns+" FROM assertion WHERE feed = ? AND pull = ?", p.feedID, p.id)
	if err != nil {
		return err
	}
	err = each(p.ctx, p.tx, func(rows *sql.Rows) error {
		r, err := scanRetraction(rows)
		if err != nil {
			return err
		}
		return lines.Encode(operation{Retraction: &retracting{r.Kind.String(), r.Value, r.Source, r.ID, r.At, r.By, r.Reason}})
	}, "SELECT "+retractionColumns+" FROM retraction WHERE pull = ?", p.id)
	if err != nil {
		return err
	}
	return z.Close()
}

// partSize is how much of a held pull is in one row.
const partSize = 1 << 20

// keepHold writes the hold and its parts, in place of an older one of the feed.
func (p *Pull) keepHold(f io.ReadSeeker) error {
	id, err := ensureFeed(p.ctx, p.tx, p.feed)
	if err != nil {
		return err
	}
	cursor, err := json.Marshal(p.feed.Cursor)
	if err != nil {
		return err
	}
	o := &p.out
	if _, err := p.tx.ExecContext(p.ctx, "DELETE FROM hold WHERE feed = ?", id); err != nil {
		return err
	}
	if _, err := p.tx.ExecContext(p.ctx, "UPDATE feed SET checked = ?, error = '' WHERE id = ?", p.at.UnixMilli(), id); err != nil {
		return err
	}
	done, err := p.tx.ExecContext(p.ctx, `INSERT INTO hold (feed, at, reason, cursor, rows, malformed, added, changed, refreshed, withdrawn, retracted)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, p.at.UnixMilli(), o.Reason, string(cursor), o.Rows, o.Malformed, o.Added, o.Changed+o.Returned, o.Refreshed, o.Withdrawn, o.Retracted)
	if err != nil {
		return err
	}
	if o.Held, err = done.LastInsertId(); err != nil {
		return err
	}
	return p.keepParts(f)
}

func (p *Pull) keepParts(f io.ReadSeeker) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	part := make([]byte, partSize)
	for number := 0; ; number++ {
		n, err := io.ReadFull(f, part)
		if n > 0 {
			if _, err := p.tx.ExecContext(p.ctx, "INSERT INTO hold_part (hold, part, data) VALUES (?, ?, ?)", p.out.Held, number, part[:n]); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return err
		}
	}
}
