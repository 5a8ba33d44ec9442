package proof

import (
	"context"

	"foxhound/internal/schema"
	"foxhound/internal/vector"
)

// Output runs a text over events, which need not be the hunt's own, and returns all that it gives:
// a row of values for each row of the result, in its order.
func (h *Hunt) Output(ctx context.Context, text string, list []Event) ([][]any, error) {
	all := make([]*Event, len(list))
	for i := range list {
		all[i] = &list[i]
	}
	q, err := h.prepare(ctx, text, all)
	if err != nil {
		return nil, err
	}
	var rows [][]any
	err = q.Run(ctx, func(b *vector.Batch) error {
		for r := range b.Rows {
			row := make([]any, len(b.Columns))
			for c := range b.Columns {
				row[c] = b.Columns[c].Value(r)
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

// TypeOf is the type of a column of one of the dialect's tables, or empty where there is none.
func (h *Hunt) TypeOf(table, column string) string {
	t, ok := schema.Lookup(h.Dialect, table)
	if !ok {
		return ""
	}
	c, _ := t.Column(column)
	return c.Type
}
