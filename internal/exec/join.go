package exec

import (
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// A joined is the right side of a join, in memory, by key. It is safe on many goroutines.
type joined struct {
	kind    plan.JoinKind
	budget  *budget
	keys    []eval // of the left
	table   *keyTable
	right   *vector.Batch
	order   []int32       // places of right rows, those of one key together and in their order
	starts  []int32       // where the rows of each key start in order; one more at the end
	matched []atomic.Bool // the keys that a left row has had, where the kind asks
}

// streams reports whether a join's rows follow from one left row at a time, so that it is
// a step.
func streams(kind plan.JoinKind) bool {
	switch kind {
	case plan.Inner, plan.LeftOuter, plan.LeftSemi, plan.LeftAnti:
		return true
	}
	return false
}

// join makes the step of a join that streams, and returns the rows that it goes over.
func (x *run) join(n *plan.Join) (left plan.Node, _ step, err error) {
	left, j, err := x.build(n)
	if err != nil {
		return nil, nil, err
	}
	switch n.Kind {
	case plan.LeftSemi:
		return left, j.semi(true), nil
	case plan.LeftAnti:
		return left, j.semi(false), nil
	}
	return left, j.pairs, nil
}

// build reads the right side, and the left too where that is small: then only those right
// rows are kept that have a key of the left. It returns the left rows still to be read.
// In a subquery, a right side that is the same each time is read once.
func (x *run) build(n *plan.Join) (plan.Node, *joined, error) {
	if x.given == nil || hasGiven(n.Right) {
		return x.buildFor(n, needsMatchesOnly(n.Kind) && isSmall(n.Left) && !isSmall(n.Right))
	}
	j, err := x.known.get(n, func() (any, error) {
		y := *x
		y.budget = x.lasting()
		_, j, err := y.buildFor(n, false)
		return j, err
	})
	if err != nil {
		return nil, nil, err
	}
	own := *j.(*joined)
	return n.Left, &own, nil
}

// hasGiven reports whether a node starts from the rows of its subquery.
func hasGiven(n plan.Node) bool {
	if _, ok := n.(*plan.Given); ok {
		return true
	}
	return slices.ContainsFunc(n.Inputs(), hasGiven)
}

// buildFor is build; reduce says that the left is to be read first.
func (x *run) buildFor(n *plan.Join, reduce bool) (plan.Node, *joined, error) {
	left := n.Left
	var wanted *keyTable
	if reduce {
		b, err := x.all("join", n.Left)
		if err != nil {
			return nil, nil, err
		}
		left = &plan.Rows{Cols: n.Left.Columns(), Batch: b}
		if wanted, err = x.keysOf(b, n.LeftKeys); err != nil {
			return nil, nil, err
		}
	}
	j := &joined{kind: n.Kind, budget: x.budget, table: newKeyTable()}
	err := j.read(x, n, wanted)
	if err != nil {
		return nil, nil, err
	}
	j.keys, err = x.compileAll(n.LeftKeys)
	return left, j, err
}

// needsMatchesOnly reports whether right rows without a left row make no difference.
func needsMatchesOnly(kind plan.JoinKind) bool {
	return kind != plan.RightOuter && kind != plan.FullOuter && kind != plan.RightAnti
}

// isSmall reports whether a node's rows are likely few: it reads no logs, or groups what
// it reads.
func isSmall(n plan.Node) bool {
	switch n := n.(type) {
	case *plan.Rows, *plan.Given, *plan.Summarize, *plan.Series, *plan.Take, *plan.Top, *plan.Nested, *plan.Shared:
		return true
	case *plan.Table, *plan.External, *plan.Range:
		return false
	case *plan.Partition:
		return isSmall(n.Sub)
	}
	for _, from := range n.Inputs() {
		if !isSmall(from) {
			return false
		}
	}
	return true
}

func (x *run) keysOf(b *vector.Batch, exprs []plan.Expr) (*keyTable, error) {
	evals, err := x.compileAll(exprs)
	if err != nil {
		return nil, err
	}
	t := newKeyTable()
	t.add(evalAll(evals, b), b.Rows, make([]int32, b.Rows))
	return t, x.budget.hold("join", t.size())
}

func evalAll(evals []eval, b *vector.Batch) []*vector.Vector {
	columns := make([]*vector.Vector, len(evals))
	for i, e := range evals {
		columns[i] = e(b)
	}
	return columns
}

// keyed is a batch and its keys.
type keyed struct {
	*vector.Batch
	keys []*vector.Vector
}

// read reads the right rows, or those whose keys are wanted.
func (j *joined) read(x *run, n *plan.Join, wanted *keyTable) error {
	evals, err := x.compileAll(n.RightKeys)
	if err != nil {
		return err
	}
	var batches []*vector.Batch
	var numbers []int32
	err = x.parallel(n.Right, func(b *vector.Batch) (any, error) {
		return wantedRows(keyed{b, evalAll(evals, b)}, wanted), nil
	}, func(result any) error {
		k := result.(keyed)
		if k.Rows == 0 {
			return nil
		}
		if len(numbers)+k.Rows > math.MaxInt32 {
			return fmt.Errorf("`join` holds no more than %d rows of its right side; narrow that", math.MaxInt32)
		}
		before := j.table.size()
		of := make([]int32, k.Rows)
		j.table.add(k.keys, k.Rows, of)
		batches, numbers = append(batches, k.Batch), append(numbers, of...)
		return x.budget.hold("join", k.Size()+12*int64(k.Rows)+j.table.size()-before)
	})
	if err != nil {
		return err
	}
	j.right = vector.Concat(plan.Types(n.Right.Columns()), batches)
	j.group(numbers)
	return nil
}

func wantedRows(k keyed, wanted *keyTable) keyed {
	if wanted == nil {
		return k
	}
	numbers := make([]int32, k.Rows)
	wanted.find(k.keys, k.Rows, numbers)
	places := make([]int, 0, k.Rows)
	for i, number := range numbers {
		if number >= 0 {
			places = append(places, i)
		}
	}
	if len(places) == k.Rows {
		return k
	}
	keys := make([]*vector.Vector, len(k.keys))
	for i, v := range k.keys {
		keys[i] = v.Take(places)
	}
	return keyed{k.Batch.Take(places), keys}
}

// group sorts the places of right rows by the numbers of their keys.
func (j *joined) group(numbers []int32) {
	j.starts = make([]int32, j.table.count+1)
	for _, number := range numbers {
		j.starts[number+1]++
	}
	for i := range j.table.count {
		j.starts[i+1] += j.starts[i]
	}
	next := append([]int32(nil), j.starts...)
	j.order = make([]int32, len(numbers))
	for place, number := range numbers {
		j.order[next[number]] = int32(place)
		next[number]++
	}
}

// find returns the number of each left row's key, -1 where no right row has it.
func (j *joined) find(b *vector.Batch) []int32 {
	numbers := make([]int32, b.Rows)
	j.table.find(evalAll(j.keys, b), b.Rows, numbers)
	return numbers
}

// semi makes the step that keeps the left rows that have a right row, or those that have
// none.
func (j *joined) semi(has bool) step {
	return func(b *vector.Batch) (*vector.Batch, error) {
		places := make([]int, 0, b.Rows)
		for i, number := range j.find(b) {
			if (number >= 0) == has {
				places = append(places, i)
			}
		}
		if len(places) == b.Rows {
			return b, nil
		}
		return b.Take(places), nil
	}
}
