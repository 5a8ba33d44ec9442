package bind

import (
	"fmt"
	"slices"

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

// naming says how an operator calls the columns that have no name.
type naming struct {
	unnamed string // before the number; Column without one
	from    int    // the first number; 1 without one
	always  bool   // even where the expression would give a name
	taken   []plan.Column
}

// assigned binds the expressions of extend, project and their like.
func (b *binder) assigned(assigns []kql.Assign, in *input, how naming) *list {
	l := &list{}
	given := names(assigns)
	number := how.from
	if how.unnamed == "" {
		how.unnamed, number = "Column", 1
	}
	for _, a := range assigns {
		exprs, called, tuple := b.several(a, in)
		if !tuple {
			exprs, called = []plan.Expr{b.expr(a.Expr, in)}, []string{a.Name}
			if a.Name == "" && !how.always {
				called[0] = b.columnName(a.Expr, in)
			}
		}
		for i, e := range exprs {
			name := called[i]
			switch {
			case name == "" && how.always:
				name = fmt.Sprint(how.unnamed, number)
			case name == "":
				for ; name == "" || place(how.taken, name) >= 0 || place(l.columns, name) >= 0; number++ {
					name = fmt.Sprint(how.unnamed, number)
				}
			case a.Name == "" && len(a.Names) == 0 && (place(l.columns, name) >= 0 || slices.Contains(given, name)):
				if _, column := a.Expr.(*kql.Ident); !column {
					name = free(name, func(n string) bool { return place(l.columns, n) >= 0 || slices.Contains(given, n) })
				} else if place(l.columns, name) >= 0 {
					b.fail(a.Expr, "the column `%s` is given twice", name)
				}
			case place(l.columns, name) >= 0:
				b.fail(a.Expr, "the column `%s` is given twice", name)
			}
			l.add(name, e)
		}
		number += len(exprs) * btoi(how.always)
	}
	return l
}

func btoi(x bool) int {
	if x {
		return 1
	}
	return 0
}

// names lists the names that are written.
func names(assigns []kql.Assign) []string {
	var list []string
	for _, a := range assigns {
		if a.Name != "" {
			list = append(list, a.Name)
		}
		list = append(list, a.Names...)
	}
	return list
}

// free returns the name, or the first of name1, name2 ... that is not taken.
func free(name string, taken func(string) bool) string {
	candidate := name
	for i := 1; taken(candidate); i++ {
		candidate = fmt.Sprint(name, i)
	}
	return candidate
}

// several binds an expression that gives several columns: (a, b) = f(x), or a function
// that gives a tuple, whose columns have names of their own.
func (b *binder) several(a kql.Assign, in *input) ([]plan.Expr, []string, bool) {
	exprs, called, ok := b.tuple(a.Expr, in)
	switch {
	case !ok && len(a.Names) == 0:
		return nil, nil, false
	case !ok:
		// (a, b) = dynamic: the elements of an array
		x := b.expr(a.Expr, in)
		if len(a.Names) == 1 {
			return []plan.Expr{x}, a.Names, true
		}
		if x.Type() != value.Dynamic {
			b.fail(a.Expr, "%d names need an expression that gives as many columns", len(a.Names))
		}
		for i := range a.Names {
			exprs = append(exprs, b.element(x, i))
		}
		return exprs, a.Names, true
	case len(a.Names) > len(exprs):
		b.fail(a.Expr, "%d names for %d columns", len(a.Names), len(exprs))
		return nil, nil, true
	case len(a.Names) > 0:
		copy(called, a.Names)
		return exprs, called, true
	case a.Name != "": // one name is for the first column, and the engine gives no others
		return exprs[:1], []string{a.Name}, true
	}
	return exprs, called, true
}

// element returns a dynamic's element at a place.
func (b *binder) element(x plan.Expr, i int) plan.Expr {
	if x.Type() != value.Dynamic {
		return bad
	}
	return b.use("[]", value.Dynamic, x, &plan.Const{Value: int64(i), T: value.Long})
}
