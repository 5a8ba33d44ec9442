package hunt

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"foxhound/feed"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/logs"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestSetMerges holds a set to merging all indicators at once and asking the guards of what is
// left: the same indicators under the same keys, and the same counts.
func TestSetMerges(t *testing.T) {
	for seed := range uint64(30) {
		rnd := rand.New(rand.NewPCG(5, seed))
		feeds := []*feed.Result{{}, {}, {}}
		for range rnd.IntN(60 << (seed % 4)) {
			f := feeds[rnd.IntN(len(feeds))]
			f.Indicators = append(f.Indicators, someListed(t, rnd))
		}
		s := setOf(t, feeds...)
		want, counts, guarded := mergedAtOnce(feeds)
		var got []string
		for id := range s.index.All() {
			found := s.index.Find(s.key(id))
			if !lists(&found, id) {
				t.Errorf("seed %d: number %d is not found by its key", seed, id)
			}
			got = append(got, said(*s.at(id), s.marks[id].level))
		}
		slices.Sort(got)
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: the indicators (-at once +set)\n%s", seed, diff)
		}
		if diff := gocmp.Diff(counts, s.counts); diff != "" {
			t.Errorf("seed %d: the counts (-at once +set)\n%s", seed, diff)
		}
		if diff := gocmp.Diff(guarded, s.guarded); diff != "" {
			t.Errorf("seed %d: what was guarded (-at once +set)\n%s", seed, diff)
		}
	}
}

