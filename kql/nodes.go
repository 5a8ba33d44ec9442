// Package kql holds Kusto Query Language as a syntax tree and prints it.
//
// Queries are built as trees ([Query], [Pipeline] and the nodes below) and turned into
// text with [Print]: names and values are quoted by the printer alone, so no value can
// break out of its literal. The package knows no tables and evaluates nothing.
package kql

import "time"

// A Node is any part of a query.
type Node interface{ node() }

// A Statement stands between semicolons: a [*Let] or a [*Pipeline].
type Statement interface {
	Node
	statement()
}

// An Expr is a scalar expression, or a [*Pipeline] where the language takes a
// subquery in the place of a scalar list.
type Expr interface {
	Node
	expr()
}

// An Operator is one tabular operator, behind its pipe.
type Operator interface {
	Node
	operator()
}

// A Query is statements joined by semicolons; the last one gives the rows.
//
//	Query = Statement { ";" Statement } .
type Query struct {
	Comments   []string // lines before the first statement, without their slashes
	Statements []Statement
}

// A Let names a scalar or a table.
//
//	Let = "let" Name "=" ( Expr | Pipeline ) .
type Let struct {
	Comments []string
	Name     string
	Value    Expr
}

// A Pipeline is a source of rows and the operators they pass through.
//
//	Pipeline = Source { "|" Operator } .
type Pipeline struct {
	Comments  []string
	Source    Expr // an [*Ident] (a table or a let name), a [*DataTable], a [*Call] or a [*Pipeline]
	Operators []Operator
}

// A DataTable is a table written out in the query.
//
//	DataTable = "datatable" "(" Column { "," Column } ")" "[" [ Expr { "," Expr } ] "]" .
type DataTable struct {
	Columns []Column
	Values  []Expr // row by row; the printer writes one row a line
}

// A Column is a name and its type, such as Port:int.
type Column struct {
	Name string
	Type string // string, int, long, real, bool, datetime, timespan, dynamic, guid, decimal
}

// Tabular operators. Comments are lines printed above the operator's own.
type (
	// Where keeps the rows for which Predicate is true.
	Where struct {
		Comments  []string
		Predicate Expr
	}
	// Extend adds or replaces columns.
	Extend struct {
		Comments []string
		Columns  []Assign
	}
	// Project keeps the named columns, in order.
	Project struct {
		Comments []string
		Columns  []Assign
	}
	// ProjectAway drops columns; names may hold wildcards.
	ProjectAway struct {
		Comments []string
		Names    []string
	}
	// Lookup attaches the columns of a small table.
	Lookup struct {
		Comments []string
		Kind     string // inner or leftouter; required
		Table    Expr   // a name or a [*Pipeline]
		On       []Expr // column names, or $left.a == $right.b
	}
	// Join combines two tables.
	Join struct {
		Comments []string
		Kind     string // innerunique, inner, leftouter, leftsemi, ...; required
		Table    Expr
		On       []Expr
	}
	// MvExpand gives a row for each element of a dynamic array.
	MvExpand struct {
		Comments []string
		Columns  []Assign
		To       string // type of the expanded column, or empty
	}
	// MvApply runs a subquery over each row's elements.
	MvApply struct {
		Comments []string
		Columns  []Assign
		To       string
		On       []Operator // the subquery, which starts from the elements
	}
	// Summarize groups rows.
	Summarize struct {
		Comments   []string
		Aggregates []Assign
		By         []Assign
	}
	// Serialize fixes the order of rows, for row_number().
	Serialize struct {
		Comments []string
		Columns  []Assign
	}
	// OrderBy sorts rows.
	OrderBy struct {
		Comments []string
		Keys     []SortKey
	}
	// Top keeps the first Count rows of a sort.
	Top struct {
		Comments []string
		Count    Expr
		By       SortKey
	}
	// Take keeps any Count rows.
	Take struct {
		Comments []string
		Count    Expr
	}
)

// An Assign is an expression with the column it gives; Name may be empty, as in
// project TimeGenerated.
type Assign struct {
	Name string
	Expr Expr
}

// A SortKey is a column to sort by.
type SortKey struct {
	Expr Expr
	Asc  bool
}

