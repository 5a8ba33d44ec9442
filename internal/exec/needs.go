package exec

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// needing returns the base of a node with needs of the node's rows, where the base is a table
// or a union of them and the steps from it to the node make each row of one alone.
func (x *run) needing(base plan.Node, n plan.Node, needs []plan.Need) plan.Node {
	switch base := base.(type) {
	case *plan.Table:
		own := *base
		own.Needs = slices.Concat(own.Needs, x.lowered(n, needs))
		return &own
	case *plan.Union:
		own := *base
		own.Needs = slices.Concat(own.Needs, x.lowered(n, needs))
		return &own
	}
	return base
}

// lowered takes needs of a node's rows down to the table or union that they start from.
func (x *run) lowered(n plan.Node, needs []plan.Need) (list []plan.Need) {
	for _, need := range needs {
		if low, ok := x.lower(n, need); ok {
			list = append(list, low)
		}
	}
	return list
}

// lower takes a need of a node's rows down to the table or union that they start from.
func (x *run) lower(n plan.Node, need plan.Need) (plan.Need, bool) {
	for ok := true; ok; {
		switch at := n.(type) {
		case *plan.Table, *plan.Union:
			return need, true
		case *plan.Join:
			need, n, ok = x.lowerJoin(at, need)
		default:
			if need, ok = plan.Lower(n, need); ok {
				n = n.Inputs()[0]
			}
		}
	}
	return nil, false
}

// lowerJoin is [run.lower] of one join, to the side that is gone over.
func (x *run) lowerJoin(n *plan.Join, need plan.Need) (plan.Need, plan.Node, bool) {
	s := x.shape(n)
	over, _ := s.sides(n)
	from := 0 // of the side's columns
	if s.heldLeft && s.only == both {
		from = len(n.Left.Columns())
	}
	lowered := make(plan.Need, len(need))
	for i, h := range need {
		if h.Place -= from; h.Place < 0 || h.Place >= len(over.Columns()) {
			return nil, nil, false
		}
		lowered[i] = h
	}
	return lowered, over, true
}

// listed returns the values of a table that a predicate names, which has been read by then.
func (x *run) listed(in *plan.InTable) []any {
	list, err := x.list(in.Input)
	if err != nil {
		return nil
	}
	return list
}

// maxSought is how many keys of a join are looked for in the scan of its other side.
const maxSought = 1 << 20

// A seeker gathers the texts that keys have on the side of a join that is held, for the other
// side to need.
type seeker struct {
	key  int // of the join's pairs
	need plan.Holding
	seen map[string]bool // where the other keys tell rows apart too; nil for one key alone
}

// seekers are for the keys that are texts of columns on the side that is gone over, where a
// row of that side without its like gives nothing.
func (s shape) seekers(over []plan.Expr) (list []*seeker) {
	if s.keepsPassing || s.only == passing && !s.has {
		return nil
	}
	for i, e := range over {
		place, loose, ok := plan.ColumnOf(e)
		if !ok || e.Type() != value.String {
			continue
		}
		k := &seeker{key: i, need: plan.Holding{Place: place, Whole: true, Loose: loose}}
		if len(over) > 1 {
			k.seen = make(map[string]bool)
		}
		list = append(list, k)
	}
	return list
}

// seek adds the keys of rows whose numbers are new, from one on, and returns what they take.
func (h *holder) seek(k keyed, numbers []int32, next int) (size int64) {
	for i, number := range numbers {
		if int(number) != next {
			continue
		}
		next++
		for _, s := range h.seekers {
			size += s.add(k.keys[s.key].Strings[k.keys[s.key].Index(i)])
		}
	}
	return size
}

// add adds a text. One that is empty, or one too many, ends the search.
func (s *seeker) add(text string) (size int64) {
	switch {
	case s.need.Place < 0 || s.seen[text]:
		return 0
	case text == "" || len(s.need.Texts) == maxSought:
		s.need, s.seen = plan.Holding{Place: -1}, nil
		return 0
	case s.seen != nil:
		s.seen[text] = true
	}
	s.need.Texts = append(s.need.Texts, text) // which the table of keys holds too
	return 2 * 16
}

// needs returns what rows of the side that is gone over must hold.
func (h *holder) needs() (list []plan.Need) {
	for _, s := range h.seekers {
		if s.need.Place >= 0 && len(s.need.Texts) > 0 {
			list = append(list, plan.Need{s.need})
		}
	}
	return list
}
