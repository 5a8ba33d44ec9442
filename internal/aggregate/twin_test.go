package aggregate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A twin computes an aggregate of a group's rows in the plainest way; each row is its
// arguments.
type twin func(t value.Type, rows [][]any) any

// notNull returns the first arguments that are not null.
func notNull(rows [][]any) (out []any) {
	for _, r := range rows {
		if r[0] != nil {
			out = append(out, r[0])
		}
	}
	return out
}

func number(x any) float64 {
	switch x := x.(type) {
	case int64:
		return float64(x)
	case value.Time:
		return float64(x)
	}
	return x.(float64)
}

// isMeasure reports types that can be added up.
func isMeasure(t value.Type) bool { return t == value.Long || t == value.Real }

func best(t value.Type, rows [][]any, sign int) (at int) {
	at = -1
	for i, r := range rows {
		x, isReal := r[0].(float64)
		switch {
		case r[0] == nil:
		case at < 0:
			at = i
		case isReal && (math.IsNaN(rows[at][0].(float64)) || math.IsNaN(x)):
			if !math.IsNaN(rows[at][0].(float64)) {
				at = i
			}
		case sign*value.Compare(t, r[0], rows[at][0]) > 0:
			at = i
		}
	}
	return at
}

func setOf(t value.Type, rows [][]any) []any {
	out := []any{}
	for _, x := range notNull(rows) {
		if !slices.ContainsFunc(out, func(y any) bool {
			return string(value.AppendKey(nil, t, x)) == string(value.AppendKey(nil, t, y))
		}) {
			out = append(out, x)
		}
	}
	return out
}

func deviation(rows [][]any, by float64) float64 {
	xs := notNull(rows)
	if len(xs) < 2 {
		return 0
	}
	mean, sum := 0.0, 0.0
	for _, x := range xs {
		mean += number(x) / float64(len(xs))
	}
	for _, x := range xs {
		sum += (number(x) - mean) * (number(x) - mean)
	}
	return sum / (float64(len(xs)) - by)
}

var twins = map[string]twin{
	"count": func(_ value.Type, rows [][]any) any { return int64(len(rows)) },
	"sum": func(t value.Type, rows [][]any) any {
		if t == value.Real {
			sum := 0.0
			for _, x := range notNull(rows) {
				sum += x.(float64)
			}
			return sum
		}
		sum := int64(0)
		for _, x := range notNull(rows) {
			sum += x.(int64)
		}
		return sum
	},
	"avg": func(_ value.Type, rows [][]any) any {
		sum, xs := 0.0, notNull(rows)
		for _, x := range xs {
			sum += number(x)
		}
		return sum / float64(len(xs))
	},
	"max": func(t value.Type, rows [][]any) any { return pick(rows, best(t, rows, 1), 0) },
	"min": func(t value.Type, rows [][]any) any { return pick(rows, best(t, rows, -1), 0) },
	"arg_max": func(t value.Type, rows [][]any) any {
		return pick(rows, max(best(t, rows, 1), min(0, len(rows)-1)), 1)
	},
	"arg_min": func(t value.Type, rows [][]any) any {
		return pick(rows, max(best(t, rows, -1), min(0, len(rows)-1)), 1)
	},
	"take_any":       func(_ value.Type, rows [][]any) any { return pick2(rows) },
	"make_list":      func(_ value.Type, rows [][]any) any { return append([]any{}, notNull(rows)...) },
	"make_set":       func(t value.Type, rows [][]any) any { return setOf(t, rows) },
	"dcount":         func(t value.Type, rows [][]any) any { return int64(len(setOf(t, rows))) },
	"count_distinct": func(t value.Type, rows [][]any) any { return int64(len(setOf(t, rows))) },
	"variance":       func(_ value.Type, rows [][]any) any { return deviation(rows, 1) },
	"variancep":      func(_ value.Type, rows [][]any) any { return deviation(rows, 0) },
	"stdev":          func(_ value.Type, rows [][]any) any { return math.Sqrt(deviation(rows, 1)) },
	"percentile": func(t value.Type, rows [][]any) any {
		xs := notNull(rows)
		slices.SortFunc(xs, func(a, b any) int { return value.Compare(t, a, b) })
		if len(xs) == 0 {
			return nil
		}
		return xs[max(int(math.Ceil(0.3*float64(len(xs)))), 1)-1]
	},
}

func pick(rows [][]any, at, column int) any {
	if at < 0 || at >= len(rows) {
		return nil
	}
	return rows[at][column]
}

func pick2(rows [][]any) any {
	if xs := notNull(rows); len(xs) > 0 {
		return xs[0]
	}
	return nil
}

// TestTwins compares every aggregate with its twin over random rows in random groups, all
// rows at once and in parts of random size that are merged.
func TestTwins(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for name, twin := range twins {
		for _, typ := range []value.Type{value.Long, value.Real, value.String, value.Datetime, value.Bool, value.Guid} {
			if slices.Contains([]string{"sum", "avg", "variance", "variancep", "stdev"}, name) && !isMeasure(typ) {
				continue
			}
			for range 30 {
				c := randomCase(random, name, typ)
				f, _ := Lookup(name)
				m, err := f.New(specOf(c.args, c.results...))
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				want := c.naive(twin)
				if got := c.whole(m); !alike(got, want) {
					t.Fatalf("%s of %s %v in %v = %v, want %v", name, typ, rowsOf(c.args, c.rows), c.groups, got, want)
				}
				if got := c.merged(m, random); !alike(got, want) {
					t.Fatalf("%s of %s in parts = %v, want %v", name, typ, got, want)
				}
			}
		}
	}
}

