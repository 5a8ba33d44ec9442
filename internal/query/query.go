// Package query runs KQL: it takes a text through parser, binder and engine, over the
// tables of the logs or over none. Start with [Engine].
package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"foxhound/internal/bind"
	"foxhound/internal/exec"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// An Engine is the surroundings that queries run in. Its zero value has no tables.
type Engine struct {
	Tables     bind.Tables                             // what tables there are; nil for none
	Source     exec.Source                             // their rows; nil where there are no tables
	StandIn    func(name string) ([]plan.Column, bool) // see [bind.Options]
	Hint       func(string, []string) string           // see [bind.Options]
	Now        time.Time                               // what now() is; the zero time means the clock's
	Parameters map[string]string                       // values of declare query_parameters
	Limits     exec.Limits
}

// A Query is a text that was understood.
type Query struct {
	engine  *Engine
	plan    plan.Node
	missing []string
}

// Columns binds a query without reading any row and returns its columns: those that
// depend on the data are left out. name stands in errors, which are a [kql.ErrorList].
func (e *Engine) Columns(name, text string) ([]plan.Column, error) {
	q, err := e.bind(name, text, nil)
	if err != nil {
		return nil, err
	}
	return known(q.Columns()), nil
}

// known leaves out the column by whose name, a star, the binder has those that depend on
// the data.
func known(columns []plan.Column) []plan.Column {
	return slices.DeleteFunc(slices.Clone(columns), func(c plan.Column) bool { return c.Name == "*" && c.Type == value.None })
}

// Prepare binds a query to be run. Rows are read only where its columns depend on them. Its
// error is a [kql.ErrorList], unless reading failed.
func (e *Engine) Prepare(ctx context.Context, name, text string) (*Query, error) {
	var failed error
	q, err := e.bind(name, text, func(n plan.Node) (*vector.Batch, error) {
		b, err := e.collect(ctx, n, "evaluate") // whose columns depend on these rows
		failed = errors.Join(failed, err)
		return b, err
	})
	if failed != nil {
		return nil, fmt.Errorf("%s: %w", name, failed)
	}
	return q, err
}

func (e *Engine) bind(name, text string, run func(plan.Node) (*vector.Batch, error)) (*Query, error) {
	tree, err := kql.Parse(name, text)
	if err != nil {
		return nil, err
	}
	q := &Query{engine: e}
	n, err := bind.Bind(tree, bind.Options{
		Tables: e.Tables, Now: e.now(), Parameters: e.Parameters, StandIn: e.StandIn, Missing: q.lacks, Hint: e.Hint, Run: run,
	})
	if err != nil {
		return nil, named(err, name)
	}
	q.plan = plan.Prune(n)
	return q, nil
}

func (e *Engine) now() value.Time {
	now := e.Now
	if now.IsZero() {
		now = time.Now()
	}
	t, _ := value.TimeOf(now)
	return t
}

// named puts the query's name into its errors.
func named(err error, name string) error {
	var list kql.ErrorList
	if errors.As(err, &list) {
		for _, e := range list {
			e.File = name
		}
	}
	return err
}

func (q *Query) lacks(name string) {
	if !slices.Contains(q.missing, name) {
		q.missing = append(q.missing, name)
	}
}

// Missing returns the functions that the query calls and that know nothing here, for no file
// stands for what they know in the cloud (see [bind.Options]).
func (q *Query) Missing() []string { return q.missing }

// Columns returns the query's columns.
func (q *Query) Columns() []plan.Column { return q.plan.Columns() }

// Run runs the query and hands its rows to emit, in order. It may be called again.
func (q *Query) Run(ctx context.Context, emit func(*vector.Batch) error) error {
	return exec.Run(ctx, q.plan, q.engine.source(), q.engine.Limits, emit)
}

// Rows runs the query and returns its rows as one batch.
func (q *Query) Rows(ctx context.Context) (*vector.Batch, error) {
	return q.engine.collect(ctx, q.plan, "result")
}

// collect gathers the rows of a node for what is named in an error about their size.
func (e *Engine) collect(ctx context.Context, n plan.Node, by string) (*vector.Batch, error) {
	return exec.Collect(ctx, n, e.source(), e.Limits, by)
}

func (e *Engine) source() exec.Source {
	if e.Source == nil {
		return none{}
	}
	return e.Source
}

// none is a source without tables.
type none struct{}

func (none) Scan(_ context.Context, t *plan.Table, _ func(*vector.Batch) (any, error), _ func(any) error) error {
	return fmt.Errorf("no logs were given to read `%s` from", t.Name)
}

func (none) External(_ context.Context, d *plan.External, _ func(*vector.Batch) error) error {
	return fmt.Errorf("no file was given for %q", d.Addresses)
}
