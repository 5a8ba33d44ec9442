package rule_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/schema"
	"foxhound/rule"
)

// A rule comes back from the other dialect with every hunt as it was.
func TestIn(t *testing.T) {
	in := func(d schema.Dialect) *rule.Rule { return newRule(t, remus, remusIndicators(t), d, rule.Exact) }
	there, err := in(schema.Sentinel).In(schema.Defender)
	if err != nil {
		t.Fatal(err)
	}
	back, err := there.In(schema.Sentinel)
	if err != nil {
		t.Fatal(err)
	}
	for d, r := range map[schema.Dialect]*rule.Rule{schema.Defender: there, schema.Sentinel: back} {
		if diff := cmp.Diff(texts(in(d)), texts(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", d, diff)
		}
	}
}
