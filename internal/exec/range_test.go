package exec

import (
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

func rangeOf(t value.Type, from, to, step any) *plan.Range {
	by := t
	if t == value.Datetime {
		by = value.Timespan
	}
	return &plan.Range{Col: plan.Column{Name: "x", Type: t}, From: &plan.Const{T: t, Value: from}, To: &plan.Const{T: t, Value: to}, Step: &plan.Const{T: by, Value: step}}
}

func TestRange(t *testing.T) {
	n := func(x int64) any { return x }
	for _, tt := range []struct {
		name           string
		t              value.Type
		from, to, step any
		want           []any
	}{
		{"long", value.Long, n(1), n(3), n(1), []any{n(1), n(2), n(3)}},
		{"not past the end", value.Long, n(1), n(4), n(2), []any{n(1), n(3)}},
		{"int", value.Int, n(1), n(1), n(2), []any{n(1)}},
		{"down", value.Long, n(3), n(1), n(-1), []any{n(3), n(2), n(1)}},
		{"away", value.Long, n(3), n(1), n(1), nil},
		{"away down", value.Long, n(1), n(3), n(-1), nil},
		{"no step", value.Long, n(1), n(3), n(0), nil},
		{"null", value.Long, nil, n(3), n(1), nil},
		{"over everything", value.Long, n(math.MinInt64), n(math.MaxInt64), n(math.MaxInt64), []any{n(math.MinInt64), n(-1), n(math.MaxInt64 - 1)}},
		{"last long", value.Long, n(math.MaxInt64 - 1), n(math.MaxInt64), n(1), []any{n(math.MaxInt64 - 1), n(math.MaxInt64)}},
		{"down over everything", value.Long, n(math.MaxInt64), n(math.MinInt64), n(math.MinInt64), []any{n(math.MaxInt64), n(-1)}},
		{"real", value.Real, 0.0, 0.3, 0.1, []any{0.0, 0.1, 0.2}}, // 3 * 0.1 is more than 0.3
		{"real down", value.Real, 1.0, 0.5, -0.25, []any{1.0, 0.75, 0.5}},
		{"nan", value.Real, math.NaN(), 1.0, 1.0, nil},
		{"step too small to count", value.Real, 1e300, math.Inf(1), 1.0, nil},
		{"datetime", value.Datetime, value.Time(0), value.Time(2 * value.Day), value.Span(value.Day), []any{value.Time(0), value.Time(value.Day), value.Time(2 * value.Day)}},
		{"timespan", value.Timespan, value.Span(0), value.Span(value.Hour), value.Span(value.Hour), []any{value.Span(0), value.Span(value.Hour)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []any
			for _, row := range rowsOf(t, rangeOf(tt.t, tt.from, tt.to, tt.step), nil) {
				got = append(got, row[0])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRangeOfDecimals(t *testing.T) {
	d := func(s string) any { x, _ := value.ParseDecimal(s); return x }
	var got []string
	for _, row := range rowsOf(t, rangeOf(value.Decimal, d("0"), d("0.3"), d("0.1")), nil) {
		got = append(got, value.Text(value.Decimal, row[0]))
	}
	if diff := cmp.Diff([]string{"0", "0.1", "0.2", "0.3"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestRangeIsBounded(t *testing.T) {
	endless := rangeOf(value.Long, int64(0), int64(math.MaxInt64), int64(1))
	rows := 0
	count := func(b *vector.Batch) error { rows += b.Rows; return nil }
	if err := Run(context.Background(), endless, nil, Limits{Rows: 10_000}, count); err == nil || rows > 10_000 {
		t.Errorf("%d rows of 10000 and error %v", rows, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	stop := func(*vector.Batch) error { cancel(); return nil }
	if err := Run(ctx, endless, nil, Limits{}, stop); err == nil {
		t.Error("no error of a context that ended")
	}
}
