package exec

import (
	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// An eval computes an expression over a batch, and is safe on many goroutines.
type eval func(*vector.Batch) *vector.Vector

// compile prepares an expression; tables that it names are read now.
func (x *run) compile(e plan.Expr) (eval, error) {
	switch e := e.(type) {
	case *plan.Ref:
		return func(b *vector.Batch) *vector.Vector { return b.Columns[e.Index] }, nil
	case *plan.Const:
		return constant(e.T, e.Value), nil
	case *plan.Scalar:
		v, err := x.scalar(e)
		return constant(e.T, v), err
	case *plan.InTable:
		return x.inTable(e)
	}
	return x.call(e.(*plan.Call))
}

func constant(t value.Type, v any) eval {
	return func(b *vector.Batch) *vector.Vector { return vector.Const(t, v, b.Rows) }
}

func (x *run) compileAll(list []plan.Expr) ([]eval, error) {
	evals := make([]eval, len(list))
	for i, e := range list {
		var err error
		if evals[i], err = x.compile(e); err != nil {
			return nil, err
		}
	}
	return evals, nil
}

func (x *run) call(e *plan.Call) (eval, error) {
	args, err := x.compileAll(e.Args)
	if err != nil {
		return nil, err
	}
	w := x.watch(e)
	return func(b *vector.Batch) *vector.Vector { return w.rows(evalAll(args, b), b.Rows) }, nil
}

// constant computes an expression that is constant once tables are read.
func (x *run) constant(e plan.Expr) (any, error) {
	f, err := x.compile(e)
	if err != nil {
		return nil, err
	}
	return f(&vector.Batch{Rows: 1}).Value(0), nil
}

// inTable reads the table into a list, of which it is then the operator over a list.
func (x *run) inTable(e *plan.InTable) (eval, error) {
	f, err := x.known.get(e, func() (any, error) { return x.inList(e) })
	if err != nil {
		return nil, err
	}
	return f.(eval), nil
}

func (x *run) inList(e *plan.InTable) (eval, error) {
	list, err := x.list(e.Input)
	if err != nil {
		return nil, err
	}
	op, _ := function.Lookup(e.Op)
	kernel, err := op.New(function.Spec{
		Args:   []function.Arg{{Type: e.X.Type()}, {Type: value.Dynamic, Const: true, Value: list}},
		Result: e.T,
	})
	if err != nil {
		return nil, err
	}
	of, err := x.compile(e.X)
	if err != nil {
		return nil, err
	}
	return func(b *vector.Batch) *vector.Vector {
		return kernel([]*vector.Vector{of(b), vector.Const(value.Dynamic, list, b.Rows)}, b.Rows)
	}, nil
}
