package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// dotnet is what the service calls the types inside.
var dotnet = map[value.Type]string{
	value.Bool: "System.SByte", value.Int: "System.Int32", value.Long: "System.Int64", value.Real: "System.Double",
	value.Decimal: "System.Data.SqlTypes.SqlDecimal", value.String: "System.String", value.Datetime: "System.DateTime",
	value.Timespan: "System.TimeSpan", value.Guid: "System.Guid", value.Dynamic: "System.Object",
}

// getSchema lists the columns in place of the rows.
func (b *binder) getSchema(n plan.Node) plan.Node {
	columns := []plan.Column{{Name: "ColumnName", Type: value.String}, {Name: "ColumnOrdinal", Type: value.Long},
		{Name: "DataType", Type: value.String}, {Name: "ColumnType", Type: value.String}}
	of := n.Columns()
	batch := &vector.Batch{Rows: len(of)}
	for _, c := range columns {
		batch.Columns = append(batch.Columns, vector.New(c.Type, len(of)))
	}
	for i, c := range of {
		for j, v := range []any{c.Name, int64(i), dotnet[c.Type], c.Type.String()} {
			batch.Columns[j].Set(i, v)
		}
	}
	return &plan.Rows{Cols: columns, Batch: batch}
}

// assertSchema checks the columns at hand against those that the query expects.
func (b *binder) assertSchema(op *kql.AssertSchema, n plan.Node) plan.Node {
	want, ok := b.declared(op, op.Columns)
	if !ok {
		return nil
	}
	have := n.Columns()
	if len(want) != len(have) {
		b.fail(op, "the rows have %d columns, not the %d that assert-schema lists", len(have), len(want))
		return nil
	}
	for i, c := range want {
		if c != have[i] {
			b.fail(op, "column %d is `%s` of type %s, not `%s` of type %s", i+1, have[i].Name, have[i].Type, c.Name, c.Type)
			return nil
		}
	}
	return n
}

// invoke passes the rows to a function as its first argument.
func (b *binder) invoke(op *kql.Invoke, n plan.Node, s *scope) plan.Node {
	known := s.find(op.Call.Func)
	if known != nil && known.function != nil {
		return b.call(known.function, op.Call, n, s)
	}
	if p := productNamed(op.Call.Func); p != nil {
		return p(b, op.Call, n, s)
	}
	b.fail(op.Call, "unknown function `%s`; `invoke` takes a function that the query declares with `let`", op.Call.Func)
	return nil
}

// tabularCall binds a call that gives rows.
func (b *binder) tabularCall(c *kql.Call, s *scope) plan.Node {
	known := s.find(c.Func)
	switch {
	case c.X != nil || remote[c.Func]:
		b.fail(c, "tables of other databases, clusters and workspaces are not supported; name the table alone")
	case known != nil && known.function != nil:
		return b.call(known.function, c, nil, s)
	case known != nil && known.pattern != nil:
		return b.patternCall(known.pattern, c, s)
	case c.Func == "materialize":
		return b.materialize(c, s)
	case c.Func == "table":
		return b.tableNamed(c, s)
	case productNamed(c.Func) != nil:
		return productNamed(c.Func)(b, c, nil, s)
	default:
		b.fail(c, "`%s` is no function that gives rows", c.Func)
	}
	return nil
}

func (b *binder) materialize(c *kql.Call, s *scope) plan.Node {
	if len(c.Args) != 1 {
		b.fail(c, "`materialize` takes one table")
		return nil
	}
	n := b.tabular(c.Args[0], s)
	if n == nil {
		return nil
	}
	return b.share(n)
}

// tableNamed binds table("T").
func (b *binder) tableNamed(c *kql.Call, s *scope) plan.Node {
	if len(c.Args) > 0 {
		if v, _, ok := b.constant(c.Args[0], &input{scope: s}); ok {
			if name, ok := v.(string); ok {
				return b.named(&kql.Ident{Span: c.Span, Name: name}, s)
			}
		}
	}
	b.fail(c, "`table` takes the name of a table as a constant string")
	return nil
}
