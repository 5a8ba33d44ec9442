package store

import (
	"context"
	"fmt"
	"testing"

	"foxhound/indicator"
)

// corpus is n indicators of many families in no order, as a large list has them.
func corpus(n int) []indicator.Indicator {
	all := make([]indicator.Indicator, n)
	for i := range all {
		x := uint32(i) * 2654435761
		all[i] = indicator.Indicator{
			Observable: indicator.Observable{Kind: indicator.Domain, Value: fmt.Sprintf("%08x.example-%d.com", x, x%997)},
			Family:     indicator.Family{Name: fmt.Sprintf("family %d", i*3000/n)}, Confidence: indicator.UnknownConfidence, Source: "table",
		}
	}
	return all
}

func benchPull(b *testing.B, s *Store, inds []indicator.Indicator) {
	b.Helper()
	p, err := s.Begin(context.Background(), Feed{Name: "f"})
	if err != nil {
		b.Fatal(err)
	}
	defer p.Rollback()
	for i := range inds {
		if err := p.Add(inds[i]); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := p.Commit(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPull is what it takes to store a feed, and to find nothing new in it.
func BenchmarkPull(b *testing.B) {
	inds := corpus(300_000)
	b.Run("new", func(b *testing.B) {
		for range b.N {
			b.StopTimer()
			s := open(b, Options{})
			b.StartTimer()
			benchPull(b, s, inds)
		}
		b.ReportMetric(float64(b.N*len(inds))/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("unchanged", func(b *testing.B) {
		s := open(b, Options{})
		benchPull(b, s, inds)
		b.ResetTimer()
		for range b.N {
			benchPull(b, s, inds)
		}
		b.ReportMetric(float64(b.N*len(inds))/b.Elapsed().Seconds(), "rows/s")
	})
}

// BenchmarkRead is what it takes to take all out of the store.
func BenchmarkRead(b *testing.B) {
	s, n := open(b, Options{}), 0
	benchPull(b, s, corpus(300_000))
	b.ResetTimer()
	for range b.N {
		for _, err := range s.Assertions(context.Background(), Filter{}) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
}
