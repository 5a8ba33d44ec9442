// Package aggregate holds Kusto's aggregate functions: each makes accumulators that hold
// the state of every group at once and take rows a column at a time. It knows no queries
// and no names of columns. Start with [Lookup].
package aggregate

import (
	"foxhound/internal/function"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A Spec is one use of an aggregate function in a query.
type Spec struct {
	Args    []function.Arg // their types are those of the signature: the binder converts
	Results []value.Type   // of the columns it gives: one, but for arg_max and its like
}

// A Maker makes an accumulator without groups. It may be called on many goroutines.
type Maker func() Accumulator

// A Func is an aggregate function.
type Func struct {
	Name string // as in KQL
	// New prepares one use, or says what is wrong with its constant arguments.
	New func(Spec) (Maker, error)
}

// An Accumulator holds an aggregate of every group. One goroutine uses it at a time.
// Groups are numbered from 0; there are as many as the greatest count it was given.
type Accumulator interface {
	// Add takes rows: row i belongs to the group groups[i], which is less than count.
	// The arguments may be constant. What is kept of them may share their memory.
	Add(args []*vector.Vector, groups []int, count int)
	// Merge takes what another accumulator of the same use gathered from later rows; its
	// group i is the group into[i] here, which is less than count. The other is not used
	// again.
	Merge(other Accumulator, into []int, count int)
	// Result returns the columns, of count rows: groups that took no row have what the
	// aggregate is of no rows.
	Result(count int) []*vector.Vector
	// Size returns about how many bytes the state takes, for the memory budget.
	Size() int64
}

// Lookup returns the aggregate function of that name.
func Lookup(name string) (*Func, bool) {
	f, ok := byName()[name]
	return f, ok
}
