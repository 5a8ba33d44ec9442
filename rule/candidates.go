package rule

import (
	"slices"
	"time"

	"foxhound/internal/roles"
	"foxhound/kql"
)

// within keeps the events of the hunt's look-back. Lookback is a query's one parameter.
func (w *writer) within() kql.Operator {
	return &kql.Where{Predicate: kql.Op(kql.Name(w.schema.Time), ">", kql.Fn("ago", kql.Name("Lookback")))}
}

func lookback() *kql.Let {
	return &kql.Let{Name: "Lookback", Value: &kql.Timespan{Value: 24 * time.Hour}}
}

// cheap keeps the events in which a listed key stands as whole terms somewhere: what the
// index over terms can answer. Look-alikes pass it.
func (w *writer) cheap() kql.Operator {
	var any []kql.Expr
	var seen []string
	for _, c := range w.columns {
		if !slices.Contains(seen, c.Name) {
			seen = append(seen, c.Name)
			any = append(any, kql.Among(kql.Name(c.Name), "has_any", kql.Name("Terms")))
		}
	}
	return &kql.Where{
		Comments:  []string{"cheap: whole terms, which an index answers; look-alikes pass"},
		Predicate: kql.Or(any...),
	}
}

// spread gives each event an identity, and a row for each of its places that may hold a key.
func (w *writer) spread() []kql.Operator {
	ops := []kql.Operator{}
	if names := w.collisions(); len(names) > 0 {
		ops = append(ops, &kql.ProjectAway{Comments: []string{"these names are the indicator's below"}, Names: names})
	}
	ops = append(ops, &kql.Serialize{Columns: []kql.Assign{kql.As("Event", kql.Fn("row_number"))}},
		&kql.MvExpand{Comments: []string{"a row for each place that can hold a key"}, Columns: w.places()},
		extend("", w.typed()...))
	if urls := w.fields(roles.URLs); len(urls) > 0 {
		ops = append(ops, &kql.MvExpand{To: "string", Columns: []kql.Assign{kql.As("Seen", kql.Fn("iff",
			fieldIn(urls), kql.Fn("parse_json", kql.Name("Seen")), kql.Fn("pack_array", kql.Name("Seen"))))}})
	}
	return append(ops, &kql.Where{Predicate: kql.Among(kql.Name("Seen"), "has_any", kql.Name("Terms"))})
}

// places are parallel arrays, one element for each of the writer's columns, best place first.
func (w *writer) places() []kql.Assign {
	var fields []any
	var values, ports []kql.Expr
	for _, c := range w.columns {
		fields = append(fields, c.Field())
		values = append(values, valueOf(c))
		ports = append(ports, w.portOf(c))
	}
	cols := []kql.Assign{
		kql.As("Place", kql.Fn("range", kql.Int(0), kql.Int(int64(len(fields)-1)), kql.Int(1))),
		kql.As("Field", &kql.Dynamic{Value: fields}),
		kql.As("Seen", kql.Fn("pack_array", values...)),
	}
	if w.ported() {
		cols = append(cols, kql.As("SeenPort", kql.Fn("pack_array", ports[:w.lastPort()+1]...)))
	}
	return cols
}

// lastPort is the last column that has a port; the array may end there, for the shorter of
// parallel arrays is filled up with nulls.
func (w *writer) lastPort() int {
	last := 0
	for i, c := range w.columns {
		if c.Port != "" && w.has(c.Port) {
			last = i
		}
	}
	return last
}

// valueOf reads a column; a member of one that is dynamic in Sentinel and text in Defender.
func valueOf(c roles.Column) kql.Expr {
	if c.Member == "" {
		return kql.Name(c.Name)
	}
	return &kql.Member{X: kql.Fn("parse_json", kql.Fn("tostring", kql.Name(c.Name))), Name: c.Member}
}

func (w *writer) portOf(c roles.Column) kql.Expr {
	if c.Port == "" || !w.has(c.Port) {
		return &kql.Null{Type: "int"}
	}
	return kql.Name(c.Port)
}

// ported reports whether ports tell tiers here, and some column has one.
func (w *writer) ported() bool {
	return (w.key == Addresses || w.key == Names) &&
		slices.ContainsFunc(w.columns, func(c roles.Column) bool { return c.Port != "" && w.has(c.Port) })
}

// typed gives the elements of the arrays back their types. Port 0 in a log is no port.
func (w *writer) typed() []kql.Assign {
	cols := []kql.Assign{
		kql.As("Place", kql.Fn("toint", kql.Name("Place"))),
		kql.As("Field", kql.Fn("tostring", kql.Name("Field"))),
		kql.As("Seen", kql.Fn("tostring", kql.Name("Seen"))),
	}
	if w.ported() {
		port := kql.Fn("toint", kql.Name("SeenPort"))
		cols = append(cols, kql.As("SeenPort", kql.Fn("iff", kql.Op(port, ">", kql.Int(0)), port, &kql.Null{Type: "int"})))
	}
	return cols
}

// fields names the writer's columns that hold one of the sorts of value.
func (w *writer) fields(sorts ...roles.Holds) []string {
	return w.fieldsWhere(func(c roles.Column) bool { return slices.Contains(sorts, c.Holds) })
}

func (w *writer) fieldsWhere(is func(roles.Column) bool) []string {
	var names []string
	for _, c := range w.columns {
		if is(c) {
			names = append(names, c.Field())
		}
	}
	return names
}

// ownNames are the columns that a hunt adds to a table's own.
var ownNames = []string{
	"Event", "Place", "Field", "Seen", "SeenPort", "SeenPath", "Part", "Observed", "Labels", "Start", "Key", "Value", "Values",
	"ThreatType", "Confidence", "FirstSeen", "Precise", "Reference", "SchemePort", "IocPort", "IocPath", "Rank", "Nth",
	"Tier", "Direction", "Verdict", "Validity", "IndicatorValue", "Family", "HashAlgorithm", "ExcludedBy",
}

// collisions are the table's columns that bear a name of [ownNames].
func (w *writer) collisions() []string {
	var names []string
	for _, name := range ownNames {
		if w.has(name) {
			names = append(names, name)
		}
	}
	return names
}
