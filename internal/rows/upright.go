package rows

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"

	"foxhound/indicator"
)

// upright writes a row as lines, a column on each: for a terminal that has no room for all
// columns beside each other. Columns without a value are left out of their row.
type upright struct {
	out   *bufio.Writer
	head  []string
	names int // width of the longest name
	room  int // for a value
	rows  int
}

func newUpright(out *bufio.Writer, head []string, width int) *upright {
	u := &upright{out: out, head: head}
	for _, name := range head {
		u.names = max(u.names, utf8.RuneCountInString(name))
	}
	u.names = min(u.names, max(least, width/2))
	u.room = max(least, width-2*len(gap)-u.names)
	return u
}

func (u *upright) row(cells []string) error {
	u.rows++
	if _, err := fmt.Fprintf(u.out, "row %d\n", u.rows); err != nil {
		return err
	}
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		name := indicator.Printable(u.head[i], u.names)
		pad := strings.Repeat(" ", u.names-utf8.RuneCountInString(name))
		if _, err := fmt.Fprintf(u.out, "%s%s%s%s%s\n", gap, name, pad, gap, indicator.Printable(cell, u.room)); err != nil {
			return err
		}
	}
	return nil
}
