package bind

import (
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/kql"
)

// parseText binds parse and parse-where.
func (b *binder) parseText(op *kql.ParseText, n plan.Node, s *scope) plan.Node {
	p := &plan.Parse{Input: n, X: b.asText(op.X, b.rowOf(n, s)), Kind: "simple", Flags: option(op.Options, "flags"), Where: op.Where}
	switch kind := option(op.Options, "kind"); kind {
	case "", "simple":
	case "regex", "relaxed":
		p.Kind = kind
	default:
		b.fail(op, "unknown kind of parse `%s`; the kinds are simple, regex and relaxed", kind)
		return nil
	}
	p.Cols = append(p.Cols, n.Columns()...)
	for _, w := range op.With {
		part := plan.ParsePart{}
		switch {
		case w.Text != nil:
			part.Text = w.Text.Value
		case w.Column != nil:
			t, ok := parsedType(w.Column.Type)
			if !ok {
				b.fail(op, "`%s` is no type", w.Column.Type)
				return nil
			}
			if parsedBefore(p.Parts, p.Cols, w.Column.Name) {
				b.givenTwice(op, w.Column.Name)
			}
			part.Column, part.Type = true, t
			part.Place, p.Cols = b.parsedColumn(p.Cols, plan.Column{Name: w.Column.Name, Type: t})
		}
		p.Parts = append(p.Parts, part)
	}
	return b.keepOrder(p, n)
}

// parsedType is the type of a column in a pattern: string where it has none.
func parsedType(name string) (value.Type, bool) {
	if name == "" {
		return value.String, true
	}
	return value.TypeNamed(name)
}

// parsedColumn gives a parsed column its place: where one of its name stands, or behind. At
// Microsoft's binder there are two of that name then, of which the first is meant.
func (b *binder) parsedColumn(columns []plan.Column, c plan.Column) (int, []plan.Column) {
	if at := place(columns, c.Name); at >= 0 && !b.judging() {
		columns[at] = c
		return at, columns
	}
	return len(columns), append(columns, c)
}

// parsedBefore reports whether a column of that name is parsed already.
func parsedBefore(parts []plan.ParsePart, columns []plan.Column, name string) bool {
	return slices.ContainsFunc(parts, func(p plan.ParsePart) bool { return p.Column && columns[p.Place].Name == name })
}

// asText binds an expression whose text is read.
func (b *binder) asText(e kql.Expr, in *input) plan.Expr {
	x := b.expr(e, in)
	if x.Type() == value.None {
		return x
	}
	return b.convert(x, value.String)
}

// parseKv binds parse-kv.
func (b *binder) parseKv(op *kql.ParseKv, n plan.Node, s *scope) plan.Node {
	p := &plan.ParsePairs{Input: n, X: b.asText(op.X, b.rowOf(n, s)), Cols: append([]plan.Column(nil), n.Columns()...)}
	for _, c := range op.Columns {
		t, ok := parsedType(c.Type)
		if !ok {
			b.fail(op, "`%s` is no type", c.Type)
			return nil
		}
		if parsedBefore(p.Keys, p.Cols, c.Name) {
			b.givenTwice(op, c.Name)
		}
		part := plan.ParsePart{Column: true, Key: c.Name, Type: t}
		part.Place, p.Cols = b.parsedColumn(p.Cols, plan.Column{Name: c.Name, Type: t})
		p.Keys = append(p.Keys, part)
	}
	for _, o := range op.With {
		text := b.optionValue(o, s)
		switch o.Name {
		case "pair_delimiter":
			p.Pair = text
		case "kv_delimiter":
			p.Value = text
		case "quote":
			p.Quote = text
		case "escape":
			p.Escape = text
		case "regex":
			p.Regex = text
		case "greedy":
			p.Greedy = text == "true"
		default:
			b.fail(op, "unknown option `%s` of parse-kv", o.Name)
		}
	}
	return b.keepOrder(p, n)
}

// optionValue returns the text of an option that may be a constant expression.
func (b *binder) optionValue(o kql.Option, s *scope) string {
	if text := optionText(o); text != "" || o.Value == nil {
		return text
	}
	v, _, _ := b.constant(o.Value, &input{scope: s})
	text, _ := v.(string)
	return text
}
