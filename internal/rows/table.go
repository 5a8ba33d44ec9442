package rows

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"

	"foxhound/indicator"
	"foxhound/internal/plan"
	"foxhound/internal/vector"
)

// table is aligned columns for a terminal. Widths follow from the first rows; where a row
// has no room, the widest columns give way, and where that does not do, rows stand upright.
type table struct {
	out     *bufio.Writer
	columns []plan.Column
	width   int        // of the terminal, or 0
	held    [][]string // the first rows, until the widths are settled
	size    int        // bytes of them
	widths  []int      // nil until then
	upright *upright   // in place of widths
}

// The widths of the columns follow from so many rows, or so many bytes of them.
const (
	settledRows  = 1000
	settledBytes = 1 << 20
)

// least is what a column that gives way keeps, in characters; most is what a column is made
// wide for where nothing is cut: a longer value pushes the rest of its row aside.
const (
	least = 8
	most  = 100
)

func (t *table) Write(b *vector.Batch) error {
	for i := range b.Rows {
		cells := make([]string, len(b.Columns))
		for c, v := range b.Columns {
			cells[c] = indicator.Printable(text(v, i), 0)
			t.size += len(cells[c])
		}
		if err := t.row(cells); err != nil {
			return err
		}
	}
	return nil
}

// row holds a row or writes it.
func (t *table) row(cells []string) error {
	switch {
	case t.upright != nil:
		return t.upright.row(cells)
	case t.widths != nil:
		return t.line(cells)
	}
	if t.held = append(t.held, cells); len(t.held) == settledRows || t.size >= settledBytes {
		return t.settle()
	}
	return nil
}

func (t *table) Close() error {
	if t.widths == nil && t.upright == nil {
		if err := t.settle(); err != nil {
			return err
		}
	}
	return t.out.Flush()
}

// settle chooses the form and the widths, and writes what was held.
func (t *table) settle() error {
	head := make([]string, len(t.columns))
	for i, c := range t.columns {
		head[i] = indicator.Printable(c.Name, 0)
	}
	widths := t.measure(head)
	if fits := t.width == 0 || shrink(widths, t.width); fits || len(t.held) == 0 {
		t.widths = widths
		if err := t.line(head); err != nil {
			return err
		}
	} else {
		t.upright = newUpright(t.out, head, t.width)
	}
	held := t.held
	t.held = nil
	for _, cells := range held {
		if err := t.row(cells); err != nil {
			return err
		}
	}
	return nil
}

// measure returns the widths that the first rows ask for.
func (t *table) measure(head []string) []int {
	limit := most
	if t.width > 0 {
		limit = t.width
	}
	widths := make([]int, len(head))
	for _, cells := range append([][]string{head}, t.held...) {
		for i, c := range cells {
			widths[i] = max(widths[i], min(utf8.RuneCountInString(c), limit))
		}
	}
	return widths
}

// gap is what stands between two columns.
const gap = "  "

// shrink takes from the widest columns until a row fits, or returns false.
func shrink(widths []int, room int) bool {
	over := len(gap)*(len(widths)-1) - room
	for _, w := range widths {
		over += w
	}
	for ; over > 0; over-- {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= least {
			return false
		}
		widths[widest]--
	}
	return true
}

// line writes one row; numbers stand at the right of their column.
func (t *table) line(cells []string) error {
	var b strings.Builder
	for i, cell := range cells {
		if t.width > 0 {
			cell = indicator.Printable(cell, t.widths[i])
		}
		pad := strings.Repeat(" ", max(0, t.widths[i]-utf8.RuneCountInString(cell)))
		if i > 0 {
			b.WriteString(gap)
		}
		if t.columns[i].Type.IsNumber() {
			b.WriteString(pad + cell)
		} else {
			b.WriteString(cell + pad)
		}
	}
	_, err := fmt.Fprintln(t.out, strings.TrimRight(b.String(), " "))
	return err
}
