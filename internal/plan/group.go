package plan

import (
	"foxhound/internal/aggregate"
)

type (
	// Summarize groups rows by Keys, in the order in which the groups are first seen, and
	// gives the keys and then the aggregates. Without keys there is one group, even of no
	// rows; without aggregates it is distinct.
	Summarize struct {
		Input Node
		Keys  []Expr
		Aggs  []Aggregate
		Cols  []Column // of the keys, then of the aggregates
	}
	// Series is make-series: groups by Keys, and within each an array a column, with a
	// place for each step of the axis. The last column is the axis.
	Series struct {
		Input          Node
		Keys           []Expr
		Axis           Expr
		From, To, Step Expr // constant or [*Scalar]; From and To nil for the data's own
		Inclusive      bool // To is part of the axis (in range(...))
		NonEmpty       bool // kind=nonempty: without keys, there is a row even of no rows
		Aggs           []Aggregate
		Defaults       []Expr // constant: what stands where there is no row, one an aggregate; nil for null
		Cols           []Column
	}
	// Sort orders rows; rows that are equal in all keys stay in their order.
	Sort struct {
		Input Node
		Keys  []SortKey
	}
	// Top is the first Count rows of a sort.
	Top struct {
		Input Node
		Keys  []SortKey
		Count Expr // constant or [*Scalar]
	}
	// Take is the first Count rows.
	Take struct {
		Input Node
		Count Expr // constant or [*Scalar]
	}
	// Nested is top-nested: levels of groups, the best of each kept.
	Nested struct {
		Input  Node
		Levels []NestedLevel
		Cols   []Column // a level's key and aggregate, level by level
	}
	// Partition runs a subquery over the rows of each key, in the order in which the keys
	// are first seen; the subquery starts from a [Given].
	Partition struct {
		Input Node
		Key   Expr
		Sub   Node
	}
	// Machine is the scan operator: a state machine over the rows in their order.
	Machine struct {
		Input    Node
		Declared []Expr // constants: the first values of the state's own columns
		Steps    []MachineStep
		MatchID  bool // the last column is the match's number
		Cols     []Column
	}
	// Plugin is evaluate with a plugin that knows its columns before it runs; see
	// package exec for those there are.
	Plugin struct {
		Name string
		From []Node // the input, and tables among the arguments
		Args []Expr // the others, over the input's columns
		Cols []Column
	}
)

// An Aggregate is one use of an aggregate function.
type Aggregate struct {
	Func *aggregate.Func
	Args []Expr // over the input's columns
	New  aggregate.Maker
	Outs int // how many columns it gives: one, but for arg_max and its like
}

// A SortKey is an expression to order by.
type SortKey struct {
	Expr       Expr
	Desc       bool
	NullsFirst bool
}

// A NestedLevel is one level of top-nested.
type NestedLevel struct {
	Count  Expr // constant; nil for all
	Key    Expr
	Agg    Aggregate
	Desc   bool
	Others Expr // constant, of the key's type: the key of the rest's row; nil without one
}

// A MachineStep is a state of scan. Its expressions see the row's columns, then the state
// of each step in order (the row's columns and the declared ones as the step last set
// them), then the declared columns being set.
type MachineStep struct {
	Name     string
	Optional bool
	Output   string // all, last or none
	When     Expr
	Set      []Expr // one a declared column; nil leaves it
}

// Columns returns the keys and aggregates.
func (n *Summarize) Columns() []Column { return n.Cols }

// Inputs returns the rows to group.
func (n *Summarize) Inputs() []Node { return []Node{n.Input} }

// Columns returns the keys, the arrays and the axis.
func (n *Series) Columns() []Column { return n.Cols }

// Inputs returns the rows to group.
func (n *Series) Inputs() []Node { return []Node{n.Input} }

// Columns returns the input's columns.
func (n *Sort) Columns() []Column { return n.Input.Columns() }

// Inputs returns the rows to sort.
func (n *Sort) Inputs() []Node { return []Node{n.Input} }

// Columns returns the input's columns.
func (n *Top) Columns() []Column { return n.Input.Columns() }

// Inputs returns the rows to choose from.
func (n *Top) Inputs() []Node { return []Node{n.Input} }

// Columns returns the input's columns.
func (n *Take) Columns() []Column { return n.Input.Columns() }

// Inputs returns the rows to choose from.
func (n *Take) Inputs() []Node { return []Node{n.Input} }

// Columns returns the levels' keys and aggregates.
func (n *Nested) Columns() []Column { return n.Cols }

// Inputs returns the rows to group.
func (n *Nested) Inputs() []Node { return []Node{n.Input} }

// Columns returns the subquery's columns.
func (n *Partition) Columns() []Column { return n.Sub.Columns() }

// Inputs returns the rows to part.
func (n *Partition) Inputs() []Node { return []Node{n.Input} }

// Columns returns the input's columns, the declared ones and the match's number.
func (n *Machine) Columns() []Column { return n.Cols }

// Inputs returns the rows to read.
func (n *Machine) Inputs() []Node { return []Node{n.Input} }

// Columns returns the plugin's columns.
func (n *Plugin) Columns() []Column { return n.Cols }

// Inputs returns the tables that the plugin reads.
func (n *Plugin) Inputs() []Node { return n.From }
