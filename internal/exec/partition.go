package exec

import (
	"foxhound/internal/group"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// partition runs a subquery over the rows of each key: most subqueries once for all keys
// (see [carry]), the others once a key.
func (x *run) partition(n *plan.Partition, emit func(*vector.Batch) error) error {
	key, err := x.compile(n.Key)
	if err != nil {
		return err
	}
	rows, err := x.all("partition", n.Input)
	if err != nil || rows.Rows == 0 {
		return err
	}
	table := group.New(n.Key.Type())
	parts := apart(table.Number([]*vector.Vector{key(rows)}, rows.Rows, nil), table.Len())
	if carried, ok := carry(n.Sub); ok {
		return x.within(inParts(rows, parts), carried, func(b *vector.Batch) error {
			return emit(vector.NewBatch(b.Rows, b.Columns[:len(b.Columns)-1]...))
		})
	}
	for _, places := range parts {
		if err := x.within(rows.Take(places), n.Sub, emit); err != nil {
			return err
		}
	}
	return nil
}

// apart returns the places of the rows of each group.
func apart(ids []int, count int) [][]int {
	sizes := make([]int, count)
	for _, id := range ids {
		sizes[id]++
	}
	all, parts, at := make([]int, len(ids)), make([][]int, count), 0
	for id, n := range sizes {
		parts[id] = all[at : at : at+n]
		at += n
	}
	for i, id := range ids {
		parts[id] = append(parts[id], i)
	}
	return parts
}

// inParts returns the rows part by part, with the number of the part as their last column.
func inParts(rows *vector.Batch, parts [][]int) *vector.Batch {
	order, numbers := make([]int, 0, rows.Rows), make([]int64, 0, rows.Rows)
	for i, places := range parts {
		order = append(order, places...)
		for range places {
			numbers = append(numbers, int64(i))
		}
	}
	out := rows.Take(order)
	out.Columns = append(out.Columns, vector.Of(value.Long, numbers, nil))
	return out
}
