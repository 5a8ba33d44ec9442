package mutant

import (
	"context"
	"fmt"
	"slices"

	"foxhound/kql"
	"foxhound/proof"
)

// A probe is a condition that, where it holds of every row that reaches a broken step, says why
// breaking it changes nothing.
type probe struct {
	holds kql.Expr
	words string
}

func quoted(e kql.Expr) string { return "`" + short(e) + "`" }

func never(e kql.Expr) probe { return probe{kql.Not(e), quoted(e) + " never holds"} }

// sameTruth says that two conditions hold of the same rows.
func sameTruth(a, b kql.Expr) probe {
	return probe{equal(a, b), quoted(b) + " holds of the same rows"}
}

// sameValue says that the step decides the same.
func sameValue(a, b kql.Expr) probe {
	return probe{equal(a, b), "what stands beside it decides already"}
}

func equal(a, b kql.Expr) kql.Expr { return kql.Eq(kql.Fn("tostring", a), kql.Fn("tostring", b)) }

// A trial runs mutants over a world.
type trial struct {
	hunt  *proof.Hunt
	query *kql.Query
	world []proof.Event
	rows  []string // that the hunt itself gives
}

func newTrial(ctx context.Context, h *proof.Hunt) (*trial, error) {
	q, err := kql.Parse(h.Name, h.Text)
	if err != nil {
		return nil, err
	}
	t := &trial{hunt: h, query: q, world: worldOf(h, q)}
	t.rows, err = t.output(ctx, h.Text, t.world)
	return t, err
}

// output is what a text gives of events: its rows, in an order that does not depend on theirs.
func (t *trial) output(ctx context.Context, text string, events []proof.Event) ([]string, error) {
	rows, err := t.hunt.Output(ctx, text, events)
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = fmt.Sprintf("%q", row)
	}
	slices.Sort(out)
	return out, err
}

// judge tells a mutant that no proof noticed from the hunt itself: by an event of the world, or
// else by nothing, and then it says why.
func (t *trial) judge(ctx context.Context, m *Mutant) (telling *proof.Event, why string, err error) {
	rows, err := t.output(ctx, m.Text, t.world)
	if err != nil {
		return nil, "", err
	}
	if !slices.Equal(rows, t.rows) {
		telling, err = t.telling(ctx, m.Text)
		return telling, "", err
	}
	why, err = t.why(ctx, m)
	return nil, why, err
}

// telling is an event of which a text gives something else than the hunt does.
func (t *trial) telling(ctx context.Context, text string) (*proof.Event, error) {
	events := t.world
	for len(events) > 1 {
		half := events[:len(events)/2]
		want, err := t.output(ctx, t.hunt.Text, half)
		if err != nil {
			return nil, err
		}
		got, err := t.output(ctx, text, half)
		if err != nil {
			return nil, err
		}
		if slices.Equal(want, got) {
			half = events[len(events)/2:]
		}
		events = half
	}
	return &events[0], nil
}

// why says what of the rows that reach the broken step makes it change nothing; it is empty where
// none does.
func (t *trial) why(ctx context.Context, m *Mutant) (string, error) {
	last := t.query.Statements[len(t.query.Statements)-1].(*kql.Pipeline)
	counts := []kql.Assign{kql.As("Rows", kql.Fn("count"))}
	var columns []kql.Assign
	for i, p := range m.probes {
		name := fmt.Sprint("Probe", i)
		columns = append(columns, kql.As(name, kql.Fn("coalesce", p.holds, &kql.Bool{})))
		counts = append(counts, kql.As(fmt.Sprint("Lacking", i), kql.Fn("countif", kql.Not(kql.Name(name)))))
	}
	p := *last
	p.Operators = append(slices.Clone(last.Operators[:m.at]), &kql.Extend{Columns: columns}, &kql.Summarize{Aggregates: counts})
	q := *t.query
	q.Statements = append(slices.Clone(t.query.Statements[:len(t.query.Statements)-1]), &p)
	rows, err := t.hunt.Output(ctx, kql.Print(&q), t.world)
	if err != nil || len(rows) != 1 {
		return "", fmt.Errorf("why a mutant changes nothing could not be found out: %w", err)
	}
	if rows[0][0] == int64(0) {
		return "", nil // what no event reaches is not explained
	}
	why := "no row of the result depends on it"
	if m.Step == Prefilter {
		why = "what it lets through, the steps behind it drop"
	}
	for i, p := range m.probes {
		if rows[0][i+1] == int64(0) {
			why = p.words
			break
		}
	}
	return fmt.Sprintf("%s (%d rows of %d events reach it)", why, rows[0][0], len(t.world)), nil
}
