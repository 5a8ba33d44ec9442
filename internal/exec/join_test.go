package exec

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A memorySource scans tables held in memory, with as many goroutines as there are
// batches, so that only emit keeps the order.
type memorySource map[string][]*vector.Batch

func (s memorySource) Scan(ctx context.Context, table *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	batches := s[table.Name]
	results, failures := make([]any, len(batches)), make([]error, len(batches))
	var wg sync.WaitGroup
	for i, b := range batches {
		wg.Go(func() { results[i], failures[i] = work(wantedOf(table, b)) })
	}
	wg.Wait()
	for i, result := range results {
		if err := errors.Join(failures[i], ctx.Err()); err != nil {
			return err
		}
		if err := emit(result); err != nil {
			return err
		}
	}
	return nil
}

// wantedOf gives nulls in the columns that are not wanted.
func wantedOf(table *plan.Table, b *vector.Batch) *vector.Batch {
	if table.Wanted == nil {
		return b
	}
	out := vector.NewBatch(b.Rows)
	for i, c := range b.Columns {
		if !slices.Contains(table.Wanted, i) {
			c = vector.Null(c.Type, b.Rows)
		}
		out.Columns = append(out.Columns, c)
	}
	return out
}

func (s memorySource) Bytes(table *plan.Table) (n int64) {
	for _, b := range s[table.Name] {
		n += b.Size()
	}
	return n
}

func (memorySource) External(context.Context, *plan.External, func(*vector.Batch) error) error {
	return errors.New("no external data here")
}

