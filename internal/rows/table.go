package rows

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"

	"foxhound/indicator"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// table is aligned columns for a terminal. Widths follow from the first rows; where a row
// has no room, the widest columns give way.
type table struct {
	out     *bufio.Writer
	columns []plan.Column
	width   int
	held    [][]string // the first rows, until the widths are settled
	widths  []int      // nil until then
	rows    int
}

// settled is how many rows the widths of the columns follow from.
const settled = 1000

// least is what a column that gives way keeps, in characters.
const least = 8

func (t *table) Write(b *vector.Batch) error {
	for i := range b.Rows {
		cells := make([]string, len(b.Columns))
		for c, v := range b.Columns {
			cells[c] = indicator.Printable(text(v, i), 0)
		}
		t.rows++
		if t.widths != nil {
			t.line(cells)
			continue
		}
		if t.held = append(t.held, cells); len(t.held) == settled {
			t.settle()
		}
	}
	return nil
}

func (t *table) Close() error {
	if t.widths == nil {
		t.settle()
	}
	return t.out.Flush()
}

// settle fixes the widths and writes what was held.
func (t *table) settle() {
	head := make([]string, len(t.columns))
	for i, c := range t.columns {
		head[i] = indicator.Printable(c.Name, 0)
	}
	t.widths = make([]int, len(head))
	for _, cells := range append([][]string{head}, t.held...) {
		for i, c := range cells {
			t.widths[i] = max(t.widths[i], utf8.RuneCountInString(c))
		}
	}
	if t.width > 0 {
		t.shrink()
	}
	t.line(head)
	for _, cells := range t.held {
		t.line(cells)
	}
	t.held = nil
}

// shrink takes from the widest columns until a row fits or none can give more.
func (t *table) shrink() {
	over := 2*(len(t.widths)-1) - t.width
	for _, w := range t.widths {
		over += w
	}
	for ; over > 0; over-- {
		widest := 0
		for i, w := range t.widths {
			if w > t.widths[widest] {
				widest = i
			}
		}
		if len(t.widths) == 0 || t.widths[widest] <= least {
			return
		}
		t.widths[widest]--
	}
}

// line writes one row; numbers stand at the right of their column.
func (t *table) line(cells []string) {
	var b strings.Builder
	for i, cell := range cells {
		cell = indicator.Printable(cell, t.widths[i])
		pad := strings.Repeat(" ", max(0, t.widths[i]-utf8.RuneCountInString(cell)))
		if i > 0 {
			b.WriteString("  ")
		}
		if t.columns[i].Type.IsNumber() {
			b.WriteString(pad + cell)
		} else {
			b.WriteString(cell + pad)
		}
	}
	fmt.Fprintln(t.out, strings.TrimRight(b.String(), " "))
}

// markdown is a GitHub-flavoured table, values in code spans.
type markdown struct{ out *bufio.Writer }

func newMarkdown(out *bufio.Writer, columns []plan.Column) *markdown {
	m := &markdown{out}
	head, rule := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		head[i], rule[i] = escape(indicator.Printable(c.Name, 0)), "---"
		if c.Type.IsNumber() {
			rule[i] = "---:"
		}
	}
	m.row(head)
	m.row(rule)
	return m
}

func (m *markdown) Write(b *vector.Batch) error {
	cells := make([]string, len(b.Columns))
	for i := range b.Rows {
		for c, v := range b.Columns {
			cells[c] = code(indicator.Printable(text(v, i), 0), v.Type)
		}
		m.row(cells)
	}
	return nil
}

func (m *markdown) row(cells []string) { fmt.Fprintf(m.out, "| %s |\n", strings.Join(cells, " | ")) }

func (m *markdown) Close() error { return m.out.Flush() }

// code puts text in a code span of a cell. The characters that would end span or cell, or
// begin HTML, are spelled out as those that do not print are.
func code(s string, t value.Type) string {
	if s == "" || t.IsNumber() || t == value.Bool {
		return s
	}
	return "`" + strings.NewReplacer("`", `\x60`, "|", `\x7c`, "<", `\x3c`).Replace(s) + "`"
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "|", `\|`).Replace(s)
}
