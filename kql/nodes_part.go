package kql

// A ReorderKey is a column to move; the name may hold wildcards, whose columns are sorted
// where Order says so.
//
//	ReorderKey = Name [ "asc" | "desc" | "granny-asc" | "granny-desc" ] .
type ReorderKey struct {
	Name  string
	Order string
}

// A Series is one aggregate of make-series, and what stands where there is no row.
//
//	Series = Assign [ "default" "=" Expr ] .
type Series struct {
	Assign
	Default Expr // nil without one
}

// A Nest is one level of top-nested.
//
//	Nest = [ Expr ] "of" Assign [ "with" "others" "=" Expr ] "by" Assign [ "asc" | "desc" ] .
type Nest struct {
	Count  Expr // nil for all
	Of     Assign
	Others Expr // nil without it
	By     Assign
	Asc    bool
}

// A ParsePart is a piece of a parse pattern: the text or column to find next, or, with
// neither, the * that skips.
type ParsePart struct {
	Text   *String
	Column *Column
}

// A TypedName is a column of find, with its type.
//
//	TypedName = Name ":" Type .
type TypedName struct {
	Span
	Column Column
}

// A Step is a state of scan.
//
//	Step = "step" Name [ "optional" ] { Option } ":" Expr [ "=>" Assign { "," Assign } ] .
type Step struct {
	Name     string
	Optional bool
	Options  []Option // output
	When     Expr
	Set      []Assign
}

// A Branch is a subquery of fork, which starts from the rows; Name may be empty.
//
//	Branch = [ Name "=" ] "(" Operator { "|" Operator } ")" .
type Branch struct {
	Name      string
	Operators []Operator
}

func (*TypedName) expr() {}

func (op *Where) lines() *[]string          { return &op.Comments }
func (op *Extend) lines() *[]string         { return &op.Comments }
func (op *Project) lines() *[]string        { return &op.Comments }
func (op *ProjectAway) lines() *[]string    { return &op.Comments }
func (op *ProjectKeep) lines() *[]string    { return &op.Comments }
func (op *ProjectRename) lines() *[]string  { return &op.Comments }
func (op *ProjectReorder) lines() *[]string { return &op.Comments }
func (op *ProjectByNames) lines() *[]string { return &op.Comments }
func (op *Lookup) lines() *[]string         { return &op.Comments }
func (op *Join) lines() *[]string           { return &op.Comments }
func (op *Union) lines() *[]string          { return &op.Comments }
func (op *MvExpand) lines() *[]string       { return &op.Comments }
func (op *MvApply) lines() *[]string        { return &op.Comments }
func (op *Summarize) lines() *[]string      { return &op.Comments }
func (op *MakeSeries) lines() *[]string     { return &op.Comments }
func (op *Serialize) lines() *[]string      { return &op.Comments }
func (op *OrderBy) lines() *[]string        { return &op.Comments }
func (op *Top) lines() *[]string            { return &op.Comments }
func (op *TopNested) lines() *[]string      { return &op.Comments }
func (op *TopHitters) lines() *[]string     { return &op.Comments }
func (op *Take) lines() *[]string           { return &op.Comments }
func (op *Sample) lines() *[]string         { return &op.Comments }
func (op *SampleDistinct) lines() *[]string { return &op.Comments }
func (op *Distinct) lines() *[]string       { return &op.Comments }
func (op *Count) lines() *[]string          { return &op.Comments }
func (op *GetSchema) lines() *[]string      { return &op.Comments }
func (op *Naming) lines() *[]string         { return &op.Comments }
func (op *Invoke) lines() *[]string         { return &op.Comments }
func (op *Evaluate) lines() *[]string       { return &op.Comments }
func (op *Render) lines() *[]string         { return &op.Comments }
func (op *ParseText) lines() *[]string      { return &op.Comments }
func (op *ParseKv) lines() *[]string        { return &op.Comments }
func (op *Search) lines() *[]string         { return &op.Comments }
func (op *Find) lines() *[]string           { return &op.Comments }
func (op *Partition) lines() *[]string      { return &op.Comments }
func (op *Scan) lines() *[]string           { return &op.Comments }
func (op *Fork) lines() *[]string           { return &op.Comments }
func (op *Facet) lines() *[]string          { return &op.Comments }
func (op *Reduce) lines() *[]string         { return &op.Comments }
func (op *PrintRow) lines() *[]string       { return &op.Comments }
func (op *Range) lines() *[]string          { return &op.Comments }
func (op *Consume) lines() *[]string        { return &op.Comments }
func (op *AssertSchema) lines() *[]string   { return &op.Comments }
