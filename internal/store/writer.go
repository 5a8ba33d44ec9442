package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"foxhound/indicator"
)

// A row is an assertion on its way into the store.
type row struct {
	ind          indicator.Indicator
	family, said int64
	place, held  string
	mark, print  int64
	old          bool // the store has it, with another print or withdrawn
}

// A writer writes a pull's assertions, a batch at a time and in a goroutine of its own: while
// SQLite writes one, the pull makes the next one ready. Between [writer.start] and
// [writer.wait] the transaction, the pull's names and all fields but spare are the goroutine's.
type writer struct {
	p        *Pull
	plain    *inserter // of assertions that say no more than a plain list does
	full     *inserter
	families map[int64]bool // those that the feed is known to name
	marks    marks
	out      Outcome // what was counted of the batches

	writing chan error // what the batch under way ends with; nil for none
	spare   []row      // that batch, or room for the next
}

func newWriter(p *Pull) *writer { return &writer{p: p, families: map[int64]bool{}} }

// prepare makes ready to insert, once. Columns that are alike in all rows are not parameters,
// since parameters are what takes the time.
func (w *writer) prepare() (err error) {
	if w.full != nil {
		return nil
	}
	feed, now, pull := w.p.feedID, w.p.at.UnixMilli(), w.p.id
	plain := fmt.Sprintf("(%d, ?, ?, ?, ?, ?, ?, NULL, ?, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, %d, %d, NULL, NULL)", feed, now, pull)
	full := fmt.Sprintf("(%d, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %d, %d, NULL, ?)", feed, now, pull)
	if w.plain, err = newInserter(w.p.ctx, w.p.tx, plain); err != nil {
		return err
	}
	w.full, err = newInserter(w.p.ctx, w.p.tx, full)
	return err
}

// start has a batch written and returns room for the next one. The error is of the batch before.
func (w *writer) start(batch []row) (room []row, err error) {
	if err := w.wait(); err != nil {
		return batch, err
	}
	room, w.spare = w.spare[:0], batch
	done := make(chan error, 1)
	w.writing = done
	go func() { done <- w.write(batch) }()
	return room, nil
}

// wait waits for the batch that is being written.
func (w *writer) wait() error {
	if w.writing == nil {
		return nil
	}
	err := <-w.writing
	w.writing = nil
	clear(w.spare) // they hold texts
	return err
}

func (w *writer) close() {
	w.wait() // whose error is nobody's any more
	if w.full != nil {
		w.plain.close()
		w.full.close()
	}
}

// write writes a batch in the order of the table's tree, which finds each place next to the last.
func (w *writer) write(batch []row) error {
	if len(batch) == 0 {
		return nil
	}
	if err := w.prepare(); err != nil {
		return err
	}
	order := make([]*row, len(batch))
	for i := range batch {
		order[i] = &batch[i]
		if err := w.resolve(order[i]); err != nil {
			return err
		}
	}
	slices.SortFunc(order, func(a, b *row) int {
		if a.family != b.family {
			return cmp.Compare(a.family, b.family)
		}
		return cmp.Or(strings.Compare(a.place, b.place), cmp.Compare(a.mark, b.mark))
	})
	for _, r := range order {
		write := w.insert
		if r.old {
			write = w.update
		}
		if err := write(r); err != nil {
			return err
		}
	}
	return w.rest()
}

// resolve finds what a row refers to by number.
func (w *writer) resolve(r *row) (err error) {
	ctx, tx, n := w.p.ctx, w.p.tx, &w.p.names
	if r.family, err = n.familyID(ctx, tx, r.ind.Family); err != nil {
		return err
	}
	if r.said, err = n.sayingID(ctx, tx, saying{r.ind.ThreatType, r.ind.Reporter, r.ind.Source}); err != nil {
		return err
	}
	if !w.families[r.family] {
		w.families[r.family] = true
		_, err = tx.ExecContext(ctx, "INSERT OR IGNORE INTO attribution (feed, family) VALUES (?, ?)", w.p.feedID, r.family)
	}
	return err
}

// insert adds a row to those that go in with one statement.
func (w *writer) insert(r *row) error {
	if r.held != "" {
		w.out.Kept++
	}
	w.out.Added++
	if r.plain() && r.held == "" {
		return w.plain.insert(w.p.ctx, r.family, r.place, r.mark, r.print, int64(r.ind.Kind), r.ind.Value, r.said)
	}
	said, err := r.says()
	if err != nil {
		return err
	}
	args := append([]any{r.family, r.place, r.mark, r.print, int64(r.ind.Kind), r.ind.Value, orNull(r.ind.ID), r.said}, said...)
	return w.full.insert(w.p.ctx, append(args, orNull(r.held))...)
}

