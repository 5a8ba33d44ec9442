package kql

// Tabular operators over rows and columns. Comments are lines printed above the operator's own.
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
