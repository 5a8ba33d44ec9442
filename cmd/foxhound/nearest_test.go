package main

import "testing"

func TestNearest(t *testing.T) {
	words := []string{"hunt", "rule", "version", "--indicators"}
	for _, tt := range []struct{ word, want string }{
		{"hnut", "hunt"},
		{"HUNT", "hunt"},
		{"rules", "rule"},
		{"--indicator", "--indicators"},
		{"zzzzzz", ""},
	} {
		if got, _ := nearest(tt.word, words); got != tt.want {
			t.Errorf("nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
