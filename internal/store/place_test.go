package store

import (
	"testing"

	"foxhound/indicator"
)

func TestPlace(t *testing.T) {
	for _, tt := range []struct {
		value, place string
		parents      []string
	}{
		{"evil.com", "com.evil.", nil},
		{"a.b.evil.com", "com.evil.b.a.", []string{"com.evil.b.", "com.evil."}},
		{"http://www.evil.com:8080/x", "com.evil.www.", []string{"com.evil."}},
		{"http://80.211.47.159/x", "80.211.47.159", nil},
		{"80.211.47.159:7582", "80.211.47.159", nil},
		{"80.211.47.159", "80.211.47.159", nil},
		{"[2a02:cf40:1::5]:443", "2a02:cf40:1::5", nil},
		{"user@mail.evil.com", "com.evil.mail.", []string{"com.evil."}},
		{"d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e", nil},
	} {
		o, err := indicator.Parse(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		if got := PlaceOf(o); got != tt.place {
			t.Errorf("PlaceOf(%s) = %s, want %s", tt.value, got, tt.place)
		}
		same(t, "parents of "+tt.value, Parents(tt.place), tt.parents)
	}
}

// What is below a domain is found, and what only looks like it is not.
func TestBelow(t *testing.T) {
	s := open(t, Options{})
	pull(t, s, Feed{Name: "f"}, remus("evil.com", 250), remus("a.evil.com", 250), remus("http://b.a.evil.com/x", 250), remus("not-evil.com", 250), remus("evil.com.org", 250))
	same(t, "below", values(t, s, Filter{Place: "com.evil.", Below: true}),
		[]string{"evil.com current", "a.evil.com current", "http://b.a.evil.com/x current"})
	same(t, "there", values(t, s, Filter{Place: "com.evil."}), []string{"evil.com current"})
}
