package bind

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// oneRow is a row without columns.
func oneRow() plan.Node { return &plan.Rows{Batch: &vector.Batch{Rows: 1}} }

// print binds print, whose unnamed columns are print_0, print_1 and so on.
func (b *binder) print(op *kql.PrintRow, s *scope) plan.Node {
	in := &input{scope: s, window: true}
	list := b.assigned(op.Columns, in, printing)
	return b.ordered(list.over(oneRow()))
}

// rangeRows binds range.
func (b *binder) rangeRows(op *kql.Range, s *scope) plan.Node {
	in := &input{scope: s}
	from, to, step := b.expr(op.From, in), b.expr(op.To, in), b.expr(op.Step, in)
	t := from.Type()
	switch {
	case t == value.None || to.Type() == value.None || step.Type() == value.None:
		return nil
	case t == value.Datetime && to.Type() == value.Datetime:
		if step.Type() != value.Timespan {
			b.fail(op.Step, "the step of a range of datetimes must be a timespan, not %s", step.Type())
		}
	case t == value.Timespan && to.Type() == value.Timespan && step.Type() == value.Timespan:
	case t.IsNumber() && to.Type().IsNumber() && step.Type().IsNumber():
		t = b.rangeType(t, to.Type(), step.Type())
		if k, ok := step.(*plan.Const); ok && b.judging() && k.Value == int64(0) {
			b.fail(op.Step, "the step of a range cannot be 0")
		}
		from, to, step = b.convert(from, t), b.convert(to, t), b.convert(step, t)
	default:
		b.fail(op, "range cannot go from %s to %s by %s; it takes numbers, datetimes by a timespan, or timespans", t, to.Type(), step.Type())
	}
	return b.ordered(&plan.Range{Col: plan.Column{Name: op.Name, Type: t}, From: from, To: to, Step: step})
}

// rangeType is the type of a range of numbers. At Microsoft's binder ints stay ints.
func (b *binder) rangeType(types ...value.Type) value.Type {
	for _, t := range types {
		if t != value.Int || !b.judging() {
			return widest(types...)
		}
	}
	return value.Int
}

// widest returns the number type that holds all the others; int and int are long.
func widest(types ...value.Type) value.Type {
	w := value.Long
	for _, t := range types {
		switch {
		case t == value.Decimal && w != value.Real, t == value.Real:
			w = t
		}
	}
	return w
}

// dataTable binds a table written out in the query.
func (b *binder) dataTable(d *kql.DataTable, s *scope) plan.Node {
	columns, ok := b.declared(d, d.Columns)
	if !ok {
		return nil
	}
	if len(d.Values)%len(columns) != 0 {
		b.fail(d, "a datatable of %d columns cannot have %d values", len(columns), len(d.Values))
		return nil
	}
	batch := &vector.Batch{Rows: len(d.Values) / len(columns)}
	for _, c := range columns {
		batch.Columns = append(batch.Columns, vector.New(c.Type, batch.Rows))
	}
	in := &input{scope: s}
	for i, e := range d.Values {
		c := i % len(columns)
		batch.Columns[c].Set(i/len(columns), b.cell(e, columns[c], in))
	}
	return &plan.Rows{Cols: columns, Batch: batch}
}

// cell returns a constant of a column's type.
func (b *binder) cell(e kql.Expr, c plan.Column, in *input) any {
	x := b.expr(e, in)
	if x.Type() == value.None {
		return nil
	}
	k, ok := b.convert(x, c.Type).(*plan.Const)
	if !ok {
		b.fail(e, "a value of a datatable must be a constant")
		return nil
	}
	return k.Value
}

// undeclarable are names of types that only conversions know.
var undeclarable = map[string]bool{"float": true, "int32": true, "uuid": true}

// declared reads columns that the query spells out.
func (b *binder) declared(where kql.Node, list []kql.Column) ([]plan.Column, bool) {
	columns := make([]plan.Column, 0, len(list))
	for _, c := range list {
		t, ok := value.TypeNamed(c.Type)
		switch {
		case !ok || b.judging() && undeclarable[c.Type]:
			b.fail(where, "`%s` is no type; the types are bool, datetime, decimal, dynamic, guid, int, long, real, string and timespan", c.Type)
			return nil, false
		case place(columns, c.Name) >= 0:
			b.fail(where, "the column `%s` is declared twice", c.Name)
			return nil, false
		}
		columns = append(columns, plan.Column{Name: c.Name, Type: t})
	}
	return columns, len(columns) > 0
}

// externalData binds a table read from files that stand for addresses.
func (b *binder) externalData(d *kql.ExternalData, s *scope) plan.Node {
	columns, ok := b.declared(d, d.Columns)
	if !ok {
		return nil
	}
	n := &plan.External{Cols: columns}
	in := &input{scope: s}
	for _, e := range d.Addresses {
		v, _, ok := b.constant(e, in)
		text, isText := v.(string)
		if !ok || !isText {
			b.fail(e, "the address of externaldata must be a constant string")
			return nil
		}
		n.Addresses = append(n.Addresses, text)
	}
	for _, o := range d.With {
		v := optionText(o)
		switch o.Name {
		case "format":
			n.Format = v
		case "ignoreFirstRecord":
			n.Header = v == "true"
		}
	}
	return n
}

// optionText returns an option's value as it is written.
func optionText(o kql.Option) string {
	switch v := o.Value.(type) {
	case *kql.Ident:
		return v.Name
	case *kql.String:
		return v.Value
	case *kql.Bool:
		if v.Value {
			return "true"
		}
		return "false"
	}
	return ""
}

// option returns the value of the named option as it is written, or "".
func option(list []kql.Option, names ...string) string {
	for _, o := range list {
		for _, n := range names {
			if o.Name == n {
				return optionText(o)
			}
		}
	}
	return ""
}

// emptyRows is no rows of the columns.
func emptyRows(columns []plan.Column) plan.Node {
	batch := &vector.Batch{}
	for _, c := range columns {
		batch.Columns = append(batch.Columns, vector.New(c.Type, 0))
	}
	return &plan.Rows{Cols: columns, Batch: batch}
}
