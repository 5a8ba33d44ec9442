package kql

// Tabular operators. Comments are lines printed above the operator's own.
type (
	// Where keeps the rows for which Predicate is true.
	//
	//	Where = ( "where" | "filter" ) Expr .
	Where struct {
		Span
		Comments  []string
		Predicate Expr
	}
	// Extend adds or replaces columns.
	//
	//	Extend = "extend" Assign { "," Assign } .
	Extend struct {
		Span
		Comments []string
		Columns  []Assign
	}
	// Project keeps the named columns, in order.
	//
	//	Project = "project" [ Assign { "," Assign } ] .
	Project struct {
		Span
		Comments []string
		Columns  []Assign
	}
	// ProjectAway drops columns; names may hold wildcards.
	//
	//	ProjectAway = "project-away" Name { "," Name } .
	ProjectAway struct {
		Span
		Comments []string
		Names    []string
	}
	// ProjectKeep keeps columns in their own order; names may hold wildcards.
	//
	//	ProjectKeep = "project-keep" Name { "," Name } .
	ProjectKeep struct {
		Span
		Comments []string
		Names    []string
	}
	// ProjectRename gives columns new names in their places.
	//
	//	ProjectRename = "project-rename" Name "=" Name { "," Name "=" Name } .
	ProjectRename struct {
		Span
		Comments []string
		Columns  []Assign
	}
	// ProjectReorder moves columns to the front.
	//
	//	ProjectReorder = "project-reorder" ReorderKey { "," ReorderKey } .
	ProjectReorder struct {
		Span
		Comments []string
		Keys     []ReorderKey
	}
	// ProjectByNames keeps the columns whose names the expressions give.
	//
	//	ProjectByNames = "project-by-names" Expr { "," Expr } .
	ProjectByNames struct {
		Span
		Comments []string
		Names    []Expr
	}
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
	// MvExpand gives a row for each element of a dynamic array.
	//
	//	MvExpand = "mv-expand" { Option } Assign { "," Assign } [ "limit" Expr ] .
	MvExpand struct {
		Span
		Comments []string
		Options  []Option // kind or bagexpansion, with_itemindex
		Columns  []Assign
		To       string // type of the expanded columns that name none themselves, or empty
		Limit    Expr   // nil without one
	}
	// MvApply runs a subquery over each row's elements.
	//
	//	MvApply = "mv-apply" { Option } Assign { "," Assign } [ "limit" Expr ] "on" "(" Operator { "|" Operator } ")" .
	MvApply struct {
		Span
		Comments []string
		Options  []Option // with_itemindex
		Columns  []Assign
		To       string
		Limit    Expr       // nil without one
		On       []Operator // the subquery, which starts from the elements
	}
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
	// Serialize fixes the order of rows, for row_number().
	//
	//	Serialize = "serialize" [ Assign { "," Assign } ] .
	Serialize struct {
		Span
		Comments []string
		Columns  []Assign
	}
	// OrderBy sorts rows.
	//
	//	OrderBy = ( "order" | "sort" ) "by" SortKey { "," SortKey } .
	OrderBy struct {
		Span
		Comments []string
		Keys     []SortKey
	}
	// Top keeps the first Count rows of a sort.
	//
	//	Top = "top" Expr "by" SortKey .
	Top struct {
		Span
		Comments []string
		Options  []Option // hints
		Count    Expr
		By       SortKey
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
	// Take keeps any Count rows.
	//
	//	Take = ( "take" | "limit" ) Expr .
	Take struct {
		Span
		Comments []string
		Count    Expr
	}
	// Sample keeps Count rows by chance.
	//
	//	Sample = "sample" Expr .
	Sample struct {
		Span
		Comments []string
		Count    Expr
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
	// GetSchema lists the columns in place of the rows.
	//
	//	GetSchema = "getschema" { Option } .
	GetSchema struct {
		Span
		Comments []string
		Options  []Option // kind
	}
	// Naming names the rows for what follows.
	//
	//	Naming = "as" { Option } Name .
	Naming struct {
		Span
		Comments []string
		Options  []Option // hint.materialized
		Name     string
	}
	// Invoke passes the rows to a function.
	//
	//	Invoke = "invoke" Call .
	Invoke struct {
		Span
		Comments []string
		Call     *Call
	}
	// Evaluate passes the rows to a plugin.
	//
	//	Evaluate = "evaluate" { Option } Call [ ":" "(" [ Column { "," Column } ] ")" ] .
	Evaluate struct {
		Span
		Comments []string
		Options  []Option // hints
		Call     *Call
		Schema   []Column // the columns it gives, where that is written
	}
	// Render asks for a chart.
	//
	//	Render = "render" Chart { Option } [ With ] .
	Render struct {
		Span
		Comments []string
		Chart    string
		Options  []Option // kind
		With     []Option
	}
	// ParseText takes columns out of a text.
	//
	//	ParseText = ( "parse" | "parse-where" ) { Option } Expr "with" { "*" | String | Name [ ":" Type ] } .
	ParseText struct {
		Span
		Comments []string
		Where    bool     // drops the rows that do not fit
		Options  []Option // kind, flags
		X        Expr
		With     []ParsePart
	}
	// ParseKv takes columns out of a text of keys and values.
	//
	//	ParseKv = "parse-kv" Expr "as" "(" Column { "," Column } ")" [ With ] .
	ParseKv struct {
		Span
		Comments []string
		X        Expr
		Columns  []Column
		With     []Option
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
	// Consume reads the rows and gives none.
	//
	//	Consume = "consume" { Option } .
	Consume struct {
		Span
		Comments []string
		Options  []Option
	}
	// AssertSchema fails unless the rows have these columns.
	//
	//	AssertSchema = "assert-schema" "(" Column { "," Column } ")" .
	AssertSchema struct {
		Span
		Comments []string
		Columns  []Column
	}
)
