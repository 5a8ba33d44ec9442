package kql

import (
	"slices"
	"strings"
)

// meant suggests the one name that is a single edit away: a letter more, less or other,
// two letters swapped, or another case.
func meant(name string, names map[string]bool) string {
	if low := strings.ToLower(name); names[low] {
		return "; did you mean `" + low + "`?"
	}
	var near []string
	for n := range names {
		if oneEdit(name, n) {
			near = append(near, n)
		}
	}
	if len(near) == 0 {
		return ""
	}
	return "; did you mean `" + slices.Min(near) + "`?"
}

func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < 3 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch {
	case len(a) < len(b):
		return x == y[1:]
	case len(x) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]:
		return true
	}
	return len(x) > 0 && x[1:] == y[1:]
}
