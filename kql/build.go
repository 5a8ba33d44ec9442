package kql

import "time"

// Name returns a column, table or let name.
func Name(name string) *Ident { return &Ident{Name: name} }

// Str returns a string literal.
func Str(value string) *String { return &String{Value: value} }

// Raw returns a string literal that is printed verbatim where it can be: for regular
// expressions and paths, whose backslashes read better single.
func Raw(value string) *String { return &String{Value: value, Verbatim: true} }

// Int returns an integer literal.
func Int(value int64) *Long { return &Long{Value: value} }

// Duration returns a timespan literal, which leaves out what is shorter than a tick of 100 ns.
func Duration(d time.Duration) *Timespan { return &Timespan{Value: Ticks(d / tick)} }

// tick is the unit of [Ticks].
const tick = 100 * time.Nanosecond

// Strs returns string literals.
func Strs(values ...string) []Expr {
	list := make([]Expr, len(values))
	for i, v := range values {
		list[i] = Str(v)
	}
	return list
}

// Names returns column names as expressions, for the On of a join.
func Names(names ...string) []Expr {
	list := make([]Expr, len(names))
	for i, n := range names {
		list[i] = Name(n)
	}
	return list
}

// Op returns x op y.
func Op(x Expr, op string, y Expr) *Binary { return &Binary{Op: op, X: x, Y: y} }

// Eq returns x == y.
func Eq(x, y Expr) Expr { return Op(x, "==", y) }

// Ne returns x != y.
func Ne(x, y Expr) Expr { return Op(x, "!=", y) }

// And returns the conjunction of its operands: true without any.
func And(operands ...Expr) Expr { return logical("and", operands) }

// Or returns the disjunction of its operands: false without any.
func Or(operands ...Expr) Expr { return logical("or", operands) }

func logical(op string, operands []Expr) Expr {
	if len(operands) == 0 {
		return &Bool{Value: op == "and"}
	}
	e := operands[0]
	for _, x := range operands[1:] {
		e = Op(e, op, x)
	}
	return e
}

// Not returns not(x).
func Not(x Expr) Expr { return Fn("not", x) }

// Fn returns a function call.
func Fn(name string, args ...Expr) *Call { return &Call{Func: name, Args: args} }

// Among returns x op (list), where op is in, in~, has_any and their like.
func Among(x Expr, op string, list ...Expr) *In { return &In{Op: op, X: x, List: list} }

// As returns a column with a new name.
func As(name string, e Expr) Assign { return Assign{Name: name, Expr: e} }

// Cols returns columns under their own names.
func Cols(names ...string) []Assign {
	list := make([]Assign, len(names))
	for i, n := range names {
		list[i] = Assign{Expr: Name(n)}
	}
	return list
}

// From returns the rows of a table or let after the operators.
func From(name string, operators ...Operator) *Pipeline {
	return &Pipeline{Source: Name(name), Operators: operators}
}
