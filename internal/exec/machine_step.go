package exec

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A machineStep is a state of scan, ready to be tried. Conditions on the row alone are
// quick: they are computed for whole batches.
type machineStep struct {
	quick []eval
	slow  []rowEval
	set   []*rowEval // by declared column; nil where the step leaves it
}

// A rowEval is an expression that is computed for one row and what a step holds.
type rowEval struct {
	eval  eval
	reads []int // the columns it needs
	types []value.Type
}

func (m *machine) prepare(x *run, s plan.MachineStep) (machineStep, error) {
	var step machineStep
	for _, e := range split(s.When) {
		r, err := m.rowEval(x, e)
		if err != nil {
			return step, err
		}
		if len(r.reads) == 0 || slices.Max(r.reads) < m.width {
			step.quick = append(step.quick, r.eval)
		} else {
			step.slow = append(step.slow, r)
		}
	}
	step.set = make([]*rowEval, len(m.defaults))
	for i, e := range s.Set {
		if e == nil {
			continue
		}
		r, err := m.rowEval(x, e)
		if err != nil {
			return step, err
		}
		step.set[i] = &r
	}
	return step, nil
}

func (m *machine) rowEval(x *run, e plan.Expr) (rowEval, error) {
	f, err := x.compile(e)
	r := rowEval{eval: f, types: m.types()}
	readsOf(e, &r.reads)
	return r, err
}

// types are the types of the columns that expressions see.
func (m *machine) types() []value.Type {
	row := plan.Types(m.Input.Columns())
	var declared []value.Type
	for _, e := range m.Declared {
		declared = append(declared, e.Type())
	}
	types := slices.Clone(row)
	for range m.Steps {
		types = append(append(types, row...), declared...)
	}
	return append(types, declared...)
}

// readsOf adds the columns that an expression reads, each once.
func readsOf(e plan.Expr, reads *[]int) {
	switch e := e.(type) {
	case *plan.Ref:
		if !slices.Contains(*reads, e.Index) {
			*reads = append(*reads, e.Index)
		}
	case *plan.Call:
		for _, a := range e.Args {
			readsOf(a, reads)
		}
	case *plan.InTable:
		readsOf(e.X, reads)
	}
}

// quickRows returns the rows that the quick conditions leave.
func (s *machineStep) quickRows(b *vector.Batch) []int {
	rows := make([]int, b.Rows)
	for i := range rows {
		rows[i] = i
	}
	places := vector.NewBatch(b.Rows, append(b.Columns[:len(b.Columns):len(b.Columns)], vector.Of(value.Long, longsOf(rows), nil))...)
	for _, when := range s.quick {
		places = keep(places, when(places))
	}
	return placesOf(places)
}

func longsOf(places []int) []int64 {
	out := make([]int64, len(places))
	for i, p := range places {
		out[i] = int64(p)
	}
	return out
}

func placesOf(b *vector.Batch) []int { return places(b.Columns[len(b.Columns)-1]) }

// holds reports whether the other conditions hold of row i and a sequence.
func (s *machineStep) holds(m *machine, q *reached, i int) bool {
	for _, r := range s.slow {
		if r.value(m, q, m.defaults, i) != true {
			return false
		}
	}
	return true
}

// declared computes the declared columns, one after the other.
func (s *machineStep) declared(m *machine, q *reached, i int) []any {
	now := slices.Clone(m.defaults)
	for c, r := range s.set {
		if r != nil {
			now[c] = r.value(m, q, now, i)
		}
	}
	return now
}

func (r *rowEval) value(m *machine, q *reached, now []any, i int) any {
	b := &vector.Batch{Rows: 1, Columns: make([]*vector.Vector, len(r.types))}
	for _, c := range r.reads {
		b.Columns[c] = vector.Const(r.types[c], m.look(q, now, c, i), 1)
	}
	return r.eval(b).Value(0)
}

// look returns what an expression sees in a column: the row, what a step holds, or the
// declared columns as they are now. What no row has set is null or its default.
func (m *machine) look(q *reached, now []any, c, i int) any {
	if c < m.width {
		return m.batch.Columns[c].Value(i)
	}
	c -= m.width
	each := m.width + len(m.defaults)
	k := c / each
	if c %= each; k == len(m.Steps) {
		return now[c]
	}
	switch {
	case q != nil && k < len(q.records) && q.records[k] != nil:
		return q.records[k][c]
	case c < m.width:
		return nil
	}
	return m.defaults[c-m.width]
}
