package plan

import (
	"fmt"
	"strings"

	"foxhound/internal/value"
)

// Explain describes a plan for people: a line a step, what it reads below it. scan describes
// how a table's rows are read where they must meet some needs, in lines; nil for not at all.
// values gives those of a table that a predicate names, as for [Needs].
func Explain(n Node, scan func(*Table, []Need) []string, values func(*InTable) []any) string {
	x := &explainer{shared: make(map[int]bool), needs: make(map[*Table][]Need), scan: scan, values: once(values)}
	x.node(n, 0)
	return x.out.String()
}

// once has the values of each table be asked for once: they are computed for it.
func once(values func(*InTable) []any) func(*InTable) []any {
	if values == nil {
		return nil
	}
	known := make(map[*InTable][]any)
	return func(in *InTable) []any {
		list, ok := known[in]
		if !ok {
			list = values(in)
			known[in] = list
		}
		return list
	}
}

type explainer struct {
	out    strings.Builder
	shared map[int]bool // those that were described
	needs  map[*Table][]Need
	scan   func(*Table, []Need) []string
	values func(*InTable) []any
}

func (x *explainer) line(depth int, format string, args ...any) {
	fmt.Fprintf(&x.out, strings.Repeat("  ", depth)+format+"\n", args...)
}

func (x *explainer) node(n Node, depth int) {
	switch n := n.(type) {
	case *Table:
		x.table(n, depth)
	case *Rows:
		x.line(depth, "rows of the query: %d%s", n.Batch.Rows, of(n.Cols))
	case *Range:
		x.line(depth, "range %s: %s to %s step %s", n.Col.Name, Text(n.From, nil), Text(n.To, nil), Text(n.Step, nil))
	case *External:
		x.line(depth, "externaldata: %s", strings.Join(n.Addresses, ", "))
	case *Given:
		x.line(depth, "the rows given")
	case *Shared:
		x.line(depth, "computed once (%d)", n.ID)
		if x.shared[n.ID] {
			return
		}
		x.shared[n.ID] = true
	case *Filter:
		x.filter(n, depth)
	case *Project:
		x.line(depth, "project: %s", assigned(n.Cols, n.Exprs, n.Input.Columns()))
	default:
		x.group(n, depth)
	}
	for _, in := range n.Inputs() {
		x.node(in, depth+1)
	}
}

// table describes the scan of a table.
func (x *explainer) table(t *Table, depth int) {
	x.line(depth, "scan %s: %s", t.Name, wanted(t))
	if needs := x.needs[t]; x.scan != nil && needs != nil {
		for _, line := range x.scan(t, needs) {
			x.line(depth+1, "%s", line)
		}
	}
}

func (x *explainer) group(n Node, depth int) {
	switch n := n.(type) {
	case *Summarize:
		x.line(depth, "group: %s", names(n.Cols))
	case *Sort:
		x.line(depth, "sort: %s", sortKeys(n.Keys, n.Input.Columns()))
	case *Top:
		x.line(depth, "top %s: %s", Text(n.Count, nil), sortKeys(n.Keys, n.Input.Columns()))
	case *Take:
		x.line(depth, "take %s", Text(n.Count, nil))
	case *Join:
		x.line(depth, "join %s: %s", kinds[n.Kind], pairs(n))
		x.sought(n, depth)
	case *Union:
		x.line(depth, "union of %d", len(n.From))
	case *Apply:
		x.line(depth, "apply to each row's elements: %s", names(n.Cols))
		x.node(n.Sub, depth+2)
	case *Partition:
		x.line(depth, "partition by %s", Text(n.Key, n.Input.Columns()))
		x.node(n.Sub, depth+2)
	case *Plugin:
		x.line(depth, "%s: %s", n.Name, names(n.Cols))
	default:
		kind := strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", n), "*plan."))
		x.line(depth, "%s: %s", kind, names(n.Columns()))
	}
}

// maxShown is how many texts and columns of a list are shown.
const maxShown = 12

