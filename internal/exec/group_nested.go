package exec

import (
	"foxhound/internal/group"
	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// nested hands on the best groups of the first level, within each of them the best of the
// second, and so on. Where a level, or one within it, has a name for the others, the rows
// that the level drops are one group more.
func (x *run) nested(n *plan.Nested, emit func(*vector.Batch) error) error {
	rows, err := x.all("top-nested", n.Input)
	if err != nil {
		return err
	}
	w := &nestedWalk{levels: make([]*nestedLevel, len(n.Levels)), columns: make([]*group.Column, len(n.Cols))}
	for i, c := range n.Cols {
		w.columns[i] = group.NewColumn(c.Type)
	}
	for i, l := range n.Levels {
		if w.levels[i], err = x.nestedLevel(l, rows); err != nil {
			return err
		}
	}
	for i := len(n.Levels) - 1; i > 0; i-- {
		w.levels[i-1].rest = w.levels[i-1].rest || w.levels[i].rest
	}
	if rows.Rows > 0 {
		places := make([]int, rows.Rows)
		for i := range places {
			places[i] = i
		}
		w.level(0, places, nil)
	}
	out := vector.NewBatch(w.rows)
	for _, c := range w.columns {
		out.Columns = append(out.Columns, c.Vector(0, w.rows))
	}
	return inChunks(out, emit)
}

// A nestedLevel is a level with its columns computed over all rows.
type nestedLevel struct {
	plan.NestedLevel
	key    *vector.Vector
	args   []*vector.Vector
	limit  int            // of groups; below 0 for all
	rest   bool           // what is dropped is shown, here or further in
	others *vector.Vector // the key of the rest, of one row
}

func (x *run) nestedLevel(n plan.NestedLevel, rows *vector.Batch) (*nestedLevel, error) {
	l := &nestedLevel{NestedLevel: n, limit: -1, rest: n.Others != nil, others: vector.Null(n.Key.Type(), 1)}
	key, err := x.compile(n.Key)
	if err != nil {
		return nil, err
	}
	args, err := x.compileAll(n.Agg.Args)
	if err != nil {
		return nil, err
	}
	l.key, l.args = key(rows), computed(args, rows)
	if n.Count != nil {
		count, err := x.count(n.Count)
		if err != nil {
			return nil, err
		}
		l.limit = int(count)
	}
	if n.Others != nil {
		v, err := x.constant(n.Others)
		if err != nil {
			return nil, err
		}
		l.others = vector.Const(n.Key.Type(), v, 1)
	}
	return l, nil
}

// A nestedWalk goes through the levels.
type nestedWalk struct {
	levels  []*nestedLevel
	columns []*group.Column
	rows    int // that the columns have
}

// A nestedCell is a level's two columns of a row: row at of two vectors.
type nestedCell struct {
	key, agg *vector.Vector
	at       int
}

// level adds the rows of a level, and of those within, for the rows at the places. before
// is the cells of the levels outside.
func (w *nestedWalk) level(depth int, places []int, before []nestedCell) {
	if depth == len(w.levels) {
		w.add(before)
		return
	}
	l := w.levels[depth]
	table := group.New(l.key.Type)
	ids := table.Number([]*vector.Vector{l.key.Take(places)}, len(places), nil)
	agg := l.gather(places, ids, table.Len())
	order := sortedPlaces(vector.NewBatch(table.Len(), agg), []sortBy{{desc: l.Desc, nullsFirst: !l.Desc}})
	members := apart(ids, table.Len())
	for _, list := range members {
		for i, at := range list {
			list[i] = places[at]
		}
	}
	kept := len(order)
	if l.limit >= 0 {
		kept = min(kept, l.limit)
	}
	for _, id := range order[:kept] {
		w.level(depth+1, members[id], append(before[:depth:depth], nestedCell{table.Keys(0)[0], agg, id}))
	}
	if l.rest && kept < len(order) {
		w.others(depth, order[kept:], members, before)
	}
}

// others adds the row of the groups that a level drops. Levels that have no name for them
// are null in it.
func (w *nestedWalk) others(depth int, dropped []int, members [][]int, before []nestedCell) {
	var places []int
	for _, id := range dropped {
		places = append(places, members[id]...)
	}
	cells := before[:depth:depth]
	for _, l := range w.levels[depth:] {
		cell := nestedCell{l.others, nil, 0}
		if l.Others != nil {
			cell.agg = l.gather(places, make([]int, len(places)), 1)
		}
		cells = append(cells, cell)
	}
	w.add(cells)
}

// gather returns the level's aggregate of the groups of the rows at the places.
func (l *nestedLevel) gather(places, ids []int, count int) *vector.Vector {
	args := make([]*vector.Vector, len(l.args))
	for i, a := range l.args {
		args[i] = a.Take(places)
	}
	agg := l.Agg.New()
	agg.Add(args, ids, count)
	return agg.Result(count)[0]
}

// add adds a row.
func (w *nestedWalk) add(cells []nestedCell) {
	w.rows++
	for i, c := range cells {
		w.columns[2*i].Append(c.key, c.at)
		if c.agg == nil {
			w.columns[2*i+1].Grow(w.rows)
			continue
		}
		w.columns[2*i+1].Append(c.agg, c.at)
	}
}
