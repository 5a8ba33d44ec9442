package kql

import "strings"

// Binding strength, loosest first. Kusto's grammar lets string operators bind tighter than
// arithmetic and its documentation says otherwise; parentheses are printed wherever the two
// readings differ, so comparisons of every sort share one level.
type strength uint8

const (
	bindsOr strength = iota + 1
	bindsAnd
	bindsComparison
	bindsSum
	bindsProduct
	bindsSign
	bindsPostfix
)

func binds(e Expr) strength {
	switch e := e.(type) {
	case *Binary:
		return bindsOperator(e.Op)
	case *In, *Between:
		return bindsComparison
	case *Minus:
		return bindsSign
	case *Long:
		return bindsNumber(e.Value < 0)
	case *Real:
		return bindsNumber(e.Value < 0)
	case *Timespan:
		return bindsNumber(e.Value < 0)
	}
	return bindsPostfix
}

func bindsOperator(op string) strength {
	switch op {
	case "or":
		return bindsOr
	case "and":
		return bindsAnd
	case "+", "-":
		return bindsSum
	case "*", "/", "%":
		return bindsProduct
	}
	return bindsComparison
}

func bindsNumber(negative bool) strength {
	if negative {
		return bindsSign
	}
	return bindsPostfix
}

// atLeast prints e, in parentheses if it binds looser than its place asks.
func atLeast(s strength, e Expr) *doc {
	_, subquery := e.(*Pipeline)
	if binds(e) >= s && !subquery {
		return expr(e)
	}
	return cat(text("("), expr(e), text(")"))
}

func expr(e Expr) *doc {
	switch e := e.(type) {
	case *Binary:
		return binary(e)
	case *In:
		return cat(atLeast(bindsSign, e.X), text(" "+e.Op+" ("), inList(e.List), text(")"))
	case *Between:
		return cat(atLeast(bindsSum, e.X), text(not(e.Not, " between (")), atLeast(bindsSum, e.From), text(" .. "), atLeast(bindsSum, e.To), text(")"))
	case *Minus:
		return cat(text("-"), atLeast(bindsPostfix, e.X))
	case *Call:
		return call(e)
	case *Named:
		return cat(text(identifier(e.Name)+" = "), scalar(e.Value))
	case *Function:
		return function(e)
	case *ExternalData:
		return cat(text("externaldata"), columns(e.Columns), text(" ["), bracketed(docs(e.Addresses, scalar)), text("]"), with(e.With))
	case *TypeOf:
		return typeOf(e)
	case *TypedName:
		return text(column(e.Column))
	case *Member:
		return member(e)
	case *Index:
		return cat(base(e.X), text("["), scalar(e.I), text("]"))
	case *Pipeline:
		return subquery(e)
	case *DataTable:
		return dataTable(e)
	}
	return text(literal(e))
}

func binary(e *Binary) *doc {
	switch s := binds(e); s {
	case bindsOr, bindsAnd:
		return chain(e)
	case bindsComparison:
		return cat(atLeast(operandOf(e.Op), e.X), text(" "+e.Op+" "), atLeast(operandOf(e.Op), e.Y))
	default:
		return fill(atLeast(s, e.X), cat(text(e.Op+" "), atLeast(s+1, e.Y)))
	}
}

// operandOf returns how tightly the operands of a comparison must bind.
func operandOf(op string) strength {
	switch op {
	case "==", "!=", "<", "<=", ">", ">=":
		return bindsSum
	}
	return bindsSign
}

// chain prints a run of one logical operator. The other one inside it always gets
// parentheses: few readers know which of the two binds tighter.
func chain(e *Binary) *doc {
	operands := flatten(nil, e.Op, e)
	parts := make([]*doc, len(operands))
	for i, x := range operands {
		parts[i] = atLeast(bindsComparison, x)
		if i > 0 {
			parts[i] = cat(text(e.Op+" "), parts[i])
		}
	}
	return fill(parts...)
}

