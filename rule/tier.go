package rule

import (
	"foxhound/kql"
)

// The tiers as numbers, the better the higher: 0 is no match.
const (
	rankNone = iota
	rankHost
	rankEndpoint
	rankExact
)

// judge ranks each pair of place and indicator, and keeps one row for each event and observed
// key: the best tier, then what is current, then the best place, then the surest and most
// specific indicator.
func (b *batch) judge(t traits) []kql.Operator {
	least := kql.Expr(kql.Int(rankNone))
	if t.precise {
		least = kql.Fn("iff", kql.Name("Precise"), kql.Int(rankHost), kql.Int(rankNone))
	}
	ops := []kql.Operator{extend("3 exact, 2 endpoint, 1 host", kql.As("Rank", b.rank(t)), kql.As("Validity", b.validity()))}
	if t.precise || t.urls && b.key == Names {
		ops = append(ops, &kql.Where{Predicate: kql.Op(kql.Name("Rank"), ">", least)})
	}
	return append(ops, best()...)
}

// best keeps the first row of each event and key in an order without ties.
func best() []kql.Operator {
	next := kql.Or(
		kql.Ne(kql.Name("Event"), kql.Fn("prev", kql.Name("Event"))),
		kql.Ne(kql.Name("Observed"), kql.Fn("prev", kql.Name("Observed"))))
	return []kql.Operator{
		&kql.OrderBy{Comments: []string{"an event counts once per key: its best tier, current before retro"}, Keys: []kql.SortKey{
			{Expr: kql.Name("Event"), Asc: true}, {Expr: kql.Name("Observed"), Asc: true}, {Expr: kql.Name("Rank")},
			{Expr: kql.Name("Validity"), Asc: true}, {Expr: kql.Name("Place"), Asc: true}, {Expr: kql.Name("Confidence")}, {Expr: kql.Fn("strlen", kql.Name("Value"))},
			{Expr: kql.Name("Value"), Asc: true}, {Expr: kql.Name("ThreatType"), Asc: true}}},
		extend("", kql.As("Nth", kql.Fn("row_number", kql.Int(1), next))),
		&kql.Where{Predicate: kql.Eq(kql.Name("Nth"), kql.Int(1))},
	}
}

// rank is the tier of a place and an indicator. IocPath tells URLs from the rest.
func (b *batch) rank(t traits) kql.Expr {
	host := b.rankHostOrAddress(t)
	switch {
	case !t.urls:
		return host
	case !t.domains && !t.addresses && !t.pairs:
		return b.rankURL()
	}
	return kql.Fn("iff", kql.Fn("isempty", kql.Name("IocPath")), host, b.rankURL())
}

// rankHostOrAddress compares names, or ports: an indicator without one stands for any.
func (b *batch) rankHostOrAddress(t traits) kql.Expr {
	switch {
	case t.domains:
		return kql.Fn("iff", kql.Eq(kql.Name("Observed"), kql.Name("Key")), kql.Int(rankExact), kql.Int(rankHost))
	case !t.pairs:
		return kql.Int(rankExact)
	}
	same := append([]kql.Expr{kql.Eq(kql.Name("IocPort"), kql.Int(0))}, b.samePort()...)
	return kql.Fn("iff", kql.Or(same...), kql.Int(rankExact), kql.Int(rankHost))
}

func (b *batch) samePort() []kql.Expr {
	same := []kql.Expr{kql.Eq(kql.Name("IocPort"), kql.Name("SeenPort"))}
	if b.partsSeen() {
		same = append(same, kql.Eq(kql.Name("IocPort"), kql.Name("SchemePort")))
	}
	return same
}

// rankURL compares host, then port, then path. The scheme is not compared: the port stands
// for it. A host alone can be no more than the endpoint of a URL, and that only of one
// without a path.
func (b *batch) rankURL() kql.Expr {
	path := kql.Name("IocPath")
	bare := kql.Fn("iff", kql.Eq(path, kql.Str("/")), kql.Int(rankEndpoint), kql.Int(rankHost))
	var cases []kql.Expr
	if b.key == Names {
		cases = append(cases, kql.Ne(kql.Name("Observed"), kql.Name("Key")), kql.Int(rankNone))
	}
	cases = append(cases, b.otherPort(), kql.Int(rankHost))
	if !b.seesURLs() {
		return kql.Fn("case", append(cases, bare)...)
	}
	if !b.only(urlText, freeText) {
		cases = append(cases, b.holding(hostText), bare)
	}
	return kql.Fn("case", append(cases,
		kql.Eq(kql.Name("SeenPath"), path), kql.Int(rankExact),
		below(), kql.Int(rankEndpoint),
		kql.Int(rankHost))...)
}

// otherPort reports whether the port is not the listed one. A URL in a log that shows no port
// at all is read with the indicator's.
func (b *batch) otherPort() kql.Expr {
	other := kql.Not(kql.Or(b.samePort()...))
	if !b.seesURLs() {
		return other
	}
	shown := kql.Expr(kql.Fn("isnotnull", kql.Fn("coalesce", kql.Name("SeenPort"), kql.Name("SchemePort"))))
	if !b.only(urlText, freeText) {
		shown = kql.Or(b.holding(hostText), shown)
	}
	return kql.And(other, shown)
}

// below reports whether the seen path lies at or below the listed one: it goes on at a slash,
// at a query, or not at all.
func below() kql.Expr {
	base := kql.Fn("trim_end", kql.Str("/"), kql.Name("IocPath"))
	seen := kql.Name("SeenPath")
	return kql.Or(kql.Eq(seen, base),
		kql.Op(seen, "startswith_cs", kql.Fn("strcat", base, kql.Str("/"))),
		kql.Op(seen, "startswith_cs", kql.Fn("strcat", base, kql.Str("?"))))
}
