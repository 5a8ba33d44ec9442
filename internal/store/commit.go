package store

import (
	"encoding/json"
	"fmt"
)

// Commit stores what the pull brought, or holds it. With the error [ErrNothing] it does
// neither, and the store is as it was.
func (p *Pull) Commit() (Outcome, error) {
	defer p.Rollback()
	if p.out.Rows == 0 && p.out.Malformed > 0 && p.out.Retracted+p.out.Withdrawn == 0 {
		return p.out, fmt.Errorf("feed %s: %w", p.feed.Name, ErrNothing)
	}
	if err := p.finish(); err != nil {
		return p.out, p.s.wrap(err)
	}
	if reason, err := p.excess(); err != nil || reason != "" && !p.forced {
		if err == nil {
			p.out.Reason = reason
			err = p.hold()
		}
		return p.out, p.s.wrap(err)
	}
	if err := p.settle(); err != nil {
		return p.out, p.s.wrap(err)
	}
	return p.out, p.s.wrap(p.tx.Commit())
}

// finish writes what is left, and withdraws what a whole feed no longer says.
func (p *Pull) finish() error {
	if err := p.written(); err != nil {
		return err
	}
	if p.feed.Whole && !p.partial {
		return p.withdraw()
	}
	return nil
}

// written waits until all that was added is written.
func (p *Pull) written() error {
	if err := p.flush(); err != nil {
		return err
	}
	if err := p.writer.wait(); err != nil {
		return err
	}
	p.out.join(p.writer.out)
	p.writer.out = Outcome{}
	return nil
}

// join adds what a writer counts.
func (o *Outcome) join(w Outcome) {
	o.Added += w.Added
	o.Kept += w.Kept
	o.Changed += w.Changed
	o.Refreshed += w.Refreshed
	o.Returned += w.Returned
}

// settle keeps the account of the pull and the feed.
func (p *Pull) settle() error {
	o := &p.out
	if o.Added+o.Changed+o.Refreshed+o.Returned+o.Withdrawn > 0 {
		if err := p.memory.save(p.ctx, p.tx, p.feedID); err != nil {
			return err
		}
	}
	cursor, err := json.Marshal(p.feed.Cursor)
	if err != nil {
		return err
	}
	for _, q := range []query{
		{"UPDATE pull SET rows = ?, malformed = ?, added = ?, changed = ?, refreshed = ?, withdrawn = ?, retracted = ? WHERE id = ?",
			[]any{o.Rows, o.Malformed, o.Added, o.Changed, o.Refreshed, o.Withdrawn, o.Retracted, p.id}},
		{"UPDATE feed SET cursor = ?, checked = ?, stored = ?, error = '', standing = standing + ?, pulls = pulls + 1 WHERE id = ?",
			[]any{string(cursor), p.at.UnixMilli(), p.at.UnixMilli(), o.Added + o.Returned - o.Withdrawn, p.feedID}},
		{"DELETE FROM hold WHERE feed = ?", []any{p.feedID}}, // what is stored is newer
	} {
		if _, err := p.tx.ExecContext(p.ctx, q.text, q.args...); err != nil {
			return err
		}
	}
	return nil
}

// A query is a statement and its parameters.
type query struct {
	text string
	args []any
}

// withdraw marks what the feed said before and not in this pull.
func (p *Pull) withdraw() error {
	gone := p.memory.withdraw()
	if len(gone) == 0 {
		return nil
	}
	rows, err := p.writer.read(func(a *stored) bool { return gone[a.mark] }, "WHERE feed = ? AND withdrawn IS NULL", p.feedID)
	if err != nil {
		return err
	}
	p.out.Withdrawn += len(rows)
	return p.writer.withdraw(rows)
}
