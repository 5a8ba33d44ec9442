package plan

import (
	"slices"

	"foxhound/internal/value"
)

// A reading is what is read of a column: all of it or, of a dynamic, members by their
// names. The zero reading is nothing.
type reading struct {
	whole   bool
	members []string
}

var whole = reading{whole: true}

func (r reading) nothing() bool { return !r.whole && len(r.members) == 0 }

// covers reports whether another reading adds nothing.
func (r reading) covers(other reading) bool {
	return r.whole || !other.whole && !slices.ContainsFunc(other.members, func(name string) bool {
		return !slices.Contains(r.members, name)
	})
}

// and returns what is read where both are.
func (r reading) and(other reading) reading {
	switch {
	case r.covers(other):
		return r
	case other.whole:
		return whole
	}
	both := slices.Clone(r.members)
	for _, name := range other.members {
		if !slices.Contains(both, name) {
			both = append(both, name)
		}
	}
	return reading{members: both}
}

// places lists the columns of which anything is read.
func places(which []reading) []int {
	list := []int{}
	for i, r := range which {
		if !r.nothing() {
			list = append(list, i)
		}
	}
	return list
}

// membersOf lists, by place, the members of dynamics of which nothing else is read.
func membersOf(t *Table, which []reading) map[int][]string {
	members := make(map[int][]string)
	for i, r := range which {
		if !r.whole && !r.nothing() && t.Cols[i].Type == value.Dynamic {
			members[i] = r.members
		}
	}
	return members
}

// expr notes the columns of which an expression reads something so that as much is known
// of its value as is read of that.
func (p *pruner) expr(in []reading, e Expr, of reading) {
	if of.nothing() {
		return
	}
	switch e := e.(type) {
	case *Ref:
		if in != nil {
			in[e.Index] = in[e.Index].and(of)
		}
	case *Call:
		if isSame(e) {
			p.expr(in, e.Args[0], of)
		} else if name, ok := memberOf(e); ok {
			p.expr(in, e.Args[0], reading{members: []string{name}})
		} else {
			p.exprs(in, e.Args...)
		}
	case *Scalar:
		p.first(e.Input)
	case *InTable:
		p.exprs(in, e.X)
		p.first(e.Input)
	}
}

// parsers lists the functions that give a dynamic back as it is.
var parsers = []string{"parse_json", "todynamic", "parsejson", "toobject"}

// isSame reports whether a call's value is that of its argument.
func isSame(c *Call) bool {
	return len(c.Args) == 1 && c.Args[0].Type() == value.Dynamic && slices.Contains(parsers, c.Func.Name)
}

// memberOf returns the name of the member that a call takes of a dynamic. A place, which
// counts the elements of an array, is no name.
func memberOf(c *Call) (name string, ok bool) {
	if c.Func.Name != "[]" || len(c.Args) != 2 || c.Args[0].Type() != value.Dynamic {
		return "", false
	}
	key, ok := c.Args[1].(*Const)
	if !ok {
		return "", false
	}
	name, ok = key.Value.(string)
	return name, ok
}
