package bind

import (
	"strconv"
	"strings"

	"foxhound/internal/aggregate"
	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/signature"
	"foxhound/internal/value"
	"foxhound/kql"
)

// aggregate binds an expression that is the call of an aggregate function, and returns the
// names and types of its columns. ok is false for every other expression. One that is in
// error, which has been said, gives columns of no type.
func (b *binder) aggregate(e kql.Expr, in *input) (agg plan.Aggregate, names []string, types []value.Type, ok bool) {
	if p, is := e.(*kql.Pipeline); is && len(p.Operators) == 0 && p.Source != nil {
		return b.aggregate(p.Source, in)
	}
	c, is := e.(*kql.Call)
	if !is || c.X != nil {
		return agg, nil, nil, false
	}
	if known := in.scope.find(c.Func); known != nil && known.function != nil {
		return agg, nil, nil, false
	}
	s, is := b.signature(signature.Aggregates, c.Func)
	if !is {
		return agg, nil, nil, false
	}
	over := *in
	over.aggregates = nil
	cols, ok := b.bindAggregate(c, s, &over, in.aggregates, &agg)
	if !ok && len(cols) == 0 {
		cols = []plan.Column{{Name: b.aggregateName(c, &over)}}
	}
	for i, col := range cols {
		if !ok {
			cols[i].Type, col.Type = value.None, value.None
		}
		names, types = append(names, col.Name), append(types, col.Type)
	}
	return agg, names, types, true
}

// aggregateCall binds an aggregate within a larger expression: its first column.
func (b *binder) aggregateCall(c *kql.Call, in *input) plan.Expr {
	if in.aggregates == nil {
		b.fail(c, "`%s` is an aggregate function, which only stands in summarize and its like", c.Func)
		return bad
	}
	agg, names, types, _ := b.aggregate(c, in)
	if types[0] == value.None {
		return bad
	}
	columns := make([]plan.Column, len(types))
	for i, t := range types {
		columns[i] = plan.Column{Name: names[i], Type: t}
	}
	return &plan.Ref{Index: in.aggregates.add(agg, columns...), T: types[0]}
}

// bindAggregate binds the arguments of an aggregate, and returns its columns.
func (b *binder) bindAggregate(c *kql.Call, s *signature.Signature, in *input, g *gathered, agg *plan.Aggregate) ([]plan.Column, bool) {
	if !b.stars(c, s) {
		return nil, false
	}
	call := *c
	given := b.spreadStar(&call, in, g)
	args, exprs, ok := b.arguments(&call, in)
	if !ok {
		return nil, false
	}
	m, ok := b.resolve(&call, s, args, exprs)
	if !ok {
		return nil, false
	}
	columns := b.aggregateColumns(&call, m, args, exprs, in)
	for i, name := range given {
		if name != "" && i < len(columns) {
			columns[i].Name = name
		}
	}
	f, ok := aggregate.Lookup(c.Func)
	if !ok && !b.judging() {
		b.fail(c, "the aggregate function `%s` is not supported", c.Func)
		return columns, false
	}
	if !ok || isOpenCall(exprs) {
		*agg = plan.Aggregate{Func: f, Args: exprs, Outs: len(columns)}
		return columns, true
	}
	spec := aggregate.Spec{Results: plan.Types(columns)}
	for _, x := range exprs {
		a := function.Arg{Type: x.Type()}
		if k, is := x.(*plan.Const); is {
			a.Const, a.Value = true, k.Value
		}
		spec.Args = append(spec.Args, a)
	}
	maker, err := f.New(spec)
	if err != nil {
		b.fail(c, "%s", err)
		return columns, false
	}
	*agg = plan.Aggregate{Func: f, Args: exprs, New: maker, Outs: len(columns)}
	return columns, true
}

