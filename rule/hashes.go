package rule

import (
	"foxhound/indicator"
	"foxhound/kql"
)

// hashKeys reads one hash, or a list such as SHA1=..,SHA256=..
func hashKeys() []kql.Operator {
	hashes := kql.Fn("extract_all", kql.Raw(`\b([0-9a-f]{32,96})\b`), kql.Fn("tolower", kql.Name("Seen")))
	return []kql.Operator{&kql.MvExpand{
		Comments: []string{"exact: a hash, or a list of them"},
		Columns:  []kql.Assign{kql.As("Observed", hashes)}, To: "string",
	}}
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
