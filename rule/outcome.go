package rule

import (
	"slices"

	"foxhound/internal/roles"
	"foxhound/kql"
)

// direction tells who started the session from the place that held the key.
func (b *batch) direction(t traits) kql.Expr {
	unclear := b.unclear()
	if b.table.NoEnds || len(b.fieldsWhere(func(c roles.Column) bool { return c.End != roles.Unclear })) == 0 {
		return kql.Str("unknown")
	}
	var cases []kql.Expr
	if unclear != nil {
		cases = append(cases, unclear, kql.Str("unknown"))
	}
	if sources := b.fieldsWhere(func(c roles.Column) bool { return c.End == roles.Source }); len(sources) > 0 {
		cases = append(cases, fieldIn(sources), fromListed(t))
	}
	if inbound := b.any(b.table.Inbound); inbound != nil {
		cases = append(cases, inbound, kql.Str("inbound"))
	}
	return choose(append(cases, kql.Str("outbound")))
}

// unclear is the condition that a place names no end, as free text never does; nil where each
// place names one.
func (b *batch) unclear() kql.Expr {
	var any []kql.Expr
	named := func(c roles.Column) bool { return c.End == roles.Unclear && c.Holds != roles.FreeText }
	if fields := b.fieldsWhere(named); len(fields) > 0 {
		any = append(any, fieldIn(fields))
	}
	if b.holds(freeText) {
		any = append(any, b.holding(freeText))
	}
	if len(any) == 0 {
		return nil
	}
	return kql.Or(any...)
}

// fromListed is the direction of a session with a listed source: talking from its listed
// port, it answers one of ours.
func fromListed(t traits) kql.Expr {
	if !t.pairs {
		return kql.Str("inbound")
	}
	answer := kql.And(kql.Eq(kql.Name("Rank"), kql.Int(rankExact)), kql.Op(kql.Name("IocPort"), ">", kql.Int(0)))
	return kql.Fn("iff", answer, kql.Str("outbound"), kql.Str("inbound"))
}

func fieldIn(names []string) kql.Expr { return oneOf(kql.Name("Field"), "==", "in", names) }

// oneOf compares with one value or with a list of them.
func oneOf(x kql.Expr, one, many string, values []string) kql.Expr {
	if len(values) == 1 {
		return kql.Op(x, one, kql.Str(values[0]))
	}
	return kql.Among(x, many, kql.Strs(values...)...)
}

// choose is case, or its last operand alone.
func choose(cases []kql.Expr) kql.Expr {
	if len(cases) == 1 {
		return cases[0]
	}
	return kql.Fn("case", cases...)
}

// verdict is what came of the event, by the first of the rules that holds.
func (w *writer) verdict() kql.Expr {
	rules, has := w.table.Verdicts, w.has
	if w.needsRecipient() {
		rules, has = roles.Of(mailEvents).Verdicts, func(c string) bool { return slices.Contains(mailColumns, c) }
	}
	var cases []kql.Expr
	for _, r := range rules {
		if all := w.all(r.All, has); all != nil {
			cases = append(cases, all, kql.Str(r.Verdict))
		}
	}
	return choose(append(cases, kql.Str("unknown")))
}

// all is nil where a test looks at a column that the dialect's table lacks: it cannot hold.
func (w *writer) all(tests []roles.Test, has func(string) bool) kql.Expr {
	var list []kql.Expr
	for _, t := range tests {
		if !has(t.Column) {
			return nil
		}
		list = append(list, w.test(t))
	}
	return kql.And(list...)
}

// any is nil where no test can hold.
func (w *writer) any(tests []roles.Test) kql.Expr {
	var list []kql.Expr
	for _, t := range tests {
		if w.has(t.Column) {
			list = append(list, w.test(t))
		}
	}
	if len(list) == 0 {
		return nil
	}
	return kql.Or(list...)
}

func (w *writer) test(t roles.Test) kql.Expr {
	column := valueOf(roles.Column{Name: t.Column, Member: t.Member})
	if c, ok := w.schema.Column(t.Column); t.Member != "" || ok && c.Type != "string" {
		column = kql.Fn("tostring", column)
	}
	switch t.Op {
	case roles.Words:
		return oneOf(column, "has", "has_any", t.Values)
	case roles.Prefix:
		return kql.Op(column, "startswith", kql.Str(t.Values[0]))
	case roles.Suffix:
		return kql.Op(column, "endswith", kql.Str(t.Values[0]))
	}
	return oneOf(column, "=~", "in~", t.Values)
}

// validity compares the event's time with the indicator's. A null compares as false, so that
// an indicator without times is current. Expiry is not in the text: it follows last_seen, and
// a feed that refreshes last_seen every day would change every rule every day. What has
// expired by [Options.Now] is not hunted at all.
func (b *batch) validity() kql.Expr {
	earliest := kql.Op(kql.Name("FirstSeen"), "-", kql.Duration(b.rule.Options.Margin))
	return kql.Fn("iff", kql.Op(kql.Name(b.schema.Time), "<", earliest), kql.Str("retro"), kql.Str("current"))
}

func tier() kql.Expr {
	return kql.Fn("case", kql.Eq(kql.Name("Rank"), kql.Int(rankExact)), kql.Str("exact"),
		kql.Eq(kql.Name("Rank"), kql.Int(rankEndpoint)), kql.Str("endpoint"), kql.Str("host"))
}