// Scalar expressions.
type (
	// Ident is a column, table or let name, or $left and $right; the printer brackets
	// a name that is no plain identifier: ['odd name'].
	Ident struct{ Name string }
	// String is a string literal; Verbatim only asks for @"..." where that is shorter to read.
	String struct {
		Value    string
		Verbatim bool
	}
	// Long is an integer literal.
	Long struct{ Value int64 }
	// Real is a floating-point literal.
	Real struct{ Value float64 }
	// Bool is true or false.
	Bool struct{ Value bool }
	// Null is a typed null, such as int(null).
	Null struct{ Type string }
	// Datetime is a literal such as datetime(2026-05-22), always UTC.
	Datetime struct{ Value time.Time }
	// Timespan is a literal such as 30d, printed in the largest whole unit.
	Timespan struct{ Value time.Duration }
	// Dynamic is dynamic(...) over a JSON value: nil, bool, int64, float64, string,
	// []any, or map[string]any, whose keys are printed sorted.
	Dynamic struct{ Value any }
	// Call is a function call: ago(1d), case(...), arg_max(Rank, *).
	Call struct {
		Func string
		Args []Expr
	}
	// Binary is an infix operation: arithmetic, comparison, string operators, and, or.
	Binary struct {
		Op   string // + - * / % == != < <= > >= =~ !~ has !has contains startswith startswith_cs endswith matches regex and or ...
		X, Y Expr
	}
	// In is membership: X in (...), with the operators that take a list.
	In struct {
		Op   string // in in~ !in !in~ has_any has_all
		X    Expr
		List []Expr // literals, or one name or [*Pipeline] that gives a column
	}
	// Between is X between (From .. To).
	Between struct{ X, From, To Expr }
	// Minus is -X.
	Minus struct{ X Expr }
	// Member is X.Name on a dynamic.
	Member struct {
		X    Expr
		Name string
	}
	// Index is X[I] on a dynamic.
	Index struct{ X, I Expr }
	// Star is *, in arg_max(a, *) and count(*).
	Star struct{}
)

func (*Query) node() {}

func (*Let) node()      {}
func (*Let) statement() {}

func (*Pipeline) node()      {}
func (*Pipeline) statement() {}
func (*Pipeline) expr()      {}

func (*DataTable) node() {}
func (*DataTable) expr() {}

func (*Where) node()           {}
func (*Where) operator()       {}
func (*Extend) node()          {}
func (*Extend) operator()      {}
func (*Project) node()         {}
func (*Project) operator()     {}
func (*ProjectAway) node()     {}
func (*ProjectAway) operator() {}
func (*Lookup) node()          {}
func (*Lookup) operator()      {}
func (*Join) node()            {}
func (*Join) operator()        {}
func (*MvExpand) node()        {}
func (*MvExpand) operator()    {}
func (*MvApply) node()         {}
func (*MvApply) operator()     {}
func (*Summarize) node()       {}
func (*Summarize) operator()   {}
func (*Serialize) node()       {}
func (*Serialize) operator()   {}
func (*OrderBy) node()         {}
func (*OrderBy) operator()     {}
func (*Top) node()             {}
func (*Top) operator()         {}
func (*Take) node()            {}
func (*Take) operator()        {}

func (*Ident) node()    {}
func (*Ident) expr()    {}
func (*String) node()   {}
func (*String) expr()   {}
func (*Long) node()     {}
func (*Long) expr()     {}
func (*Real) node()     {}
func (*Real) expr()     {}
func (*Bool) node()     {}
func (*Bool) expr()     {}
func (*Null) node()     {}
func (*Null) expr()     {}
func (*Datetime) node() {}
func (*Datetime) expr() {}
func (*Timespan) node() {}
func (*Timespan) expr() {}
func (*Dynamic) node()  {}
func (*Dynamic) expr()  {}
func (*Call) node()     {}
func (*Call) expr()     {}
func (*Binary) node()   {}
func (*Binary) expr()   {}
func (*In) node()       {}
func (*In) expr()       {}
func (*Between) node()  {}
func (*Between) expr()  {}
func (*Minus) node()    {}
func (*Minus) expr()    {}
func (*Member) node()   {}
func (*Member) expr()   {}
func (*Index) node()    {}
func (*Index) expr()    {}
func (*Star) node()     {}
func (*Star) expr()     {}