// rest inserts the rows that are fewer than a statement takes.
func (w *writer) rest() error {
	if err := w.plain.rest(w.p.ctx); err != nil {
		return err
	}
	return w.full.rest(w.p.ctx)
}

// plain reports whether all columns of [row.says], and the id, are NULL.
func (r *row) plain() bool {
	ind := &r.ind
	return ind.ID == "" && ind.Confidence == indicator.UnknownConfidence && ind.FirstSeen.IsZero() && ind.LastSeen.IsZero() &&
		ind.ValidUntil.IsZero() && ind.Reference == "" && ind.Comment == "" && len(ind.Tags) == 0 && !ind.Compromised
}

// says are the columns that may change from one pull to the next: confidence, first_seen,
// last_seen, valid_until, reference, comment, tags, compromised.
func (r *row) says() ([]any, error) {
	ind := &r.ind
	var tags, confidence, compromised any
	if len(ind.Tags) > 0 {
		list, err := jsonList(ind.Tags)
		if err != nil {
			return nil, err
		}
		tags = list
	}
	if ind.Confidence != indicator.UnknownConfidence {
		confidence = int64(ind.Confidence)
	}
	if ind.Compromised {
		compromised = int64(1)
	}
	return []any{confidence, timeOrNull(ind.FirstSeen), timeOrNull(ind.LastSeen), timeOrNull(ind.ValidUntil),
		orNull(ind.Reference), orNull(ind.Comment), tags, compromised}, nil
}

// update writes what an assertion says now, and keeps what it said before. That it was merely
// seen again is no change.
func (w *writer) update(r *row) error {
	before, err := w.read(every, "WHERE feed = ? AND family = ? AND place = ? AND mark = ?", w.p.feedID, r.family, r.place, r.mark)
	if err != nil {
		return err
	}
	said, err := r.says()
	if err != nil {
		return err
	}
	for i := range before {
		if err := w.account(r, &before[i]); err != nil {
			return err
		}
	}
	_, err = w.p.tx.ExecContext(w.p.ctx, `UPDATE assertion SET print = ?, said = ?, confidence = ?, first_seen = ?, last_seen = ?,
		valid_until = ?, reference = ?, comment = ?, tags = ?, compromised = ?, pull = ?, withdrawn = NULL WHERE feed = ? AND family = ? AND place = ? AND mark = ?`,
		append(append([]any{r.print, r.said}, said...), w.p.id, w.p.feedID, r.family, r.place, r.mark)...)
	return err
}

// account says what sort of change it is.
func (w *writer) account(r *row, before *stored) error {
	if !before.Withdrawn.IsZero() {
		w.out.Returned++
		return w.keep(before, "returned")
	}
	again := before.Indicator
	again.LastSeen, again.Family = r.ind.LastSeen, r.ind.Family
	if _, print := w.marks.of(&again, ""); print == r.print {
		w.out.Refreshed++
		return nil
	}
	w.out.Changed++
	return w.keep(before, "changed")
}

// withdraw marks assertions that the feed does not make any more.
func (w *writer) withdraw(rows []stored) error {
	for i := range rows {
		a := &rows[i]
		if err := w.keep(a, "withdrawn"); err != nil {
			return err
		}
		if _, err := w.p.tx.ExecContext(w.p.ctx, "UPDATE assertion SET withdrawn = ?, pull = ? WHERE feed = ? AND family = ? AND place = ? AND mark = ?",
			w.p.at.UnixMilli(), w.p.id, a.feed, a.family, a.place, a.mark); err != nil {
			return err
		}
	}
	return nil
}

// keep writes into the history what an assertion said.
func (w *writer) keep(a *stored, what string) error {
	before, err := json.Marshal(newRecord(&a.Indicator))
	if err != nil {
		return err
	}
	_, err = w.p.tx.ExecContext(w.p.ctx, "INSERT INTO change (pull, at, feed, family, kind, value, what, before) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		w.p.id, w.p.at.UnixMilli(), a.feed, a.family, int(a.Kind), a.Value, what, string(before))
	return err
}

// every keeps every assertion.
func every(*stored) bool { return true }

// read returns the assertions that a condition picks and keep keeps, as the pull has left them.
func (w *writer) read(keep func(*stored) bool, where string, args ...any) ([]stored, error) {
	var all []stored
	err := each(w.p.ctx, w.p.tx, func(rows *sql.Rows) error {
		var a stored
		err := a.scan(rows, &w.p.names)
		if keep(&a) {
			all = append(all, a)
		}
		return err
	}, "SELECT "+columns+" FROM assertion "+where, args...)
	return all, err
}
