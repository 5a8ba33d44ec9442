package query

import (
	"context"
	"math/rand/v2"

	"foxhound/internal/exec"
	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
	"foxhound/kql"
)

// generated is a source that makes up the rows of whatever table it is asked for: a few
// batches, the same each time, of texts and names that the query itself speaks of.
type generated struct {
	texts []string // for strings
	names []string // of members of bags
	rows  int      // a batch
}

var _ exec.Source = generated{}

// madeUp are texts of every sort that functions read.
var madeUp = []string{"", "10.0.0.7", "80.211.47.159", "softandtec.com", "http://woodfez.biz:7582/a?b=c", "2026-05-23T10:11:12Z", "42", "-1.5",
	"true", `{"a":1,"b":[1,2,{"c":"d"}]}`, `["x","y"]`, `C:\Windows\System32\cmd.exe /c whoami`, "user@corp.example", "a=b;c=d", "<a><b>1</b></a>", "Привет", "\x00"}

// generatedFor makes a source for a query.
func generatedFor(q *kql.Query) generated {
	g := generated{texts: madeUp, rows: 40, names: []string{"a", "b"}}
	kql.Walk(q, func(n kql.Node) bool {
		switch n := n.(type) {
		case *kql.String:
			g.texts = append(g.texts, n.Value)
		case *kql.Member:
			g.names = append(g.names, n.Name)
		}
		return true
	})
	return g
}

func (g generated) Scan(_ context.Context, t *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, uint64(len(t.Name))))
		b := &vector.Batch{Rows: g.rows}
		for _, c := range t.Cols {
			b.Columns = append(b.Columns, g.column(r, c.Type))
		}
		result, err := work(b)
		if err == nil && result != nil {
			err = emit(result)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (g generated) External(_ context.Context, d *plan.External, emit func(*vector.Batch) error) error {
	r := rand.New(rand.NewPCG(9, 9))
	b := &vector.Batch{Rows: g.rows}
	for _, c := range d.Cols {
		b.Columns = append(b.Columns, g.column(r, c.Type))
	}
	return emit(b)
}

func (g generated) column(r *rand.Rand, t value.Type) *vector.Vector {
	v := vector.New(t, g.rows)
	for i := range g.rows {
		if r.IntN(8) == 0 {
			v.SetNull(i)
			continue
		}
		v.Set(i, g.value(r, t, 3))
	}
	return v
}

func (g generated) value(r *rand.Rand, t value.Type, depth int) any {
	switch t {
	case value.Bool:
		return r.IntN(2) == 0
	case value.Int:
		return int64(r.IntN(70000) - 10)
	case value.Long:
		return int64(r.IntN(1000)) - 5
	case value.Real:
		return r.NormFloat64() * 100
	case value.String:
		return g.texts[r.IntN(len(g.texts))]
	case value.Datetime:
		return 638841600000000000 - value.Time(r.Int64N(40*value.Day))
	case value.Timespan:
		return value.Span(r.Int64N(3 * value.Day))
	case value.Guid:
		return value.UUID{byte(r.IntN(256))}
	case value.Decimal:
		return value.Convert(value.Decimal, value.Long, int64(r.IntN(100)))
	}
	return g.dynamic(r, depth)
}

func (g generated) dynamic(r *rand.Rand, depth int) any {
	switch kind := r.IntN(6); {
	case kind == 0 || depth == 0:
		return g.value(r, value.String, 0)
	case kind == 1:
		return int64(r.IntN(100))
	case kind < 4:
		list := make([]any, r.IntN(4))
		for i := range list {
			list[i] = g.dynamic(r, depth-1)
		}
		return list
	}
	bag := &value.Bag{}
	for range r.IntN(6) {
		bag.Set(g.names[r.IntN(len(g.names))], g.dynamic(r, depth-1))
	}
	return bag
}

// catalogue is every table of Sentinel and Defender.
func catalogue() *Logs { return &Logs{} }

// few is a catalogue of which search and union with stars see some tables alone.
type few struct{ *Logs }

func (few) Names() []string {
	return []string{"DeviceEvents", "DeviceNetworkEvents", "SecurityAlert", "SigninLogs", "Usage"}
}

// withoutFiles is what a file that stands for a name has in tests.
func withoutFiles(name string) ([]plan.Column, bool) {
	var columns []plan.Column
	for _, c := range []string{"SearchKey", name, "network", "country", "SHA1", "Signer", "DeviceId", "SeenBy", "IPAddress"} { // the keys of every product
		columns = append(columns, plan.Column{Name: c, Type: value.String})
	}
	return columns, true
}
