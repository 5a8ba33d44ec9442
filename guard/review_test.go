package guard

import (
	"testing"

	"foxhound/indicator"
)

func TestReview(t *testing.T) {
	for _, tt := range []struct{ value, list string }{
		{"softandtec.com", ""},
		{"80.211.47.159:7582", ""},
		{"http://softandtec.com/x", ""},
		{"d41d8cd98f00b204e9800998ecf8427e", ""},
		{"192.168.56.1:443", "non-global-addresses"},
		{"127.0.0.1", "non-global-addresses"},
		{"http://10.0.0.1/x", "non-global-addresses"},
		{"8.8.8.8", "public-resolvers"},
		{"co.uk", "public-suffixes"},
		{"github.io", "public-suffixes"},
		{"evil.github.io", ""},
		{"github.com", "shared-hosts"},
		{"http://github.com/evil/x", ""},
		{"netflix.com", "top-sites"},
		{"evil.netflix.com", ""},
		{"3.5.140.2", ""},
	} {
		o, err := indicator.Parse(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		if got := Review(indicator.Indicator{Observable: o}); got.List != tt.list {
			t.Errorf("Review(%s) = %+v, want list %q", tt.value, got, tt.list)
		}
	}
}
