package exec

import "foxhound/internal/plan"

// A Sizer is a [Source] that knows how large its tables are.
type Sizer interface {
	// Bytes returns about how many bytes the table's logs have.
	Bytes(table *plan.Table) int64
}

// Guesses of weight: how large a table is that nothing is known of, and which part of its
// input's rows a filter leaves.
const (
	unknownBytes = 1 << 40
	filterLeaves = 0.2
)

// weight guesses how much a node's rows are, to compare it to another's: 0 where they are
// likely few, for the node reads no logs or groups what it reads. The guess follows from
// the plan and the sizes of the logs alone.
func (x *run) weight(n plan.Node) float64 {
	w, _ := x.known.get(weightKey{n}, func() (any, error) { return x.guess(n), nil })
	return w.(float64)
}

func (x *run) guess(n plan.Node) float64 {
	switch n := n.(type) {
	case *plan.Rows, *plan.Given, *plan.Summarize, *plan.Series, *plan.Take, *plan.Top, *plan.Nested:
		return 0
	case *plan.Table:
		if s, ok := x.source.(Sizer); ok {
			return float64(s.Bytes(n))
		}
		return unknownBytes
	case *plan.External:
		return unknownBytes
	case *plan.Filter:
		return filterLeaves * x.weight(n.Input)
	}
	var sum float64
	for _, from := range n.Inputs() {
		sum += x.weight(from)
	}
	return sum
}