// rowsOf runs a plan and returns its rows.
func rowsOf(t testing.TB, n plan.Node, from Source) [][]any {
	t.Helper()
	var rows [][]any
	if err := Run(context.Background(), n, from, Limits{}, func(b *vector.Batch) error {
		rows = append(rows, listRows(b)...)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return rows
}

// batchesOf runs a plan and returns its batches.
func batchesOf(t testing.TB, n plan.Node, from Source) (batches []*vector.Batch) {
	t.Helper()
	if err := Run(context.Background(), n, from, Limits{}, func(b *vector.Batch) error { batches = append(batches, b); return nil }); err != nil {
		t.Fatal(err)
	}
	return batches
}

// rowsCount runs a plan and counts its rows.
func rowsCount(t testing.TB, n plan.Node, from Source) (rows int) {
	t.Helper()
	if err := Run(context.Background(), n, from, Limits{}, func(b *vector.Batch) error { rows += b.Rows; return nil }); err != nil {
		t.Fatal(err)
	}
	return rows
}

func listRows(b *vector.Batch) [][]any {
	rows := make([][]any, b.Rows)
	for i := range rows {
		for _, c := range b.Columns {
			rows[i] = append(rows[i], c.Value(i))
		}
	}
	return rows
}

// batchOf makes a batch of rows.
func batchOf(cols []plan.Column, rows [][]any) *vector.Batch {
	b := &vector.Batch{Rows: len(rows)}
	for c, col := range cols {
		v := vector.New(col.Type, len(rows))
		for i, row := range rows {
			v.Set(i, row[c])
		}
		b.Columns = append(b.Columns, v)
	}
	return b
}

// columnsOf makes columns named by their place.
func columnsOf(types ...value.Type) []plan.Column {
	cols := make([]plan.Column, len(types))
	for i, t := range types {
		cols[i] = plan.Column{Name: fmt.Sprintf("c%d", i), Type: t}
	}
	return cols
}

// A table is rows of a test, in batches of some length where it is scanned.
type table struct {
	cols []plan.Column
	rows [][]any
}

func (t table) node() plan.Node { return &plan.Rows{Cols: t.cols, Batch: batchOf(t.cols, t.rows)} }

// scanned returns a node that scans the table by name, and adds it to the source.
func (t table) scanned(from memorySource, name string, length int) plan.Node {
	for at := 0; at < len(t.rows); at += length {
		from[name] = append(from[name], batchOf(t.cols, t.rows[at:min(at+length, len(t.rows))]))
	}
	return &plan.Table{Name: name, Cols: t.cols}
}

// randomTable has a key column of each type, from few values and null, and a number of
// the row.
func randomTable(r *rand.Rand, rows int, keys ...value.Type) table {
	t := table{cols: columnsOf(append(keys, value.Long)...)}
	for i := range rows {
		row := make([]any, 0, len(keys)+1)
		for _, k := range keys {
			row = append(row, randomKey(r, k))
		}
		t.rows = append(t.rows, append(row, int64(i)))
	}
	return t
}

func randomKey(r *rand.Rand, t value.Type) any {
	n := r.IntN(6)
	switch {
	case t == value.String:
		return []string{"", "a", "b", "A", "ab", "abc"}[n]
	case n == 0:
		return nil
	case t == value.Real:
		return float64(n) / 2
	case t == value.Bool:
		return n%2 == 0
	}
	return int64(n)
}

// nestedLoops is join by its definition: each row of the one side against each row of the
// other.
func nestedLoops(kind plan.JoinKind, left, right table, keys int, heldLeft bool) [][]any {
	same := func(l, r int) bool { return cmp.Equal(left.rows[l][:keys], right.rows[r][:keys]) }
	is := func(kinds ...plan.JoinKind) bool { return slices.Contains(kinds, kind) }
	pair := func(l, r int) []any {
		rows := [2][]any{listRows(nullRow(left.cols))[0], listRows(nullRow(right.cols))[0]}
		if l >= 0 {
			rows[0] = left.rows[l]
		}
		if r >= 0 {
			rows[1] = right.rows[r]
		}
		return slices.Concat(rows[0], rows[1])
	}
	counts := func(l, r int) bool {
		first := !slices.ContainsFunc(left.rows[:l], func(row []any) bool { return cmp.Equal(row[:keys], left.rows[l][:keys]) })
		return same(l, r) && (kind != plan.InnerUnique || first)
	}
	lefts, rights := make([]bool, len(left.rows)), make([]bool, len(right.rows))
	for l := range lefts {
		for r := range rights {
			lefts[l], rights[r] = lefts[l] || same(l, r), rights[r] || same(l, r)
		}
	}
	var out [][]any
	switch {
	case is(plan.LeftSemi, plan.LeftAnti):
		for l, has := range lefts {
			if has == (kind == plan.LeftSemi) {
				out = append(out, left.rows[l])
			}
		}
		return out
	case is(plan.RightSemi, plan.RightAnti):
		for r, has := range rights {
			if has == (kind == plan.RightSemi) {
				out = append(out, right.rows[r])
			}
		}
		return out
	}
	loneLeft := func(l int) {
		if !lefts[l] && is(plan.LeftOuter, plan.FullOuter) {
			out = append(out, pair(l, -1))
		}
	}
	loneRight := func(r int) {
		if !rights[r] && is(plan.RightOuter, plan.FullOuter) {
			out = append(out, pair(-1, r))
		}
	}
	if heldLeft {
		for r := range rights {
			for l := range slices.Backward(lefts) {
				if counts(l, r) {
					out = append(out, pair(l, r))
				}
			}
			loneRight(r)
		}
		for l := range lefts {
			loneLeft(l)
		}
		return out
	}
	for l := range lefts {
		for r := range slices.Backward(rights) {
			if counts(l, r) {
				out = append(out, pair(l, r))
			}
		}
		loneLeft(l)
	}
	for r := range rights {
		loneRight(r)
	}
	return out
}

func nullRow(cols []plan.Column) *vector.Batch {
	b := &vector.Batch{Rows: 1}
	for _, c := range cols {
		b.Columns = append(b.Columns, vector.Null(c.Type, 1))
	}
	return b
}

var joinKinds = map[string]plan.JoinKind{"innerunique": plan.InnerUnique, "inner": plan.Inner, "leftouter": plan.LeftOuter,
	"rightouter": plan.RightOuter, "fullouter": plan.FullOuter, "leftsemi": plan.LeftSemi, "rightsemi": plan.RightSemi,
	"leftanti": plan.LeftAnti, "rightanti": plan.RightAnti}

func refs(t table, n int) []plan.Expr {
	var list []plan.Expr
	for i := range n {
		list = append(list, &plan.Ref{Index: i, T: t.cols[i].Type})
	}
	return list
}

func TestJoinIsNestedLoops(t *testing.T) {
	for name, kind := range joinKinds {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(kind)))
			for range 60 {
				keys := [][]value.Type{{value.String}, {value.Long}, {value.Real}, {value.Bool}, {value.String, value.Long}}[r.IntN(5)]
				left, right := randomTable(r, r.IntN(20), keys...), randomTable(r, r.IntN(20), keys...)
				source := memorySource{}
				lefts := []plan.Node{left.node(), left.scanned(source, "left", 1+r.IntN(4))}
				rights := []plan.Node{right.node(), right.scanned(source, "right", 1+r.IntN(4))}
				for _, l := range lefts {
					for _, n := range rights {
						join := &plan.Join{Left: l, Right: n, Kind: kind, LeftKeys: refs(left, len(keys)), RightKeys: refs(right, len(keys)), Lookup: r.IntN(3) == 0}
						want := nestedLoops(kind, left, right, len(keys), (&run{source: source, known: new(memo)}).holdsLeft(join))
						if diff := cmp.Diff(want, rowsOf(t, join, source)); diff != "" {
							t.Fatalf("%T with %T, keys %v, -want +got:\n%s", l, n, keys, diff)
						}
					}
				}
			}
		})
	}
}

