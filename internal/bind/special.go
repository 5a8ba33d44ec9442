package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// special returns what binds a function that needs to know more than its arguments: the
// time, the columns, or a table; nil for others.
func special(name string) func(*binder, *kql.Call, *input) plan.Expr {
	switch name {
	case "now":
		return (*binder).now
	case "ago":
		return (*binder).ago
	case "toscalar":
		return (*binder).toscalar
	case "column_ifexists", "columnifexists":
		return (*binder).columnIfExists
	case "iscolumnexists":
		return (*binder).isColumn
	case "geo_info_from_ip_address":
		return (*binder).geoInfo
	case "ingestion_time":
		return (*binder).ingestionTime
	case "column_names_of":
		return (*binder).columnNames
	case "pack_all":
		return (*binder).packAll
	case "bag_pack_columns":
		return (*binder).packColumns
	}
	return nil
}

// now binds now() and now(offset) to the query's time.
func (b *binder) now(c *kql.Call, in *input) plan.Expr {
	now := &plan.Const{Value: b.Now, T: value.Datetime}
	switch len(c.Args) {
	case 0:
		return now
	case 1:
		return b.moved(c, now, "+", in)
	}
	b.fail(c, "`now` takes 0 to 1 arguments, not %d", len(c.Args))
	return bad
}

// ago binds ago(span).
func (b *binder) ago(c *kql.Call, in *input) plan.Expr {
	if len(c.Args) != 1 {
		b.fail(c, "`ago` takes 1 argument, not %d", len(c.Args))
		return bad
	}
	return b.moved(c, &plan.Const{Value: b.Now, T: value.Datetime}, "-", in)
}

func (b *binder) moved(c *kql.Call, t plan.Expr, op string, in *input) plan.Expr {
	span := b.typed(c.Args[0], in, value.Timespan)
	if isBad(span) {
		return bad
	}
	return b.apply(c, op, value.Datetime, t, span)
}

// toscalar binds the first value of a table, which is computed once.
func (b *binder) toscalar(c *kql.Call, in *input) plan.Expr {
	if len(c.Args) != 1 {
		b.fail(c, "`toscalar` takes 1 argument, not %d", len(c.Args))
		return bad
	}
	if !b.isTabular(c.Args[0], in.scope) {
		return b.expr(c.Args[0], in)
	}
	n := b.tabular(c.Args[0], in.scope)
	if n == nil {
		return bad
	}
	columns := n.Columns()
	switch {
	case len(columns) == 0:
		b.fail(c, "`toscalar` needs a table with a column")
		return bad
	case columns[0].Name == open:
		return openColumn
	}
	return &plan.Scalar{Input: n, T: columns[0].Type}
}

// columnIfExists binds the column of a name, or what stands in for it.
func (b *binder) columnIfExists(c *kql.Call, in *input) plan.Expr {
	name, ok := b.columnArgument(c, in, 2)
	if !ok {
		return bad
	}
	instead := b.expr(c.Args[1], in)
	if i := place(in.columns, name); i >= 0 {
		return &plan.Ref{Index: i, T: in.columns[i].Type}
	}
	return instead
}

// isColumn tells whether there is a column of a name.
func (b *binder) isColumn(c *kql.Call, in *input) plan.Expr {
	name, ok := b.columnArgument(c, in, 1)
	if !ok {
		return bad
	}
	return &plan.Const{Value: place(in.columns, name) >= 0, T: value.Bool}
}

// columnNames binds the names of a table's columns.
func (b *binder) columnNames(c *kql.Call, in *input) plan.Expr {
	if len(c.Args) != 1 || !b.isTabular(c.Args[0], in.scope) {
		b.fail(c, "`column_names_of` takes a table")
		return bad
	}
	n := b.tabular(c.Args[0], in.scope)
	if n == nil {
		return bad
	}
	names := []any{}
	for _, column := range n.Columns() {
		names = append(names, column.Name)
	}
	return &plan.Const{Value: names, T: value.Dynamic}
}

// columnArgument reads the first of n arguments, the name of a column.
func (b *binder) columnArgument(c *kql.Call, in *input, n int) (string, bool) {
	if len(c.Args) != n {
		b.fail(c, "`%s` takes %d arguments, not %d", c.Func, n, len(c.Args))
		return "", false
	}
	x := b.expr(c.Args[0], in)
	k, ok := x.(*plan.Const)
	if isBad(x) || x == openColumn {
		return "", false
	}
	if !ok || k.T != value.String {
		b.fail(c.Args[0], "`%s` takes the name of a column here, as a constant string", c.Func)
		return "", false
	}
	name, _ := k.Value.(string)
	return name, true
}

// ingestionTime stands for when a row arrived, which files do not tell: the row's own time.
func (b *binder) ingestionTime(c *kql.Call, in *input) plan.Expr {
	if len(c.Args) != 0 {
		b.fail(c, "`ingestion_time` takes no arguments, not %d", len(c.Args))
		return bad
	}
	for _, name := range []string{"TimeGenerated", "Timestamp"} {
		if i := place(in.columns, name); i >= 0 && in.columns[i].Type == value.Datetime {
			return &plan.Ref{Index: i, T: value.Datetime}
		}
	}
	return null(value.Datetime)
}

// packAll binds a bag of all columns, those without a value perhaps left out.
func (b *binder) packAll(c *kql.Call, in *input) plan.Expr {
	without := false
	if len(c.Args) > 0 {
		v, _, _ := b.constant(c.Args[0], in)
		var ok bool
		if without, ok = v.(bool); !ok || len(c.Args) > 1 {
			b.fail(c, "`pack_all` takes true or false, or nothing")
			return bad
		}
	}
	var pairs []plan.Expr
	for i, column := range in.columns {
		if column.Name != open {
			pairs = append(pairs, &plan.Const{Value: column.Name, T: value.String}, &plan.Ref{Index: i, T: column.Type})
		}
	}
	pairs = append(pairs, &plan.Const{Value: without, T: value.Bool})
	return b.apply(c, "pack_all", value.Dynamic, pairs...)
}

// packColumns binds a bag of the columns that are named.
func (b *binder) packColumns(c *kql.Call, in *input) plan.Expr {
	var pairs []plan.Expr
	if len(c.Args) == 0 {
		b.fail(c, "`bag_pack_columns` takes 1 or more arguments, not 0")
		return bad
	}
	for _, a := range c.Args {
		x := b.expr(a, in)
		if isBad(x) {
			return bad
		}
		pairs = append(pairs, &plan.Const{Value: b.columnName(a, in), T: value.String}, x)
	}
	return b.apply(c, "bag_pack", value.Dynamic, pairs...)
}
