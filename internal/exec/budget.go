package exec

import (
	"fmt"
	"sync/atomic"
)

const (
	DefaultMemory = 1 << 30 // bytes that a query may hold unless its [Limits] say otherwise
	defaultRows   = 250_000_000
)

// A budget is what a query may still take.
type budget struct {
	limits       Limits
	memory, rows atomic.Int64
	parent       *budget // of a subquery's: the query's, which counts too
}

func newBudget(l Limits) *budget {
	if l.Memory <= 0 {
		l.Memory = DefaultMemory
	}
	if l.Rows <= 0 {
		l.Rows = defaultRows
	}
	return &budget{limits: l}
}

// hold takes bytes, for as long as the query runs or until they are given back by a
// negative number. step is the operator as the user knows it.
func (b *budget) hold(step string, bytes int64) error {
	if b.parent != nil {
		b.memory.Add(bytes)
		return b.parent.hold(step, bytes)
	}
	if held := b.memory.Add(bytes); bytes > 0 && held > b.limits.Memory {
		return fmt.Errorf("`%s` needs more than the %d MiB that the query may take; narrow the query, or give more with --memory", step, b.limits.Memory>>20)
	}
	return nil
}

// grow counts rows that a step made beyond those it read.
func (b *budget) grow(step string, rows int) error {
	if b.parent != nil {
		return b.parent.grow(step, rows)
	}
	if b.rows.Add(int64(rows)) > b.limits.Rows {
		return fmt.Errorf("`%s` makes more than the %d rows that a query may make; narrow what goes into it", step, b.limits.Rows)
	}
	return nil
}

// child returns a budget within this one, for a subquery.
func (b *budget) child() *budget { return &budget{parent: b} }

// release gives back what a child still holds.
func (b *budget) release() { b.parent.memory.Add(-b.memory.Swap(0)) }
