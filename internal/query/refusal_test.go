package query

import (
	"context"
	"strings"
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

// Functions of a row's place among others are refused in steps that look at each row alone,
// and the error says where they may stand.
func TestWindowsWhereRowsAreAlone(t *testing.T) {
	for _, step := range []string{
		`parse strcat("a", row_number()) with "a" n:long`,
		`parse-where strcat("a", row_number()) with "a" n:long`,
		`parse-kv strcat("n=", row_number()) as (n:long)`,
		`distinct row_number()`,
		`summarize count() by row_number()`,
		`summarize max(prev(x))`,
		`top-nested 1 of row_number() by count()`,
		`make-series count() on row_number() step 1`,
		`mv-apply y = pack_array(row_number()) on (count)`,
		`evaluate ipv4_lookup((datatable(n:string)["0.0.0.0/0"]), strcat("192.0.2.", row_number()), n)`,
		`invoke FileProfile(tostring(row_number()))`,
	} {
		_, err := (&Engine{}).Prepare(context.Background(), "query", "range x from 1 to 3 step 1 | serialize | "+step)
		if err == nil || !strings.Contains(err.Error(), "looks at other rows: compute it as a column first") {
			t.Errorf("%s: %v", step, err)
		}
	}
}
