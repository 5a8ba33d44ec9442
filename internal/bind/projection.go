package bind

import (
	"strconv"

	"foxhound/internal/plan"
)

// A projection gathers the columns that a step gives, each under a name of its own, as
// Microsoft's binder does: a name that is written goes before one that is made up, and one
// that is taken gets a number.
type projection struct {
	list
	places   map[string]int  // where a name stands
	declared map[string]bool // names that are written
	names    uniqueNames
	base     bool // it began with the columns of the rows
}

// newProjection returns a projection that begins with columns that a step has already.
func newProjection(with *list) *projection {
	p := &projection{places: make(map[string]int), declared: make(map[string]bool), names: make(uniqueNames), base: len(with.columns) > 0}
	for i, c := range with.columns {
		p.append(c, with.exprs[i])
	}
	return p
}

// append puts a column last, under its name or the next that is free.
func (p *projection) append(c plan.Column, e plan.Expr) {
	if c.Name != open {
		c.Name = p.names.add(c.Name)
		p.places[c.Name] = len(p.columns)
	}
	p.columns, p.exprs = append(p.columns, c), append(p.exprs, e)
}

// add puts a column in the place of the one of its name, where replace is true and there
// is one, or else last.
func (p *projection) add(name string, e plan.Expr, replace bool) {
	c := plan.Column{Name: name, Type: e.Type()}
	if at, ok := p.places[name]; ok && replace {
		p.columns[at], p.exprs[at] = c, e
		return
	}
	p.append(c, e)
}

// declare adds a column under a name that is written, and reports whether it is the first
// of that name.
func (p *projection) declare(name string, e plan.Expr, replace bool) bool {
	if p.declared[name] {
		return false
	}
	p.add(name, e, replace)
	p.note(name)
	return true
}

// note keeps a name from being declared again.
func (p *projection) note(name string) { p.declared[name] = true }

// uniqueNames holds the names that are taken, with the last number that each was given.
type uniqueNames map[string]int

// reserve takes names for columns to come.
func (u uniqueNames) reserve(columns []plan.Column) {
	for _, c := range columns {
		if _, taken := u[c.Name]; !taken {
			u[c.Name] = 0
		}
	}
}

// add takes a name and returns it, or returns the first of name1, name2 ... that is free.
func (u uniqueNames) add(name string) string {
	last, taken := u[name]
	if !taken {
		u[name] = 0
		return name
	}
	for n := last + 1; ; n++ {
		numbered := name + strconv.Itoa(n)
		if _, taken := u[numbered]; !taken {
			u[name], u[numbered] = n, 0
			return numbered
		}
	}
}

// beside sets columns beside others; one whose name is taken gets the first number with
// which it is the name of none of them.
func beside(left, right []plan.Column) []plan.Column {
	u := make(uniqueNames)
	u.reserve(left)
	u.reserve(right)
	first := make(map[string]bool)
	all := make([]plan.Column, 0, len(left)+len(right))
	for _, side := range [][]plan.Column{left, right} {
		for _, c := range side {
			if first[c.Name] && c.Name != open {
				c.Name = u.add(c.Name)
			}
			first[c.Name] = true
			all = append(all, c)
		}
	}
	return all
}
