package exec

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// carry changes a subquery so that it may be run once over the rows of many parts: each
// row, in the order of the parts, carries the number of its part in a last column, and
// every step goes part by part. It reports false where a step cannot.
func carry(n plan.Node) (plan.Node, bool) {
	switch n := n.(type) {
	case *plan.Given:
		return &plan.Given{Cols: withPart(n.Cols)}, true
	case *plan.Filter:
		in, ok := carry(n.Input)
		return &plan.Filter{Input: in, Predicate: n.Predicate}, ok
	case *plan.Project:
		in, ok := carry(n.Input)
		if !ok || slices.ContainsFunc(n.Exprs, plan.Windowed) {
			return nil, false
		}
		return &plan.Project{Input: in, Cols: withPart(n.Cols), Exprs: append(n.Exprs[:len(n.Exprs):len(n.Exprs)], part(in))}, true
	case *plan.Expand:
		return carryExpand(n)
	case *plan.Parse:
		in, ok := carry(n.Input)
		p := *n
		p.Input, p.Parts, p.Cols = in, pastPart(n.Parts, n.Input), partAt(n.Cols, n.Input)
		return partLast(&p, len(n.Input.Columns())), ok
	case *plan.ParsePairs:
		in, ok := carry(n.Input)
		p := *n
		p.Input, p.Keys, p.Cols = in, pastPart(n.Keys, n.Input), partAt(n.Cols, n.Input)
		return partLast(&p, len(n.Input.Columns())), ok
	case *plan.Summarize:
		return carrySummarize(n)
	case *plan.Join:
		return carryJoin(n)
	case *plan.Sort:
		return carrySort(n.Input, n.Keys)
	case *plan.Top:
		in, ok := carrySort(n.Input, n.Keys)
		return &takeEach{input: in, count: n.Count}, ok
	case *plan.Take:
		in, ok := carry(n.Input)
		return &takeEach{input: in, count: n.Count}, ok
	}
	return nil, false
}

// withPart returns columns and the number of the part.
func withPart(cols []plan.Column) []plan.Column {
	return append(cols[:len(cols):len(cols)], plan.Column{Type: value.Long})
}

// part refers to the number of the part in the rows of a changed node.
func part(in plan.Node) *plan.Ref { return &plan.Ref{Index: len(in.Columns()) - 1, T: value.Long} }

// partLast moves the part's number from its place behind the other columns.
func partLast(in plan.Node, place int) plan.Node {
	cols := in.Columns()
	p := &plan.Project{Input: in}
	for i, c := range cols {
		if i != place {
			p.Cols, p.Exprs = append(p.Cols, c), append(p.Exprs, &plan.Ref{Index: i, T: c.Type})
		}
	}
	p.Cols, p.Exprs = append(p.Cols, cols[place]), append(p.Exprs, &plan.Ref{Index: place, T: value.Long})
	return p
}

// partAt puts the part's number behind the columns that a step has of its input, and
// before those that it adds.
func partAt(cols []plan.Column, input plan.Node) []plan.Column {
	return slices.Insert(slices.Clone(cols), len(input.Columns()), plan.Column{Type: value.Long})
}

// pastPart moves the columns that a parse adds behind the part's number.
func pastPart(parts []plan.ParsePart, input plan.Node) []plan.ParsePart {
	parts = slices.Clone(parts)
	for i := range parts {
		if parts[i].Column && parts[i].Place >= len(input.Columns()) {
			parts[i].Place++
		}
	}
	return parts
}

func carryExpand(n *plan.Expand) (plan.Node, bool) {
	in, ok := carry(n.Input)
	if !ok {
		return nil, false
	}
	e := *n
	e.Input, e.Cols = in, partAt(n.Cols, n.Input)
	return partLast(&e, len(n.Input.Columns())), true
}

func carryJoin(n *plan.Join) (plan.Node, bool) {
	left, ok := carry(n.Left)
	if !ok || hasGiven(n.Right) || !shapeOf(n.Kind, false).streams() {
		return nil, false
	}
	j := *n
	j.Left = left
	if n.Kind == plan.LeftSemi || n.Kind == plan.LeftAnti {
		j.Cols = withPart(n.Cols)
		return &j, true
	}
	j.Cols = partAt(n.Cols, n.Left)
	return partLast(&j, len(n.Left.Columns())), true
}

