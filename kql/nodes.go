// Package kql holds Kusto Query Language as a syntax tree, reads it and prints it.
//
// [Parse] turns text into a tree ([Query], [Pipeline] and the nodes below), and [Print]
// turns a tree into text. Trees are as often built by hand: names and values are quoted by
// the printer alone, so no value can break out of its literal. The package knows no tables
// and evaluates nothing.
package kql

// A Node is any part of a query. The nodes of a parsed query know their place in its text.
type Node interface {
	Pos() Pos
	End() Pos
	place(Span)
}

// A Statement stands between semicolons.
type Statement interface {
	Node
	lines() *[]string // its comments
	statement()
}

// An Expr is a scalar expression, or a [*Pipeline], [*DataTable], [*ExternalData] or
// [*Function] where the language takes a table or a function in the place of a scalar.
type Expr interface {
	Node
	expr()
}

// An Operator is one tabular operator, behind its pipe.
type Operator interface {
	Node
	lines() *[]string // its comments
}

// A Query is statements joined by semicolons; the last one gives the rows.
//
//	Query = { Directive } [ Statement { ";" Statement } [ ";" ] ] .
type Query struct {
	Span
	Directives []string // lines for the client, without their #
	Comments   []string // lines before the first statement, without their slashes
	Statements []Statement
	Trailing   []string // comments behind the last statement
}

// A Let names a scalar, a table or a function.
//
//	Let = "let" Name "=" ( Expr | Pipeline | Function ) .
type Let struct {
	Span
	Comments []string
	Name     string
	Value    Expr
}

// A Set asks the service for an option; Value may be nil.
//
//	Set = "set" Name [ "=" Expr ] .
type Set struct {
	Span
	Comments []string
	Name     string
	Value    Expr
}

// QueryParameters declares the scalars that the caller of a query may set.
//
//	QueryParameters = "declare" "query_parameters" Params .
type QueryParameters struct {
	Span
	Comments []string
	Params   []Param
}

// A Pattern maps values to tables. One without cases only tells that the name is a pattern.
//
//	Pattern = "declare" "pattern" Name [ "=" Params [ "[" Param "]" ] "{" { Case ";" } "}" ] .
type Pattern struct {
	Span
	Comments []string
	Name     string
	Params   []Param
	Path     *Param // nil without one
	Cases    []PatternCase
}

// A PatternCase is the body that stands for some values of a pattern.
//
//	Case = "(" Expr { "," Expr } ")" [ "." "[" Expr "]" ] "=" Body .
type PatternCase struct {
	Args []Expr
	Path Expr // nil without one
	Body []Statement
}

// An AliasDatabase gives a database of another cluster a short name.
//
//	AliasDatabase = "alias" "database" Name "=" Expr .
type AliasDatabase struct {
	Span
	Comments []string
	Name     string
	Value    Expr
}

// A Restrict lets the statements behind it see only the named tables.
//
//	Restrict = "restrict" "access" "to" "(" Expr { "," Expr } ")" .
type Restrict struct {
	Span
	Comments []string
	To       []Expr
}

// A Pipeline is a source of rows and the operators they pass through.
//
//	Pipeline = ( Source | Operator ) { "|" Operator } .
type Pipeline struct {
	Span
	Comments  []string
	Source    Expr // a name, table, call or [*Pipeline]; nil where the first operator makes rows: print, range, union, search, find
	Operators []Operator
}

// A Function is a function, or a view if it takes no arguments and asks to be one.
//
//	Function = [ "view" ] Params Body .
//	Params   = "(" [ Param { "," Param } ] ")" .
//	Body     = "{" [ Statement { ";" Statement } [ ";" ] ] "}" .
type Function struct {
	Span
	View   bool
	Params []Param
	Body   []Statement
}

// A Param is one parameter: a scalar with a type and perhaps a default, or a table, whose
// columns may end in *.
//
//	Param = Name ":" ( Type [ "=" Literal ] | "(" [ Column { "," Column } ] ")" ) .
type Param struct {
	Name    string
	Type    string // empty for a table
	Columns []Column
	Default Expr // nil without one
}

// A DataTable is a table written out in the query.
//
//	DataTable = "datatable" "(" Column { "," Column } ")" "[" [ Expr { "," Expr } ] "]" .
type DataTable struct {
	Span
	Columns []Column
	Values  []Expr // row by row; the printer writes one row a line
}

// ExternalData is a table read from addresses.
//
//	ExternalData = "externaldata" "(" Column { "," Column } ")" "[" Expr { "," Expr } "]" [ With ] .
//	With         = "with" "(" Option { "," Option } ")" .
type ExternalData struct {
	Span
	Columns   []Column
	Addresses []Expr
	With      []Option
}

// A Column is a name and its type, such as Port:int; or *, without a type, which stands
// for the columns that are not named.
type Column struct {
	Name string
	Type string // string, int, long, real, bool, datetime, timespan, dynamic, guid, decimal
}

// An Option tunes an operator: kind=inner, withsource=T, hint.strategy=shuffle.
//
//	Option = Name "=" ( Name | Literal ) { "," ( Name | Literal ) } .
type Option struct {
	Name  string
	Value Expr
	More  []Expr // further values, of a chart's ycolumns
}

// An Assign is an expression with the column it gives; Name may be empty, as in
// project TimeGenerated.
//
//	Assign = [ ( Name | "(" Name { "," Name } ")" ) "=" ] Expr [ "to" "typeof" "(" Type ")" ] .
type Assign struct {
	Name  string
	Names []string // in place of Name, for an expression that gives several columns
	Expr  Expr
	To    string // in mv-expand and mv-apply, the type to cast to, or empty
}

// A SortKey is a column to sort by.
//
//	SortKey = [ Name "=" ] Expr [ "asc" | "desc" ] [ "nulls" ( "first" | "last" ) ] .
type SortKey struct {
	Name  string // which the language allows, and which no column gets; mostly empty
	Expr  Expr
	Asc   bool
	Nulls string // first, last, or empty for the order's own
}

func (s *Let) lines() *[]string             { return &s.Comments }
func (s *Let) statement()                   {}
func (s *Set) lines() *[]string             { return &s.Comments }
func (s *Set) statement()                   {}
func (s *QueryParameters) lines() *[]string { return &s.Comments }
func (s *QueryParameters) statement()       {}
func (s *Pattern) lines() *[]string         { return &s.Comments }
func (s *Pattern) statement()               {}
func (s *AliasDatabase) lines() *[]string   { return &s.Comments }
func (s *AliasDatabase) statement()         {}
func (s *Restrict) lines() *[]string        { return &s.Comments }
func (s *Restrict) statement()              {}
func (s *Pipeline) lines() *[]string        { return &s.Comments }
func (s *Pipeline) statement()              {}

func (*Pipeline) expr()     {}
func (*Function) expr()     {}
func (*DataTable) expr()    {}
func (*ExternalData) expr() {}
