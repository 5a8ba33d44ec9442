package reshape

import (
	"maps"
	"slices"
	"strconv"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// Pivot turns groups into columns. The rows are those of a summarize: key columns, then
// the pivot, then one aggregate; no two rows are equal in keys and pivot. The result has a
// row for each key, in the order in which they are first seen: the keys, and a column for
// each value of the pivot, sorted by its text, which holds the aggregate. Where there is no
// row, it holds missing: what the aggregate is of no rows.
func Pivot(cols []plan.Column, b *vector.Batch, missing any) ([]plan.Column, *vector.Batch, error) {
	keys := len(cols) - 2
	pivot, aggregate := b.Columns[keys], b.Columns[keys+1]
	texts := make([]string, b.Rows)
	seen := make(map[string]bool)
	for i := range texts {
		texts[i] = value.Text(cols[keys].Type, pivot.Value(i))
		if seen[texts[i]] = true; len(seen) > maxColumns {
			return nil, nil, tooWide("pivot")
		}
	}
	rows, of := keyRows(b, keys)
	out := vector.NewBatch(len(rows), b.Take(rows).Columns[:keys:keys]...)
	named := slices.Clone(cols[:keys])
	columns := make(map[string]*vector.Vector)
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		v := vector.New(cols[keys+1].Type, len(rows))
		for i := range rows {
			v.Set(i, missing)
		}
		columns[name] = v
		named, out.Columns = append(named, plan.Column{Name: free(named, name), Type: v.Type}), append(out.Columns, v)
	}
	for i, text := range texts {
		set(columns[text], of[i], aggregate.Value(i))
	}
	return named, out, nil
}

// set gives a row a value, in place of the one that it has.
func set(v *vector.Vector, i int, x any) {
	if v.Nulls != nil {
		v.Nulls[i] = false
	}
	v.Set(i, x)
}

// keyRows returns the first row of each key, and the number of each row's key.
func keyRows(b *vector.Batch, keys int) (first, of []int) {
	numbers := make(map[string]int)
	of = make([]int, b.Rows)
	var key []byte
	for i := range of {
		key = key[:0]
		for _, c := range b.Columns[:keys] {
			key = value.AppendKey(key, c.Type, c.Value(i))
		}
		n, ok := numbers[string(key)]
		if !ok {
			n = len(first)
			numbers[string(key)] = n
			first = append(first, i)
		}
		of[i] = n
	}
	return first, of
}

// free returns a name that no column has, with a number where it must.
func free(cols []plan.Column, name string) string {
	candidate := name
	for n := 1; place(cols, candidate) >= 0; n++ {
		candidate = name + strconv.Itoa(n)
	}
	return candidate
}
