package main

import (
	"fmt"
	"strings"
)

// nearest returns the candidate that is spelled most like word, or false where none is
// near enough to have been meant.
func nearest(word string, candidates []string) (string, bool) {
	best, distance := "", len([]rune(word))/3+2
	for _, c := range candidates {
		if d := editDistance(strings.ToLower(word), strings.ToLower(c)); d < distance {
			best, distance = c, d
		}
	}
	return best, best != ""
}

// orNearest is the mend of a mistyped word: the word that was meant, or else.
func orNearest(word string, candidates []string, otherwise string) string {
	if c, ok := nearest(word, candidates); ok {
		return fmt.Sprintf("did you mean `%s`?", c)
	}
	return otherwise
}

// editDistance counts the insertions, deletions and substitutions that turn a into b.
func editDistance(a, b string) int {
	s, t := []rune(a), []rune(b)
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range s {
		diagonal := row[0]
		row[0] = i + 1
		for j, q := range t {
			substitute := diagonal
			if r != q {
				substitute++
			}
			diagonal = row[j+1]
			row[j+1] = min(substitute, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(t)]
}
