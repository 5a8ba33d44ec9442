package kql

import "time"

// Literals.
type (
	// String is a string literal; Verbatim only asks for @"..." where that is shorter to read.
	String struct {
		Span
		Value    string
		Verbatim bool
		Hidden   bool // h"...", which the service keeps out of its logs
	}
	// Long is an integer literal.
	Long struct {
		Span
		Value int64
	}
	// Int32 is an integer of 32 bits, such as int(5).
	Int32 struct {
		Span
		Value int32
	}
	// Real is a floating-point literal.
	Real struct {
		Span
		Value float64
	}
	// Decimal is a literal such as decimal(1.5), whose digits are kept as they are.
	Decimal struct {
		Span
		Value string
	}
	// Bool is true or false.
	Bool struct {
		Span
		Value bool
	}
	// Null is a typed null, such as int(null).
	Null struct {
		Span
		Type string
	}
	// Datetime is a literal such as datetime(2026-05-22), always UTC.
	Datetime struct {
		Span
		Value time.Time
	}
	// Timespan is a literal such as 30d, printed in the largest whole unit. [Duration]
	// makes one.
	Timespan struct {
		Span
		Value Ticks
	}
	// Guid is a literal such as guid(74be27de-1e4e-49d9-b579-fe0b331d3642).
	Guid struct {
		Span
		Value string // 32 hexadecimal digits in lower case, in groups of 8, 4, 4, 4 and 12
	}
	// Dynamic is dynamic(...) over a JSON value: nil, bool, int64, float64, string,
	// []any, a [Bag], or map[string]any, whose keys are printed sorted. Other literals,
	// which JSON has not, are nodes: [*Datetime], [*Timespan], [*Guid] and their like.
	Dynamic struct {
		Span
		Value any
	}
)

// Ticks is a length of time in units of 100 ns, the smallest that Kusto knows. It reaches
// further than a [time.Duration]: to 10675199 days, either way.
type Ticks int64

// A Bag is a JSON object whose keys keep their order.
type Bag []Entry

// An Entry is a key of a [Bag] and its value.
type Entry struct {
	Key   string
	Value any
}

// Scalar expressions.
type (
	// Ident is a column, table or let name, or $left and $right; the printer brackets
	// a name that is no plain identifier: ['odd name'].
	Ident struct {
		Span
		Name string
	}
	// Wildcard is the names that fit a pattern with stars, such as Device*.
	Wildcard struct {
		Span
		Pattern string
	}
	// Call is a function call: ago(1d), case(...), arg_max(Rank, *).
	//
	//	Call = [ Expr "." ] Name "(" [ Arg { "," Arg } ] ")" .
	//	Arg  = Expr | Pipeline | Named | "*" .
	Call struct {
		Span
		X    Expr // what the function belongs to, as in database("x").f(); nil without it
		Func string
		Args []Expr
	}
	// Named is an argument with the name of its parameter: columnsConflict = "skip".
	Named struct {
		Span
		Name  string
		Value Expr
	}
	// Binary is an infix operation: arithmetic, comparison, string operators, and, or.
	Binary struct {
		Span
		Op   string // + - * / % == != < <= > >= =~ !~ has !has contains startswith startswith_cs endswith matches regex and or ...
		X, Y Expr
	}
	// In is membership: X in (...), with the operators that take a list.
	In struct {
		Span
		Op   string // in in~ !in !in~ has_any has_all
		X    Expr
		List []Expr // literals, or one name or [*Pipeline] that gives a column
	}
	// Between is X between (From .. To), or !between.
	Between struct {
		Span
		X, From, To Expr
		Not         bool
	}
	// Minus is -X.
	Minus struct {
		Span
		X Expr
	}
	// Member is X.Name on a dynamic.
	Member struct {
		Span
		X    Expr
		Name string
	}
	// Index is X[I] on a dynamic.
	Index struct {
		Span
		X, I Expr
	}
	// TypeOf is typeof(long), or typeof(...) over columns.
	TypeOf struct {
		Span
		Type    string
		Columns []Column // in place of Type
	}
	// Star is *, in arg_max(a, *) and count(*).
	Star struct{ Span }
)

func (*Ident) expr()    {}
func (*Wildcard) expr() {}
func (*String) expr()   {}
func (*Long) expr()     {}
func (*Int32) expr()    {}
func (*Real) expr()     {}
func (*Decimal) expr()  {}
func (*Bool) expr()     {}
func (*Null) expr()     {}
func (*Datetime) expr() {}
func (*Timespan) expr() {}
func (*Guid) expr()     {}
func (*Dynamic) expr()  {}
func (*Call) expr()     {}
func (*Named) expr()    {}
func (*Binary) expr()   {}
func (*In) expr()       {}
func (*Between) expr()  {}
func (*Minus) expr()    {}
func (*Member) expr()   {}
func (*Index) expr()    {}
func (*TypeOf) expr()   {}
func (*Star) expr()     {}
