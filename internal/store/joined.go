package store

import (
	"cmp"
	"context"
	"database/sql"
	"iter"
	"slices"
	"strings"
)

// Joined yields what feeds say of one value and family together: by family, those of none
// last, and in a family by place, so that what has a host or address in common lies together.
// It holds no more than what stands in one place, however large the store; the next
// assertions overwrite the slice. [Store.Assertions] yields the same one by one.
func (s *Store) Joined(ctx context.Context, f Filter) iter.Seq2[[]*Assertion, error] {
	return func(yield func([]*Assertion, error) bool) {
		r, err := s.beginReading(ctx)
		if err == nil {
			defer r.end()
			err = r.joined(&f, func(all []*Assertion) bool { return yield(all, nil) })
		}
		if err != nil {
			yield(nil, s.wrap(err))
		}
	}
}

func (r *reading) joined(f *Filter, yield func([]*Assertion) bool) error {
	families, feeds, err := r.attributions(f)
	if err != nil {
		return err
	}
	where, args := f.placed()
	if f.Held {
		where += " AND a.held IS NOT NULL"
	}
	query := "SELECT " + named() + " FROM assertion a WHERE a.feed = ? AND a.family = ?" + where + " ORDER BY a.place, a.mark"
	for _, family := range families {
		m := &merge{r: r}
		for _, feed := range feeds[family] {
			if err := m.open(query, append([]any{feed, family}, args...)); err != nil {
				m.close()
				return err
			}
		}
		more, err := m.run(yield)
		m.close()
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// attributions are the families of which a filter may pick something, in order, and the feeds
// that name each.
func (r *reading) attributions(f *Filter) (families []int64, feeds map[int64][]int64, err error) {
	where, args := f.attributed()
	if f.Place != "" { // else each family would be asked for nothing
		of, more := f.placed()
		where = append(where, "EXISTS (SELECT 1 FROM assertion a WHERE a.feed = t.feed AND a.family = t.family"+of+")")
		args = append(args, more...)
	}
	query := "SELECT t.feed, t.family FROM attribution t"
	if where != nil {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	feeds = map[int64][]int64{}
	err = each(r.ctx, r.tx, func(rows *sql.Rows) error {
		var feed, family int64
		err := rows.Scan(&feed, &family)
		if feeds[family] == nil {
			families = append(families, family)
		}
		feeds[family] = append(feeds[family], feed)
		return err
	}, query+" ORDER BY t.feed", args...)
	slices.SortFunc(families, func(a, b int64) int {
		x, y := r.names.family[a].Key(), r.names.family[b].Key()
		if (x == "") != (y == "") {
			return strings.Compare(y, x)
		}
		return cmp.Or(strings.Compare(x, y), cmp.Compare(a, b))
	})
	return families, feeds, err
}

// A merge merges what several feeds say of a family, each of them in the order of places.
type merge struct {
	r     *reading
	feeds []*cursor
	here  []*Assertion // in one place
}

// A cursor is at the next assertion of one feed.
type cursor struct {
	rows *sql.Rows
	next *stored // nil at the end
}

func (m *merge) open(query string, args []any) error {
	rows, err := m.r.tx.QueryContext(m.r.ctx, query, args...)
	if err != nil {
		return err
	}
	c := &cursor{rows: rows}
	m.feeds = append(m.feeds, c)
	return m.advance(c)
}

func (m *merge) close() {
	for _, c := range m.feeds {
		c.rows.Close()
	}
}

func (m *merge) advance(c *cursor) error {
	if c.next = nil; !c.rows.Next() {
		return c.rows.Err()
	}
	c.next = new(stored)
	return m.r.take(c.rows, c.next)
}

// run yields the assertions of each value, until there are no more or yield wants none.
func (m *merge) run(yield func([]*Assertion) bool) (more bool, err error) {
	for {
		place, ok := m.first()
		if !ok {
			return true, nil
		}
		m.here = m.here[:0]
		for _, c := range m.feeds {
			for c.next != nil && c.next.place == place {
				m.here = append(m.here, &c.next.Assertion)
				if err := m.advance(c); err != nil {
					return false, err
				}
			}
		}
		if !m.yield(yield) {
			return false, nil
		}
	}
}

// first is the first place that a feed is at.
func (m *merge) first() (place string, ok bool) {
	for _, c := range m.feeds {
		if c.next != nil && (!ok || c.next.place < place) {
			place, ok = c.next.place, true
		}
	}
	return place, ok
}

// yield yields what is in one place value by value, by kind and value; what is said of each in
// the order of the feeds.
func (m *merge) yield(yield func([]*Assertion) bool) bool {
	byValue := func(a, b *Assertion) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Value, b.Value))
	}
	slices.SortStableFunc(m.here, byValue)
	for all := m.here; len(all) > 0; {
		n := 1
		for n < len(all) && all[n].Observable == all[0].Observable {
			n++
		}
		if !yield(all[:n]) {
			return false
		}
		all = all[n:]
	}
	return true
}