// setOf is the set of feeds, under the guards that are embedded.
func setOf(t testing.TB, feeds ...*feed.Result) *set {
	t.Helper()
	s, err := newSet(context.Background(), feeds, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A lapsing context is done once it was asked so many times.
type lapsing struct {
	context.Context
	left atomic.Int64
}

func (l *lapsing) Err() error {
	if l.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// Wherever a hunt is interrupted while its indicators are made ready, it looks for none of them
// and says so.
func TestSetInterrupted(t *testing.T) {
	sources, err := logs.Find([]string{"../examples/remus/logs"})
	if err != nil {
		t.Fatal(err)
	}
	feeds := []*feed.Result{manyIndicators(5 * share)}
	for n := int64(0); ; n = 2*n + 1 {
		ctx := &lapsing{Context: t.Context()}
		ctx.left.Store(n)
		if _, err := newSet(ctx, feeds, nil); err == nil {
			if n < 2*5 {
				t.Errorf("asked less than %d times whether to go on", n)
			}
			return
		}
		ctx.left.Store(n)
		r, err := Run(ctx, Options{Feeds: feeds, Sources: sources})
		if !errors.Is(err, context.Canceled) || r == nil || !r.Summary.Interrupted || len(r.Summary.Unread) != len(sources) {
			t.Fatalf("interrupted at %d: %v, %+v", n, err, r)
		}
		if s := r.Summary; len(s.Indicators) > 0 || s.Merged > 0 || s.Feeds[0].Indicators != 5*share {
			t.Errorf("interrupted at %d: indicators %v, %d merged, of %d", n, s.Indicators, s.Merged, s.Feeds[0].Indicators)
		}
	}
}

// lists reports whether an id is among those found.
func lists(found interface{ Next() (int32, bool) }, id int32) bool {
	for {
		switch next, ok := found.Next(); {
		case !ok:
			return false
		case next == id:
			return true
		}
	}
}

// said is all that an indicator and the guards say.
func said(ind indicator.Indicator, level guard.Level) string {
	return fmt.Sprintf("%+v %d", ind, level)
}

// mergedAtOnce is the slow twin of a set.
func mergedAtOnce(feeds []*feed.Result) (list []string, counts map[indicator.Kind]IndicatorCounts, guarded []Guarded) {
	counts = map[indicator.Kind]IndicatorCounts{}
	byList := map[string]Guarded{}
	var last indicator.Observable
	for _, ind := range Indicators(feeds...) {
		d := guard.Decide(ind)
		if ind.Observable != last {
			last = ind.Observable
			c := counts[ind.Kind]
			c.Loaded++
			if !ind.Family.Known() {
				c.NoFamily++
			}
			if d.Level > guard.Label {
				c.Guarded++
			}
			if d.Level != guard.Pass {
				g := byList[d.List]
				g.List = d.List
				g.count(d.Level)
				byList[d.List] = g
			}
			counts[ind.Kind] = c
		}
		if d.Level != guard.Drop {
			list = append(list, said(ind, d.Level))
		}
	}
	slices.Sort(list)
	for _, g := range byList {
		guarded = append(guarded, g)
	}
	slices.SortFunc(guarded, func(a, b Guarded) int { return cmp.Compare(a.List, b.List) })
	return list, counts, guarded
}

// someListed is one of few values, said by one of few sources.
func someListed(t *testing.T, rnd *rand.Rand) indicator.Indicator {
	pick := func(texts ...string) string { return texts[rnd.IntN(len(texts))] }
	o, err := indicator.Parse(pick("a.example", "b.a.example", "http://a.example/x", "http://a.example/y", "8.8.8.8", "3.5.140.2", "104.16.1.2:80", "1.2.3.4", "1.2.3.4:80", "1.2.3.4:443",
		"http://1.2.3.4/", "10.0.0.1", "com", "x.duckdns.org", "http://x.duckdns.org/a", "localhost.localdomain", "d41d8cd98f00b204e9800998ecf8427e",
		"0123456789abcdef0123456789abcdef", "a@a.example", "2001:db8:1::1", "dns.google"))
	if err != nil {
		o, err = indicator.Parse("other.example")
	}
	if err != nil {
		t.Fatal(err)
	}
	ind := indicator.Indicator{
		Observable: o, Confidence: rnd.IntN(5)*25 - 1, ThreatType: pick("", "botnet_cc", "payload"), Reference: pick("", "https://r.example/1", "https://r.example/2"),
		Family:      []indicator.Family{{}, {Name: "Nameless"}, {ID: "win.remus", Name: "Remus"}, {ID: "win.remus", Name: "REMUS"}, {ID: "elf.mirai", Name: "Mirai"}}[rnd.IntN(5)],
		Compromised: rnd.IntN(5) == 0, Source: pick("list", "threatfox"),
	}
	if rnd.IntN(2) == 0 {
		ind.FirstSeen = time.Unix(1_700_000_000+rnd.Int64N(1000), 0).UTC()
		ind.LastSeen = ind.FirstSeen.Add(time.Hour)
	}
	return ind
}

// millionLines are the values of a plain list of a million, of the mix that feeds have.
func millionLines(n int) string {
	rnd := rand.New(rand.NewPCG(9, 9))
	name := func() string {
		return fmt.Sprintf("%x%s.%s", rnd.Uint64N(1<<(16+rnd.Uint64N(20))), []string{"", "-cdn", "portal", ".mail"}[rnd.IntN(4)], []string{"com", "net", "top", "duckdns.org", "co.uk"}[rnd.IntN(5)])
	}
	addr := func() string {
		return fmt.Sprintf("%d.%d.%d.%d", 20+rnd.IntN(180), rnd.IntN(256), rnd.IntN(256), rnd.IntN(256))
	}
	var b strings.Builder
	for range n {
		switch kind := rnd.IntN(100); {
		case kind < 42:
			b.WriteString(name())
		case kind < 62:
			b.WriteString(addr())
		case kind < 72:
			fmt.Fprintf(&b, "%s:%d", addr(), 1+rnd.IntN(65535))
		case kind < 79:
			fmt.Fprintf(&b, "http://%s/%x", name(), rnd.Uint32())
		case kind < 86:
			fmt.Fprintf(&b, "http://%s:8080/bin.sh", addr())
		case kind < 93:
			fmt.Fprintf(&b, "%016x%016x", rnd.Uint64(), rnd.Uint64())
		default:
			fmt.Fprintf(&b, "%016x%016x%016x%016x", rnd.Uint64(), rnd.Uint64(), rnd.Uint64(), rnd.Uint64())
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// BenchmarkReady records how long it takes from a plain list to being ready to scan, and what
// that leaves in memory.
func BenchmarkReady(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		text := millionLines(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			var j *judge
			before := heap()
			for b.Loop() {
				r, err := feed.Options{Packed: true}.Read(b.Context(), "list", strings.NewReader(text))
				if err != nil || r.Len() != n {
					b.Fatal(err, r.Len())
				}
				j = ready(b, []*feed.Result{r})
			}
			b.ReportMetric(float64(heap()-before), "held-bytes")
			runtime.KeepAlive(j)
		})
	}
}

func ready(b *testing.B, feeds []*feed.Result) *judge {
	s := setOf(b, feeds...)
	return &judge{set: s, listed: s.listed}
}

// heap is how many bytes are in use.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
