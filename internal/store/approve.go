package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"foxhound/indicator"
)

// Approve stores a held pull, whatever it changes.
func (s *Store) Approve(ctx context.Context, id int64) (Outcome, error) {
	var name, cursor string
	var malformed int
	err := s.db.QueryRowContext(ctx, "SELECT f.name, h.cursor, h.malformed FROM hold h JOIN feed f ON f.id = h.feed WHERE h.id = ?", id).
		Scan(&name, &cursor, &malformed)
	if errors.Is(err, sql.ErrNoRows) {
		return Outcome{}, fmt.Errorf("%d: %w", id, ErrNoHold)
	}
	if err != nil {
		return Outcome{}, s.wrap(err)
	}
	f, err := s.Feed(ctx, name)
	if err != nil {
		return Outcome{}, err
	}
	if err := json.Unmarshal([]byte(cursor), &f.Cursor); err != nil {
		return Outcome{}, s.wrap(err)
	}
	p, err := s.Begin(ctx, f)
	if err != nil {
		return Outcome{}, err
	}
	defer p.Rollback()
	p.forced, p.partial = true, true // what is to be withdrawn is in the hold
	if err := p.replay(id); err != nil {
		return Outcome{}, s.wrap(err)
	}
	p.Malformed(malformed)
	return p.Commit()
}

// replay does what the held pull would have done.
func (p *Pull) replay(id int64) error {
	gone := map[int64]bool{}
	err := p.s.Held(p.ctx, id, p.Add, func(ind indicator.Indicator) error {
		mark, _ := p.marks.of(&ind, ind.Family.Key())
		gone[mark] = true
		return nil
	}, p.Retract)
	if err != nil || len(gone) == 0 {
		return err
	}
	if err := p.written(); err != nil {
		return err
	}
	rows, err := p.writer.read(func(a *stored) bool { return gone[a.mark] }, "WHERE feed = ? AND withdrawn IS NULL", p.feedID)
	if err != nil {
		return err
	}
	for mark := range gone {
		if k := p.memory.find(mark); k != nil {
			k.withdrawn = true
		}
	}
	p.out.Withdrawn = len(rows)
	return p.writer.withdraw(rows)
}
