// Package spell finds the word that was meant by a mistyped one. Start with [Nearest].
package spell

import (
	"cmp"
	"slices"
	"strings"
)

// maxWord is how many characters a word may have: a longer one is no slip of the hand, and
// comparing takes time.
const maxWord = 100

// minStart is how many characters tell the beginning of a word from a slip.
const minStart = 3

// Nearest returns at most n of the candidates that word could have been meant for, the
// likeliest first and equals in their order: those that differ, in any case, by no more than
// a third of the word's characters. A candidate that begins with the word is as near as one slip.
func Nearest(word string, candidates []string, n int) []string {
	typed := []rune(strings.ToLower(word))
	if len(typed) == 0 || len(typed) > maxWord {
		return nil
	}
	type near struct {
		candidate string
		distance  int
	}
	var found []near
	for _, c := range candidates {
		if d, ok := distance(typed, []rune(strings.ToLower(c)), (len(typed)+2)/3); ok {
			found = append(found, near{c, d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.distance, b.distance) })
	var list []string
	for _, f := range found[:min(len(found), n)] {
		list = append(list, f.candidate)
	}
	return list
}

// distance is how far a candidate is from what was typed, if no more than limit.
func distance(typed, candidate []rune, limit int) (int, bool) {
	if len(typed) >= minStart && len(candidate) > len(typed) && slices.Equal(typed, candidate[:len(typed)]) {
		return 1, true
	}
	if len(candidate) == 0 || len(candidate) < len(typed)-limit || len(candidate) > len(typed)+limit {
		return 0, false
	}
	d := edits(typed, candidate)
	return d, d <= limit
}

// edits is how many characters have to be put in, taken out or changed to make b of a.
func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, q := range b {
			change := diagonal
			if r != q {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
