package rule

import (
	"fmt"
	"slices"

	"foxhound/kql"
)

// exact writes the whole matching model: cheap filter, exact confirmation, the best tier of
// each event and key, and what an analyst reads beside it.
func (b *batch) exact() *kql.Query {
	t := b.traits()
	ops := []kql.Operator{b.within(), b.cheap()}
	ops = append(ops, b.spread()...)
	ops = append(ops, b.confirm(t)...)
	ops = append(ops, b.judge(t)...)
	if b.needsRecipient() {
		ops = append(ops, b.recipients())
	}
	ops = append(ops, b.describe(t)...)
	ops = append(ops, present(b.schema.Time, b.output())...)
	if b.form == Compact {
		silence(ops)
	}
	q := &kql.Query{Comments: b.comments(), Statements: []kql.Statement{lookback()}}
	if b.shaped(t) {
		q.Statements = append(q.Statements, shapeLet())
	}
	if t.urls || t.pairs && b.partsSeen() {
		q.Statements = append(q.Statements, schemePorts())
	}
	if b.holds(freeText) {
		q.Statements = append(q.Statements, wordLet())
	}
	q.Statements = append(q.Statements, b.iocs(t), b.terms(), kql.From(b.table.Name, ops...))
	return q
}

// silence takes the comments off operators: a compact hunt needs their room for indicators.
func silence(ops []kql.Operator) {
	for _, op := range ops {
		switch op := op.(type) {
		case *kql.Where:
			op.Comments = nil
		case *kql.ProjectAway:
			op.Comments = nil
		case *kql.Extend:
			op.Comments = nil
		case *kql.MvExpand:
			op.Comments = nil
		case *kql.OrderBy:
			op.Comments = nil
		case *kql.Join:
			op.Comments = nil
		}
	}
}

// shaped reports whether something has to be taken apart, among the indicators or in the logs.
func (b *batch) shaped(t traits) bool {
	location := b.key == Addresses || b.key == Names
	return t.pairs || t.urls || location && b.partsSeen()
}

// comments open a query: whose indicators, which family, what it finds.
func (b *batch) comments() []string {
	line := fmt.Sprintf("%s - %s - %s (%s)", sources(b.targets), printable(b.rule.Family.Label()), b.title, b.table.Name)
	if b.parts > 1 {
		line += fmt.Sprintf(", part %d of %d", b.part, b.parts)
	}
	return []string{line}
}

// Alerting returns the hunt's query with one line before its projection: [AlertingLine] in an
// exact hunt. A classic hunt judges less: there the line drops inbound rows where the table
// can tell, and where it cannot, the alerting form is the query itself.
func (h *Hunt) Alerting() *kql.Query { return alerting(h.Query) }

func alerting(q *kql.Query) *kql.Query {
	last := len(q.Statements) - 1
	p, ok := q.Statements[last].(*kql.Pipeline)
	if !ok {
		return q
	}
	at := slices.IndexFunc(p.Operators, isProject)
	if at < 0 {
		return q
	}
	var line *kql.Where
	switch before := p.Operators[:at]; {
	case slices.ContainsFunc(before, gives("ExcludedBy")):
		line = alertable()
	case slices.ContainsFunc(before, gives("Direction")):
		line = &kql.Where{Predicate: notInbound()}
	default:
		return q
	}
	narrowed := *p
	narrowed.Operators = slices.Insert(slices.Clone(p.Operators), at, kql.Operator(line))
	out := *q
	out.Statements = append(slices.Clone(q.Statements[:last]), &narrowed)
	return &out
}

func notInbound() kql.Expr { return kql.Ne(kql.Name("Direction"), kql.Str("inbound")) }

func isProject(op kql.Operator) bool {
	_, ok := op.(*kql.Project)
	return ok
}

// gives returns whether an operator adds the column.
func gives(column string) func(kql.Operator) bool {
	return func(op kql.Operator) bool {
		e, ok := op.(*kql.Extend)
		return ok && slices.ContainsFunc(e.Columns, func(a kql.Assign) bool { return a.Name == column })
	}
}

// AlertingLine is the one line by which the alerting form of an exact hunt differs:
//
//	| where Direction != "inbound" and Validity == "current" and isempty(ExcludedBy)
func AlertingLine() string { return "| where " + kql.PrintExpr(alertable().Predicate) }

func alertable() *kql.Where {
	return &kql.Where{Predicate: kql.And(
		notInbound(),
		kql.Eq(kql.Name("Validity"), kql.Str("current")),
		kql.Fn("isempty", kql.Name("ExcludedBy")))}
}
