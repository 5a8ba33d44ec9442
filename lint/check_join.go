package lint

import "foxhound/kql"

var joinChecks = []*Check{
	{ID: "constant-join-key", Severity: Warning, What: "a join by a key that is the same in every row",
		Why:  "every row meets every row of the other side, or none at all",
		Mend: "join by a column of the data; to put one value beside every row, use `toscalar()`", query: checkConstantKey},
	{ID: "join-drops-rows", Severity: Note, What: "a join of no stated kind drops rows of the left side",
		Why:  "the default is `innerunique`: of left rows with the same key one is kept, whichever comes first",
		Mend: "state the kind: `kind=inner` keeps all, `kind=innerunique` says that one is enough", query: checkDefaultJoin},
}

// A joinKey is a condition of a join.
type joinKey struct {
	at          kql.Node
	left, right origin
	name        [2]string // of the columns, where they are named plainly
}

// joinKeys lists the conditions of a join or lookup.
func joinKeys(s *step) []joinKey {
	var on []kql.Expr
	switch op := s.op.(type) {
	case *kql.Join:
		on = op.On
	case *kql.Lookup:
		on = op.On
	}
	var keys []joinKey
	for _, e := range on {
		for _, part := range conjuncts(e) {
			keys = append(keys, keyOf(part, s))
		}
	}
	return keys
}

func keyOf(e kql.Expr, s *step) joinKey {
	k := joinKey{at: e}
	side := func(e kql.Expr, i int) {
		switch e := e.(type) {
		case *kql.Ident:
			k.name[i] = e.Name
		case *kql.Member:
			k.name[i] = e.Name
			if of, ok := e.X.(*kql.Ident); ok && of.Name == "$right" && i == 0 {
				k.name[0], k.name[1] = "", e.Name
			}
		}
	}
	switch e := e.(type) {
	case *kql.Ident:
		k.name = [2]string{e.Name, e.Name}
	case *kql.Binary:
		x, y := e.X, e.Y
		if m, ok := x.(*kql.Member); ok {
			if of, ok := m.X.(*kql.Ident); ok && of.Name == "$right" {
				x, y = y, x
			}
		}
		side(x, 0)
		side(y, 1)
	}
	if k.name[0] != "" {
		k.left = s.in.lookup(k.name[0])
	}
	if k.name[1] != "" && s.right != nil {
		k.right = s.right.lookup(k.name[1])
	}
	return k
}

// constants are the columns that a pipeline gives one value in every row.
func constants(p *kql.Pipeline, upTo int) map[string]bool {
	set := make(map[string]bool)
	for _, op := range p.Operators[:min(upTo, len(p.Operators))] {
		switch op := op.(type) {
		case *kql.Extend:
			for _, c := range op.Columns {
				set[c.Name] = isLiteral(c.Expr)
			}
		case *kql.Project:
			for _, c := range op.Columns {
				set[c.Name] = isLiteral(c.Expr)
			}
		case *kql.Where, *kql.OrderBy, *kql.Take, *kql.ProjectReorder:
		default:
			clear(set)
		}
	}
	return set
}

func isLiteral(e kql.Expr) bool {
	switch e.(type) {
	case *kql.String, *kql.Long, *kql.Int32, *kql.Real, *kql.Bool, *kql.Datetime, *kql.Timespan, *kql.Guid:
		return true
	}
	return false
}

func checkConstantKey(q *query, f *finder) {
	for i := range q.flow.steps {
		s := &q.flow.steps[i]
		join, ok := s.op.(*kql.Join)
		if !ok {
			continue
		}
		left := constants(s.pipeline, s.at)
		var right map[string]bool
		if p, ok := join.Table.(*kql.Pipeline); ok {
			right = constants(p, len(p.Operators))
		}
		for _, k := range joinKeys(s) {
			if k.name[0] != "" && left[k.name[0]] || k.name[1] != "" && right[k.name[1]] {
				f.node(k.at, "", "the key %s has one value in every row", quote(q.source(k.at)))
			}
		}
	}
}

// checkDefaultJoin speaks up where the left side is rows of a log: of indicators one a key is
// enough, and so it is of groups.
func checkDefaultJoin(q *query, f *finder) {
	for i := range q.flow.steps {
		s := &q.flow.steps[i]
		join, ok := s.op.(*kql.Join)
		if !ok || join.Kind != "" || grouped(s.pipeline, s.at) || !rawRows(s) {
			continue
		}
		f.node(join, "", "the join keeps one row of the left side a key")
	}
}

func grouped(p *kql.Pipeline, upTo int) bool {
	for _, op := range p.Operators[:min(upTo, len(p.Operators))] {
		switch op.(type) {
		case *kql.Summarize, *kql.Distinct, *kql.Count, *kql.Top, *kql.Take:
			return true
		}
	}
	return false
}

// rawRows reports whether the left rows are those of one table of events, by its own name.
func rawRows(s *step) bool {
	id, ok := s.pipeline.Source.(*kql.Ident)
	return ok && len(s.in.tablesBehind()) == 1 && s.in.tablesBehind()[0] == id.Name
}
