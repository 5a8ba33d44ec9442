package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// same holds two results alike: the same rows, in the same order where that is asked for.
func same(ours, theirs [][]string, ordered bool) error {
	if len(ours) != len(theirs) {
		return fmt.Errorf("foxhound gives %d rows, DuckDB %d", len(ours), len(theirs))
	}
	x, y := texts(ours), texts(theirs)
	if !ordered {
		slices.Sort(x)
		slices.Sort(y)
	}
	for i := range x {
		if x[i] != y[i] {
			return fmt.Errorf("row %d is %q in foxhound and %q in DuckDB", i+1, x[i], y[i])
		}
	}
	return nil
}

func texts(rows [][]string) []string {
	list := make([]string, len(rows))
	for i, row := range rows {
		cells := make([]string, len(row))
		for c, cell := range row {
			cells[c] = plain(cell)
		}
		list[i] = strings.Join(cells, "\t")
	}
	return list
}

var moment = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?Z?$`)

// plain spells a time as both could.
func plain(cell string) string {
	m := moment.FindStringSubmatch(cell)
	if m == nil {
		return cell
	}
	return m[1] + " " + m[2] + strings.TrimRight(m[3], ".0")
}
