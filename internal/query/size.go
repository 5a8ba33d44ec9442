package query

import (
	"context"
	"errors"
	"sync"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
)

// heads is which tables the first rows of each file are of, by the file's path.
type heads struct {
	mu     sync.Mutex
	shares map[string]map[string]float64
}

// errHead ends a scan at its first block.
var errHead = errors.New("the first block is enough")

// Bytes returns about how many bytes the logs have of a table: the size of its files, told
// by --table or by their first rows. Of standard input nothing is known.
func (l *Logs) Bytes(t *plan.Table) int64 {
	var sum float64
	for _, s := range l.Sources {
		if s.Size > 0 && s.Path != "-" {
			sum += l.heads.share(l, s, t.Name) * float64(s.Size)
		}
	}
	return int64(sum)
}

// share returns which part of a file is of a table, by its first rows where nothing else
// tells.
func (h *heads) share(l *Logs, s logs.Source, table string) float64 {
	if told, ok := logs.Told(s, l.Options.Tables); ok {
		if told == table {
			return 1
		}
		return 0
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	shares, ok := h.shares[s.Path]
	if !ok {
		shares = firstShares(s, l.Options)
		if h.shares == nil {
			h.shares = make(map[string]map[string]float64)
		}
		h.shares[s.Path] = shares
	}
	return shares[table]
}

func firstShares(s logs.Source, o logs.Options) map[string]float64 {
	o.Progress, o.Workers = nil, 1
	rows := make(map[string]float64)
	var all float64
	logs.Scan(context.Background(), []logs.Source{s}, o, func(b *logs.Block) map[string]int64 {
		tables := make(map[string]int64)
		for r := range b.Records {
			tables[r.Table]++
		}
		return tables
	}, func(tables map[string]int64) error {
		for table, n := range tables {
			rows[table] += float64(n)
			all += float64(n)
		}
		return errHead
	})
	for table := range rows {
		rows[table] /= all
	}
	return rows
}
