package exec

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// Columns that the expressions of a machine over (time, event) with one declared column
// see: the row's, then those of each step, then the declared one.
const (
	atTime, atEvent = 0, 1
	ofStep          = 2 // and 3 more for each step: time, event, declared
)

func event(is string) plan.Expr {
	return calls(value.Bool, func(a []any) any { return a[0] == is }, &plan.Ref{Index: atEvent, T: value.String})
}

// within reports whether a row is within some time of what a step holds.
func within(step int, most int64) plan.Expr {
	return calls(value.Bool, func(a []any) any {
		now, _ := a[0].(int64)
		then, ok := a[1].(int64)
		return ok && now-then <= most
	}, long(atTime), long(ofStep+3*step))
}

func machineOf(events table, steps ...plan.MachineStep) *plan.Machine {
	for i := range steps {
		if steps[i].Set == nil {
			steps[i].Set = make([]plan.Expr, 1)
		}
		if steps[i].Output == "" {
			steps[i].Output = "all"
		}
	}
	return &plan.Machine{Input: events.node(), Declared: []plan.Expr{&plan.Const{T: value.Long, Value: int64(0)}}, Steps: steps, MatchID: true,
		Cols: columnsOf(value.Long, value.String, value.Long, value.Long)}
}

func eventsOf(names ...string) table {
	t := table{cols: columnsOf(value.Long, value.String)}
	for i, name := range names {
		t.rows = append(t.rows, []any{int64(i), name})
	}
	return t
}

func row(at int, event string, declared, match int) []any {
	return []any{int64(at), event, int64(declared), int64(match)}
}

func TestMachine(t *testing.T) {
	always := &plan.Const{T: value.Bool, Value: true}
	sum := calls(value.Long, func(a []any) any { return a[0].(int64) + a[1].(int64) }, long(atTime), long(ofStep+2))
	alone := calls(value.Long, func(a []any) any { return a[0].(int64) + a[1].(int64) }, long(atTime), long(ofStep+3))
	stop := &plan.Call{Func: andFunc(), T: value.Bool, Args: []plan.Expr{event("stop"), within(0, 2)}}
	for _, tt := range []struct {
		name  string
		from  table
		steps []plan.MachineStep
		want  [][]any
	}{
		{"a step's own state goes on", eventsOf("", "", "", ""), []plan.MachineStep{{When: always, Set: []plan.Expr{sum}}},
			[][]any{row(0, "", 0, 0), row(1, "", 1, 0), row(2, "", 3, 0), row(3, "", 6, 0)}},
		{"a declared column by itself is its default", eventsOf("", "", ""), []plan.MachineStep{{When: always, Set: []plan.Expr{alone}}},
			[][]any{row(0, "", 0, 0), row(1, "", 1, 0), row(2, "", 2, 0)}},
		{"sequence", eventsOf("x", "start", "x", "stop", "stop", "start", "x", "x", "x", "stop"),
			[]plan.MachineStep{{When: event("start")}, {When: stop}},
			[][]any{row(1, "start", 0, 0), row(3, "stop", 0, 0), row(5, "start", 0, 1)}},
		{"the first step again before the second", eventsOf("start", "start", "stop"), []plan.MachineStep{{When: event("start")}, {When: stop}},
			[][]any{row(0, "start", 0, 0), row(1, "start", 0, 0), row(2, "stop", 0, 0)}},
		{"no output", eventsOf("start", "stop"), []plan.MachineStep{{When: event("start"), Output: "none"}, {When: stop}},
			[][]any{row(1, "stop", 0, 0)}},
		{"last output", eventsOf("start", "start", "stop", "start", "start"), []plan.MachineStep{{When: event("start"), Output: "last"}, {When: stop}},
			[][]any{row(1, "start", 0, 0), row(2, "stop", 0, 0), row(4, "start", 0, 1)}},
		{"optional", eventsOf("start", "stop", "start", "mid", "stop"), []plan.MachineStep{{When: event("start")}, {When: event("mid"), Optional: true}, {When: stop}},
			[][]any{row(0, "start", 0, 0), row(1, "stop", 0, 0), row(2, "start", 0, 1), row(3, "mid", 0, 1), row(4, "stop", 0, 1)}},
		{"not without the step before", eventsOf("stop", "mid", "stop"), []plan.MachineStep{{When: event("start")}, {When: event("mid")}, {When: stop}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, rowsOf(t, machineOf(tt.from, tt.steps...), nil)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func BenchmarkMachine(b *testing.B) {
	from := eventsOf()
	for i := range 100_000 {
		from.rows = append(from.rows, []any{int64(i), []string{"x", "x", "start", "x", "stop"}[i%5]})
	}
	n := machineOf(from, plan.MachineStep{When: event("start")}, plan.MachineStep{When: &plan.Call{Func: andFunc(), T: value.Bool, Args: []plan.Expr{event("stop"), within(0, 2)}}})
	for b.Loop() {
		rowsCount(b, n, nil)
	}
	b.ReportMetric(float64(100_000*b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}
