package aggregate

import (
	"errors"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// counting are the counts of rows. Nulls count too: count(x) is count().
var counting = []Func{
	{Name: "count", New: always(func(Spec) Accumulator { return new(counter) })},
	{Name: "cnt", New: always(func(Spec) Accumulator { return new(counter) })},
	{Name: "countif", New: onlyIf(0, always(func(Spec) Accumulator { return new(counter) }))},
}

var errPredicate = errors.New("the condition is missing")

// A counter counts the rows of each group.
type counter struct{ rows []int64 }

func (c *counter) Add(_ []*vector.Vector, groups []int, count int) {
	c.rows = grown(c.rows, count)
	for _, g := range groups {
		c.rows[g]++
	}
}

func (c *counter) Merge(other Accumulator, into []int, count int) {
	c.rows = grown(c.rows, count)
	for i, n := range other.(*counter).rows {
		c.rows[into[i]] += n
	}
}

func (c *counter) Result(count int) []*vector.Vector {
	c.rows = grown(c.rows, count)
	return []*vector.Vector{vector.Of(value.Long, c.rows[:count:count], nil)}
}

func (c *counter) Size() int64 { return 8 * int64(cap(c.rows)) }
