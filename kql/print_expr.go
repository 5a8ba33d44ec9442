package kql

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
		return cat(atLeast(bindsSum, e.X), text(" between ("), atLeast(bindsSum, e.From), text(" .. "), atLeast(bindsSum, e.To), text(")"))
	case *Minus:
		return cat(text("-"), atLeast(bindsPostfix, e.X))
	case *Call:
		return cat(text(e.Func+"("), bracketed(docs(e.Args, expr)), text(")"))
	case *Member:
		return member(e)
	case *Index:
		return cat(base(e.X), text("["), expr(e.I), text("]"))
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

// subquery starts on a line of its own if a comment stands above it.
func subquery(p *Pipeline) *doc {
	if len(p.Comments) == 0 {
		return pipeline(p, 4, false)
	}
	return block("", 4, true, cat(comments(p.Comments), pipeline(p, 0, true)))
}

// inList puts a subquery in parentheses of its own, without which has_any refuses it.
func inList(list []Expr) *doc {
	return bracketed(docs(list, func(e Expr) *doc { return atLeast(bindsOr, e) }))
}

func member(e *Member) *doc {
	if plain(e.Name) {
		return cat(base(e.X), text("."+e.Name))
	}
	return cat(base(e.X), text("["+Quote(e.Name)+"]"))
}

// base prints what a member or an element is taken from.
func base(e Expr) *doc {
	switch e.(type) {
	case *Ident, *Call, *Member, *Index:
		return expr(e)
	}
	return cat(text("("), expr(e), text(")"))
}

func dataTable(t *DataTable) *doc {
	columns := docs(t.Columns, func(c Column) *doc { return text(identifier(c.Name) + ":" + c.Type) })
	head := cat(text("datatable("), commaed(columns), text(") ["))
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
			w.flat(expr(v))
		}
		if end < len(t.Values) {
			w.text(",")
		}
		out = append(out, text(w.buf.String()))
	}
	return out
}
