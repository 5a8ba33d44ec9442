package bind

import (
	"fmt"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// A list is columns being computed: their names and types, and what computes them.
type list struct {
	columns []plan.Column
	exprs   []plan.Expr
}

func (l *list) add(name string, e plan.Expr) {
	l.columns = append(l.columns, plan.Column{Name: name, Type: e.Type()})
	l.exprs = append(l.exprs, e)
}

// computed adds a column without a name, and returns what refers to it.
func (l *list) computed(e plan.Expr) plan.Expr {
	l.add("", e)
	return &plan.Ref{Index: len(l.columns) - 1, T: e.Type()}
}

// over makes the step that computes the list.
func (l *list) over(n plan.Node) *plan.Project {
	return &plan.Project{Input: n, Cols: l.columns, Exprs: l.exprs}
}

// same lists the columns of a node as they are.
func same(n plan.Node) *list {
	l := &list{}
	for i, c := range n.Columns() {
		l.add(c.Name, &plan.Ref{Index: i, T: c.Type})
	}
	return l
}

// A style is how a step names its columns.
type style int

const (
	giving    style = iota // project and its like: columns of their own
	extending              // a column of a name that there is takes its place
	printing               // columns without a name are print_0, print_1 ...
)

// An assignment is the expressions of an assign, with the names that they have of
// themselves where there are several.
type assignment struct {
	kql.Assign
	exprs  []plan.Expr
	called []string // of a tuple
	tuple  bool
}

// assigned binds the expressions of a step that gives columns of its own.
func (b *binder) assigned(assigns []kql.Assign, in *input, how style) *projection {
	p := newProjection(&list{})
	b.assign(p, assigns, in, how)
	return p
}

// assign binds the expressions of extend, project and their like, and adds them to a
// projection. All of them see the row as it came, and are bound before any is named.
func (b *binder) assign(p *projection, assigns []kql.Assign, in *input, how style) {
	bound := make([]assignment, len(assigns))
	for i, a := range assigns {
		x := assignment{Assign: a}
		if x.exprs, x.called, x.tuple = b.several(a, in); !x.tuple {
			x.exprs = []plan.Expr{b.expr(a.Expr, in)}
		}
		bound[i] = x
	}
	for i, x := range bound {
		b.named1(p, x, i, in, how)
	}
}

// named1 names what one assign gives.
func (b *binder) named1(p *projection, x assignment, number int, in *input, how style) {
	given := x.Names
	if x.Name != "" {
		given = []string{x.Name}
	}
	_, column := b.columnOf(x.Expr, in)
	for i, e := range x.exprs {
		switch {
		case i < len(given):
			replace := how == extending || column || x.Name != "" && x.tuple
			if !p.declare(given[i], e, replace) {
				b.givenTwice(x.Expr, given[i])
			}
		case x.tuple && how == printing && len(given) > 0: // print shows no more than it names
		case x.tuple:
			p.add(x.called[i], e, false)
		default:
			b.nameOne(p, x.Expr, e, number, in, how)
		}
	}
}

// nameOne names an expression that the query gives no name.
func (b *binder) nameOne(p *projection, e kql.Expr, x plan.Expr, number int, in *input, how style) {
	name, column := b.columnOf(e, in)
	switch {
	case how == printing:
		p.add(fmt.Sprint("print_", number), x, false)
	case column && p.declared[name]:
		b.givenTwice(e, name)
	case column && p.base && place(in.columns, name) >= 0: // it is there already
		p.note(name)
	case column:
		p.declare(name, x, false)
	default:
		if name = b.columnName(e, in); name == "" {
			name = b.unnamed(in, how)
		}
		p.add(name, x, how == extending)
	}
}

func (b *binder) givenTwice(where kql.Node, name string) {
	b.fail(where, "the column `%s` is given twice", name)
}

// unnamed makes up a name: Column1, Column2 and so on through the query, but for those that
// have a meaning.
func (b *binder) unnamed(in *input, how style) string {
	for {
		b.columns++
		name := fmt.Sprint("Column", b.columns)
		if in.scope.find(name) == nil && (how != extending || place(in.columns, name) < 0) {
			return name
		}
	}
}

// columnOf returns the name of the column that an expression is, bare or in brackets.
// Microsoft's binder takes a conversion to the type that a column has for that column.
func (b *binder) columnOf(e kql.Expr, in *input) (string, bool) {
	switch e := e.(type) {
	case *kql.Pipeline:
		if len(e.Operators) == 0 && e.Source != nil {
			return b.columnOf(e.Source, in)
		}
	case *kql.Ident:
		return e.Name, place(in.columns, e.Name) >= 0 || isOpen(in.columns) && in.scope.find(e.Name) == nil
	case *kql.Call:
		id, ok := soleName(e)
		if at := place(in.columns, id); ok && at >= 0 && b.judging() && converted[e.Func] == in.columns[at].Type {
			return id, true
		}
	}
	return "", false
}

func soleName(c *kql.Call) (string, bool) {
	if len(c.Args) != 1 || c.X != nil {
		return "", false
	}
	id, ok := c.Args[0].(*kql.Ident)
	if !ok {
		return "", false
	}
	return id.Name, true
}

// converted is what the functions that convert to a type give.
var converted = map[string]value.Type{"tobool": value.Bool, "todatetime": value.Datetime, "todecimal": value.Decimal,
	"todouble": value.Real, "todynamic": value.Dynamic, "toguid": value.Guid, "toint": value.Int, "tolong": value.Long,
	"toreal": value.Real, "tostring": value.String, "totime": value.Timespan, "totimespan": value.Timespan}

// several binds an expression that gives several columns: (a, b) = f(x), or a function
// that gives a tuple, whose columns have names of their own.
func (b *binder) several(a kql.Assign, in *input) ([]plan.Expr, []string, bool) {
	exprs, called, ok := b.tuple(a.Expr, in)
	switch {
	case !ok && len(a.Names) < 2:
		return nil, nil, false
	case !ok:
		return b.elements(a, in), a.Names, true
	case len(a.Names) > len(exprs):
		b.fail(a.Expr, "%d names for %d columns", len(a.Names), len(exprs))
		return nil, nil, true
	case a.Name != "" && !b.judging(): // one name is for the first column, and the engine gives no others
		return exprs[:1], called[:1], true
	}
	return exprs, called, true
}

// elements are those of an array that is given several names: (a, b) = dynamic. The binder
// knows no such thing.
func (b *binder) elements(a kql.Assign, in *input) []plan.Expr {
	x := b.expr(a.Expr, in)
	if x.Type() != value.None && (x.Type() != value.Dynamic || b.judging()) {
		b.fail(a.Expr, "%d names need an expression that gives as many columns, and this gives one", len(a.Names))
	}
	var exprs []plan.Expr
	for i := range a.Names {
		exprs = append(exprs, b.element(x, i))
	}
	return exprs
}

// element returns a dynamic's element at a place.
func (b *binder) element(x plan.Expr, i int) plan.Expr {
	if x.Type() != value.Dynamic {
		return bad
	}
	return b.use("[]", value.Dynamic, x, &plan.Const{Value: int64(i), T: value.Long})
}