// spreadStar puts the columns for the star of arg_max and take_any, all but those that are
// keys or are named, and takes the names off the arguments (arg_max(a, x = b)), which it
// returns.
func (b *binder) spreadStar(c *kql.Call, in *input, g *gathered) (given []string) {
	skip := skipped(c, in, g)
	var args []kql.Expr
	for _, a := range c.Args {
		switch a := a.(type) {
		case *kql.Named:
			args, given = append(args, a.Value), append(given, a.Name)
		case *kql.Star:
			for _, column := range in.columns {
				if !skip[column.Name] && column.Name != open {
					args, given = append(args, &kql.Ident{Span: a.Span, Name: column.Name}), append(given, "")
				}
			}
		default:
			args, given = append(args, a), append(given, "")
		}
	}
	c.Args = args
	return given
}

// skipped are the columns that a star does not stand for.
func skipped(c *kql.Call, in *input, g *gathered) map[string]bool {
	skip := make(map[string]bool)
	if g != nil {
		for _, k := range g.by {
			if ref, ok := k.(*plan.Ref); ok && ref.Index < len(in.columns) {
				skip[in.columns[ref.Index].Name] = true
			}
		}
	}
	for _, a := range c.Args {
		if named, ok := a.(*kql.Named); ok {
			a = named.Value
		}
		if id, ok := a.(*kql.Ident); ok {
			skip[id.Name] = true
		}
	}
	return skip
}

// aggregateColumns tells the columns that an aggregate gives.
func (b *binder) aggregateColumns(c *kql.Call, m *signature.Match, args []kql.Expr, exprs []plan.Expr, in *input) []plan.Column {
	switch c.Func {
	case "arg_max", "arg_min", "argmax", "argmin":
		return b.bestColumns(c, strings.TrimPrefix(strings.TrimPrefix(c.Func, "arg"), "_"), args, exprs, in)
	case "take_any", "any":
		if c.Func == "take_any" || len(args) > 1 {
			return b.bestColumns(c, "any", args, exprs, in)
		}
	case "percentile", "percentiles", "percentilew", "percentilesw":
		return b.percentileColumns(c, args, exprs, in)
	case "percentiles_array", "percentilesw_array":
		return []plan.Column{{Name: "percentiles_" + b.columnName(args[0], in), Type: value.Dynamic}}
	}
	return []plan.Column{{Name: b.aggregateName(c, in), Type: m.Result}}
}

// aggregateName names the one column of an aggregate, by its signature.
func (b *binder) aggregateName(c *kql.Call, in *input) string {
	with := *in
	with.aggregates = &gathered{}
	return b.callName(c, &with)
}

// bestColumns names the columns of arg_max and take_any after the arguments.
func (b *binder) bestColumns(c *kql.Call, prefix string, args []kql.Expr, exprs []plan.Expr, in *input) []plan.Column {
	columns := make([]plan.Column, len(args))
	primary := b.columnName(args[0], in)
	for i, a := range args {
		name := b.columnName(a, in)
		switch old := strings.HasPrefix(c.Func, "argm"); {
		case old && i > 0:
			name = prefix + "_" + primary + "_" + name
		case old:
			name = prefix + "_" + name
		case c.Func == "any" && name != "":
			name = prefix + "_" + name
		case name != "":
		case prefix == "any":
			name = "any_arg" + strconv.Itoa(i)
		case i == 0:
			name = prefix + "_"
		default:
			name = prefix + "_" + primary + "_arg" + strconv.Itoa(i)
		}
		columns[i] = plan.Column{Name: name, Type: exprs[i].Type()}
	}
	return columns
}

// percentileColumns names a column for each percentile: percentile_n_99_9.
func (b *binder) percentileColumns(c *kql.Call, args []kql.Expr, exprs []plan.Expr, in *input) []plan.Column {
	first := 1
	if strings.HasPrefix(c.Func, "percentilew") || strings.HasPrefix(c.Func, "percentilesw") {
		first = 2
	}
	t := exprs[0].Type()
	if t == value.Int {
		t = value.Long
	}
	var columns []plan.Column
	for _, x := range exprs[first:] {
		name := "percentile_" + b.columnName(args[0], in)
		if k, ok := x.(*plan.Const); ok {
			name += "_" + strings.ReplaceAll(value.Text(k.T, k.Value), ".", "_")
		}
		columns = append(columns, plan.Column{Name: name, Type: t})
	}
	return columns
}
