package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"foxhound/indicator"
)

// A Pull is the writing of what one feed brought. It is not safe for concurrent use.
type Pull struct {
	s       *Store
	ctx     context.Context
	tx      *sql.Tx
	release func()
	feed    Feed
	feedID  int64
	id      int64
	at      time.Time
	limits  Limits
	forced  bool // approved: nothing is held
	partial bool

	marks  marks
	memory *memory
	names  names
	held   func(indicator.Indicator) string // why one awaits review; empty where it does not
	batch  []row
	writer *writer
	out    Outcome
}

// ErrNothing means that a pull brought malformed records alone: it stores nothing.
var ErrNothing = errors.New("not one record of it is an indicator")

// Begin begins the pull of a feed, which is made where there is none of the name. Of f, name,
// location, Whole and, unless nil, Cursor count. Exactly one of [Pull.Commit] and
// [Pull.Rollback] ends it; a Rollback after the Commit does nothing.
func (s *Store) Begin(ctx context.Context, f Feed) (*Pull, error) {
	release, err := s.Lock()
	if err != nil {
		return nil, err
	}
	p := &Pull{s: s, ctx: ctx, release: release, feed: f, at: s.opts.Now().UTC(), limits: s.opts.limits()}
	if err := p.open(); err != nil {
		p.Rollback()
		return nil, s.wrap(err)
	}
	return p, nil
}

func (o *Options) limits() Limits {
	if o.Limits == (Limits{}) {
		return DefaultLimits
	}
	return o.Limits
}

func (p *Pull) open() (err error) {
	if p.tx, err = p.s.db.BeginTx(p.ctx, nil); err != nil {
		return err
	}
	if p.feedID, err = ensureFeed(p.ctx, p.tx, p.feed); err != nil {
		return err
	}
	if p.feed.Standing, p.feed.Cursor, err = p.state(); err != nil {
		return err
	}
	done, err := p.tx.ExecContext(p.ctx, "INSERT INTO pull (feed, at) VALUES (?, ?)", p.feedID, p.at.UnixMilli())
	if err != nil {
		return err
	}
	if p.id, err = done.LastInsertId(); err != nil {
		return err
	}
	p.out.Pull = p.id
	if err := p.names.load(p.ctx, p.tx); err != nil {
		return err
	}
	if p.held, err = p.s.holder(p.ctx, p.tx); err != nil {
		return err
	}
	p.writer = newWriter(p)
	p.memory, err = loadMemory(p.ctx, p.tx, p.feedID)
	return err
}

// state is what the feed's row says, with the caller's cursor over it.
func (p *Pull) state() (standing int, cursor Cursor, err error) {
	var text string
	err = p.tx.QueryRowContext(p.ctx, "SELECT standing, cursor FROM feed WHERE id = ?", p.feedID).Scan(&standing, &text)
	if err == nil {
		err = json.Unmarshal([]byte(text), &cursor)
	}
	if p.feed.Cursor != nil {
		cursor = p.feed.Cursor
	}
	return standing, cursor, err
}

// Feed is the feed as it was when the pull began.
func (p *Pull) Feed() Feed { return p.feed }

// Add takes an indicator. What the feed said before just so is counted and no more.
func (p *Pull) Add(ind indicator.Indicator) error {
	p.out.Rows++
	mark, print := p.marks.of(&ind, ind.Family.Key())
	k := p.memory.find(mark)
	switch {
	case k == nil:
		p.memory.add(known{mark, print, true, false})
	case k.seen:
		p.out.Repeated++
		return nil
	case k.print == print && !k.withdrawn:
		p.out.Unchanged++
		k.seen = true
		return nil
	default:
		*k = known{mark, print, true, false}
	}
	r := row{ind: ind, place: placeOf(ind.Observable), mark: mark, print: print, old: k != nil}
	if !r.old {
		r.held = p.held(ind)
	}
	p.batch = append(p.batch, r)
	if len(p.batch) < batchSize {
		return nil
	}
	return p.flush()
}

// batchSize is how many assertions are sorted and written at a time.
const batchSize = 1 << 15

// flush has the batch written while the next one fills. The error is of an earlier one.
func (p *Pull) flush() (err error) {
	p.batch, err = p.writer.start(p.batch)
	return p.s.wrap(err)
}

// Retract takes a source's word that it was wrong. One that the store has is counted not again.
func (p *Pull) Retract(r Retraction) error {
	if r.At.IsZero() {
		r.At = p.at
	}
	if err := p.writer.wait(); err != nil {
		return p.s.wrap(err)
	}
	done, err := p.tx.ExecContext(p.ctx,
		"INSERT OR IGNORE INTO retraction (feed, kind, value, source, entry, at, by, reason, pull) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		p.feedID, int(r.Kind), r.Value, r.Source, r.ID, r.At.UnixMilli(), r.By, r.Reason, p.id)
	if err != nil {
		return p.s.wrap(err)
	}
	n, err := done.RowsAffected()
	p.out.Retracted += int(n)
	return p.s.wrap(err)
}

// Revoke takes a feed's word that an entry of its own was wrong: what it said of the value under
// that id is withdrawn.
func (p *Pull) Revoke(o indicator.Observable, entry string) error {
	if err := p.written(); err != nil {
		return p.s.wrap(err)
	}
	rows, err := p.writer.read(every, `WHERE feed = ? AND family IN (SELECT family FROM attribution WHERE feed = ?) AND place = ?
		AND kind = ? AND value = ? AND entry = ? AND withdrawn IS NULL`, p.feedID, p.feedID, placeOf(o), int(o.Kind), o.Value, entry)
	if err != nil {
		return p.s.wrap(err)
	}
	for i := range rows {
		if k := p.memory.find(rows[i].mark); k != nil {
			k.withdrawn = true
		}
	}
	p.out.Withdrawn += len(rows)
	return p.s.wrap(p.writer.withdraw(rows))
}

// Malformed counts records that gave no indicator.
func (p *Pull) Malformed(n int) { p.out.Malformed += n }

// Partial says that not all of the feed could be read: what was not in it is not withdrawn.
func (p *Pull) Partial() { p.partial = true }

// SetCursor replaces the feed's cursor, if the pull is stored.
func (p *Pull) SetCursor(c Cursor) { p.feed.Cursor = c }

// Rollback ends the pull and stores nothing of it.
func (p *Pull) Rollback() {
	if p.release == nil {
		return
	}
	if p.writer != nil {
		p.writer.close()
	}
	if p.tx != nil {
		p.tx.Rollback()
	}
	p.release()
	p.release = nil
}
