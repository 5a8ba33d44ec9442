package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// evaluate passes the rows to a plugin.
func (b *binder) evaluate(op *kql.Evaluate, n plan.Node, s *scope) plan.Node {
	switch op.Call.Func {
	case "bag_unpack":
		return b.unpack(op, n, s)
	case "pivot":
		return b.pivot(op, n, s)
	case "narrow":
		return b.narrow(n)
	case "ipv4_lookup", "ipv6_lookup":
		return b.addressLookup(op, n, s)
	case "schema_merge":
		return b.schemaMerge(op, n, s)
	}
	b.fail(op.Call, "the plugin `%s` is not supported", op.Call.Func)
	return nil
}

// narrow turns each value of each row into a row.
func (b *binder) narrow(n plan.Node) plan.Node {
	return &plan.Plugin{Name: "narrow", From: []plan.Node{n}, Cols: []plan.Column{
		{Name: "Row", Type: value.Long}, {Name: "Column", Type: value.String}, {Name: "Value", Type: value.String}}}
}

// addressLookup joins rows to a table of networks by an address. Beside the rows' columns
// stand the table's, but for those of the further keys: behind them, and of ipv6_lookup
// before, as measured.
func (b *binder) addressLookup(op *kql.Evaluate, n plan.Node, s *scope) plan.Node {
	if len(op.Call.Args) < 3 {
		b.fail(op.Call, "`%s` takes a table, the rows' address column and the table's network column", op.Call.Func)
		return nil
	}
	right := b.tabular(op.Call.Args[0], s)
	if right == nil {
		return nil
	}
	left, rights := b.rowOf(n, s), b.rowOf(right, s)
	p := &plan.Plugin{Name: op.Call.Func, From: []plan.Node{n, right}}
	p.Args = append(p.Args, b.typed(op.Call.Args[1], left, value.String))
	net := b.typed(op.Call.Args[2], rights, value.String)
	p.Args = append(p.Args, net)
	unmatched := false
	var keys []plan.Expr
	for i, a := range op.Call.Args[3:] {
		if named, ok := a.(*kql.Named); ok {
			a = named.Value
		}
		id, column := a.(*kql.Ident)
		if column && place(n.Columns(), id.Name) >= 0 {
			x, y := b.expr(id, left), b.expr(id, rights)
			p.Args = append(p.Args, x, y)
			keys = append(keys, y)
			continue
		}
		v, t, ok := b.constant(a, &input{scope: s})
		if !ok || t != value.Bool {
			b.fail(a, "argument %d of `%s` is a column of both tables, or whether to return what does not match", i+4, op.Call.Func)
			return nil
		}
		unmatched = v == true
	}
	var rest []plan.Column
	for i, c := range right.Columns() {
		if !isKey(keys, i) {
			rest = append(rest, c)
		}
	}
	p.Cols = beside(n.Columns(), rest)
	p.Args = append(p.Args, &plan.Const{Value: unmatched, T: value.Bool})
	if op.Call.Func == "ipv4_lookup" || b.Run == nil {
		return p
	}
	var places []int
	for i := range p.Cols {
		places = append(places, (i+len(n.Columns()))%len(p.Cols))
	}
	return b.chosen(p, places)
}

// schemaMerge makes one schema of several, as getschema gives them.
func (b *binder) schemaMerge(op *kql.Evaluate, n plan.Node, s *scope) plan.Node {
	keep := true
	for _, a := range op.Call.Args {
		if named, ok := a.(*kql.Named); ok {
			a = named.Value
		}
		v, t, ok := b.constant(a, &input{scope: s})
		if !ok || t != value.Bool || len(op.Call.Args) > 1 {
			b.fail(a, "`schema_merge` takes PreserveOrder, which is true or false, and nothing else")
			return nil
		}
		keep = v != false
	}
	p := &plan.Plugin{Name: "schema_merge", From: []plan.Node{n}, Cols: []plan.Column{
		{Name: "ColumnName", Type: value.String}, {Name: "ColumnOrdinal", Type: value.Long},
		{Name: "DataType", Type: value.String}, {Name: "ColumnType", Type: value.String}}}
	for _, c := range p.Cols {
		at := place(n.Columns(), c.Name)
		if at < 0 {
			b.fail(op.Call, "`schema_merge` takes the rows of `getschema`; these have no column `%s`", c.Name)
			return nil
		}
		ref := &plan.Ref{Index: at, T: n.Columns()[at].Type}
		p.Args = append(p.Args, b.convert(ref, c.Type))
	}
	p.Args = append(p.Args, &plan.Const{Value: keep, T: value.Bool})
	return p
}
