package report

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"foxhound/hunt"
	"foxhound/indicator"
)

// table is the report for a person at a terminal: a headline, two lines a finding (what
// it is, and why), and the summary.
type table struct {
	out  *bufio.Writer
	opts Options
	excl excluded
}

func (t *table) Match(m *hunt.Match) error {
	if t.opts.ShowExcluded {
		t.excl.add(m)
	}
	return nil
}

func (t *table) Close(r *hunt.Result) error {
	t.wrap("", strings.Split(headline(r), " "), " ")
	if len(r.Findings) > 0 {
		t.findings(r.Findings)
	}
	if t.opts.ShowExcluded {
		t.excluded()
	}
	fmt.Fprintln(t.out)
	t.summary(r)
	return t.out.Flush()
}

// maxFindings is how many findings, the gravest first, the table shows: a screen or two.
const maxFindings = 20

func (t *table) findings(found []*hunt.Finding) {
	all := found[:min(len(found), maxFindings)]
	g := grid{head: []string{"SEVERITY", "FAMILY", "ENTITY", "DAY", "MATCHES", "INDICATOR"}, elastic: []bool{false, true, true, false, false, true}}
	var facts [][]string
	for _, f := range all {
		r := newRow(f)
		g.rows = append(g.rows, []string{r.severity, r.family, r.entity, r.day, r.matches, r.indicator})
		facts = append(facts, r.facts)
	}
	widths := g.widths(t.opts.Width)
	fmt.Fprintf(t.out, "\n%s\n", t.paint(bold, format(g.head, widths)))
	for i, cells := range g.rows {
		text := format(cells, widths)
		severity := cells[0]
		fmt.Fprintf(t.out, "%s%s\n", t.paint(colours[all[i].Severity], severity), text[len(severity):])
		t.wrap(strings.Repeat(" ", widths[0]+len(gap)), facts[i], " · ")
	}
	if rest := found[len(all):]; len(rest) > 0 {
		fmt.Fprintf(t.out, "and %s (%s), which -o md, csv, json and ndjson list\n", count(len(rest), "further finding"), bySeverity(rest))
	}
}

func (t *table) excluded() {
	fmt.Fprintf(t.out, "\n%s\n", t.paint(bold, "Excluded matches: "+number(len(t.excl.matches)+t.excl.more)))
	if len(t.excl.matches) == 0 {
		return
	}
	g := grid{head: []string{"EXCLUDED BY", "ENTITY", "INDICATOR", "TIER", "SAMPLE"}, elastic: []bool{true, true, true, false, false}}
	for _, m := range t.excl.matches {
		g.rows = append(g.rows, excludedCells(m))
	}
	widths := g.widths(t.opts.Width)
	fmt.Fprintln(t.out, format(g.head, widths))
	for _, cells := range g.rows {
		fmt.Fprintln(t.out, format(cells, widths))
	}
	if t.excl.more > 0 {
		fmt.Fprintf(t.out, "and %s more, which -o ndjson has\n", number(t.excl.more))
	}
}

func excludedCells(m *hunt.Match) []string {
	who := m.Host
	if who == "" {
		who = m.User
	}
	return []string{value(m.ExcludedBy), value(who), observable(m.Indicator.Observable), string(m.Tier), place(m.File, m.Line)}
}

// labelWidth is the longest label of the summary and a space.
const labelWidth = 13

func (t *table) summary(r *hunt.Result) {
	for _, l := range summary(r) {
		if len(l.items) > 0 {
			t.labelled(l)
		}
	}
}

// labelled prints a line of the summary, what does not fit below its first item. An item
// too wide for the terminal is cut: places come first in it, and their reasons last.
func (t *table) labelled(l line) {
	items := slices.Clone(l.items)
	if t.opts.Width > 2*labelWidth {
		for i, item := range items {
			items[i] = indicator.Printable(item, t.opts.Width-labelWidth)
		}
	}
	label := fmt.Sprintf("%-*s", labelWidth, l.label)
	for _, text := range t.broken(labelWidth, items, " · ") {
		fmt.Fprintf(t.out, "%s%s\n", t.paint(dim, label), text)
		label = strings.Repeat(" ", labelWidth)
	}
}

// wrap prints items on lines that begin with indent.
func (t *table) wrap(indent string, items []string, sep string) {
	for _, text := range t.broken(len(indent), items, sep) {
		fmt.Fprintf(t.out, "%s%s\n", indent, text)
	}
}

// readable is where lists break where there is no terminal to fit.
const readable = 110

// broken joins items into lines that fit beside an indent of that width, breaking between
// items only. An item that is too wide for any line stands alone, whole: it may be a path
// to open.
func (t *table) broken(indent int, items []string, sep string) []string {
	width := cmp.Or(t.opts.Width, readable)
	var lines []string
	var line string
	for i, item := range items {
		switch {
		case i == 0:
			line = item
		case indent+utf8.RuneCountInString(line+sep+item) > width:
			lines, line = append(lines, line), item
		default:
			line += sep + item
		}
	}
	return append(lines, line)
}
