package aggregate

import "foxhound/internal/vector"

// onlyIf is the maker of the if form of an aggregate: the argument at a place says of each
// row whether it counts. Null is no.
func onlyIf(at int, base maker) maker {
	return func(s Spec) (Maker, error) {
		if at >= len(s.Args) {
			return nil, errPredicate
		}
		m, err := base(without(s, at))
		if err != nil {
			return nil, err
		}
		return func() Accumulator { return &conditional{of: m(), at: at} }, nil
	}
}

// A conditional is an accumulator of the rows that fulfil a condition.
type conditional struct {
	of Accumulator
	at int // of the condition among the arguments
}

func (c *conditional) Add(args []*vector.Vector, groups []int, count int) {
	rest := make([]*vector.Vector, 0, len(args)-1)
	rest = append(append(rest, args[:c.at]...), args[c.at+1:]...)
	some, their := taken(rest, groups, fulfilled(args[c.at], len(groups)))
	c.of.Add(some, their, count)
}

// fulfilled returns where a condition is true.
func fulfilled(condition *vector.Vector, rows int) []int {
	if condition.IsConst() {
		if condition.IsNull(0) || !condition.Bools[0] {
			return nil
		}
		return sequence(rows)
	}
	places := make([]int, 0, rows)
	for i, yes := range condition.Bools {
		if yes && (condition.Nulls == nil || !condition.Nulls[i]) {
			places = append(places, i)
		}
	}
	return places
}

func (c *conditional) Merge(other Accumulator, into []int, count int) {
	c.of.Merge(other.(*conditional).of, into, count)
}

func (c *conditional) Result(count int) []*vector.Vector { return c.of.Result(count) }

func (c *conditional) Size() int64 { return c.of.Size() }
