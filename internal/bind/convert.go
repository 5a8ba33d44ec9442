package bind

import (
	"fmt"

	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// conversions are the functions that make a value of a type of one of another.
var conversions = map[value.Type]string{value.Bool: "tobool", value.Int: "toint", value.Long: "tolong",
	value.Real: "toreal", value.Decimal: "todecimal", value.String: "tostring", value.Datetime: "todatetime",
	value.Timespan: "totimespan", value.Guid: "toguid", value.Dynamic: "as dynamic"}

// convert makes an expression one of a type, by conversion where it is not: what cannot
// be converted is null.
func (b *binder) convert(e plan.Expr, to value.Type) plan.Expr {
	switch from := e.Type(); {
	case from == to || from == value.None || to == value.None:
		return e
	case e == openColumn:
		return &plan.Const{T: to}
	}
	if k, ok := e.(*plan.Const); ok && k.Value == nil {
		return null(to)
	}
	return b.use(conversions[to], to, e)
}

// use applies a function that is known to be there to arguments of its types.
func (b *binder) use(name string, result value.Type, args ...plan.Expr) plan.Expr {
	f, ok := function.Lookup(name)
	if !ok {
		return bad
	}
	e, err := b.compute(f, args, result)
	if err != nil {
		return bad
	}
	return e
}

// apply applies a function where the query calls it.
func (b *binder) apply(where kql.Node, name string, result value.Type, args ...plan.Expr) plan.Expr {
	f, ok := function.Lookup(name)
	if !ok {
		b.fail(where, "`%s` is not supported", name)
		return bad
	}
	e, err := b.compute(f, args, result)
	if err != nil {
		b.fail(where, "%s", err)
		return bad
	}
	return e
}

// maxConstant is how many bytes the constants that a function is given may take: names of
// constants may stand for twice the one before, again and again.
const maxConstant = 256 << 20

// compute makes the kernel for the arguments and, where they are all constant and the
// function gives the same each time, the value.
func (b *binder) compute(f *function.Scalar, args []plan.Expr, result value.Type) (plan.Expr, error) {
	spec := function.Spec{Args: make([]function.Arg, len(args)), Result: result, Now: b.Now}
	fold, size := !f.Window && !f.Volatile, int64(0)
	for i, a := range args {
		spec.Args[i].Type = a.Type()
		if k, ok := a.(*plan.Const); ok && a != openColumn {
			spec.Args[i].Const, spec.Args[i].Value = true, k.Value
			size += value.SizeWithin(k.Value, maxConstant)
		} else {
			fold = false
		}
	}
	if size > maxConstant {
		return nil, fmt.Errorf("`%s` is given constants of more than %d MiB", f.Name, maxConstant>>20)
	}
	kernel, err := f.New(spec)
	if err != nil {
		return nil, err
	}
	if fold {
		return folded(f, kernel, args, result)
	}
	return &plan.Call{Func: f, Args: args, T: result, Kernel: kernel}, nil
}

// folded computes a call of constants.
func folded(f *function.Scalar, kernel function.Kernel, args []plan.Expr, result value.Type) (x plan.Expr, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *value.Excess:
			err = r.Of(f.Name)
		default:
			panic(r)
		}
	}()
	row := make([]*vector.Vector, len(args))
	for i, a := range args {
		k := a.(*plan.Const)
		row[i] = vector.Const(k.T, k.Value, 1)
	}
	v := kernel(row, 1).Value(0)
	if f.Gathers() {
		function.CheckValue(v)
	}
	return &plan.Const{Value: v, T: result}, nil
}
