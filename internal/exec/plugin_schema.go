package exec

import (
	"cmp"
	"fmt"
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// A schemaColumn is a column of the schemas that schema_merge merges.
type schemaColumn struct {
	name, dataType, columnType string
	ordinal                    int64 // the greatest it has
	moves                      bool  // it has another in another schema
}

// outOfOrder stands in place of the type of a column that is not at one place in all
// schemas.
const outOfOrder = "ERROR(columns are out of order)"

// mergeSchemas runs schema_merge: one schema of several, as getschema gives them, the one
// below the other. The arguments are their columns ColumnName, ColumnOrdinal, DataType and
// ColumnType, and, constant, whether columns must keep their places. It refuses schemas
// that differ in a column's type.
func (x *run) mergeSchemas(n *plan.Plugin, emit func(*vector.Batch) error) error {
	keep, err := x.constant(n.Args[4])
	if err != nil {
		return err
	}
	b, err := x.all("schema_merge", n.From[0])
	if err != nil || b.Rows == 0 {
		return err
	}
	args, err := x.compileAll(n.Args[:4])
	if err != nil {
		return err
	}
	columns, err := mergedColumns(evalAll(args, b), b.Rows)
	if err != nil {
		return err
	}
	slices.SortStableFunc(columns, func(a, b *schemaColumn) int { return cmp.Compare(a.ordinal, b.ordinal) })
	for i, c := range columns {
		switch {
		case keep == false:
			c.ordinal = int64(i)
		case c.moves:
			c.ordinal, c.columnType, c.dataType = -1, outOfOrder, "ERROR(unknown CSL type:"+outOfOrder+")"
		}
	}
	out := &vector.Batch{Rows: len(columns)}
	for _, c := range n.Cols {
		out.Columns = append(out.Columns, vector.New(c.Type, len(columns)))
	}
	for i, c := range columns {
		for at, v := range []any{c.name, c.ordinal, c.dataType, c.columnType} {
			out.Columns[at].Set(i, v)
		}
	}
	return emit(out)
}

func mergedColumns(args []*vector.Vector, rows int) ([]*schemaColumn, error) {
	text := func(arg, i int) string { return args[arg].Strings[args[arg].Index(i)] }
	byName := make(map[string]*schemaColumn)
	var columns []*schemaColumn
	for i := range rows {
		ordinal, _ := args[1].Value(i).(int64)
		c := byName[text(0, i)]
		if c == nil {
			c = &schemaColumn{name: text(0, i), ordinal: ordinal, dataType: text(2, i), columnType: text(3, i)}
			byName[c.name] = c
			columns = append(columns, c)
			continue
		}
		if c.columnType != text(3, i) {
			return nil, fmt.Errorf("`schema_merge` finds column `%s` as %s and as %s", c.name, c.columnType, text(3, i))
		}
		c.moves = c.moves || c.ordinal != ordinal
		c.ordinal = max(c.ordinal, ordinal)
	}
	return columns, nil
}
