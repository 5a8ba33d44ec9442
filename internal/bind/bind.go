// Package bind gives a query's names their meaning: it turns a syntax tree into a plan
// over the columns of the tables it reads, with every type checked and every conversion
// written out, or says what is wrong with the query and where. It reads no rows. Start
// with [Bind].
package bind

import (
	"fmt"
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// Tables is the tables that a query may name.
type Tables interface {
	// Table returns the columns of the table of that name.
	Table(name string) ([]plan.Column, bool)
	// Names lists the tables, sorted.
	Names() []string
}

// Options say in what surroundings a query is bound.
type Options struct {
	Tables     Tables
	Now        value.Time        // what now() is
	Parameters map[string]string // values of declare query_parameters, as KQL literals or as text

	// StandIn returns the columns of the file that the user gives for what a name, a
	// watchlist's alias or a product function, stands for in the cloud. It may be nil.
	StandIn func(name string) ([]plan.Column, bool)

	// Missing is told of each name that the query calls and that no file stands for, so that
	// nothing is known where the cloud knows something. It may be nil.
	Missing func(name string)

	// Hint says what a name may mean that is no table (tables is nil), or no column of the
	// tables read so far: the end of an error, or nothing. It may be nil, and then the names of
	// Tables are asked for one that is spelled alike.
	Hint func(name string, tables []string) string

	// Run computes rows while the query is bound, for plugins whose columns depend on the
	// data (bag_unpack, pivot). Nil leaves their columns open: any name is a column of
	// theirs, and the plan cannot be run; functions that the engine has not are bound then,
	// and Microsoft's binder is followed where the engine is known to do otherwise.
	Run func(plan.Node) (*vector.Batch, error)
}

// Bind returns the plan of a query. Its error is a [kql.ErrorList].
func Bind(q *kql.Query, o Options) (plan.Node, error) {
	b := &binder{Options: o, called: make(map[plan.Node]string), serial: make(map[plan.Node]bool), tableOf: make(map[*plan.Column]string)}
	n := b.query(q)
	if len(b.errors) == 0 {
		b.unfolds(q, n)
	}
	if len(b.errors) > 0 {
		return nil, b.errors.sorted()
	}
	return n, nil
}

// A binder binds one query. It goes on after an error, with a node or expression of type
// [value.None] in place of what could not be bound, about which it says nothing more.
type binder struct {
	Options
	errors        errorList
	depth         int                     // of functions that call functions
	nodes         int                     // steps so far
	operatorCount int                     // operators so far, those of functions each time they are called
	columns       int                     // numbered columns without a name so far
	shared        int                     // materialized tables so far
	read          []string                // tables of the logs so far
	called        map[plan.Node]string    // names that as gave to rows
	serial        map[plan.Node]bool      // nodes whose rows have an order that the query may rely on
	tableOf       map[*plan.Column]string // tables by the first of their columns, which steps that keep all columns pass on
}

// errorList gathers errors as they are found.
type errorList []*kql.Error

// fail notes what is wrong with a node. The message is in lower case, without a full
// stop, with what is quoted from the query in back-ticks.
func (b *binder) fail(where kql.Node, format string, args ...any) {
	b.errors = append(b.errors, &kql.Error{
		Span: kql.Span{Start: where.Pos(), Stop: where.End()},
		Msg:  fmt.Sprintf(format, args...),
	})
}

// sorted returns the errors in the order of the query's text, one a place.
func (l errorList) sorted() kql.ErrorList {
	slices.SortStableFunc(l, func(a, b *kql.Error) int { return a.Start.Offset - b.Start.Offset })
	return kql.ErrorList(slices.CompactFunc(l, func(a, b *kql.Error) bool { return a.Start == b.Start }))
}
