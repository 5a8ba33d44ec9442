package main

import (
	"fmt"

	"foxhound/internal/spell"
)

// orNearest is the mend of a mistyped word: the word that was meant, or else.
func orNearest(word string, candidates []string, otherwise string) string {
	for _, c := range spell.Nearest(word, candidates, 1) {
		return fmt.Sprintf("did you mean `%s`?", c)
	}
	return otherwise
}
