package exec

import (
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// filter makes the step of a where. The predicate's conjuncts are tried one after the
// other, each on the rows that the ones before it left.
func (x *run) filter(n *plan.Filter) (step, error) {
	conjuncts, err := x.compileAll(split(n.Predicate))
	if err != nil {
		return nil, err
	}
	return func(b *vector.Batch) (*vector.Batch, error) {
		for _, c := range conjuncts {
			if b.Rows == 0 {
				break
			}
			b = keep(b, c(b))
		}
		return b, nil
	}, nil
}

// split returns the operands of the outermost ands, in order.
func split(e plan.Expr) []plan.Expr {
	c, ok := e.(*plan.Call)
	if !ok || c.Func.Name != "and" {
		return []plan.Expr{e}
	}
	var list []plan.Expr
	for _, a := range c.Args {
		list = append(list, split(a)...)
	}
	return list
}

// keep returns the rows for which a bool column is true.
func keep(b *vector.Batch, which *vector.Vector) *vector.Batch {
	if which.IsConst() {
		if !which.IsNull(0) && which.Bools[0] {
			return b
		}
		return b.Slice(0, 0)
	}
	places := make([]int, 0, b.Rows)
	for i, yes := range which.Bools {
		if yes && (which.Nulls == nil || !which.Nulls[i]) {
			places = append(places, i)
		}
	}
	if len(places) == b.Rows {
		return b
	}
	return b.Take(places)
}

// project makes the step of an extend or project.
func (x *run) project(n *plan.Project) (step, error) {
	evals, err := x.compileAll(n.Exprs)
	if err != nil {
		return nil, err
	}
	return func(b *vector.Batch) (*vector.Batch, error) {
		out := &vector.Batch{Columns: make([]*vector.Vector, len(evals)), Rows: b.Rows}
		for i, e := range evals {
			out.Columns[i] = e(b)
		}
		return out, nil
	}, nil
}

// window computes columns that look at other rows, over all rows at once.
func (x *run) window(n *plan.Project, emit func(*vector.Batch) error) error {
	project, err := x.project(n)
	if err != nil {
		return err
	}
	b, err := x.all("serialize", n.Input)
	if err != nil || b.Rows == 0 {
		return err
	}
	if b, err = project(b); err != nil {
		return err
	}
	if err := x.budget.hold("serialize", b.Size()); err != nil {
		return err
	}
	return inChunks(b, emit)
}

// one is the constant 1.
var one = &plan.Const{Value: int64(1), T: value.Long}
