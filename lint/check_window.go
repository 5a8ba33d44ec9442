package lint

import (
	"strings"

	"foxhound/internal/schema"
	"foxhound/kql"
)

var windowChecks = []*Check{
	{ID: "missing-time-window", Severity: Warning, What: "rows of all time are read",
		Why: "every run reads the whole retention: slow, dear, and old hits come again", query: checkWindow},
	{ID: "inverted-time-window", Severity: Warning, What: "only what is older than the window is read",
		Why:  "`<` before `ago()` keeps what happened before that time, to the beginning of the retention, and drops what is new",
		Mend: "write `>` for what has happened since, or add a lower bound", query: checkInverted},
}

// checkWindow wants, for every table that has a time, a filter on it in the same pipeline or
// in one that the rows pass later. Analytics rules are given their period by the service, and
// so are custom detections.
func checkWindow(q *query, f *finder) {
	r := f.document.rule
	if r.alerts() || r != nil && r.kind == detection {
		return
	}
	w := &windows{q: q, dialect: f.document.dialect, lets: map[string]kql.Expr{}, seen: map[string]bool{}}
	for _, s := range q.tree.Statements {
		switch s := s.(type) {
		case *kql.Let:
			w.lets[s.Name] = s.Value
		case *kql.Pipeline:
			w.expr(s, false)
		}
	}
	if w.open == nil {
		return
	}
	t, _ := schema.Lookup(f.document.dialect, w.open.Name)
	severity := Severity("")
	if r != nil { // the portal asks for a time range there
		severity = Note
	}
	f.graded(severity, w.open, "filter first: | where "+t.Time+" > ago(1d)", "nothing bounds the time of the rows of `%s`", w.open.Name)
}

// windows looks for tables that are read without a filter on time.
type windows struct {
	q       *query
	dialect schema.Dialect
	lets    map[string]kql.Expr
	seen    map[string]bool // lets that were looked at without a filter behind them
	open    *kql.Ident      // the first table that is read so
}

// expr looks at what gives rows; covered says that a later step filters by time.
func (w *windows) expr(e kql.Node, covered bool) {
	if covered || w.open != nil {
		return
	}
	switch e := e.(type) {
	case *kql.Pipeline:
		w.pipeline(e)
	case *kql.Ident:
		w.ident(e)
	case *kql.Call:
		if v, ok := w.lets[e.Func]; ok && !w.seen[e.Func] {
			w.seen[e.Func] = true
			w.expr(v, false)
		}
		for _, a := range e.Args {
			w.expr(a, false)
		}
	case *kql.Function:
		for _, s := range e.Body {
			if p, ok := s.(*kql.Pipeline); ok {
				w.expr(p, false)
			}
		}
	default:
		w.inside(e)
	}
}

// inside looks at the tables within an expression or operator.
func (w *windows) inside(n kql.Node) {
	kql.Walk(n, func(child kql.Node) bool {
		if child == n {
			return true
		}
		switch child.(type) {
		case *kql.Pipeline:
			w.expr(child, false)
			return false
		}
		return true
	})
}

func (w *windows) ident(id *kql.Ident) {
	if v, ok := w.lets[id.Name]; ok {
		if !w.seen[id.Name] {
			w.seen[id.Name] = true
			w.expr(v, false)
		}
		return
	}
	if t, ok := schema.Lookup(w.dialect, id.Name); ok && t.Time != "" {
		w.open = id
	}
}

func (w *windows) pipeline(p *kql.Pipeline) {
	filtered := false
	for _, op := range p.Operators {
		filtered = filtered || bounds(op)
		switch op := op.(type) {
		case *kql.Union:
			if !filtered && !boundsLater(p) {
				for _, t := range op.Tables {
					w.expr(t, false)
				}
			}
		case *kql.Join:
			w.expr(op.Table, false)
		case *kql.Lookup:
			w.expr(op.Table, false)
		default:
			w.inside(op)
		}
	}
	if p.Source != nil {
		w.expr(p.Source, boundsLater(p))
	}
}

// boundsLater reports whether some operator of a pipeline filters by time.
func boundsLater(p *kql.Pipeline) bool {
	for _, op := range p.Operators {
		if bounds(op) {
			return true
		}
	}
	return false
}

// bounds reports whether an operator filters by a time.
func bounds(op kql.Operator) bool {
	where, ok := op.(*kql.Where)
	if !ok {
		return false
	}
	found := false
	kql.Walk(where.Predicate, func(n kql.Node) bool {
		switch n := n.(type) {
		case *kql.Ident:
			found = found || timelike(n.Name)
		case *kql.Call:
			found = found || n.Func == "ingestion_time" || n.Func == "ago" || n.Func == "now"
		}
		return !found
	})
	return found
}

// timelike reports whether a column is called as times are.
func timelike(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "time") || strings.Contains(name, "date")
}

// checkInverted finds a table whose only filter on its time is an upper bound some time ago.
func checkInverted(q *query, f *finder) {
	for _, s := range q.flow.steps {
		w, ok := s.op.(*kql.Where)
		if !ok || s.pipeline.Source == nil {
			continue
		}
		for _, e := range conjuncts(w.Predicate) {
			b, ok := e.(*kql.Binary)
			if !ok || b.Op != "<" && b.Op != "<=" {
				continue
			}
			id, isName := b.X.(*kql.Ident)
			c, isCall := b.Y.(*kql.Call)
			if isName && isCall && c.Func == "ago" && isTimeColumn(s.in.lookup(id.Name), f.document.dialect) && uppers(s.pipeline, id.Name) == 1 {
				f.node(b, "", "%s keeps only what is older", quote(q.source(b)))
			}
		}
	}
}

func isTimeColumn(o origin, d schema.Dialect) bool {
	t, ok := schema.Lookup(d, o.table)
	return ok && t.Time == o.column
}

// uppers counts the comparisons of a time column in a pipeline's filters: more than one is a
// window.
func uppers(p *kql.Pipeline, column string) int {
	n := 0
	for _, op := range p.Operators {
		if w, ok := op.(*kql.Where); ok {
			kql.Walk(w.Predicate, func(node kql.Node) bool {
				if id, ok := node.(*kql.Ident); ok && id.Name == column {
					n++
				}
				return true
			})
		}
	}
	return n
}

// conjuncts returns the parts of a predicate that must all hold.
func conjuncts(e kql.Expr) []kql.Expr {
	var all []kql.Expr
	stack := []kql.Expr{e}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch b := e.(type) {
		case *kql.Binary:
			if b.Op == "and" {
				stack = append(stack, b.Y, b.X)
				continue
			}
		case *kql.Pipeline:
			if len(b.Operators) == 0 && b.Source != nil {
				stack = append(stack, b.Source)
				continue
			}
		}
		all = append(all, e)
	}
	return all
}
