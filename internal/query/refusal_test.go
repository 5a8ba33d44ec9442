package query

import (
	"context"
	"testing"
	"time"
)

// A refused case is a query that a Kusto engine refused.
type refused struct{ ID, Query string }

// TestRefusals runs what a real engine refused, which must be refused here too.
func TestRefusals(t *testing.T) {
	for _, c := range readLines[refused](t, "engine-error-cases.ndjson") {
		t.Run(c.ID, func(t *testing.T) {
			e := &Engine{Now: time.Date(2026, 5, 23, 10, 0, 0, 0, time.UTC)}
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			defer cancel()
			q, err := e.Prepare(ctx, c.ID, c.Query)
			if err != nil {
				return
			}
			if b, err := q.Rows(ctx); err == nil {
				t.Errorf("%d rows, want an error\n%s", b.Rows, c.Query)
			}
		})
	}
}