func wanted(t *Table) string {
	if t.Wanted == nil || len(t.Wanted) == len(t.Cols) {
		return fmt.Sprintf("all %d columns", len(t.Cols))
	}
	if len(t.Wanted) == 0 {
		return "no column"
	}
	var columns []Column
	for _, i := range t.Wanted {
		if t.Members[i] == nil {
			columns = append(columns, t.Cols[i])
		}
		for _, name := range t.Members[i] {
			columns = append(columns, Column{Name: t.Cols[i].Name + "." + name})
		}
	}
	return names(columns)
}

// of names columns behind a number of rows; those of print have none.
func of(columns []Column) string {
	if len(columns) == 0 {
		return ""
	}
	return " of " + names(columns)
}

func names(columns []Column) string {
	var list []string
	for _, c := range columns {
		list = append(list, c.Name)
	}
	if len(list) > 2*maxShown {
		list = append(list[:2*maxShown], fmt.Sprintf("and %d more", len(columns)-2*maxShown))
	}
	return strings.Join(list, ", ")
}

// assigned lists what a projection computes; columns that are passed on are named alone.
func assigned(columns []Column, exprs []Expr, input []Column) string {
	var list []string
	passed := 0
	for i, c := range columns {
		if r, ok := exprs[i].(*Ref); ok && input[r.Index].Name == c.Name {
			passed++
			if passed <= maxShown {
				list = append(list, c.Name)
			}
			continue
		}
		list = append(list, c.Name+" = "+Text(exprs[i], input))
	}
	if passed > maxShown {
		list = append(list, fmt.Sprintf("and %d columns as they are", passed-maxShown))
	}
	return strings.Join(list, ", ")
}

func sortKeys(keys []SortKey, input []Column) string {
	var list []string
	for _, k := range keys {
		text := Text(k.Expr, input)
		if k.Desc {
			text += " desc"
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

var kinds = [...]string{InnerUnique: "innerunique", Inner: "inner", LeftOuter: "leftouter", RightOuter: "rightouter",
	FullOuter: "fullouter", LeftSemi: "leftsemi", RightSemi: "rightsemi", LeftAnti: "leftanti", RightAnti: "rightanti"}

func pairs(n *Join) string {
	var list []string
	for i := range n.LeftKeys {
		list = append(list, Text(n.LeftKeys[i], n.Left.Columns())+" == "+Text(n.RightKeys[i], n.Right.Columns()))
	}
	return strings.Join(list, ", ")
}

// Text writes an expression over the columns in KQL's manner, for people.
func Text(e Expr, columns []Column) string {
	switch e := e.(type) {
	case *Ref:
		return columns[e.Index].Name
	case *Const:
		return constant(e)
	case *Scalar:
		return "toscalar(...)"
	case *InTable:
		return Text(e.X, columns) + " " + e.Op + " (a table)"
	case *Call:
		args := make([]string, len(e.Args))
		for i, a := range e.Args {
			args[i] = Text(a, columns)
		}
		if len(args) == 2 && !isWord(e.Func.Name) || len(args) == 2 && infix[e.Func.Name] {
			return "(" + args[0] + " " + e.Func.Name + " " + args[1] + ")"
		}
		if len(args) > 2*maxShown {
			args = append(args[:2*maxShown], fmt.Sprintf("and %d more", len(e.Args)-2*maxShown))
		}
		return e.Func.Name + "(" + strings.Join(args, ", ") + ")"
	}
	return "nothing"
}

func isWord(name string) bool { return name[0] >= 'a' && name[0] <= 'z' }

var infix = map[string]bool{"and": true, "or": true, "has": true, "has_cs": true, "contains": true, "contains_cs": true,
	"startswith": true, "startswith_cs": true, "endswith": true, "endswith_cs": true, "hasprefix": true, "hasprefix_cs": true,
	"hassuffix": true, "hassuffix_cs": true, "matches regex": true, "in": true, "in~": true, "has_any": true, "has_all": true}

func constant(k *Const) string {
	switch v := k.Value.(type) {
	case nil:
		if k.T == value.String {
			return `""`
		}
		return k.T.String() + "(null)"
	case string:
		return fmt.Sprintf("%q", v)
	}
	text := value.Text(k.T, k.Value)
	if k.T == value.Dynamic || k.T == value.Datetime || k.T == value.Timespan || k.T == value.Guid {
		if len(text) > 200 {
			text = text[:200] + "..."
		}
		return k.T.String() + "(" + text + ")"
	}
	return text
}
