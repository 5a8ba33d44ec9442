package lint

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"foxhound/internal/bind"
	"foxhound/internal/plan"
	"foxhound/internal/schema"
	"foxhound/internal/value"
	"foxhound/kql"
)

// understand parses and binds the queries, after the dialect has been told or guessed.
func (d *document) understand(o Options) {
	for _, q := range d.queries {
		tree, err := kql.Parse("", q.text)
		q.tree = tree
		errors.As(err, &q.parsed)
	}
	d.dialect = o.Dialect
	if d.dialect == schema.Any {
		d.dialect = d.guess()
	}
	for _, q := range d.queries {
		if len(q.parsed) == 0 {
			q.flow = followed(q.tree, d.dialect)
			if !q.flow.unbounded() && q.tooLarge() == "" { // the columns of all tables together say nothing, and take long
				q.bind(d.dialect)
			}
		}
	}
}

// Queries up to these bounds are bound; no hunt that a person or a tool writes is larger.
const (
	maxBound      = 400       // steps
	maxBoundBytes = 1_000_000 // of text
)

// tooLarge says why the names and types of a query are not judged, or nothing.
func (q *query) tooLarge() string {
	switch {
	case len(q.flow.steps) > maxBound:
		return fmt.Sprintf("it has more than %d steps", maxBound)
	case len(q.text) > maxBoundBytes:
		return fmt.Sprintf("it has more than %d bytes", maxBoundBytes)
	case q.flow.budget <= 0:
		return fmt.Sprintf("its filters have more than %d values", maxValues)
	}
	return ""
}

// unbounded reports whether a query reads every table.
func (f *flow) unbounded() bool {
	return slices.ContainsFunc(f.steps, func(s step) bool {
		n, _ := s.unbounded()
		return n != nil
	})
}

// bind gives the query's names their meaning. Tables that nobody but the workspace knows
// may have any column.
func (q *query) bind(d schema.Dialect) {
	again, err := kql.Parse("", q.text)
	if err != nil {
		return
	}
	tables := &workspace{dialect: d, unknown: q.flow.unknown}
	openFunctions(again, q.flow.functions)
	n, err := bind.Bind(again, bind.Options{Tables: tables, Now: bindTime})
	if err != nil {
		errors.As(err, &q.bound)
		return
	}
	for _, c := range n.Columns() {
		if c.Name == "*" && c.Type == value.None {
			q.open = true
			continue
		}
		q.columns = append(q.columns, c)
	}
}

// bindTime is what now() is while a query is bound, where nothing depends on it.
var bindTime, _ = value.TimeOf(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))

// A workspace is the tables of a dialect, and those of the user's own that a query names.
type workspace struct {
	dialect schema.Dialect
	unknown []string
}

var anyColumn = plan.Column{Name: "*", Type: value.None}

// Table returns the columns of a table.
func (w *workspace) Table(name string) ([]plan.Column, bool) {
	t, ok := schema.Lookup(w.dialect, name)
	if !ok {
		return []plan.Column{anyColumn}, slices.Contains(w.unknown, name)
	}
	var columns []plan.Column
	for _, c := range t.Columns {
		typ, _ := value.TypeNamed(c.Type)
		columns = append(columns, plan.Column{Name: c.Name, Type: typ})
	}
	if w.dialect == schema.Sentinel {
		columns = append(columns, standard(columns)...)
	}
	if hasOwnColumns(name) {
		columns = append(columns, anyColumn)
	}
	return columns, true
}

// standardColumns are in every table of a workspace, whether its reference lists them or not.
var standardColumns = []string{"TenantId", "SourceSystem", "Type", "_ResourceId", "_SubscriptionId", "_ItemId"}

// standard returns those of them that are not among the columns.
func standard(columns []plan.Column) []plan.Column {
	var more []plan.Column
	for _, name := range standardColumns {
		if !slices.ContainsFunc(columns, func(c plan.Column) bool { return c.Name == name }) {
			more = append(more, plan.Column{Name: name, Type: value.String})
		}
	}
	return more
}

// Names lists the tables.
func (w *workspace) Names() []string { return schema.Names(w.dialect) }

// hasOwnColumns reports whether a table has columns that its reference does not list:
// AzureDiagnostics gets those of every resource that writes to it, and of some tables only the
// name is known here.
func hasOwnColumns(table string) bool {
	return table == "AzureDiagnostics" || strings.HasSuffix(table, "_CL")
}

// openFunctions puts, for calls of functions that a workspace may have, tables with any
// column.
func openFunctions(q *kql.Query, names []string) {
	open := func(e *kql.Expr) {
		if c, ok := (*e).(*kql.Call); ok && c.X == nil && slices.Contains(names, c.Func) {
			*e = &kql.Ident{Span: c.Span, Name: c.Func}
		}
	}
	kql.Walk(q, func(n kql.Node) bool {
		switch n := n.(type) {
		case *kql.Pipeline:
			open(&n.Source)
		case *kql.Union:
			for i := range n.Tables {
				open(&n.Tables[i])
			}
		case *kql.Join:
			open(&n.Table)
		case *kql.Lookup:
			open(&n.Table)
		}
		return true
	})
}
