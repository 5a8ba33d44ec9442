package main

import "testing"

func TestOrNearest(t *testing.T) {
	words := []string{"hunt", "rule", "version", "--indicators"}
	for _, tt := range []struct{ word, want string }{
		{"hnut", "did you mean `hunt`?"},
		{"HUNT", "did you mean `hunt`?"},
		{"rules", "did you mean `rule`?"},
		{"--indicator", "did you mean `--indicators`?"},
		{"zzzzzz", "see --help"},
	} {
		if got := orNearest(tt.word, words, "see --help"); got != tt.want {
			t.Errorf("orNearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
