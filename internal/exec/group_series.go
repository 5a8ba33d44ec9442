package exec

import (
	"fmt"

	"foxhound/internal/group"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// mostPoints is how long the arrays of make-series can be, as in Kusto.
const mostPoints = 1 << 20

// series hands on a row of arrays for each key. Rows are grouped by the key and the step
// of the axis that they fall into, and what is gathered goes to the step's place.
func (x *run) series(n *plan.Series, emit func(*vector.Batch) error) error {
	f, err := x.filler(n)
	if err != nil {
		return err
	}
	g, err := x.grouper(n.Keys, n.Aggs, value.Long)
	if err != nil {
		return err
	}
	gs, held, err := x.gather("make-series", n.Input, g, func(b *vector.Batch) *partial {
		if b, steps := f.axis.steps(b); b.Rows > 0 {
			return g.of(b, steps)
		}
		return nil
	}, unheard)
	defer held.free()
	if err != nil {
		return err
	}
	f.held = held
	rows := gs.batch(gs.keys.Len())
	if rows.Rows == 0 && n.NonEmpty && len(n.Keys) == 0 && f.axis.start && f.axis.bounded {
		return f.fill(rows, nil, nil, 1, emit)
	}
	if len(n.Keys) == 0 {
		return f.fill(rows, nil, make([]int, rows.Rows), min(rows.Rows, 1), emit)
	}
	table := group.New(g.types[:len(n.Keys)]...)
	ids := table.Number(rows.Columns[:len(n.Keys)], rows.Rows, nil)
	return f.fill(rows, table.Keys(0), ids, table.Len(), emit)
}

// A filler makes arrays of what was gathered by key and step.
type filler struct {
	axis     *axis
	keys     int   // how many columns the key has; behind them is the step
	defaults []any // one an aggregate
	held     *holding
}

func (x *run) filler(n *plan.Series) (*filler, error) {
	a, err := x.axis(n)
	if err != nil {
		return nil, err
	}
	f := &filler{axis: a, keys: len(n.Keys), defaults: make([]any, len(n.Aggs))}
	for i, e := range n.Defaults {
		if e == nil {
			continue
		}
		if f.defaults[i], err = x.constant(e); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// A span is the steps that a series covers.
type span struct {
	first  int64
	points int
}

// fill hands on count series of the given keys; ids says to which each row belongs.
func (f *filler) fill(rows *vector.Batch, keys []*vector.Vector, ids []int, count int, emit func(*vector.Batch) error) error {
	if count == 0 {
		return nil
	}
	steps := rows.Columns[f.keys].Longs
	spans, err := f.spans(steps, ids, count)
	if err != nil {
		return err
	}
	columns := append([]*vector.Vector(nil), keys...)
	for i, d := range f.defaults {
		columns = append(columns, f.column(spans, ids, steps, rows.Columns[f.keys+1+i], d))
	}
	return inChunks(vector.NewBatch(count, append(columns, f.axis.column(spans))...), emit)
}

// spans finds what each series covers: the axis where its ends are given, else from its
// first step or to its last one with a row.
func (f *filler) spans(steps []int64, ids []int, count int) ([]span, error) {
	firsts, ends := make([]int64, count), make([]int64, count)
	seen := make([]bool, count)
	for row, id := range ids {
		if !seen[id] {
			firsts[id], ends[id], seen[id] = steps[row], steps[row]+1, true
		}
		firsts[id], ends[id] = min(firsts[id], steps[row]), max(ends[id], steps[row]+1)
	}
	spans := make([]span, count)
	for i := range spans {
		if f.axis.start {
			firsts[i] = 0
		}
		if f.axis.bounded {
			ends[i] = f.axis.end
		}
		ends[i] = max(ends[i], firsts[i])
		points := uint64(ends[i]) - uint64(firsts[i])
		if points > mostPoints {
			return nil, fmt.Errorf("`make-series` makes arrays of more than %d elements; take longer steps or a shorter axis", mostPoints)
		}
		spans[i] = span{firsts[i], int(points)}
		if err := f.held.now(f.held.bytes + 24*int64(points)*int64(1+len(f.defaults))); err != nil {
			return nil, err
		}
	}
	return spans, nil
}

// column makes the arrays of one aggregate.
func (f *filler) column(spans []span, ids []int, steps []int64, from *vector.Vector, fill any) *vector.Vector {
	arrays := make([]any, len(spans))
	for i, s := range spans {
		array := make([]any, s.points)
		for j := range array {
			array[j] = fill
		}
		arrays[i] = array
	}
	for row, id := range ids {
		arrays[id].([]any)[steps[row]-spans[id].first] = from.Value(row)
	}
	return vector.Of(value.Dynamic, arrays, nil)
}
