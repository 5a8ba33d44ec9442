package rule

import (
	"foxhound/internal/roles"
	"foxhound/kql"
)

// The tiers as numbers, the better the higher: 0 is no match.
const (
	rankNone = iota
	rankHost
	rankEndpoint
	rankExact
)

func rank(n int64) kql.Expr { return kql.Int(n) }

// judge ranks each pair of place and indicator, and keeps one row for each event and observed
// key: the best tier, then the best place, then the surest indicator.
func (b *batch) judge(t traits) []kql.Operator {
	least := kql.Expr(kql.Int(rankNone))
	if t.precise {
		least = kql.Fn("iff", kql.Name("Precise"), kql.Int(rankHost), kql.Int(rankNone))
	}
	ops := []kql.Operator{&kql.Extend{Comments: []string{"3 exact, 2 endpoint, 1 host"}, Columns: []kql.Assign{kql.As("Rank", b.rank(t))}}}
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
		&kql.OrderBy{Comments: []string{"an event counts once per key: its best tier"}, Keys: []kql.SortKey{
			{Expr: kql.Name("Event"), Asc: true}, {Expr: kql.Name("Observed"), Asc: true}, {Expr: kql.Name("Rank")},
			{Expr: kql.Name("Place"), Asc: true}, {Expr: kql.Name("Confidence")},
			{Expr: kql.Name("Value"), Asc: true}, {Expr: kql.Name("ThreatType"), Asc: true}}},
		&kql.Extend{Columns: []kql.Assign{kql.As("Nth", kql.Fn("row_number", kql.Int(1), next))}},
		&kql.Where{Predicate: kql.Eq(kql.Name("Nth"), kql.Int(1))},
	}
}

// rank is the tier of a place and an indicator.
func (b *batch) rank(t traits) kql.Expr {
	var cases []kql.Expr
	if t.urls {
		cases = append(cases, b.rankURL()...)
	}
	if t.pairs {
		cases = append(cases, rankPair(t)...)
	}
	var rest kql.Expr = rank(rankExact)
	if t.domains {
		rest = kql.Fn("iff", sameName(), rank(rankExact), rank(rankHost))
	}
	if len(cases) == 0 {
		return rest
	}
	return kql.Fn("case", append(cases, rest)...)
}

func sameName() kql.Expr { return kql.Eq(kql.Name("Observed"), kql.Name("Key")) }

// rankPair compares ports; port 0 of an indicator stands for any. What has neither port nor
// path is a bare address, and exact.
func rankPair(t traits) []kql.Expr {
	any := kql.Or(kql.Eq(kql.Name("IocPort"), kql.Int(0)), kql.Eq(kql.Name("IocPort"), kql.Name("SeenPort")))
	if t.addresses {
		any = kql.Or(kql.Fn("isnull", kql.Name("IocPort")), any)
	}
	return []kql.Expr{kql.Not(any), rank(rankHost)}
}

// rankURL compares host, then port, then path. The scheme is not compared: the port stands
// for it. A URL without a port is read with the indicator's. A host alone can be no more than
// the endpoint of a URL, and that only of one without a path.
func (b *batch) rankURL() []kql.Expr {
	urls := b.fields(roles.URL, roles.URLs, roles.Any)
	listed := kql.Fn("isnotempty", kql.Name("IocPath"))
	port, bare := kql.Eq(kql.Name("SeenPort"), kql.Name("IocPort")), kql.Eq(kql.Name("IocPath"), kql.Str("/"))
	when := func(more ...kql.Expr) kql.Expr { return kql.And(append([]kql.Expr{listed}, more...)...) }
	var cases []kql.Expr
	if b.key == Names {
		cases = append(cases, when(kql.Not(sameName())), rank(rankNone))
	}
	if len(urls) == 0 {
		return append(cases, when(port, bare), rank(rankEndpoint), listed, rank(rankHost))
	}
	noPort := kql.Fn("isnull", kql.Name("SeenPort"))
	return append(cases,
		when(isURL(), kql.Ne(kql.Fn("coalesce", kql.Name("SeenPort"), kql.Name("IocPort")), kql.Name("IocPort"))), rank(rankHost),
		when(isURL(), kql.Eq(kql.Name("SeenPath"), kql.Name("IocPath"))), rank(rankExact),
		when(isURL(), below()), rank(rankEndpoint),
		when(kql.Not(isURL()), kql.Not(noPort), port, bare), rank(rankEndpoint),
		listed, rank(rankHost))
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
