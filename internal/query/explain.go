package query

import (
	"context"
	"fmt"
	"strings"

	"foxhound/internal/logs"
	"foxhound/internal/plan"
)

// Explain describes for people what running the query does. Lists that the query spells as tables
// are computed for it, and nothing else. Of the logs it reads the heads of
// files, to tell which lines a scan would pass over.
func (q *Query) Explain() string {
	if from, ok := q.engine.Source.(interface {
		Prefilters(*plan.Table, []plan.Need) []string
	}); ok {
		return plan.Explain(q.plan, from.Prefilters, q.spelled)
	}
	return plan.Explain(q.plan, nil, q.spelled)
}

// spelled are the values of a table that the query spells, as running it gives them; nil where
// they have to be read, or are too many.
func (q *Query) spelled(in *plan.InTable) []any {
	if !plan.Spelled(in.Input) {
		return nil
	}
	b, err := q.engine.collect(context.Background(), in.Input, in.Op)
	if err != nil {
		return nil
	}
	list := make([]any, b.Rows)
	for i := range list {
		list[i] = b.Columns[0].Value(i)
	}
	return list
}

// maxHeads is how many files are looked at to explain a scan.
const maxHeads = 100

// Prefilters says of the files that may have rows of a table which lines a scan decodes, where
// the rows must meet some needs, or why all. Files of which the same can be said are counted.
func (l *Logs) Prefilters(t *plan.Table, needs []plan.Need) (lines []string) {
	needing := *t
	needing.Needs = needs
	p := newPrefilter(l, &needing)
	count := make(map[string]int)
	sources := l.with(t.Name)
	for i, s := range sources {
		if i == maxHeads {
			lines = append(lines, fmt.Sprintf("and so on: %d files were not looked at", len(sources)-i))
			break
		}
		line := p.ofSource(s)
		if line == "" {
			continue
		}
		if count[line]++; count[line] == 1 {
			lines = append(lines, line)
		}
	}
	for i, line := range lines {
		if count[line] > 1 {
			lines[i] = fmt.Sprintf("%s (%d files)", line, count[line])
		}
	}
	return lines
}

// ofSource says which lines of a source are decoded; nothing where it has no rows of the table.
func (p *prefilter) ofSource(s logs.Source) (line string) {
	if s.Path == "-" {
		return "standard input: what is passed over is told when it is read"
	}
	o := p.logs.Options
	o.Progress, o.Workers = nil, 1
	logs.Scan(context.Background(), []logs.Source{s}, o, p.ofBlock, func(said string) error {
		line = said
		return errHead
	})
	return line
}

func (p *prefilter) ofBlock(b *logs.Block) string {
	raw, ok := b.Raw()
	switch table := b.Table(); {
	case (!ok || table == "") && !hasRows(b, p.table.Name):
		return ""
	case !ok:
		return fmt.Sprintf("all rows of %s are decoded: they do not stand apart in its bytes", b.Format())
	case table == "":
		return fmt.Sprintf("all rows of %s are decoded: they are few, or not rows of one table, each with a time", b.Format())
	case table != p.table.Name:
		return ""
	}
	s := p.sought(b, raw)
	if s.finder == nil {
		return fmt.Sprintf("all rows of %s are decoded: %s", b.Format(), s.why)
	}
	return fmt.Sprintf("of %s only rows whose lines hold %s are decoded", b.Format(), strings.Join(shown(s.need.Texts()), " or "))
}

// hasRows reports whether a block has rows of a table.
func hasRows(b *logs.Block, table string) bool {
	for r := range b.Records {
		if r.Table == table {
			return true
		}
	}
	return false
}

// maxLiterals is how many texts of a list are shown.
const maxLiterals = 12

func shown(texts []string) (list []string) {
	for i, text := range texts {
		if i == maxLiterals {
			return append(list, fmt.Sprintf("one of %d more", len(texts)-i))
		}
		list = append(list, fmt.Sprintf("%q", text))
	}
	return list
}
