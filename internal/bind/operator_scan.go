package bind

import (
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// partition runs a subquery over the rows of each key.
func (b *binder) partition(op *kql.Partition, n plan.Node, s *scope) plan.Node {
	if op.Body != nil {
		b.fail(op, "`partition` with a query in braces is not supported; write the operators in round brackets")
		return nil
	}
	given := b.keepOrder(&plan.Given{Cols: n.Columns()}, n)
	sub := b.operators(given, op.With, s)
	if sub == nil {
		return nil
	}
	key := b.expr(op.By, b.rowOf(n, s))
	if key.Type() == value.Dynamic && !isOpen(n.Columns()) {
		b.fail(op.By, "rows cannot be partitioned by a dynamic; convert it first, with `tostring()` for instance")
	}
	return &plan.Partition{Input: n, Key: key, Sub: sub}
}

// scan runs a state machine over the rows in their order.
func (b *binder) scan(op *kql.Scan, n plan.Node, s *scope) plan.Node {
	if !b.isOrdered(n) && b.Run != nil {
		b.fail(op, "`scan` needs rows in an order: put `order by` or `serialize` before it")
		return nil
	}
	m := &plan.Machine{Input: n, Cols: append([]plan.Column(nil), n.Columns()...)}
	declared := &list{}
	for _, p := range op.Declare {
		e := plan.Expr(&plan.Const{T: typeOf(p.Type)})
		if p.Default != nil {
			e = b.convert(b.expr(p.Default, &input{scope: s}), typeOf(p.Type))
		}
		declared.add(p.Name, e)
	}
	m.Declared = declared.exprs
	m.Cols = append(m.Cols, declared.columns...)
	if id := option(op.Options, "with_match_id"); id != "" {
		m.MatchID = true
		m.Cols = append(m.Cols, plan.Column{Name: id, Type: value.Long})
	}
	for _, step := range op.Steps {
		m.Steps = append(m.Steps, b.scanStep(step, op, n, declared.columns, s))
	}
	return b.ordered(m)
}

// scanStep binds one state. What another state holds is the column STEP.NAME.
func (b *binder) scanStep(step kql.Step, op *kql.Scan, n plan.Node, declared []plan.Column, s *scope) plan.MachineStep {
	state := append(append([]plan.Column(nil), n.Columns()...), declared...)
	in := &input{columns: append([]plan.Column(nil), n.Columns()...), scope: s}
	for _, other := range op.Steps {
		for _, c := range state {
			in.columns = append(in.columns, plan.Column{Name: other.Name + "." + c.Name, Type: c.Type})
		}
	}
	in.columns = append(in.columns, declared...)
	out := plan.MachineStep{Name: step.Name, Optional: step.Optional, Output: "all"}
	if o := option(step.Options, "output"); o != "" {
		out.Output = strings.ToLower(o)
	}
	out.When = b.typed(step.When, in, value.Bool)
	out.Set = make([]plan.Expr, len(declared))
	for _, a := range step.Set {
		i := place(declared, a.Name)
		if i < 0 {
			b.unknownColumn(step.When, a.Name, declared)
			continue
		}
		out.Set[i] = b.convert(b.expr(a.Expr, in), declared[i].Type)
	}
	return out
}
