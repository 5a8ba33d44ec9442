package rule_test

import (
	"strings"
	"testing"

	"foxhound/indicator"
	"foxhound/internal/roles"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// A hash hunt names the algorithm, for a hash alone is no entity.
func TestHashAlgorithm(t *testing.T) {
	for _, test := range []struct {
		bytes []int // of the listed hashes
		want  string
	}{
		{[]int{32}, `HashAlgorithm = "SHA256"`},
		{[]int{16, 32}, `HashAlgorithm = case(strlen(Observed) == 32, "MD5", "SHA256")`},
		{[]int{20, 32}, `HashAlgorithm = case(strlen(Observed) == 40, "SHA1", "SHA256")`},
		{[]int{32, 16, 20}, `HashAlgorithm = case(strlen(Observed) == 32, "MD5", strlen(Observed) == 40, "SHA1", "SHA256")`},
		{[]int{48}, `HashAlgorithm = "Unknown"`}, // Sentinel has no name for SHA3-384
	} {
		var list []indicator.Indicator
		for _, n := range test.bytes {
			list = append(list, indicator.Indicator{Observable: parse(t, strings.Repeat("a1", n)), Family: remus})
		}
		seen := 0
		for _, h := range newRule(t, remus, list, schema.Sentinel, rule.Exact).Hunts {
			if h.Table != "CommonSecurityLog" {
				continue // some tables have no column for every algorithm
			}
			text := strings.Join(strings.Fields(h.Text), " ")
			if seen++; !strings.Contains(text, test.want) || !strings.Contains(text, "Observed, HashAlgorithm,") {
				t.Errorf("hashes of %d bytes: the hunt lacks %s:\n%s", test.bytes, test.want, h.Text)
			}
		}
		if seen != 1 {
			t.Errorf("%d hunts over CommonSecurityLog", seen)
		}
	}
}

// A hunt tells the algorithm of a column from its name.
func TestHashColumnsAreNamedAfterTheirAlgorithm(t *testing.T) {
	names := map[roles.Holds]string{roles.MD5: "MD5", roles.SHA1: "SHA1", roles.SHA256: "SHA256"}
	for _, table := range roles.Tables() {
		for _, c := range table.Columns {
			for holds, name := range names {
				if own := strings.HasSuffix(c.Field(), name); own != (c.Holds == holds) {
					t.Errorf("%s of %s ends in %s: %t", c.Field(), table.Name, name, own)
				}
			}
		}
	}
}
