package kql

// Tabular operators that look at rows together. Comments are lines printed above the operator's
// own.
type (
	// Summarize groups rows.
	//
	//	Summarize = "summarize" { Option } [ Assign { "," Assign } ] [ "by" Assign { "," Assign } ] .
	Summarize struct {
		Span
		Comments   []string
		Options    []Option // hints
		Aggregates []Assign
		By         []Assign
	}
	// MakeSeries groups rows into arrays over an axis.
	//
	//	MakeSeries = "make-series" { Option } Series { "," Series } "on" Assign ( [ "from" Expr ] [ "to" Expr ] [ "step" Expr ] | "in" Expr ) [ "by" Assign { "," Assign } ] .
	MakeSeries struct {
		Span
		Comments       []string
		Options        []Option // kind
		Series         []Series
		On             Assign
		From, To, Step Expr // nil without them
		In             Expr // range(from, to, step), in place of the three
		By             []Assign
	}
	// TopNested keeps the first values of one column, then of the next within each.
	//
	//	TopNested = "top-nested" Nest { "," "top-nested" Nest } .
	TopNested struct {
		Span
		Comments []string
		Levels   []Nest
	}
	// TopHitters keeps the values that occur most, or weigh most.
	//
	//	TopHitters = "top-hitters" Expr "of" Expr [ "by" Expr ] .
	TopHitters struct {
		Span
		Comments []string
		Count    Expr
		Of       Expr
		By       Expr // nil without one
	}
	// SampleDistinct keeps Count values of an expression by chance.
	//
	//	SampleDistinct = "sample-distinct" Expr "of" Expr .
	SampleDistinct struct {
		Span
		Comments []string
		Count    Expr
		Of       Expr
	}
	// Distinct keeps one row for each combination of values.
	//
	//	Distinct = "distinct" { Option } ( "*" | Expr { "," Expr } ) .
	Distinct struct {
		Span
		Comments []string
		Options  []Option // hints
		Columns  []Expr
	}
	// Count counts rows.
	//
	//	Count = "count" [ "as" Name ] .
	Count struct {
		Span
		Comments []string
		As       string // the column it gives: a plain name, not one in brackets; empty means Count
	}
	// Partition runs a subquery over the rows of each key.
	//
	//	Partition = "partition" { Option } "by" Expr ( "(" Operator { "|" Operator } ")" | "{" Pipeline "}" ) .
	Partition struct {
		Span
		Comments []string
		Options  []Option // hint.strategy
		By       Expr
		With     []Operator // a subquery that starts from the rows
		Body     *Pipeline  // in place of With, one with a source of its own
	}
	// Scan runs a state machine over sorted rows.
	//
	//	Scan = "scan" { Option } [ "declare" Params ] "with" "(" { Step ";" } ")" .
	Scan struct {
		Span
		Comments []string
		Options  []Option // with_match_id
		Declare  []Param
		Steps    []Step
	}
	// Fork feeds the rows to several subqueries.
	//
	//	Fork = "fork" Branch { Branch } .
	Fork struct {
		Span
		Comments []string
		Branches []Branch
	}
	// Facet gives a table of counts for each column.
	//
	//	Facet = "facet" "by" Expr { "," Expr } [ "with" "(" Operator { "|" Operator } ")" ] .
	Facet struct {
		Span
		Comments []string
		By       []Expr
		With     []Operator
	}
	// Reduce groups texts that look alike.
	//
	//	Reduce = "reduce" { Option } "by" Expr [ "with" Option { "," Option } ] .
	Reduce struct {
		Span
		Comments []string
		Options  []Option // kind
		By       Expr
		With     []Option
	}
)
