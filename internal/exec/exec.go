// Package exec runs plans over columns. Rows are pushed: each step hands the batches that
// it makes to the next, in order. Steps that look at one row at a time run together on
// many goroutines, right where the rows are read; what they give comes back in the order
// of the rows, so that the number of goroutines changes nothing but the time. Start with
// [Run].
package exec

import (
	"context"
	"fmt"
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// A Source gives the rows of tables and of addresses.
type Source interface {
	// Scan reads a table's rows in batches of the table's columns. work runs on many
	// goroutines at a time; emit gets its results in the order of the rows, on one
	// goroutine. An error of either ends the scan and is returned.
	Scan(ctx context.Context, table *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error
	// External reads the file that stands for the addresses of an externaldata.
	External(ctx context.Context, data *plan.External, emit func(*vector.Batch) error) error
}

// Limits bound what a query may take. The zero value is the defaults.
type Limits struct {
	Memory int64 // bytes that its steps may hold; 0 means 1 GiB
	Rows   int64 // rows that its steps may make of nothing (range) or of others (mv-expand, join); 0 means 250 million
}

// Run runs a plan and hands its rows to emit, in order. It fails where the plan needs
// more than the limits, naming the step that did, and where the context ends.
func Run(ctx context.Context, n plan.Node, from Source, limits Limits, emit func(*vector.Batch) error) (err error) {
	defer caught(&err)
	x := &run{ctx: ctx, source: from, budget: newBudget(limits), known: new(memo)}
	return x.rows(n, emit)
}

// Collect runs a plan and returns its rows as one batch, which the limits count with what
// the steps hold. by is what the rows are collected for, as an error names it.
func Collect(ctx context.Context, n plan.Node, from Source, limits Limits, by string) (b *vector.Batch, err error) {
	defer caught(&err)
	x := &run{ctx: ctx, source: from, budget: newBudget(limits), known: new(memo)}
	return x.all(by, n)
}

// A run is one query being run.
type run struct {
	ctx    context.Context
	source Source
	budget *budget
	known  *memo // what is computed once
	given  *vector.Batch
}

// rows hands a node's rows to emit.
func (x *run) rows(n plan.Node, emit func(*vector.Batch) error) error {
	return x.parallel(n, func(b *vector.Batch) (any, error) { return b, nil },
		func(b any) error { return emit(b.(*vector.Batch)) })
}

// parallel runs work on each batch of a node's rows, on many goroutines where the rows are
// read from logs, and hands its results to emit in the order of the rows. Batches without
// rows are left out.
func (x *run) parallel(n plan.Node, work func(*vector.Batch) (any, error), emit func(any) error) error {
	return x.parallelOf(n, nil, work, emit)
}

// parallelOf is [run.parallel] for work that makes nothing of rows that do not meet the needs.
func (x *run) parallelOf(n plan.Node, needs []plan.Need, work func(*vector.Batch) (any, error), emit func(any) error) error {
	return x.beyond(n, needs, nil, work, emit)
}

// beyond is [run.parallelOf] for work on what further steps make of the rows. Those of a union
// go through the steps where they are read, one table's after the other's.
func (x *run) beyond(n plan.Node, needs []plan.Need, further []step, work func(*vector.Batch) (any, error), emit func(any) error) error {
	base, steps, err := x.steps(n)
	if err != nil {
		return err
	}
	base, steps = x.needing(base, n, needs), slices.Concat(steps, further)
	u, ok := base.(*plan.Union)
	if !ok {
		return x.over(base, steps, work, emit)
	}
	for _, from := range u.From {
		if err := x.beyond(from, u.Needs, steps, work, emit); err != nil {
			return err
		}
	}
	return nil
}

// over takes each batch of rows through steps and then to work.
func (x *run) over(base plan.Node, steps []step, work func(*vector.Batch) (any, error), emit func(any) error) error {
	through := guarded(func(b *vector.Batch) (any, error) { return through(steps, b, work) })
	some := func(result any) (err error) {
		defer caught(&err)
		return some(result, work, emit)
	}
	if table, ok := base.(*plan.Table); ok {
		return x.source.Scan(x.ctx, table, through, some)
	}
	return x.make(base, func(b *vector.Batch) error {
		if err := x.ctx.Err(); err != nil {
			return err
		}
		result, err := through(b)
		if err != nil {
			return err
		}
		return some(result)
	})
}

// A step computes a batch from a batch, and is safe on many goroutines. Where the batch
// would be too large its error is a [tooMany].
type step func(*vector.Batch) (*vector.Batch, error)

// steps takes the row steps off the end of a plan: what is left, and they in order.
func (x *run) steps(n plan.Node) (base plan.Node, steps []step, err error) {
	var last step
	var from plan.Node // what the step goes over; nil for the node's input
	var needs []plan.Need
	switch n := n.(type) {
	case *plan.Filter:
		last, err = x.filter(n)
		needs = plan.Needs(n.Predicate, x.listed)
	case *plan.Project:
		if slices.ContainsFunc(n.Exprs, plan.Windowed) {
			return n, nil, nil
		}
		last, err = x.project(n)
	case *plan.Expand:
		last = (&expander{n, x.budget, "mv-expand"}).expand
	case *plan.Apply:
		last, err = x.apply(n)
	case *plan.Parse:
		last, err = x.parse(n)
		last = named("parse", last)
	case *plan.ParsePairs:
		last, err = x.pairs(n)
		last = named("parse-kv", last)
	case *plan.Join:
		shape := x.shape(n)
		if !shape.streams() {
			return n, nil, nil
		}
		from, _ = shape.sides(n)
		last, needs, err = x.joinStep(n)
	default:
		return n, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	if from == nil {
		from = n.Inputs()[0]
	}
	base, steps, err = x.steps(from)
	base = x.needing(base, from, needs)
	if f, ok := n.(*plan.Filter); ok {
		base = tested(base, f)
	}
	return base, append(steps, last), err
}

// tested returns what a filter starts from: where that is a table that goes through filters
// alone, with its tests.
func tested(base plan.Node, f *plan.Filter) plan.Node {
	from := f.Input
	for {
		switch n := from.(type) {
		case *plan.Filter:
			from = n.Input
		case *plan.Table:
			own := *base.(*plan.Table)
			own.Tests = append(slices.Clone(own.Tests), plan.Tests(f.Predicate)...)
			return &own
		default:
			return base
		}
	}
}

// make hands the rows of a node that is no row step to emit.
func (x *run) make(n plan.Node, emit func(*vector.Batch) error) error {
	switch n := n.(type) {
	case *plan.Rows:
		return emit(n.Batch)
	case *plan.Given:
		return emit(x.given)
	case *plan.External:
		return x.source.External(x.ctx, n, emit)
	case *plan.Project:
		return x.window(n, emit)
	case *plan.Take:
		return x.take(n, emit)
	case *plan.Shared:
		return x.shared(n, emit)
	case *plan.Range:
		return x.rangeRows(n, emit)
	case *plan.Join:
		return x.joinAll(n, emit)
	case *plan.Machine:
		return x.machine(n, emit)
	case *plan.Plugin:
		return x.plugin(n, emit)
	case *takeEach:
		return x.takeEach(n, emit)
	case *groupEach:
		return x.groupEach(n, emit)
	case *plan.Summarize:
		return x.summarize(n, emit)
	case *plan.Series:
		return x.series(n, emit)
	case *plan.Nested:
		return x.nested(n, emit)
	case *plan.Partition:
		return x.partition(n, emit)
	case *plan.Sort:
		return x.sort(n, emit)
	case *plan.Top:
		return x.top(n, emit)
	}
	return fmt.Errorf("exec: no way to run a %T", n)
}
