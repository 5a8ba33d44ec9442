package bind

import (
	"slices"
	"strings"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// standIn is the rows of the user's file that stands for what a name knows in the cloud: the
// columns of its heading, with the types of those wanted. It must have one of the keys. Nil
// where there is no file, which is noted.
func (b *binder) standIn(where kql.Node, name string, wanted []plan.Column, keys ...string) plan.Node {
	var heading []plan.Column
	ok := false
	if b.StandIn != nil {
		heading, ok = b.StandIn(name)
	}
	if !ok {
		if b.Missing != nil {
			b.Missing(name)
		}
		return nil
	}
	columns := slices.Clone(heading)
	for i, c := range columns {
		if at := place(wanted, c.Name); at >= 0 {
			columns[i].Type = wanted[at].Type
		}
	}
	n := &plan.External{Cols: columns, Addresses: []string{name}, Format: "csv", Header: true}
	if len(keys) > 0 && len(refsOf(n, keys)) == 0 {
		b.fail(where, "the file that stands for `%s` has no column `%s`: its first line must name the columns", name, strings.Join(keys, "` or `"))
		return nil
	}
	return n
}

// refsOf refers to the columns of a node that have one of the names.
func refsOf(n plan.Node, names []string) (refs []plan.Expr) {
	for i, c := range n.Columns() {
		if slices.Contains(names, c.Name) {
			refs = append(refs, &plan.Ref{Index: i, T: c.Type})
		}
	}
	return refs
}

// columnsIn lists the wanted columns of a node, the last of a name; those it has not are null.
func columnsIn(n plan.Node, wanted []plan.Column) *list {
	l := &list{}
	for _, c := range wanted {
		var e plan.Expr = null(c.Type)
		for i, has := range n.Columns() {
			if has == c {
				e = &plan.Ref{Index: i, T: c.Type}
			}
		}
		l.add(c.Name, e)
	}
	return l
}

// geoColumns say where the addresses of a network are, as the file that stands for the service's database has them.
var geoColumns = []plan.Column{
	{Name: "network", Type: value.String}, {Name: "country", Type: value.String}, {Name: "state", Type: value.String},
	{Name: "city", Type: value.String}, {Name: "latitude", Type: value.Real}, {Name: "longitude", Type: value.Real},
}

// geoInfo binds geo_info_from_ip_address. Kusto looks addresses up in a database that it does
// not give away; here in the networks of the user's file, or nothing is known of any.
func (b *binder) geoInfo(c *kql.Call, in *input) plan.Expr {
	e := b.builtin(c, in)
	if isBad(e) || b.judging() {
		return e
	}
	file := b.standIn(c, c.Func, geoColumns, geoColumns[0].Name)
	if file == nil {
		return e
	}
	var pairs []plan.Expr
	for i, x := range columnsIn(file, geoColumns).exprs {
		pairs = append(pairs, &plan.Const{Value: geoColumns[i].Name, T: value.String}, x)
	}
	places := &list{}
	places.add(c.Func, b.use("bag_pack", value.Dynamic, pairs...))
	return &plan.InTable{Op: c.Func, X: b.convert(b.expr(c.Args[0], in), value.String), Input: places.over(file), T: value.Dynamic}
}
