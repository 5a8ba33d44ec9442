package lint

import (
	"foxhound/internal/schema"
	"foxhound/kql"
)

// guess tells where the queries of a document run. Rule files say so, and rules of Sentinel by
// their form.
// Elsewhere a table that one dialect alone has decides, for the document is one page for one
// place; then the time column that the queries name. What says nothing is Sentinel's.
func (d *document) guess() schema.Dialect {
	switch {
	case d.told != "":
		return d.told
	case d.rule.alerts():
		return schema.Sentinel
	case d.rule != nil && d.rule.kind == detection:
		return schema.Defender
	}
	var sentinel, defender, generated, stamp int
	for _, q := range d.queries {
		for _, name := range tablePlaces(q.tree) {
			_, s := schema.Lookup(schema.Sentinel, name)
			_, x := schema.Lookup(schema.Defender, name)
			switch {
			case s && !x:
				sentinel++
			case x && !s:
				defender++
			}
		}
		for _, name := range identsIn(q.tree) {
			switch name {
			case "TimeGenerated":
				generated++
			case "Timestamp":
				stamp++
			}
		}
	}
	switch {
	case sentinel > 0:
		return schema.Sentinel
	case defender > 0, stamp > generated:
		return schema.Defender
	}
	return schema.Sentinel
}

// tablePlaces lists the names that stand where a query takes rows.
func tablePlaces(q *kql.Query) []string {
	var names []string
	take := func(list ...kql.Expr) {
		for _, e := range list {
			if id, ok := e.(*kql.Ident); ok {
				names = append(names, id.Name)
			}
		}
	}
	kql.Walk(q, func(n kql.Node) bool {
		switch n := n.(type) {
		case *kql.Pipeline:
			take(n.Source)
		case *kql.Union:
			take(n.Tables...)
		case *kql.Join:
			take(n.Table)
		case *kql.Lookup:
			take(n.Table)
		}
		return true
	})
	return names
}
