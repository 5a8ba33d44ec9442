package proof

import (
	"context"
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
