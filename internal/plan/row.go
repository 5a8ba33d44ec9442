package plan

import "foxhound/internal/value"

type (
	// Filter keeps the rows for which the predicate is true; null is not.
	Filter struct {
		Input     Node
		Predicate Expr // bool
	}
	// Project computes columns from each row. Where an expression has a window function,
	// it is computed over all rows at once, in their order.
	Project struct {
		Input Node
		Cols  []Column
		Exprs []Expr // one a column
	}
	// Expand is mv-expand: a row for each element of one or several dynamics. The rows
	// have the input's columns, with those at Places replaced by elements.
	Expand struct {
		Input  Node
		Places []int        // of the columns to expand, dynamic in the input
		To     []value.Type // what the elements become, one a place
		Arrays bool         // kind=array: a bag gives [key, value] arrays, not bags of one key
		Index  bool         // the last column is the element's place, from 0
		Limit  int64        // rows that one row may give; 0 for any number
		Cols   []Column
	}
	// Apply is mv-apply: a subquery for each row of Input. Sub starts from a [Given] with
	// Elements' columns, whose rows are what Elements makes of the row; Elements' own input
	// is a [Given] with Input's columns. The result is the row's columns at Kept, and the
	// subquery's.
	Apply struct {
		Input    Node
		Elements *Expand
		Sub      Node
		Kept     []int // places of Input's columns
		Cols     []Column
	}
	// Parse is parse and parse-where: columns taken out of a text. They replace the input's
	// at their places, or stand behind them in the order of the pattern.
	Parse struct {
		Input Node
		X     Expr   // string
		Kind  string // simple, regex or relaxed
		Flags string // of regex, as written
		Parts []ParsePart
		Where bool // drops the rows that do not fit
		Cols  []Column
	}
	// ParsePairs is parse-kv: columns taken out of a text of keys and values. They stand
	// as those of [Parse] do.
	ParsePairs struct {
		Input  Node
		X      Expr // string
		Keys   []ParsePart
		Pair   string // between pairs
		Value  string // between key and value
		Quote  string // around values: one or two characters, or empty
		Escape string // before a quote that is none, or empty
		Greedy bool
		Regex  string // in place of the delimiters
		Cols   []Column
	}
)

// A ParsePart is a piece of a pattern: a text to find, a column, or, with neither, the *
// that skips.
type ParsePart struct {
	Text   string     // to find; a regular expression where the kind is regex
	Column bool       // this is a column
	Key    string     // of parse-kv: the key
	Place  int        // of the column in Cols
	Type   value.Type // of the column
}

// Columns returns the input's columns.
func (n *Filter) Columns() []Column { return n.Input.Columns() }

// Inputs returns the rows to filter.
func (n *Filter) Inputs() []Node { return []Node{n.Input} }

// Columns returns the computed columns.
func (n *Project) Columns() []Column { return n.Cols }

// Inputs returns the rows to compute from.
func (n *Project) Inputs() []Node { return []Node{n.Input} }

// Columns returns the input's columns, replaced, and the index.
func (n *Expand) Columns() []Column { return n.Cols }

// Inputs returns the rows to expand.
func (n *Expand) Inputs() []Node { return []Node{n.Input} }

// Columns returns the kept columns and the subquery's.
func (n *Apply) Columns() []Column { return n.Cols }

// Inputs returns the rows that the subquery is run for.
func (n *Apply) Inputs() []Node { return []Node{n.Input} }

// Columns returns the input's columns and the parsed ones.
func (n *Parse) Columns() []Column { return n.Cols }

// Inputs returns the rows to parse.
func (n *Parse) Inputs() []Node { return []Node{n.Input} }

// Columns returns the input's columns and the parsed ones.
func (n *ParsePairs) Columns() []Column { return n.Cols }

// Inputs returns the rows to parse.
func (n *ParsePairs) Inputs() []Node { return []Node{n.Input} }
