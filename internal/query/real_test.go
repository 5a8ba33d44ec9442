package query

import (
	"context"
	"fmt"
	"testing"
	"time"

	"foxhound/kql"
)

// A hunting query that somebody published.
type published struct {
	ID     string
	Source string
	Query  string
	Binds  bool `json:"binds_with_schemas"` // in Microsoft's binder
}

// TestRealQueries binds hunting queries as people publish them, with the verdict of
// Microsoft's binder, and runs those that bind on rows made up for their tables.
func TestRealQueries(t *testing.T) {
	ran, refused := 0, 0
	for i, q := range readLines[published](t, "real-queries.ndjson") {
		if testing.Short() && i%10 > 0 {
			continue
		}
		e := &Engine{Tables: catalogue(), Now: time.Date(2025, 5, 23, 10, 0, 0, 0, time.UTC)}
		_, err := e.Columns(q.ID, q.Query)
		if (err == nil) != q.Binds {
			t.Errorf("%s: binds %v, Microsoft's binder says %v: %v\n%s", q.ID, err == nil, q.Binds, err, q.Query)
		}
		if err != nil {
			continue
		}
		if err := q.run(e); err != nil {
			refused++
			t.Logf("%s: %v", q.ID, err)
			continue
		}
		ran++
	}
	if 100*ran < 95*(ran+refused) {
		t.Errorf("%d of %d queries that bind run; 95 of a hundred should", ran, ran+refused)
	}
	t.Logf("%d ran, %d refused", ran, refused)
}

func (q *published) run(e *Engine) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	tree, err := kql.Parse(q.ID, q.Query)
	if err != nil {
		return err
	}
	e.Tables, e.Source, e.StandIn = few{catalogue()}, generatedFor(tree), withoutFiles
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	p, err := e.Prepare(ctx, q.ID, q.Query)
	if err != nil {
		return err
	}
	_, err = p.Rows(ctx)
	return err
}
