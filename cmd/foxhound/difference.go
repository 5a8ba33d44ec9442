package main

import (
	"fmt"
	"strings"

	"foxhound/indicator"
)

// maxDifference is how many lines a difference shows, and maxAhead how far ahead it looks for
// lines that both sides share.
const (
	maxDifference = 40
	maxAhead      = 200
)

// difference shows what a file has only (-) and what it would have (+), each stretch under the line
// of the file where it begins.
func difference(name, before, after string) string {
	lines := edits(strings.Split(before, "\n"), strings.Split(after, "\n"))
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n", indicator.Printable(name, 0))
	for i, line := range lines {
		if i == maxDifference {
			fmt.Fprintf(&out, "... and %s more; write into another folder to compare all of it\n", counted(len(lines)-i, "line"))
			break
		}
		fmt.Fprintln(&out, indicator.Printable(line, 200))
	}
	return out.String()
}

// edits are the lines to take away and to add, from one line that both share to the next.
func edits(a, b []string) (lines []string) {
	at := 1
	for len(a) > 0 || len(b) > 0 {
		x, y := shared(a, b)
		if x > 0 || y > 0 {
			lines = append(lines, fmt.Sprintf("@@ line %d @@", at))
		}
		for _, line := range a[:x] {
			lines = append(lines, "- "+line)
		}
		for _, line := range b[:y] {
			lines = append(lines, "+ "+line)
		}
		a, b, at = a[x:], b[y:], at+x
		if len(a) > 0 && len(b) > 0 {
			a, b, at = a[1:], b[1:], at+1
		}
	}
	return lines
}

// shared finds the nearest line that both sides have, or their ends.
func shared(a, b []string) (x, y int) {
	for ahead := range maxAhead {
		for x := range ahead + 1 {
			if y := ahead - x; x < len(a) && y < len(b) && a[x] == b[y] {
				return x, y
			}
		}
	}
	n := 0 // of the lines at their ends that both sides have
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return len(a) - n, len(b) - n
}
