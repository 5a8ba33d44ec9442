package rows

import (
	"bufio"
	"fmt"
	"strings"

	"foxhound/indicator"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

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
