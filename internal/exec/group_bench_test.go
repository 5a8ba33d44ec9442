package exec

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A pooledSource scans one table as logs are scanned: on as many goroutines as there are
// processors, with few batches under way at a time.
type pooledSource []*vector.Batch

func (s pooledSource) Scan(_ context.Context, _ *plan.Table, work func(*vector.Batch) (any, error), emit func(any) error) error {
	results := make([]chan any, len(s))
	for i := range results {
		results[i] = make(chan any, 1)
	}
	const workers, ahead = 2, 8
	slots := make(chan struct{}, ahead)
	var next sync.Mutex
	at := 0
	for range workers {
		go func() {
			for {
				slots <- struct{}{}
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= len(s) {
					return
				}
				r, err := work(s[i])
				if err != nil {
					panic(err)
				}
				results[i] <- r
			}
		}()
	}
	for _, c := range results {
		if err := emit(<-c); err != nil {
			return err
		}
		<-slots
	}
	return nil
}

func (pooledSource) External(context.Context, *plan.External, func(*vector.Batch) error) error {
	return nil
}

// benchRows is a table like a log of connections: host, action, port, bytes.
func benchRows(hosts int) (pooledSource, *plan.Table, int64) {
	const batches, rows = 64, 1 << 14
	random := rand.New(rand.NewPCG(13, 14))
	names, actions := make([]string, hosts), []string{"ConnectionSuccess", "ConnectionFailed", "InboundConnectionAccepted"}
	for i := range names {
		names[i] = fmt.Sprintf("host-%05d.corp.example.org", i)
	}
	cols := columnsOf(value.String, value.String, value.Long, value.Long)
	var from pooledSource
	var bytes int64
	for range batches {
		b := vector.NewBatch(rows)
		for _, c := range cols {
			b.Columns = append(b.Columns, vector.New(c.Type, rows))
		}
		for i := range rows {
			b.Columns[0].Strings[i] = names[random.IntN(hosts)]
			b.Columns[1].Strings[i] = actions[random.IntN(len(actions))]
			b.Columns[2].Longs[i] = random.Int64N(65536)
			b.Columns[3].Longs[i] = random.Int64N(1 << 20)
		}
		from, bytes = append(from, b), bytes+b.Size()
	}
	return from, &plan.Table{Name: "T", Cols: cols}, bytes
}

func benchmarkPlan(b *testing.B, hosts int, of func(*plan.Table) plan.Node) {
	from, t, bytes := benchRows(hosts)
	n := of(t)
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		if err := Run(context.Background(), n, from, Limits{Memory: 1 << 32}, func(*vector.Batch) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(from)*from[0].Rows*b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}

// BenchmarkSummarize groups a million rows on two goroutines.
func BenchmarkSummarize(b *testing.B) {
	for _, hosts := range []int{100, 10000} {
		for keys := range 3 {
			for _, agg := range []string{"count", "sum", "dcount"} {
				b.Run(fmt.Sprintf("hosts=%d/keys=%d/%s", hosts, keys, agg), func(b *testing.B) {
					benchmarkPlan(b, hosts, func(t *plan.Table) plan.Node {
						args := columnRefs(t.Cols, 3)
						if agg == "count" {
							args = nil
						}
						return &plan.Summarize{Input: t, Keys: columnRefs(t.Cols, countTo(keys)...), Aggs: []plan.Aggregate{aggregated(agg, value.Long, args...)}}
					})
				})
			}
		}
	}
	b.Run("port", func(b *testing.B) {
		benchmarkPlan(b, 100, func(t *plan.Table) plan.Node {
			return &plan.Summarize{Input: t, Keys: columnRefs(t.Cols, 2), Aggs: []plan.Aggregate{aggregated("count", value.Long)}}
		})
	})
}

// BenchmarkSort sorts a million rows.
func BenchmarkSort(b *testing.B) {
	for place, name := range []string{"host", "action", "port", "bytes"} {
		key := func(t *plan.Table) []plan.SortKey { return []plan.SortKey{{Expr: columnRefs(t.Cols, place)[0]}} }
		b.Run(name, func(b *testing.B) {
			benchmarkPlan(b, 10000, func(t *plan.Table) plan.Node { return &plan.Sort{Input: t, Keys: key(t)} })
		})
		b.Run("top/"+name, func(b *testing.B) {
			benchmarkPlan(b, 10000, func(t *plan.Table) plan.Node {
				return &plan.Top{Input: t, Keys: key(t), Count: constantOf(int64(10))}
			})
		})
	}
}
