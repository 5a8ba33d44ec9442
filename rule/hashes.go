package rule

import (
	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/kql"
)

// hashKeys reads one hash, or a list such as SHA1=..,SHA256=..; in free text,
// a hash alone is a word.
func (b *batch) hashKeys() []kql.Operator {
	ops := b.clean()
	if b.holds(freeText) {
		ops = append(ops, b.unless(kql.Op(kql.Name("Seen"), "matches regex", kql.Raw(`^[0-9A-Fa-f]+$`)), freeText))
	}
	words := kql.Fn("extract_all", kql.Raw(`([^,; \t]+)`), kql.Fn("tolower", kql.Name("Seen")))
	return append(ops,
		&kql.MvExpand{
			Comments: []string{"exact: a hash, or a list of them"},
			Columns:  []kql.Assign{kql.As("Observed", words)}, To: "string",
		},
		extend("", kql.As("Observed", kql.Fn("extract", kql.Raw(`(?s)^(?:.*=)?([0-9a-f]+)$`), kql.Int(1), kql.Name("Observed")))))
}

// ofColumn keeps hashes in the columns of their algorithm, which are named after it.
func (b *batch) ofColumn() []kql.Operator {
	typed := b.fields(roles.MD5, roles.SHA1, roles.SHA256)
	if len(typed) == 0 || len(kinds(b.targets)) == 1 {
		return nil
	}
	own := kql.Expr(kql.Op(kql.Name("Field"), "endswith", b.algorithm()))
	if others := b.fields(roles.Hash, roles.FreeText); len(others) > 0 {
		own = kql.Or(fieldIn(others), own)
	}
	return []kql.Operator{&kql.Where{Predicate: own}}
}

// algorithms are Sentinel's names of them, and how many digits their hashes have.
var algorithms = map[indicator.Kind]struct {
	name   string
	digits int64
}{
	indicator.MD5:     {"MD5", 32},
	indicator.SHA1:    {"SHA1", 40},
	indicator.SHA256:  {"SHA256", 64},
	indicator.SHA3384: {"Unknown", 96},
}

// algorithm tells the observed hash's by its length. What is observed is listed, so the last
// of the listed kinds needs no test.
func (b *batch) algorithm() kql.Expr {
	listed := kinds(b.targets)
	last := len(listed) - 1
	var cases []kql.Expr
	for _, kind := range listed[:last] {
		a := algorithms[kind]
		cases = append(cases, kql.Eq(kql.Fn("strlen", kql.Name("Observed")), kql.Int(a.digits)), kql.Str(a.name))
	}
	return choose(append(cases, kql.Str(algorithms[listed[last]].name)))
}
