package kql

// Tabular operators that begin with a table, or bring another one in. Comments are lines printed
// above the operator's own.
type (
	// Lookup attaches the columns of a small table.
	//
	//	Lookup = "lookup" { Option } Table "on" Expr { "," Expr } .
	Lookup struct {
		Span
		Comments []string
		Kind     string   // inner or leftouter; empty means leftouter
		Options  []Option // hints
		Table    Expr     // a name or a [*Pipeline]
		On       []Expr   // column names, or $left.a == $right.b
	}
	// Join combines two tables.
	//
	//	Join = "join" { Option } Table ( "on" | "where" ) Expr { "," Expr } .
	Join struct {
		Span
		Comments []string
		Kind     string   // innerunique, inner, leftouter, leftsemi, ...; empty means innerunique
		Options  []Option // hints
		Table    Expr
		On       []Expr
	}
	// Union puts tables one below the other.
	//
	//	Union = "union" { Option } Table { "," Table } .
	Union struct {
		Span
		Comments []string
		Options  []Option // kind, withsource, isfuzzy, hints
		Tables   []Expr   // names, a [*Wildcard], calls or a [*Pipeline]
	}
	// Search keeps the rows that match in any column.
	//
	//	Search = "search" { Option } [ "in" "(" Table { "," Table } ")" ] Expr .
	Search struct {
		Span
		Comments  []string
		Options   []Option // kind
		In        []Expr
		Predicate Expr
	}
	// Find searches tables and packs what they do not share.
	//
	//	Find = "find" { Option } [ "in" "(" Table { "," Table } ")" ] [ "where" ] Expr [ "project-smart" | "project" ProjectColumn { "," ProjectColumn } ] .
	Find struct {
		Span
		Comments  []string
		Options   []Option // withsource
		In        []Expr
		Predicate Expr
		Smart     bool   // project-smart
		Columns   []Expr // of project: a name, a [*TypedName], or pack(*)
	}
	// PrintRow makes one row.
	//
	//	PrintRow = "print" Assign { "," Assign } .
	PrintRow struct {
		Span
		Comments []string
		Columns  []Assign
	}
	// Range makes a row for each step.
	//
	//	Range = "range" Name "from" Expr "to" Expr "step" Expr .
	Range struct {
		Span
		Comments       []string
		Name           string
		From, To, Step Expr
	}
)
