package rule_test

import (
	"fmt"
	"testing"

	"foxhound/internal/schema"
)

// BenchmarkNew writes a family's rule; beyond some hundred indicators most of it is finding
// out where to split.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{10, 100, 1250} {
		list := manyIndicators(b, n)
		for _, s := range styles {
			b.Run(fmt.Sprintf("%s-%d", s, len(list)), func(b *testing.B) {
				for b.Loop() {
					newRule(b, remus, list, schema.Sentinel, s)
				}
			})
		}
	}
}
