package aggregate

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"foxhound/internal/function"
	"foxhound/internal/group"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// percentiles are values by their rank: the p-th percentile is the least value that p
// percent of all values, by weight, do not exceed. They are exact: all values are kept.
// Nulls are left out; of nothing they are null.
var percentiles = []Func{
	{Name: "percentile", New: newPercentile(1, false)},
	{Name: "percentiles", New: newPercentile(1, false)},
	{Name: "percentiles_array", New: newPercentile(1, true)},
	{Name: "percentilew", New: newPercentile(2, false)},
	{Name: "percentilesw", New: newPercentile(2, false)},
	{Name: "percentilesw_array", New: newPercentile(2, true)},
}

// newPercentile makes a percentile whose percents start at an argument; before them are
// the value and, where that is not all, its weight.
func newPercentile(first int, array bool) maker {
	return func(s Spec) (Maker, error) {
		if len(s.Args) <= first {
			return nil, errors.New("the percentile is missing")
		}
		percents, err := percents(s.Args[first:])
		if err != nil {
			return nil, err
		}
		return func() Accumulator {
			return &percentile{values: group.NewColumn(s.Args[0].Type), weighted: first == 2, percents: percents, array: array}
		}, nil
	}
}

// percents reads the percents, numbers or an array of them.
func percents(args []function.Arg) (list []float64, err error) {
	for _, a := range args {
		if !a.Const {
			return nil, errors.New("a percentile must be a constant")
		}
		numbers, ok := a.Value.([]any)
		if !ok {
			numbers = []any{a.Value}
		}
		for _, n := range numbers {
			p, err := percent(n)
			if err != nil {
				return nil, err
			}
			list = append(list, p)
		}
	}
	return list, nil
}

func percent(x any) (float64, error) {
	p := math.NaN()
	switch x := x.(type) {
	case int64:
		p = float64(x)
	case float64:
		p = x
	}
	if !(p >= 0 && p <= 100) {
		return 0, fmt.Errorf("a percentile must be a number from 0 to 100")
	}
	return p, nil
}

// A percentile keeps the values of all groups.
type percentile struct {
	values   *group.Column
	groups   []int
	weights  []int64 // of weighted ones
	weighted bool
	percents []float64
	array    bool // the result is one column of arrays
}

func (p *percentile) Add(args []*vector.Vector, groups []int, count int) {
	x := args[0]
	for i, g := range groups {
		if x.IsNull(i) || p.weighted && !p.weigh(args[1], i) {
			continue
		}
		p.values.Append(x, i)
		p.groups = append(p.groups, g)
	}
}

// weigh notes the weight of a row; one without weight does not count.
func (p *percentile) weigh(weights *vector.Vector, row int) bool {
	w := weights.Longs[weights.Index(row)]
	if weights.IsNull(row) || w <= 0 {
		return false
	}
	p.weights = append(p.weights, w)
	return true
}

func (p *percentile) Merge(other Accumulator, into []int, count int) {
	o := other.(*percentile)
	x := o.values.Vector(0, o.values.Len())
	for i, g := range o.groups {
		p.values.Append(x, i)
		p.groups = append(p.groups, into[g])
	}
	p.weights = append(p.weights, o.weights...)
}

func (p *percentile) Result(count int) []*vector.Vector {
	x := p.values.Vector(0, p.values.Len())
	out := make([]*vector.Vector, len(p.percents))
	for i := range out {
		out[i] = vector.New(x.Type, count)
	}
	compare := comparer(x)
	for g, places := range apart(p.groups, count) {
		slices.SortFunc(places, compare)
		for i, percent := range p.percents {
			if len(places) == 0 {
				out[i].SetNull(g)
			} else {
				out[i].Set(g, x.Value(p.rank(places, percent)))
			}
		}
	}
	if p.array {
		return []*vector.Vector{rowArrays(out, count)}
	}
	return out
}

// rank returns the place of the value at a percent of the sorted ones.
func (p *percentile) rank(places []int, percent float64) int {
	if !p.weighted {
		return places[max(int(math.Ceil(percent/100*float64(len(places)))), 1)-1]
	}
	total := 0.0
	for _, at := range places {
		total += float64(p.weights[at])
	}
	sum := 0.0
	for _, at := range places {
		if sum += float64(p.weights[at]); sum >= percent/100*total {
			return at
		}
	}
	return places[len(places)-1]
}

func (p *percentile) Size() int64 {
	return p.values.Size() + 8*int64(cap(p.groups)+cap(p.weights))
}

// apart returns the places of each group.
func apart(groups []int, count int) [][]int {
	sizes := make([]int, count)
	for _, g := range groups {
		sizes[g]++
	}
	all, out, at := make([]int, len(groups)), make([][]int, count), 0
	for g, n := range sizes {
		out[g] = all[at : at : at+n]
		at += n
	}
	for i, g := range groups {
		out[g] = append(out[g], i)
	}
	return out
}

// comparer compares the values at two places, neither null.
func comparer(x *vector.Vector) func(a, b int) int {
	switch {
	case x.Longs != nil:
		return func(a, b int) int { return cmp.Compare(x.Longs[a], x.Longs[b]) }
	case x.Reals != nil:
		return func(a, b int) int { return cmp.Compare(x.Reals[a], x.Reals[b]) }
	}
	return func(a, b int) int { return value.Compare(x.Type, x.Value(a), x.Value(b)) }
}

// rowArrays returns the rows of columns as arrays; a row of nulls is null.
func rowArrays(columns []*vector.Vector, rows int) *vector.Vector {
	out := vector.New(value.Dynamic, rows)
	for i := range rows {
		if len(columns) == 0 || columns[0].IsNull(i) {
			continue
		}
		array := make([]any, len(columns))
		for j, c := range columns {
			array[j] = c.Value(i)
		}
		out.Any[i] = array
	}
	return out
}
