package exec

import (
	"fmt"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// plugin hands on the rows of an evaluate. The plugins there are:
//
//	narrow        a row for each value: the row's number, the column's name, the value's text
//	ipv4_lookup   see [run.lookup]
//	ipv6_lookup   see [run.lookup]
//	schema_merge  see [run.mergeSchemas]
//	FileProfile   see [run.enrich]
//	SeenBy        see [run.enrich]
func (x *run) plugin(n *plan.Plugin, emit func(*vector.Batch) error) error {
	switch n.Name {
	case "narrow":
		return x.narrow(n, emit)
	case "ipv4_lookup", "ipv6_lookup":
		return x.lookup(n, emit)
	case "FileProfile", "SeenBy":
		return x.enrich(n, emit)
	case "schema_merge":
		return x.mergeSchemas(n, emit)
	}
	return fmt.Errorf("exec: no plugin %s", n.Name)
}

func (x *run) narrow(n *plan.Plugin, emit func(*vector.Batch) error) error {
	cols := n.From[0].Columns()
	var before int64
	return x.rows(n.From[0], func(b *vector.Batch) error {
		if err := x.budget.grow("narrow", max(0, b.Rows*(len(cols)-1))); err != nil {
			return err
		}
		for from := 0; from < b.Rows; from += rangeBatch {
			part := b.Slice(from, min(b.Rows, from+rangeBatch))
			if err := emit(narrowed(cols, part, before)); err != nil {
				return err
			}
			before += int64(part.Rows)
		}
		return nil
	})
}

// narrowed makes a row of each value of a batch.
func narrowed(cols []plan.Column, b *vector.Batch, before int64) *vector.Batch {
	n := b.Rows * len(cols)
	rows, names, texts := make([]int64, 0, n), make([]string, 0, n), make([]string, 0, n)
	for i := range b.Rows {
		for c, col := range cols {
			rows = append(rows, before+int64(i))
			names = append(names, col.Name)
			texts = append(texts, value.Text(col.Type, b.Columns[c].Value(i)))
		}
	}
	return vector.NewBatch(n, vector.Of(value.Long, rows, nil), vector.Of(value.String, names, nil), vector.Of(value.String, texts, nil))
}
