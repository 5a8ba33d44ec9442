package report

import (
	"strings"
	"unicode/utf8"

	"foxhound/indicator"
)

// A grid aligns rows of cells. Columns marked elastic give way where the terminal is narrow.
type grid struct {
	head    []string
	elastic []bool
	rows    [][]string
}

// gap is what stands between two columns.
const gap = "  "

// widths are the columns' widths: what they need, less what elastic ones must give so that
// a row fits. None gives more than down to minElastic.
func (g *grid) widths(limit int) []int {
	widths := make([]int, len(g.head))
	for _, r := range append([][]string{g.head}, g.rows...) {
		for i, cell := range r {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	if limit > 0 {
		g.shrink(widths, limit)
	}
	return widths
}

const minElastic = 12

func (g *grid) shrink(widths []int, limit int) {
	over := len(gap)*(len(widths)-1) - limit
	for _, w := range widths {
		over += w
	}
	for ; over > 0; over-- {
		widest := -1
		for i, w := range widths {
			if g.elastic[i] && w > minElastic && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

// format lays out one row in columns of the given widths.
func format(cells []string, widths []int) string {
	var b strings.Builder
	for i, cell := range cells {
		cell = indicator.Printable(cell, widths[i])
		b.WriteString(cell)
		if i < len(cells)-1 {
			b.WriteString(strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)) + gap)
		}
	}
	return strings.TrimRight(b.String(), " ")
}
