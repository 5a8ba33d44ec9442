package rule

import (
	"slices"

	"foxhound/internal/roles"
	"foxhound/internal/words"
	"foxhound/kql"
)

// spread gives each event an identity, and a row for each of its places that may hold a key.
func (w *writer) spread() []kql.Operator {
	ops := []kql.Operator{}
	if names := w.collisions(); len(names) > 0 {
		ops = append(ops, &kql.ProjectAway{Comments: []string{"these names are the indicator's below"}, Names: names})
	}
	ops = append(ops, &kql.Serialize{Columns: []kql.Assign{kql.As("Event", kql.Fn("row_number"))}})
	if len(w.columns) == 1 {
		ops = append(ops, extend("the one place that can hold a key", w.place()...))
	} else {
		ops = append(ops, &kql.MvExpand{Comments: []string{"a row for each place that can hold a key"}, Columns: w.places()},
			extend("", w.typed()...))
	}
	if w.mixed() {
		ops = append(ops, extend("", kql.As("Holds", w.contentByPlace())))
	}
	if urls := w.fields(roles.URLs); len(urls) > 0 {
		ops = append(ops, &kql.MvExpand{To: "string", Columns: []kql.Assign{kql.As("Seen", kql.Fn("iff",
			fieldIn(urls), kql.Fn("parse_json", kql.Name("Seen")), kql.Fn("pack_array", kql.Name("Seen"))))}})
	}
	ops = append(ops, w.words()...)
	if len(w.columns) == 1 && w.plain(w.columns[0]) && !w.holds(freeText) {
		return ops // the cheap filter has looked at just this
	}
	return append(ops, &kql.Where{Predicate: kql.Among(kql.Name("Seen"), "has_any", kql.Name("Terms"))})
}

// words takes free text apart.
func (w *writer) words() []kql.Operator {
	if !w.holds(freeText) {
		return nil
	}
	own := kql.Fn("extract_all", kql.Name("Word"), kql.Name("Seen"))
	return []kql.Operator{
		extend("a row for each word of free text", kql.As("Words", w.where(own, kql.Fn("pack_array", kql.Name("Seen")), freeText))),
		&kql.MvExpand{To: "string", Columns: []kql.Assign{kql.As("Seen", kql.Name("Words"))}},
	}
}

// wordLet is the regular expression that takes a word.
func wordLet() *kql.Let { return &kql.Let{Name: "Word", Value: kql.Raw(words.Pattern)} }

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

// place is what places and typed come to where one column is all there is.
func (w *writer) place() []kql.Assign {
	c := w.columns[0]
	seen := valueOf(c)
	if !w.plain(c) {
		seen = kql.Fn("tostring", seen)
	}
	cols := []kql.Assign{kql.As("Place", kql.Int(0)), kql.As("Field", kql.Str(c.Field())), kql.As("Seen", seen)}
	if w.ported() {
		cols = append(cols, kql.As("SeenPort", portOrNull(kql.Name(c.Port))))
	}
	return cols
}

// plain reports whether a column is text, and all of it one value.
func (w *writer) plain(c roles.Column) bool {
	column, _ := w.schema.Column(c.Name)
	return c.Member == "" && c.Holds != roles.URLs && column.Type == "string"
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

// typed gives the elements of the arrays back their types.
func (w *writer) typed() []kql.Assign {
	cols := []kql.Assign{
		kql.As("Place", kql.Fn("toint", kql.Name("Place"))),
		kql.As("Field", kql.Fn("tostring", kql.Name("Field"))),
		kql.As("Seen", kql.Fn("tostring", kql.Name("Seen"))),
	}
	if w.ported() {
		cols = append(cols, kql.As("SeenPort", portOrNull(kql.Name("SeenPort"))))
	}
	return cols
}

// portOrNull is a logged port; 0 is none.
func portOrNull(port kql.Expr) kql.Expr {
	port = kql.Fn("toint", port)
	return kql.Fn("iff", kql.Op(port, ">", kql.Int(0)), port, &kql.Null{Type: "int"})
}
