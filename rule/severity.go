package rule

import (
	"foxhound/indicator"
	"foxhound/kql"
)

// severity is what the event is worth, by the table of docs/matching.md: what the indicator
// is worth at this tier, less what the event takes from it.
func (b *batch) severity(t traits) kql.Expr {
	none, one := kql.Int(0), kql.Int(1)
	least := kql.Expr(kql.Op(kql.Name("Confidence"), "<", kql.Int(50)))
	level := kql.Expr(b.worth())
	if !b.alwaysPrecise(t) {
		precise := kql.Expr(kql.Op(kql.Name("Rank"), ">", kql.Int(rankHost)))
		if t.domains {
			precise = kql.Or(precise, kql.Fn("isempty", kql.Name("IocPath")))
		}
		level = kql.Fn("iff", precise, level, one)
	}
	if !b.table.NoEnds {
		least = kql.Or(kql.Eq(kql.Name("Direction"), kql.Str("inbound")), least)
	}
	for _, sure := range []kql.Expr{
		kql.Op(kql.Name("Confidence"), ">=", kql.Int(75)), // an unknown one is not
		kql.Among(kql.Name("Verdict"), "!in", kql.Strs("blocked", "failed")...),
		kql.Eq(kql.Name("Validity"), kql.Str("current")),
	} {
		level = kql.Op(level, "-", kql.Fn("iff", sure, none, one))
	}
	names := &kql.Dynamic{Value: []any{"Informational", "Low", "Medium", "High"}}
	level = kql.Fn("iff", least, none, kql.Fn("max_of", none, level))
	return kql.Fn("tostring", &kql.Index{X: names, I: level})
}

// worth is the level of a precise match: 3 is High.
func (b *batch) worth() kql.Expr {
	if b.key == Hashes {
		return kql.Int(int64(indicator.High))
	}
	grave := kql.Expr(kql.Eq(kql.Name("ThreatType"), kql.Str("botnet_cc")))
	if acted := b.any(b.table.Acted); acted != nil {
		grave = kql.Or(grave, acted)
	}
	return kql.Fn("iff", grave, kql.Int(int64(indicator.High)), kql.Int(int64(indicator.Medium)))
}

// alwaysPrecise reports whether no match of the hunt can be of a mere neighbour: the host of a
// URL, another port. A subdomain of a listed domain is none.
func (b *batch) alwaysPrecise(t traits) bool {
	return b.key == Hashes || b.key == Mail || !t.pairs && !t.urls
}
