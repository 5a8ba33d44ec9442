package exec

import (
	"context"
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// A machine runs scan's states over rows. Each step that has been reached holds the rows
// that led there: its own and those of the steps before it. A row is tried on the steps
// from the last to the first. It either takes the rows of the step before one further, or
// takes the place of the step's own row.
type machine struct {
	*plan.Machine
	width    int   // of the input's rows
	defaults []any // of the declared columns
	steps    []machineStep
	states   []*reached // by step; nil where it has not been reached
	matches  int64      // sequences so far

	batch *vector.Batch // the rows being read
	whens [][]int       // by step: the next rows of the batch that its quick conditions leave
	out   [][]any
}

// A reached is what a step holds.
type reached struct {
	id      int64
	records [][]any // by step: the row's columns and the declared; nil of a step left out
	pending bool    // the last record is still to be given (output=last)
}

// machine runs a scan.
func (x *run) machine(n *plan.Machine, emit func(*vector.Batch) error) error {
	m := &machine{Machine: n, width: len(n.Input.Columns()), states: make([]*reached, len(n.Steps))}
	for _, e := range n.Declared {
		v, err := x.constant(e)
		if err != nil {
			return err
		}
		m.defaults = append(m.defaults, v)
	}
	for _, s := range n.Steps {
		step, err := m.prepare(x, s)
		if err != nil {
			return err
		}
		m.steps = append(m.steps, step)
	}
	err := x.rows(n.Input, func(b *vector.Batch) error {
		if err := m.read(x.ctx, b); err != nil {
			return err
		}
		return m.flush(emit)
	})
	if err != nil {
		return err
	}
	for k := range m.states {
		m.give(k)
	}
	return m.flush(emit)
}

// read takes a batch of rows through the states.
func (m *machine) read(ctx context.Context, b *vector.Batch) error {
	m.batch = b
	m.whens = m.whens[:0]
	for _, s := range m.steps {
		m.whens = append(m.whens, s.quickRows(b))
	}
	for i := range b.Rows {
		if err := now(ctx, i); err != nil {
			return err
		}
		for k := len(m.steps) - 1; k >= 0; k-- {
			if m.passes(k, i) {
				m.try(k, i)
			}
		}
	}
	return nil
}

// passes reports whether a step's quick conditions leave row i, which is asked in order.
func (m *machine) passes(k, i int) bool {
	rows := m.whens[k]
	if len(rows) == 0 || rows[0] != i {
		return false
	}
	m.whens[k] = rows[1:]
	return true
}

// try tries row i on a step.
func (m *machine) try(k, i int) {
	if j := m.before(k); j >= 0 && m.steps[k].holds(m, m.states[j], i) {
		m.give(j)
		m.give(k)
		m.states[k], m.states[j] = m.states[j], nil
		m.enter(k, i)
		return
	}
	s := m.states[k]
	if s == nil && !m.starts(k) || !m.steps[k].holds(m, s, i) {
		return
	}
	if s == nil {
		m.states[k] = &reached{id: m.matches}
		m.matches++
	}
	m.enter(k, i)
}

// before returns the nearest step before a step that holds rows, if only optional steps
// lie between; -1 for none.
func (m *machine) before(k int) int {
	for j := k - 1; j >= 0; j-- {
		if m.states[j] != nil {
			return j
		}
		if !m.Steps[j].Optional {
			break
		}
	}
	return -1
}

// starts reports whether a sequence may begin with a step.
func (m *machine) starts(k int) bool {
	return !slices.ContainsFunc(m.Steps[:k], func(s plan.MachineStep) bool { return !s.Optional })
}

// enter makes row i the row of a step that holds a sequence.
func (m *machine) enter(k, i int) {
	s := m.states[k]
	record := make([]any, 0, m.width+len(m.defaults))
	for _, c := range m.batch.Columns {
		record = append(record, c.Value(i))
	}
	record = append(record, m.steps[k].declared(m, s, i)...)
	s.records = append(slices.Clone(s.records), make([][]any, max(0, k+1-len(s.records)))...)
	s.records[k] = record
	switch m.Steps[k].Output {
	case "none":
		s.pending = false
	case "last":
		s.pending = true
	default:
		s.pending = true
		m.give(k)
	}
}

// give adds a step's row to the result if it is still to be given.
func (m *machine) give(k int) {
	s := m.states[k]
	if s == nil || !s.pending {
		return
	}
	s.pending = false
	row := slices.Clone(s.records[k])
	if m.MatchID {
		row = append(row, s.id)
	}
	m.out = append(m.out, row)
}

// flush hands on the rows given so far.
func (m *machine) flush(emit func(*vector.Batch) error) error {
	if len(m.out) == 0 {
		return nil
	}
	b := &vector.Batch{Rows: len(m.out)}
	for c, col := range m.Cols {
		v := vector.New(col.Type, len(m.out))
		for i, row := range m.out {
			v.Set(i, row[c])
		}
		b.Columns = append(b.Columns, v)
	}
	m.out = m.out[:0]
	return emit(b)
}
