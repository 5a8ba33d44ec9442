package group

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// columnOf makes a column of values, nil for null.
func columnOf(t value.Type, values ...any) *vector.Vector {
	v := vector.New(t, len(values))
	for i, x := range values {
		v.Set(i, x)
	}
	return v
}

func decimal(s string) any {
	d, _ := value.ParseDecimal(s)
	return d
}

func TestNumber(t *testing.T) {
	tests := []struct {
		name    string
		columns []*vector.Vector
		want    string
	}{
		{"longs", []*vector.Vector{columnOf(value.Long, int64(7), int64(7), int64(0), nil, nil, int64(0))}, "[0 0 1 2 2 1]"},
		{"strings", []*vector.Vector{columnOf(value.String, "a", "", "A", "a", nil)}, "[0 1 2 0 1]"},
		{"bools", []*vector.Vector{columnOf(value.Bool, true, false, nil, true, nil)}, "[0 1 2 0 2]"},
		{"reals", []*vector.Vector{columnOf(value.Real, 0.0, math.Copysign(0, -1), math.NaN(), nil, math.NaN())}, "[0 0 1 2 1]"},
		{"guids", []*vector.Vector{columnOf(value.Guid, value.UUID{1}, value.UUID{2}, nil, value.UUID{1}, nil)}, "[0 1 2 0 2]"},
		{"decimals", []*vector.Vector{columnOf(value.Decimal, decimal("1.0"), decimal("1"), nil)}, "[0 0 1]"},
		{"a constant", []*vector.Vector{vector.Const(value.String, "x", 3)}, "[0 0 0]"},
		{"a constant null", []*vector.Vector{vector.Null(value.Guid, 2)}, "[0 0]"},
		{"two columns", []*vector.Vector{columnOf(value.String, "a", "a", "b", "a"), columnOf(value.Long, int64(1), nil, int64(1), int64(1))}, "[0 1 2 0]"},
		{"no column", nil, "[0 0 0]"},
	}
	for _, test := range tests {
		var types []value.Type
		rows := 3
		for _, c := range test.columns {
			types, rows = append(types, c.Type), c.Len()
		}
		if got := fmt.Sprint(New(types...).Number(test.columns, rows, nil)); got != test.want {
			t.Errorf("%s: Number = %s, want %s", test.name, got, test.want)
		}
	}
}

// TestMerge parts rows at random and merges the parts' tables: numbers must be those of
// one table that takes all rows, which must be those of a map of texts.
func TestMerge(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	types := []value.Type{value.Long, value.String, value.Real, value.Bool, value.Guid}
	for range 200 {
		some := types[:1+random.IntN(len(types))]
		rows := random.IntN(300)
		columns := make([]*vector.Vector, len(some))
		for i, typ := range some {
			columns[i] = randomColumn(random, typ, rows)
		}
		want := naive(columns, rows)
		if got := fmt.Sprint(New(some...).Number(columns, rows, nil)); got != fmt.Sprint(want) {
			t.Fatalf("Number = %s, want %v", got, want)
		}
		whole, part, ids := New(some...), New(some...), []int{}
		for at := 0; at < rows; {
			n := 1 + random.IntN(rows-at)
			slice := vector.NewBatch(rows, columns...).Slice(at, at+n).Columns
			at += n
			if random.IntN(3) == 0 {
				ids = append(ids, whole.NumberHashed(slice, Hash(slice, n))...)
				continue
			}
			local := part.Number(slice, n, nil)
			into := whole.Merge(part)
			part.Reset()
			for _, id := range local {
				ids = append(ids, into[id])
			}
		}
		if fmt.Sprint(ids) != fmt.Sprint(want) {
			t.Fatalf("merged = %v, want %v", ids, want)
		}
	}
}

func randomColumn(random *rand.Rand, t value.Type, rows int) *vector.Vector {
	v := vector.New(t, rows)
	for i := range rows {
		n := random.IntN(6)
		v.Set(i, map[value.Type][]any{
			value.Long: {nil, int64(0), int64(1), int64(-1), int64(1 << 40), int64(2)}, value.String: {nil, "a", "b", "ab", "", "A"},
			value.Real: {nil, 0.0, math.NaN(), 1.5, math.Inf(1), -1.5}, value.Bool: {nil, true, false, true, nil, false},
			value.Guid: {nil, value.UUID{1}, value.UUID{2}, value.UUID{3}, value.UUID{}, value.UUID{4}},
		}[t][n])
	}
	return v
}

func naive(columns []*vector.Vector, rows int) []int {
	seen, ids := map[string]int{}, make([]int, rows)
	for i := range rows {
		key := ""
		for _, c := range columns {
			key += fmt.Sprintf("%T %v|", c.Value(i), c.Value(i))
		}
		if _, ok := seen[key]; !ok {
			seen[key] = len(seen)
		}
		ids[i] = seen[key]
	}
	return ids
}

// Slots grow only by what was announced, and are announced only where they grow.
func TestTableAnnouncesGrowth(t *testing.T) {
	table, r := New(value.Long), rand.New(rand.NewPCG(3, 4))
	for next := int64(0); next < 1<<14; {
		keys := make([]int64, 1+r.IntN(40))
		for i := range keys {
			keys[i], next = next, next+1
		}
		before, growth := len(table.slots), table.Growth(len(keys))
		table.Number([]*vector.Vector{vector.Of(value.Long, keys, nil)}, len(keys), nil)
		if after := len(table.slots); int64(8*after) != max(int64(8*before), growth) {
			t.Fatalf("%d slots became %d with %d keys; announced were %d bytes", before, after, len(keys), growth)
		}
	}
}

func BenchmarkNumber(b *testing.B) {
	const rows = 1 << 14
	hosts, actions, ports := vector.New(value.String, rows), vector.New(value.String, rows), vector.New(value.Long, rows)
	names := make([]string, 100)
	for i := range names {
		names[i] = fmt.Sprintf("host-%d.example.org", i)
	}
	for i := range rows {
		hosts.Strings[i] = names[i*7919%100]
		actions.Strings[i] = []string{"ConnectionSuccess", "ConnectionFailed", "InboundConnectionAccepted"}[i*31%97%3]
		ports.Longs[i] = int64(i * 31 % 17)
	}
	columns := map[string][]*vector.Vector{"string": {hosts}, "long": {ports}, "string,long": {hosts, ports}, "string,string": {hosts, actions}, "long,long": {ports, ports}}
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		b.Run(name, func(b *testing.B) {
			var types []value.Type
			for _, c := range columns[name] {
				types = append(types, c.Type)
			}
			var ids []int
			for b.Loop() {
				ids = New(types...).Number(columns[name], rows, ids)
			}
			b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
		})
	}
}