// TestJoinTooMany: one batch of many pairs comes in parts, and what follows sees them all.
func TestJoinTooMany(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	left, right := randomTable(r, 900), randomTable(r, 1100)
	one := []plan.Expr{&plan.Const{T: value.Long, Value: int64(1)}}
	for name, kind := range joinKinds {
		for _, lookup := range []bool{false, true} {
			source := memorySource{}
			join := &plan.Join{Left: left.scanned(source, "left", 500), Right: right.scanned(source, "right", 500), Kind: kind, LeftKeys: one, RightKeys: one, Lookup: lookup}
			n := &plan.Project{Input: join, Cols: columnsOf(value.Long), Exprs: []plan.Expr{long(0)}}
			got := 0
			for _, b := range batchesOf(t, n, source) {
				if got += b.Rows; b.Rows > 2*chunkRows {
					t.Errorf("%s gives %d rows at once", name, b.Rows)
				}
			}
			want := map[plan.JoinKind]int{plan.InnerUnique: 1100, plan.LeftSemi: 900, plan.RightSemi: 1100, plan.LeftAnti: 0, plan.RightAnti: 0}
			if w, ok := want[kind]; ok && got != w || !ok && got != 900*1100 {
				t.Errorf("%s gives %d rows", name, got)
			}
		}
	}
}

func TestJoinIsBounded(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	left, right := randomTable(r, 1000), randomTable(r, 1000)
	one := []plan.Expr{&plan.Const{T: value.Long, Value: int64(1)}}
	n := &plan.Join{Left: left.node(), Right: right.node(), Kind: plan.Inner, LeftKeys: one, RightKeys: one}
	for name, limits := range map[string]Limits{"rows": {Rows: 10_000}, "memory": {Memory: 100}} {
		err := Run(context.Background(), n, nil, limits, func(*vector.Batch) error { return nil })
		if err == nil {
			t.Errorf("no error for too little %s", name)
		}
	}
}

// Slots grow only by what was announced, and are announced only where they grow.
func TestKeyTableAnnouncesGrowth(t *testing.T) {
	table, r := newKeyTable(), rand.New(rand.NewPCG(3, 4))
	for next := int64(0); next < 1<<14; {
		keys := make([]int64, 1+r.IntN(40))
		for i := range keys {
			keys[i], next = next, next+1
		}
		before, growth := len(table.slots), table.growth(len(keys))
		table.add([]*vector.Vector{vector.Of(value.Long, keys, nil)}, len(keys), make([]int32, len(keys)))
		if after := len(table.slots); int64(16*after) != max(int64(16*before), growth) {
			t.Fatalf("%d slots became %d with %d keys; announced were %d bytes", before, after, len(keys), growth)
		}
	}
}

func BenchmarkJoin(b *testing.B) {
	for _, name := range []string{"inner", "innerunique", "leftsemi"} {
		for _, key := range []value.Type{value.String, value.Long} {
			b.Run(name+"/"+key.String(), func(b *testing.B) { benchmarkJoin(b, joinKinds[name], key) })
		}
	}
}

func benchmarkJoin(b *testing.B, kind plan.JoinKind, key value.Type) {
	make := func(rows, step int) table {
		t := table{cols: columnsOf(key, value.Long)}
		for i := range rows {
			var k any = int64(i * step)
			if key == value.String {
				k = fmt.Sprintf("host-%d.example.com", i*step)
			}
			t.rows = append(t.rows, []any{k, int64(i)})
		}
		return t
	}
	source := memorySource{}
	left, right := make(500_000, 1), make(50_000, 7)
	l, r := left.scanned(source, "left", 8192), right.scanned(source, "right", 8192)
	n := &plan.Join{Left: l, Right: r, Kind: kind, LeftKeys: refs(left, 1), RightKeys: refs(right, 1)}
	for b.Loop() {
		rowsCount(b, n, source)
	}
	b.ReportMetric(float64(550_000*b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}
