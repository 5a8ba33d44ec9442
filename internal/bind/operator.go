package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/spell"
	"foxhound/kql"
)

// operator binds one operator behind a node, or returns nil where it could not, which has
// been said.
func (b *binder) operator(op kql.Operator, n plan.Node, s *scope) plan.Node {
	switch op := op.(type) {
	case *kql.Where:
		return b.where(op, n, s)
	case *kql.Extend:
		return b.extend(op.Columns, n, s)
	case *kql.Project:
		return b.project(op, n, s)
	case *kql.ProjectAway:
		return b.projectAway(op, n)
	case *kql.ProjectKeep:
		return b.projectKeep(op, n)
	case *kql.ProjectRename:
		return b.projectRename(op, n)
	case *kql.ProjectReorder:
		return b.projectReorder(op, n)
	case *kql.ProjectByNames:
		return b.projectByNames(op, n, s)
	case *kql.Serialize:
		return b.serialize(op, n, s)
	case *kql.Take:
		return b.take(op, n, s)
	case *kql.Sample:
		return &plan.Take{Input: n, Count: b.rowCount(op.Count, s)}
	case *kql.OrderBy:
		return b.orderBy(op, n, s)
	case *kql.Top:
		return b.top(op, n, s)
	case *kql.Naming:
		return b.nameRows(op.Name, n, s)
	case *kql.Render, *kql.Consume:
		return b.quiet(op, n)
	}
	return b.groupOperator(op, n, s)
}

// groupOperator binds the operators that look at many rows.
func (b *binder) groupOperator(op kql.Operator, n plan.Node, s *scope) plan.Node {
	switch op := op.(type) {
	case *kql.Summarize:
		return b.summarize(op, n, s)
	case *kql.Distinct:
		return b.distinct(op, n, s)
	case *kql.SampleDistinct:
		return b.sampleDistinct(op, n, s)
	case *kql.Count:
		return b.countRows(op.As, n)
	case *kql.MakeSeries:
		return b.makeSeries(op, n, s)
	case *kql.TopNested:
		return b.topNested(op, n, s)
	case *kql.TopHitters:
		return b.topHitters(op, n, s)
	case *kql.Partition:
		return b.partition(op, n, s)
	case *kql.Scan:
		return b.scan(op, n, s)
	case *kql.MvExpand:
		return b.mvExpand(op, n, s)
	case *kql.MvApply:
		return b.mvApply(op, n, s)
	case *kql.ParseText:
		return b.parseText(op, n, s)
	case *kql.ParseKv:
		return b.parseKv(op, n, s)
	}
	return b.tableOperator(op, n, s)
}

// tableOperator binds the operators that take other tables, or the rows as a whole.
func (b *binder) tableOperator(op kql.Operator, n plan.Node, s *scope) plan.Node {
	switch op := op.(type) {
	case *kql.Join:
		return b.join(op, n, s)
	case *kql.Lookup:
		return b.lookup(op, n, s)
	case *kql.Union:
		return b.union(op, n, s)
	case *kql.Search:
		return b.search(op, n, s)
	case *kql.GetSchema:
		return b.getSchema(n)
	case *kql.Invoke:
		return b.invoke(op, n, s)
	case *kql.Evaluate:
		return b.evaluate(op, n, s)
	case *kql.AssertSchema:
		return b.assertSchema(op, n)
	case *kql.Fork:
		return b.refuse(op, "fork")
	case *kql.Facet:
		return b.refuse(op, "facet")
	case *kql.Reduce:
		return b.refuse(op, "reduce")
	case *kql.Find:
		b.fail(op, "`find` must be the first operator of its query")
		return nil
	}
	b.fail(op, "`%s` makes rows of nothing and cannot stand behind a pipe", operatorName(op))
	return nil
}

func operatorName(op kql.Operator) string {
	if _, ok := op.(*kql.Range); ok {
		return "range"
	}
	return "print"
}

// refuse says that an operator is not supported.
func (b *binder) refuse(where kql.Node, name string) plan.Node {
	b.fail(where, "the operator `%s` is not supported", name)
	return nil
}

// quiet binds what changes nothing in the rows, or keeps none of them.
func (b *binder) quiet(op kql.Operator, n plan.Node) plan.Node {
	if _, ok := op.(*kql.Consume); ok {
		return &plan.Take{Input: n, Count: number(0)}
	}
	if r, ok := op.(*kql.Render); ok && !slices.Contains(charts, r.Chart) {
		b.fail(r, "unknown chart `%s`%s", r.Chart, meant(spell.Nearest(r.Chart, charts, 1)))
	}
	return n
}

// charts are what render draws.
var charts = []string{"3Dchart", "anomalychart", "areachart", "barchart", "card", "columnchart", "graph", "ladderchart",
	"linechart", "list", "piechart", "pivotchart", "plotly", "sankey", "scatterchart", "stackedareachart", "table",
	"timechart", "timeline", "timepivot", "treemap"}

// nameRows names the rows for what follows, where they are computed once.
func (b *binder) nameRows(name string, n plan.Node, s *scope) plan.Node {
	b.shared++
	shared := b.keepOrder(&plan.Shared{ID: b.shared, Input: n}, n)
	b.called[shared] = name
	rows := &binding{table: func() plan.Node { return shared }, byAs: true}
	s.names[name] = rows
	if b.judging() && b.depth == 0 { // what a function names is known in it alone
		b.nameForLater(name, rows, s)
	}
	return shared
}

// nameForLater has the statements behind this one know the rows too, as Microsoft's binder
// has it, unless a let has taken the name. A query that is run is one statement.
func (b *binder) nameForLater(name string, rows *binding, s *scope) {
	for s.outer != nil {
		s = s.outer
	}
	if known := s.names[name]; known == nil || known.byAs {
		s.names[name] = rows
	}
}

// share has rows computed once, however often they are named.
func (b *binder) share(n plan.Node) plan.Node {
	if _, ok := n.(*plan.Shared); ok {
		return n
	}
	b.shared++
	return b.keepOrder(&plan.Shared{ID: b.shared, Input: n}, n)
}
