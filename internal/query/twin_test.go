package query

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"foxhound/internal/value"
)

// A pair is a row of the twin: a long, which may be null, and a string.
type pair struct {
	n    int64
	null bool
	s    string
}

// A twinStep is a step of a query, and what it does to rows, told as plainly as can be.
type twinStep struct {
	text string
	rows func(rows, base []pair) []pair
}

// twinSteps makes one of each sort of step that looks at one row, at rows' places or at
// whole tables.
func twinSteps(r *rand.Rand) []twinStep {
	c := int64(r.IntN(5))
	keep := func(which func(pair) bool) func(rows, _ []pair) []pair {
		return func(rows, _ []pair) (out []pair) {
			for _, p := range rows {
				if which(p) {
					out = append(out, p)
				}
			}
			return out
		}
	}
	change := func(f func(i int, rows []pair) pair) func(rows, _ []pair) []pair {
		return func(rows, _ []pair) (out []pair) {
			for i := range rows {
				out = append(out, f(i, rows))
			}
			return out
		}
	}
	return []twinStep{
		{fmt.Sprint("where n > ", c), keep(func(p pair) bool { return !p.null && p.n > c })},
		{fmt.Sprint("where n != ", c), keep(func(p pair) bool { return p.null || p.n != c })},
		{fmt.Sprint("where isnull(n) or n < ", c), keep(func(p pair) bool { return p.null || p.n < c })},
		{fmt.Sprintf("where n >= %d and s contains 'b'", c), keep(func(p pair) bool { return !p.null && p.n >= c && strings.Contains(p.s, "b") })},
		{"where s startswith 'a' or s == ''", keep(func(p pair) bool { return strings.HasPrefix(p.s, "a") || p.s == "" })},
		{fmt.Sprint("extend n = n + ", c), change(func(i int, rows []pair) pair { p := rows[i]; p.n += c; return p })},
		{"extend s = strcat(s, tostring(n))", change(func(i int, rows []pair) pair {
			p := rows[i]
			if !p.null {
				p.s += fmt.Sprint(p.n)
			}
			return p
		})},
		{"project s, n | project-reorder n", change(func(i int, rows []pair) pair { return rows[i] })},
		{fmt.Sprint("take ", c), func(rows, _ []pair) []pair { return rows[:min(int(c), len(rows))] }},
		{"union Base", func(rows, base []pair) []pair { return append(slices.Clone(rows), base...) }},
		{"as Named | union Named", func(rows, _ []pair) []pair { return append(slices.Clone(rows), rows...) }},
		{"serialize n = prev(n)", change(func(i int, rows []pair) pair {
			p := pair{s: rows[i].s, null: true}
			if i > 0 {
				p.n, p.null = rows[i-1].n, rows[i-1].null
			}
			return p
		})},
		{"serialize n = row_number()", change(func(i int, rows []pair) pair { return pair{n: int64(i + 1), s: rows[i].s} })},
		{"order by n asc", func(rows, _ []pair) []pair { return ordered(rows) }},
		{fmt.Sprintf("top %d by n asc", c), func(rows, _ []pair) []pair { return ordered(rows)[:min(int(c), len(rows))] }},
		{"serialize | order by row_number()", func(rows, _ []pair) []pair { return backwards(rows) }},
		{fmt.Sprintf("serialize | top %d by row_number()", c), func(rows, _ []pair) []pair { return backwards(rows)[:min(int(c), len(rows))] }},
	}
}

// ordered sorts by n, nulls first; equal rows stay in their order.
func ordered(rows []pair) []pair {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b pair) int {
		if a.null || b.null {
			return btoi(b.null) - btoi(a.null)
		}
		return cmp.Compare(a.n, b.n)
	})
	return rows
}

func btoi(x bool) int {
	if x {
		return 1
	}
	return 0
}

func backwards(rows []pair) []pair {
	rows = slices.Clone(rows)
	slices.Reverse(rows)
	return rows
}

// TestStepsAreTheirTwins runs random queries beside their twins: the same rows must come
// out, in the same order.
func TestStepsAreTheirTwins(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		base := make([]pair, r.IntN(12))
		cells := make([]string, len(base))
		for i := range base {
			base[i] = pair{n: int64(r.IntN(6)), null: r.IntN(4) == 0, s: []string{"", "a", "ab", "b c"}[r.IntN(4)]}
			cells[i] = fmt.Sprintf("%d, %q", base[i].n, base[i].s)
			if base[i].null {
				base[i].n, cells[i] = 0, fmt.Sprintf("long(null), %q", base[i].s)
			}
		}
		text, rows := "Base", base
		named := false
		for range 1 + r.IntN(6) {
			steps := twinSteps(r)
			step := steps[r.IntN(len(steps))]
			if strings.HasPrefix(step.text, "as ") && named { // a name is given once
				continue
			}
			named = named || strings.HasPrefix(step.text, "as ")
			text, rows = text+" | "+step.text, step.rows(rows, base)
		}
		query := fmt.Sprintf("let Base = datatable(n:long, s:string)[%s];\n%s | project n, s", strings.Join(cells, ", "), text)
		if got := twinRows(t, query); got != fmt.Sprint(normal(rows)) {
			t.Errorf("seed %d: %s\ngives %s\nwant  %v", seed, query, got, normal(rows))
		}
	}
}

func twinRows(t *testing.T, query string) string {
	t.Helper()
	q, err := (&Engine{}).Prepare(context.Background(), "query", query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	b, err := q.Rows(context.Background())
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	list := []string{}
	for i := range b.Rows {
		list = append(list, value.Text(value.Long, b.Columns[0].Value(i))+":"+value.Text(value.String, b.Columns[1].Value(i)))
	}
	return fmt.Sprint(list)
}

// normal writes the twin's rows as [twinRows] does.
func normal(rows []pair) []string {
	list := []string{}
	for _, p := range rows {
		n := fmt.Sprint(p.n)
		if p.null {
			n = ""
		}
		list = append(list, n+":"+p.s)
	}
	return list
}