// A groupCase is rows in groups.
type groupCase struct {
	args    []*vector.Vector
	results []value.Type
	groups  []int
	count   int
	rows    int
	column  int // of the result to look at
}

func randomCase(random *rand.Rand, name string, t value.Type) groupCase {
	c := groupCase{rows: random.IntN(40), count: 1 + random.IntN(4)}
	for range c.rows {
		c.groups = append(c.groups, random.IntN(c.count))
	}
	c.args = []*vector.Vector{randomColumn(random, t, c.rows)}
	switch name {
	case "arg_max", "arg_min":
		c.args = append(c.args, randomColumn(random, value.String, c.rows))
		c.column = 1
	case "percentile":
		c.args = append(c.args, constant(int64(30), c.rows))
	case "avg":
		c.results = []value.Type{value.Real}
	}
	return c
}

// randomColumn has values of which sums are exact in any order.
func randomColumn(random *rand.Rand, t value.Type, rows int) *vector.Vector {
	v := vector.New(t, rows)
	for i := range rows {
		n := int64(random.IntN(9) - 4)
		var x any
		switch t {
		case value.Long:
			x = n
		case value.Real:
			x = float64(n) / 2
			if n == 4 && random.IntN(4) == 0 {
				x = nan
			}
		case value.String:
			x = fmt.Sprint("s", n)
		case value.Datetime:
			x = value.Time(n + 10)
		case value.Bool:
			x = n > 0
		case value.Guid:
			x = value.UUID{byte(n)}
		}
		if random.IntN(5) == 0 {
			x = nil
		}
		v.Set(i, x)
	}
	return v
}

func (c groupCase) naive(f twin) (out []any) {
	for g := range c.count {
		rows := [][]any{}
		for i, row := range rowsOf(c.args, c.rows) {
			if c.groups[i] == g {
				rows = append(rows, row)
			}
		}
		out = append(out, f(c.args[0].Type, rows))
	}
	return out
}

func (c groupCase) whole(m Maker) []any {
	a := m()
	a.Add(c.args, c.groups, c.count)
	return c.result(a)
}

func (c groupCase) result(a Accumulator) (out []any) {
	for _, row := range rowsOf(a.Result(c.count), c.count) {
		out = append(out, row[c.column])
	}
	return out
}

// merged adds the rows in parts, each with its groups numbered as they come in it.
func (c groupCase) merged(m Maker, random *rand.Rand) []any {
	all := m()
	for at := 0; at < c.rows; {
		n := 1 + random.IntN(c.rows-at)
		part, local, into := m(), []int{}, []int{}
		for _, g := range c.groups[at : at+n] {
			id := slices.Index(into, g)
			if id < 0 {
				id, into = len(into), append(into, g)
			}
			local = append(local, id)
		}
		part.Add(vector.NewBatch(c.rows, c.args...).Slice(at, at+n).Columns, local, len(into))
		all.Merge(part, into, c.count)
		at += n
	}
	return c.result(all)
}

// alike compares results; reals may differ by what a variance is rounded to. A string has
// no null.
func alike(a, b []any) bool {
	return slices.EqualFunc(a, b, func(x, y any) bool {
		f, ok := x.(float64)
		if g, both := y.(float64); ok && both {
			return f == g || math.Abs(f-g) < 1e-9 || math.IsNaN(f) && math.IsNaN(g)
		}
		return fmt.Sprint(x) == fmt.Sprint(y) || x == "" && y == nil
	})
}

// TestSketch holds dcount to what it promises: exact up to a bound, near beyond it, and the
// same however the values come.
func TestSketch(t *testing.T) {
	for _, n := range []int{0, 1, 1000, exactly, exactly + 1, 20000, 300000} {
		var up, down, merged, half sketch
		for i := range n {
			up.add(hashLong(uint64(i)), 14)
			down.add(hashString(fmt.Sprint("host-", n-i)), 14)
			if i%3 == 0 {
				half.add(hashLong(uint64(i)), 14)
			} else {
				merged.add(hashLong(uint64(i)), 14)
			}
		}
		merged.merge(&half, 14)
		if up.count() != merged.count() {
			t.Errorf("%d values: %d, merged %d", n, up.count(), merged.count())
		}
		for _, got := range []int64{up.count(), down.count()} {
			if n <= exactly && got != int64(n) || math.Abs(float64(got)-float64(n)) > 0.03*float64(n) {
				t.Errorf("%d values are counted as %d", n, got)
			}
		}
	}
}

// TestDigestMerges holds hll and tdigest to the same result however the rows are parted.
func TestDigestMerges(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, name := range []string{"hll", "tdigest"} {
		for range 50 {
			c := randomCase(random, name, value.Long)
			c.results = []value.Type{value.Dynamic}
			f, _ := Lookup(name)
			m, err := f.New(specOf(c.args, c.results...))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := c.merged(m, random), c.whole(m); !alike(got, want) {
				t.Fatalf("%s in parts = %v, want %v", name, got, want)
			}
		}
	}
}