// flatten collects the operands of nested uses of one associative operator.
func flatten(into []Expr, op string, e Expr) []Expr {
	if b, ok := e.(*Binary); ok && b.Op == op {
		return flatten(flatten(into, op, b.X), op, b.Y)
	}
	return append(into, e)
}

// scalar prints e where any expression may stand: only a subquery needs brackets.
func scalar(e Expr) *doc { return atLeast(bindsOr, e) }

// clause prints what stands before an expression that may be left out, and the expression.
func clause(before string, e Expr) *doc { return enclosed(before, e, "") }

// enclosed prints an expression that may be left out with what stands around it.
func enclosed(before string, e Expr, after string) *doc {
	if e == nil {
		return text("")
	}
	return cat(text(before), scalar(e), text(after))
}

func not(negated bool, op string) string {
	if negated {
		return " !" + op[1:]
	}
	return op
}

// call leaves the subquery of toscalar and materialize without brackets of its own.
func call(e *Call) *doc {
	name := e.Func
	if !callable(name) {
		name = "['" + escape(name, `'`) + "']"
	}
	args := docs(e.Args, scalar)
	if len(e.Args) == 1 && (name == "toscalar" || name == "materialize") {
		args[0] = expr(e.Args[0])
	}
	d := cat(text(name+"("), bracketed(args), text(")"))
	if e.X != nil {
		return cat(base(e.X), text("."), d)
	}
	return d
}

func typeOf(e *TypeOf) *doc {
	if e.Columns != nil {
		return cat(text("typeof"), columns(e.Columns))
	}
	return text("typeof(" + e.Type + ")")
}

// subquery starts on a line of its own if a comment stands above it.
func subquery(p *Pipeline) *doc {
	above := commentsOf(p)
	if len(above) == 0 {
		return pipeline(p, 4, false)
	}
	return block("", 4, true, cat(comments(above), pipeline(p, 0, true)))
}

// inList puts a subquery in parentheses of its own, without which has_any refuses it.
func inList(list []Expr) *doc {
	return bracketed(docs(list, scalar))
}

// member prints .Name, or ["odd name"], which a table of a database and a column of one side
// of a join do not know.
func member(e *Member) *doc {
	switch {
	case isPath(e.X):
		return cat(base(e.X), text("."), wildcard(e.Name))
	case plain(e.Name):
		return cat(base(e.X), text("."+e.Name))
	}
	return cat(base(e.X), text("["+Quote(e.Name)+"]"))
}

func isPath(e Expr) bool {
	switch e := e.(type) {
	case *Ident:
		return strings.HasPrefix(e.Name, "$")
	case *Call:
		return e.Func == "database" || e.Func == "cluster"
	}
	return false
}

// base prints what a member or an element is taken from.
func base(e Expr) *doc {
	switch e.(type) {
	case *Ident, *Call, *Member, *Index:
		return expr(e)
	}
	return cat(text("("), expr(e), text(")"))
}

// columns prints declarations in brackets.
func columns(list []Column) *doc {
	return cat(text("("), commaed(docs(list, func(c Column) *doc { return text(column(c)) })), text(")"))
}

func column(c Column) string {
	switch {
	case c.Name == "*" && c.Type == "":
		return "*"
	case c.Type == "":
		return identifier(c.Name)
	}
	return identifier(c.Name) + ":" + c.Type
}

func dataTable(t *DataTable) *doc {
	head := cat(text("datatable"), columns(t.Columns), text(" ["))
	if len(t.Values) == 0 {
		return cat(head, text("]"))
	}
	return cat(head, block("", 2, true, rows(t)...), block("", 0, true, text("]")))
}

// rows gives one line a row, whatever its length, with no blanks: indicators fill most of
// a rule's few characters.
func rows(t *DataTable) []*doc {
	width := max(1, len(t.Columns))
	var out []*doc
	for start := 0; start < len(t.Values); start += width {
		end := min(start+width, len(t.Values))
		var w writer
		for i, v := range t.Values[start:end] {
			if i > 0 {
				w.text(",")
			}
			w.flat(scalar(v))
		}
		if end < len(t.Values) {
			w.text(",")
		}
		out = append(out, text(w.buf.String()))
	}
	return out
}