func carrySummarize(n *plan.Summarize) (plan.Node, bool) {
	in, ok := carry(n.Input)
	if !ok {
		return nil, false
	}
	keys := len(n.Keys)
	s := *n
	s.Input = in
	s.Keys = append(n.Keys[:keys:keys], part(in))
	s.Cols = append(append(n.Cols[:keys:keys], plan.Column{Type: value.Long}), n.Cols[keys:]...)
	out := partLast(&s, keys)
	if keys > 0 {
		return out, true
	}
	return &groupEach{input: out, of: n}, true
}

func carrySort(input plan.Node, keys []plan.SortKey) (plan.Node, bool) {
	in, ok := carry(input)
	if !ok {
		return nil, false
	}
	return &plan.Sort{Input: in, Keys: append([]plan.SortKey{{Expr: part(in)}}, keys...)}, true
}

// takeEach is the first rows of each part.
type takeEach struct {
	input plan.Node
	count plan.Expr
}

// Columns returns the input's columns.
func (n *takeEach) Columns() []plan.Column { return n.input.Columns() }

// Inputs returns the rows to choose from.
func (n *takeEach) Inputs() []plan.Node { return []plan.Node{n.input} }

func (x *run) takeEach(n *takeEach, emit func(*vector.Batch) error) error {
	count, err := x.count(n.count)
	if err != nil || count == 0 {
		return err
	}
	var now, taken int64 = -1, 0
	return x.rows(n.input, func(b *vector.Batch) error {
		kept := make([]int, 0, b.Rows)
		for i, p := range places(b.Columns[len(b.Columns)-1]) {
			if int64(p) != now {
				now, taken = int64(p), 0
			}
			if taken++; taken <= count {
				kept = append(kept, i)
			}
		}
		if len(kept) == 0 {
			return nil
		}
		return emit(b.Take(kept))
	})
}

// groupEach is a summarize without keys: it gives one row of each part of the given rows,
// also of a part none of whose rows has come so far.
type groupEach struct {
	input plan.Node       // the groups by part, in order
	of    *plan.Summarize // as it was
}

// Columns returns the input's columns.
func (n *groupEach) Columns() []plan.Column { return n.input.Columns() }

// Inputs returns the groups.
func (n *groupEach) Inputs() []plan.Node { return []plan.Node{n.input} }

func (x *run) groupEach(n *groupEach, emit func(*vector.Batch) error) error {
	groups, err := x.all("summarize", n.input)
	if err != nil {
		return err
	}
	last := len(groups.Columns) - 1
	parts := distinct(places(x.given.Columns[len(x.given.Columns)-1]))
	if groups.Rows == len(parts) {
		return emit(groups)
	}
	empty, err := x.emptyGroup(n.of)
	if err != nil {
		return err
	}
	ids := places(groups.Columns[last])
	from, ats := vector.Concat(plan.Types(n.Columns()), []*vector.Batch{groups, empty}), make([]int, len(parts))
	numbers := make([]int64, len(parts))
	at := 0
	for i, p := range parts {
		ats[i], numbers[i] = groups.Rows, int64(p)
		if at < len(ids) && ids[at] == p {
			ats[i], at = at, at+1
		}
	}
	out := from.Take(ats)
	out.Columns[last] = vector.Of(value.Long, numbers, nil)
	return emit(out)
}

// emptyGroup returns the row that a summarize gives of no rows, and a part's number.
func (x *run) emptyGroup(n *plan.Summarize) (*vector.Batch, error) {
	s := *n
	cols := n.Input.Columns()
	s.Input = &plan.Rows{Cols: cols, Batch: vector.Concat(plan.Types(cols), nil)}
	row, err := x.all("summarize", &s)
	if err != nil {
		return nil, err
	}
	return beside(row, vector.NewBatch(row.Rows, vector.Null(value.Long, row.Rows))), nil
}

// distinct returns the values of a sorted list, each once.
func distinct(sorted []int) []int {
	var out []int
	for i, p := range sorted {
		if i == 0 || p != sorted[i-1] {
			out = append(out, p)
		}
	}
	return out
}
