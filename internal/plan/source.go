package plan

import "foxhound/internal/vector"

type (
	// Table is the rows of a table of the logs. Wanted, where it is not nil, lists the
	// places of the columns that the query reads; the others are given as nulls. Members
	// lists, by place, the names of a dynamic's members where the query reads nothing else
	// of it: what is given need have no others, and may be null where it has none of them.
	// Rows that fail one of the Tests, or do not meet one of the Needs, may be left out.
	Table struct {
		Name    string
		Cols    []Column
		Wanted  []int
		Members map[int][]string
		Tests   []Test
		Needs   []Need
	}
	// Rows is rows written in the query (datatable, print) or made while it was bound.
	Rows struct {
		Cols  []Column
		Batch *vector.Batch
	}
	// Range is From, From+Step ... up to To, which are constant or [*Scalar]. An empty or
	// endless range is for the engine to see.
	Range struct {
		Col            Column
		From, To, Step Expr
	}
	// External is rows of a file that stands for an address (externaldata).
	External struct {
		Cols      []Column
		Addresses []string
		Format    string // csv, tsv, psv, scsv, txt, json, multijson, raw ...; empty to tell by the name
		Header    bool   // the first record is a heading (ignoreFirstRecord)
	}
	// Shared is rows that are computed once and read as often as they are named
	// (materialize); those of one query with the same ID are the same.
	Shared struct {
		ID    int
		Input Node
	}
	// Given is the rows that a subquery starts from (mv-apply, partition, fork): those
	// that the step which runs the subquery hands it.
	Given struct{ Cols []Column }
)

// Columns returns the table's columns.
func (n *Table) Columns() []Column { return n.Cols }

// Inputs returns none.
func (n *Table) Inputs() []Node { return nil }

// Columns returns the rows' columns.
func (n *Rows) Columns() []Column { return n.Cols }

// Inputs returns none.
func (n *Rows) Inputs() []Node { return nil }

// Columns returns the one column.
func (n *Range) Columns() []Column { return []Column{n.Col} }

// Inputs returns none.
func (n *Range) Inputs() []Node { return nil }

// Columns returns the columns that the query declares.
func (n *External) Columns() []Column { return n.Cols }

// Inputs returns none.
func (n *External) Inputs() []Node { return nil }

// Columns returns the input's columns.
func (n *Shared) Columns() []Column { return n.Input.Columns() }

// Inputs returns the plan that is computed once.
func (n *Shared) Inputs() []Node { return []Node{n.Input} }

// Columns returns the columns of the rows that will be handed in.
func (n *Given) Columns() []Column { return n.Cols }

// Inputs returns none.
func (n *Given) Inputs() []Node { return nil }
