package exec

import (
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// enrich sets beside each row the first row of a table that has the row's key, in any case, or
// nulls. The arguments are the key, over the rows, and the columns of the table that may be it.
func (x *run) enrich(n *plan.Plugin, emit func(*vector.Batch) error) error {
	table, err := x.all(n.Name, n.From[1])
	if err != nil {
		return err
	}
	known, err := x.keyed(n, table)
	if err != nil {
		return err
	}
	key, err := x.compile(n.Args[0])
	if err != nil {
		return err
	}
	return x.parallel(n.From[0], func(b *vector.Batch) (any, error) {
		keys, places := key(b), make([]int, b.Rows)
		for i := range places {
			place, ok := known[strings.ToLower(keys.Strings[keys.Index(i)])]
			if places[i] = place; !ok {
				places[i] = -1
			}
		}
		return beside(b, table.Take(places)), nil
	}, func(b any) error { return emit(b.(*vector.Batch)) })
}

// keyed returns the places of a table's rows by their keys in small letters.
func (x *run) keyed(n *plan.Plugin, table *vector.Batch) (map[string]int, error) {
	columns, err := x.compileAll(n.Args[1:])
	if err != nil {
		return nil, err
	}
	known := make(map[string]int)
	for _, column := range evalAll(columns, table) {
		for i := range table.Rows {
			text := strings.ToLower(column.Strings[column.Index(i)])
			if _, seen := known[text]; text != "" && !seen {
				known[text] = i
			}
		}
	}
	return known, x.budget.hold(n.Name, 100*int64(len(known)))
}
