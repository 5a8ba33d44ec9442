// Package mutant breaks a hunt in small ways, each on its syntax tree, so that it can be seen
// whether proofs notice. Start with [Of].
package mutant

import (
	"fmt"
	"slices"

	"foxhound/kql"
)

// A Step is what a part of a hunt decides.
type Step string

const (
	Prefilter Step = "prefilter" // cheap: it may pass too much, so that mutants that widen it change no row
	Confirm   Step = "confirm"   // the period, and whether an indicator is there
	Tier      Step = "tier"
	Direction Step = "direction"
	Verdict   Step = "verdict"
	Validity  Step = "validity"
	Exclusion Step = "exclusion"
)

// A Mutant is a hunt with one thing broken.
type Mutant struct {
	Step Step
	Line int    // of the hunt's text
	What string // how it was broken, in words
	Text string

	at     int // of the operator in the last statement
	probes []probe
}

// columns are those that decide something, by the step that they are of.
var columns = map[string]Step{
	"Observed": Confirm, "Key": Confirm, "Rank": Tier, "Tier": Tier, "Nth": Tier, "Direction": Direction, "Verdict": Verdict, "Validity": Validity, "ExcludedBy": Exclusion,
}

// Of returns the mutants of a hunt, in the order of its text. What only makes it cheaper, or
// presents the result, is left alone.
func Of(name, text string) ([]Mutant, error) {
	q, err := kql.Parse(name, text)
	if err != nil {
		return nil, err
	}
	last, ok := q.Statements[len(q.Statements)-1].(*kql.Pipeline)
	if !ok {
		return nil, fmt.Errorf("hunt %s does not end in a pipeline", name)
	}
	var list []Mutant
	take := func(at int, step Step, what string, op kql.Operator, probes ...probe) {
		p := *last
		p.Operators = slices.Clone(last.Operators)
		if op == nil {
			p.Operators = slices.Delete(p.Operators, at, at+1)
		} else {
			p.Operators[at] = op
		}
		broken := *q
		broken.Statements = append(slices.Clone(q.Statements[:len(q.Statements)-1]), &p)
		list = append(list, Mutant{step, last.Operators[at].Pos().Line, what, kql.Print(&broken), at, probes})
	}
	for at, op := range last.Operators {
		switch op := op.(type) {
		case *kql.Where:
			step := stepOf(op)
			for _, a := range alternatives(op.Predicate) {
				if step == Prefilter {
					break // narrowed, it would lose rows, which is no small way; widened by a part, it is as if it were dropped
				}
				changed := *op
				changed.Predicate = a.expr
				take(at, step, a.what, &changed, append(a.probes, sameValue(op.Predicate, a.expr))...)
			}
			take(at, step, "drops `where "+short(op.Predicate)+"`", nil, probe{op.Predicate, "it drops none of the rows that reach it"})
		case *kql.Extend:
			for i, c := range op.Columns {
				step, decides := columns[c.Name]
				if !decides {
					continue
				}
				for _, a := range alternatives(c.Expr) {
					changed := *op
					changed.Columns = slices.Clone(op.Columns)
					changed.Columns[i].Expr = a.expr
					take(at, step, a.what, &changed, append(a.probes, sameValue(c.Expr, a.expr))...)
				}
			}
		}
	}
	return list, nil
}

// stepOf tells what a filter decides from what it looks at.
func stepOf(w *kql.Where) Step {
	step := Confirm
	kql.Walk(w.Predicate, func(n kql.Node) bool {
		if id, ok := n.(*kql.Ident); ok {
			switch id.Name {
			case "Terms":
				step = Prefilter
			case "Rank", "Nth":
				step = Tier
			}
		}
		return true
	})
	return step
}

// short is an expression in a few words.
func short(e kql.Expr) string {
	text := []rune(kql.PrintExpr(e))
	if len(text) > 80 {
		text = append(text[:77], []rune("...")...)
	}
	return string(text)
}
