package store

import "database/sql"

// A memory is what a pull knows of the assertions of its feed: those that the store has, and
// those that came since. It holds hashes alone, a million in about 50 MB.
type memory struct {
	number map[int64]uint32 // by mark
	all    []known
}

// known is what a pull remembers of an assertion.
type known struct {
	print     int64
	seen      bool
	withdrawn bool
}

// newMemory makes room for so many.
func newMemory(n int) *memory {
	return &memory{make(map[int64]uint32, n), make([]known, 0, n)}
}

func (m *memory) add(mark int64, k known) {
	m.number[mark] = uint32(len(m.all))
	m.all = append(m.all, k)
}

// find returns what is known of an assertion, to be changed in its place; nil of a new one.
func (m *memory) find(mark int64) *known {
	if n, ok := m.number[mark]; ok {
		return &m.all[n]
	}
	return nil
}

// gone reports whether an assertion of the store did not come in the pull.
func (m *memory) gone(mark int64) bool {
	k := m.find(mark)
	return k != nil && !k.seen && !k.withdrawn
}

// missing counts those that are gone.
func (m *memory) missing() (n int) {
	for _, k := range m.all {
		if !k.seen && !k.withdrawn {
			n++
		}
	}
	return n
}

// remember reads what the store has of the feed, so that what did not change costs nothing.
func (p *Pull) remember() error {
	var n int
	if err := p.tx.QueryRowContext(p.ctx, "SELECT count(*) FROM assertion WHERE feed = ?", p.feedID).Scan(&n); err != nil {
		return err
	}
	p.memory = newMemory(n)
	return each(p.ctx, p.tx, func(rows *sql.Rows) error {
		var mark int64
		var k known
		err := rows.Scan(&mark, &k.print, &k.withdrawn)
		p.memory.add(mark, k)
		return err
	}, "SELECT mark, print, withdrawn IS NOT NULL FROM assertion WHERE feed = ?", p.feedID)
}
