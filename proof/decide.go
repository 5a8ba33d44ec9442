package proof

import (
	"context"
	"slices"
	"strings"

	"foxhound/kql"
)

// decided returns the operator of a text that dropped an event: the first after which no row of
// it is left, and the line on which that begins.
func (h *Hunt) decided(ctx context.Context, text string, e *Event) (step string, line int) {
	q, err := kql.Parse(h.Name, text)
	if err != nil {
		return "", 0
	}
	last, ok := q.Statements[len(q.Statements)-1].(*kql.Pipeline)
	if !ok {
		return "", 0
	}
	ops := last.Operators
	low, high := 0, len(ops) // of the first low operators some row is left, of the first high none
	for low+1 < high {
		middle := (low + high) / 2
		last.Operators = ops[:middle]
		one, err := h.query(ctx, kql.Print(q), []*Event{e})
		if err != nil {
			return "", 0
		}
		if len(one[0]) > 0 {
			low = middle
		} else {
			high = middle
		}
	}
	if high == 0 {
		return "", 0
	}
	return printed(ops[high-1]), ops[high-1].Pos().Line
}

// gave returns the assignment of a text that gave a column its value, and its line: the last of that
// name, or where it reads a single column that is computed too, the one that gave that.
func gave(name, text, column string) (assign string, line int) {
	q, err := kql.Parse(name, text)
	if err != nil {
		return "", 0
	}
	last, ok := q.Statements[len(q.Statements)-1].(*kql.Pipeline)
	if !ok {
		return "", 0
	}
	for at := len(last.Operators) - 1; at >= 0; at-- {
		op, ok := last.Operators[at].(*kql.Extend)
		if !ok {
			continue
		}
		i := slices.IndexFunc(op.Columns, func(a kql.Assign) bool { return a.Name == column })
		if i < 0 {
			continue
		}
		one := &kql.Extend{Columns: op.Columns[i : i+1]}
		assign, line = strings.TrimPrefix(printed(one), "extend "), op.Columns[i].Expr.Pos().Line
		reads := columnsOf(op.Columns[i].Expr)
		if len(reads) != 1 || reads[0] == column {
			return assign, line
		}
		column = reads[0]
	}
	return assign, line
}

// columnsOf are the names that an expression reads, each once.
func columnsOf(e kql.Expr) (names []string) {
	kql.Walk(e, func(n kql.Node) bool {
		if name, ok := n.(*kql.Ident); ok && !slices.Contains(names, name.Name) {
			names = append(names, name.Name)
		}
		return true
	})
	return names
}

// printed is an operator on one line.
func printed(op kql.Operator) string {
	text := kql.Print(&kql.Query{Statements: []kql.Statement{&kql.Pipeline{Source: kql.Name("T"), Operators: []kql.Operator{op}}}})
	var words []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "//") && line != "T" {
			words = append(words, line)
		}
	}
	return strings.TrimPrefix(strings.Join(words, " "), "| ")
}
