package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
)

// A memory is what a pull knows of the assertions of its feed: those that the store has, and
// those that came since. It holds hashes alone, a million in about 60 MB.
type memory struct {
	number map[int64]uint32 // by mark
	all    []known
}

// known is what a pull remembers of an assertion.
type known struct {
	mark, print int64
	seen        bool
	withdrawn   bool
}

// newMemory makes room for so many.
func newMemory(n int) *memory {
	return &memory{make(map[int64]uint32, n), make([]known, 0, n)}
}

func (m *memory) add(k known) {
	m.number[k.mark] = uint32(len(m.all))
	m.all = append(m.all, k)
}

// find returns what is known of an assertion, to be changed in its place; nil of a new one.
func (m *memory) find(mark int64) *known {
	if n, ok := m.number[mark]; ok {
		return &m.all[n]
	}
	return nil
}

// withdraw has those that did not come in the pull withdrawn, and returns their marks.
func (m *memory) withdraw() map[int64]bool {
	gone := map[int64]bool{}
	for i := range m.all {
		if k := &m.all[i]; !k.seen && !k.withdrawn {
			k.withdrawn = true
			gone[k.mark] = true
		}
	}
	return gone
}

// recordSize is the size of an assertion in a part.
const recordSize = 17

// partRecords is how many a part holds: about a megabyte.
const partRecords = 1 << 16

// loadMemory reads what the store has of a feed, where it was written for that. TestMemory holds
// it to [scanMemory].
func loadMemory(ctx context.Context, q querier, feed int64) (*memory, error) {
	var bytes int
	if err := q.QueryRowContext(ctx, "SELECT coalesce(sum(length(data)), 0) FROM memory WHERE feed = ?", feed).Scan(&bytes); err != nil {
		return nil, err
	}
	m := newMemory(bytes / recordSize)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var data sql.RawBytes
		if err := rows.Scan(&data); err != nil {
			return err
		}
		return m.read(data)
	}, "SELECT data FROM memory WHERE feed = ? ORDER BY part", feed)
	return m, err
}

func (m *memory) read(data []byte) error {
	if len(data)%recordSize != 0 {
		return fmt.Errorf("what is remembered of a feed has %d bytes, which is no multiple of %d", len(data), recordSize)
	}
	for ; len(data) > 0; data = data[recordSize:] {
		m.add(known{
			mark: int64(binary.LittleEndian.Uint64(data)), print: int64(binary.LittleEndian.Uint64(data[8:])), withdrawn: data[16] == 1,
		})
	}
	return nil
}

// save writes the memory in place of the feed's last one.
func (m *memory) save(ctx context.Context, q querier, feed int64) error {
	if _, err := q.ExecContext(ctx, "DELETE FROM memory WHERE feed = ?", feed); err != nil {
		return err
	}
	data := make([]byte, 0, min(len(m.all), partRecords)*recordSize)
	for first := 0; first < len(m.all); first += partRecords {
		data = data[:0]
		for _, k := range m.all[first:min(first+partRecords, len(m.all))] {
			data = binary.LittleEndian.AppendUint64(data, uint64(k.mark))
			data = binary.LittleEndian.AppendUint64(data, uint64(k.print))
			data = append(data, flag(k.withdrawn))
		}
		if _, err := q.ExecContext(ctx, "INSERT INTO memory (feed, part, data) VALUES (?, ?, ?)", feed, first/partRecords, data); err != nil {
			return err
		}
	}
	return nil
}

// scanMemory is [loadMemory] by reading the assertions themselves.
func scanMemory(ctx context.Context, q querier, feed int64) (*memory, error) {
	m := newMemory(0)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var k known
		err := rows.Scan(&k.mark, &k.print, &k.withdrawn)
		m.add(k)
		return err
	}, "SELECT mark, print, withdrawn IS NOT NULL FROM assertion WHERE feed = ?", feed)
	return m, err
}

// same reports whether two memories know the same.
func (m *memory) same(other *memory) bool {
	if len(m.all) != len(other.all) {
		return false
	}
	for _, k := range m.all {
		if o := other.find(k.mark); o == nil || o.print != k.print || o.withdrawn != k.withdrawn {
			return false
		}
	}
	return true
}
