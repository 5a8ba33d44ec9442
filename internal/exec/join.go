package exec

import (
	"slices"
	"sync/atomic"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// A join reads one side into memory, by key, and then goes over the other's rows. As in
// Kusto, the left is the side that is held, for whoever writes a join puts the smaller
// table there; but not where the left is read from larger logs, nor in a lookup. The rows
// of the result are in the order of the side that is gone over; of several rows that are
// held, the last comes first, as Kusto has it.

// A joined is the side that is held. It is safe on many goroutines.
type joined struct {
	shape
	budget  *budget
	keys    []eval // of the side that is gone over
	table   *keyTable
	rows    *vector.Batch
	order   []int32       // places of rows, those of one key together
	starts  []int32       // where the rows of each key start in order; one more at the end
	matched []atomic.Bool // the keys that have been met, where that matters
	needs   []plan.Need   // what a passing row must hold to count
}

// A shape is a kind of join, seen from the side that is gone over (the passing side).
type shape struct {
	heldLeft     bool // the left is held
	first        bool // only the first left row of each key counts (innerunique)
	keepsPassing bool // passing rows without a held row are in the result
	keepsHeld    bool // held rows without a passing row are in the result, at its end
	only         side // semi and anti joins give rows of one side alone
	has          bool // those that the other side has too
}

type side uint8

const (
	both side = iota
	passing
	held
)

// shapeOf says how a join is run where one side or the other is held.
func shapeOf(kind plan.JoinKind, heldLeft bool) shape {
	s := shape{heldLeft: heldLeft, first: kind == plan.InnerUnique}
	left, right := passing, held
	if heldLeft {
		left, right = held, passing
	}
	switch kind {
	case plan.LeftOuter:
		s.keepsPassing, s.keepsHeld = !heldLeft, heldLeft
	case plan.RightOuter:
		s.keepsPassing, s.keepsHeld = heldLeft, !heldLeft
	case plan.FullOuter:
		s.keepsPassing, s.keepsHeld = true, true
	case plan.LeftSemi, plan.LeftAnti:
		s.only, s.has = left, kind == plan.LeftSemi
	case plan.RightSemi, plan.RightAnti:
		s.only, s.has = right, kind == plan.RightSemi
	}
	return s
}

// shape says how a join is run, each time the same.
func (x *run) shape(n *plan.Join) shape {
	s, _ := x.known.get(shapeKey{n}, func() (any, error) { return shapeOf(n.Kind, x.holdsLeft(n)), nil })
	return s.(shape)
}

// holdsLeft reports whether the left side of a join is the one to hold.
func (x *run) holdsLeft(n *plan.Join) bool {
	if n.Lookup || hasGiven(n.Left) && !hasGiven(n.Right) {
		return false
	}
	left, right := x.weight(n.Left), x.weight(n.Right)
	if left != right {
		return left < right
	}
	return n.Kind != plan.LeftSemi && n.Kind != plan.LeftAnti // keys alone are small
}

// streams reports whether the result follows from one passing row at a time.
func (s shape) streams() bool {
	return !s.keepsHeld && s.only != held && (!s.first || s.heldLeft)
}

// sides returns the side that is gone over and the one that is held.
func (s shape) sides(n *plan.Join) (over, held plan.Node) {
	if s.heldLeft {
		return n.Right, n.Left
	}
	return n.Left, n.Right
}

// hasGiven reports whether a node starts from the rows of its subquery.
func hasGiven(n plan.Node) bool { return findGiven(n, make(map[plan.Node]bool)) }

// findGiven is [hasGiven], with the nodes that have been gone through: they may stand in
// many places.
func findGiven(n plan.Node, gone map[plan.Node]bool) bool {
	if _, ok := n.(*plan.Given); ok || gone[n] {
		return ok
	}
	gone[n] = true
	return slices.ContainsFunc(n.Inputs(), func(from plan.Node) bool { return findGiven(from, gone) })
}

// joinStep makes the step of a join that streams, and tells what the rows that it is given
// must hold.
func (x *run) joinStep(n *plan.Join) (step, []plan.Need, error) {
	j, err := x.held(n)
	if err != nil {
		return nil, nil, err
	}
	if j.only == passing {
		return j.semi, j.needs, nil
	}
	return j.pairs, j.needs, nil
}

// semi keeps the passing rows that a held row has the key of, or those that none has.
func (j *joined) semi(b *vector.Batch) (*vector.Batch, error) {
	places := make([]int, 0, b.Rows)
	for i, number := range j.find(b) {
		if (number >= 0) == j.has {
			places = append(places, i)
		}
	}
	if len(places) == b.Rows {
		return b, nil
	}
	return b.Take(places), nil
}

// find returns the number of each passing row's key, -1 where no held row has it.
func (j *joined) find(b *vector.Batch) []int32 {
	numbers := make([]int32, b.Rows)
	j.table.find(evalAll(j.keys, b), b.Rows, numbers)
	return numbers
}

func evalAll(evals []eval, b *vector.Batch) []*vector.Vector {
	columns := make([]*vector.Vector, len(evals))
	for i, e := range evals {
		columns[i] = e(b)
	}
	return columns
}
