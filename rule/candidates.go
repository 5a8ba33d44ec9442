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
	return &kql.Let{Name: "Lookback", Value: kql.Duration(24 * time.Hour)}
}

// cheap keeps the events in which a listed key stands as whole terms somewhere: what the
// index over terms can answer. Look-alikes pass it, and so does JSON that escapes characters
// where a listed name has some to escape.
func (b *batch) cheap() kql.Operator {
	var any []kql.Expr
	var seen []string
	for _, c := range b.columns {
		if slices.Contains(seen, c.Name) {
			continue
		}
		seen = append(seen, c.Name)
		any = append(any, kql.Among(kql.Name(c.Name), "has_any", kql.Name("Terms")))
		if json := c.Member != "" || c.Holds == roles.URLs; json && b.key == Names && b.spelling() != "Key" {
			any = append(any, kql.Op(kql.Name(c.Name), "contains", kql.Raw(`\u`)))
		}
	}
	return &kql.Where{
		Comments:  []string{"cheap: whole terms, which an index answers; look-alikes pass"},
		Predicate: kql.Or(any...),
	}
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
	"Event", "Place", "Field", "Holds", "Seen", "Words", "SeenPort", "SeenPath", "Part", "Piece", "Escaped", "Observed", "Labels", "Start", "Key", "Spelling", "Value", "Values",
	"ThreatType", "Confidence", "FirstSeen", "Precise", "Reference", "SchemePort", "IocPort", "IocPath", "Rank", "Nth",
	"Tier", "Direction", "Verdict", "Validity", "Severity", "IndicatorValue", "Family", "HashAlgorithm", "ExcludedBy",
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
