package query

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/exec"
	"foxhound/internal/plan"
	"foxhound/internal/rows"
	"foxhound/internal/shared"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// A pruned source gives nulls in place of the columns that are not wanted of a table, and
// dynamics of nothing but the members that are.
type pruned struct{ generated }

func (p pruned) Scan(ctx context.Context, t *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	return p.generated.Scan(ctx, t, func(b *vector.Batch) (any, error) {
		for i, c := range t.Cols {
			if t.Wanted != nil && !slices.Contains(t.Wanted, i) {
				b.Columns[i] = vector.Null(c.Type, b.Rows)
			}
			if names, ok := t.Members[i]; ok {
				b.Columns[i] = onlyMembers(b.Columns[i], b.Rows, names)
			}
		}
		return work(b)
	}, emit)
}

// onlyMembers returns a column of dynamics with the members of some names alone.
func onlyMembers(c *vector.Vector, n int, names []string) *vector.Vector {
	out := make([]any, n)
	for i := range out {
		if whole, ok := c.Value(i).(*value.Bag); ok {
			some := &value.Bag{}
			for _, name := range names {
				if x, ok := whole.Get(name); ok {
					some.Set(name, x)
				}
			}
			out[i] = some
		}
	}
	return vector.Of(value.Dynamic, out, nil)
}

// TestPrune: that columns which no step reads are never decoded changes no result.
func TestPrune(t *testing.T) {
	texts := slices.Clone(seeds)
	if _, err := shared.Dir(); err == nil {
		for i, q := range readLines[published](t, "real-queries.ndjson") {
			if testing.Short() && i%10 > 0 {
				continue
			}
			texts = append(texts, q.Query)
		}
	}
	compared := 0
	for _, text := range texts {
		tree, err := kql.Parse("query", text)
		if err != nil {
			continue
		}
		all := generatedFor(tree)
		want, err := given(text, all)
		if err != nil {
			continue
		}
		got, err := given(text, pruned{all})
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s\nerror %v, -all +wanted:\n%s", text, err, diff)
		}
		compared++
	}
	t.Logf("%d queries compared", compared)
}

// given runs a query over a source and returns its rows.
func given(text string, from exec.Source) ([][]any, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	e := &Engine{Tables: few{catalogue()}, Source: from, StandIn: withoutFiles, Now: time.Date(2025, 5, 23, 10, 0, 0, 0, time.UTC)}
	q, err := e.Prepare(ctx, "query", text)
	if err != nil {
		return nil, err
	}
	b, err := q.Rows(ctx)
	if err != nil {
		return nil, err
	}
	list := make([][]any, b.Rows)
	for i := range list {
		list[i] = rows.Row(b, i)
	}
	return list, nil
}
