package bind

import (
	"testing"

	"foxhound/internal/function"
	"foxhound/internal/plan"
	"foxhound/kql"
)

// Members of a text of JSON are one search of it, as far as their keys are known.
func TestMembersOfJSON(t *testing.T) {
	for _, tt := range []struct {
		expr string
		fn   string // of the outermost call
		args int
	}{
		{`parse_json(s).a`, function.JSONPath, 2},
		{`todynamic(s)["a"].b[1]`, function.JSONPath, 4},
		{`parse_json(s).a[-1]`, "[]", 2},
		{`parse_json(s).a[n]`, "[]", 2},
		{`parse_json(s)[s]`, "[]", 2},
		{`parse_json(d).a`, "[]", 2}, // a dynamic is not parsed
		{`d.a.b`, "[]", 2},
	} {
		q, err := kql.Parse("", `datatable(s:string, n:long, d:dynamic)["", 1, dynamic(null)] | project x = `+tt.expr)
		if err != nil {
			t.Fatal(err)
		}
		n, err := Bind(q, Options{Tables: schemaTables{}})
		if err != nil {
			t.Errorf("%s: %v", tt.expr, err)
			continue
		}
		call, ok := n.(*plan.Project).Exprs[0].(*plan.Call)
		if !ok || call.Func.Name != tt.fn || len(call.Args) != tt.args {
			t.Errorf("%s is bound as %+v, want %s of %d arguments", tt.expr, call, tt.fn, tt.args)
		}
	}
}
