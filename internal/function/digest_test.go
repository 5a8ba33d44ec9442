package function

import (
	"testing"

	"foxhound/internal/value"
)

func TestDigests(t *testing.T) {
	const digest = js(`[[1.0,1],[2.0,2],[5.0,1]]`)
	check(t, []cell{
		{"percentile_tdigest", args(digest, 50.0), `2.0`},
		{"percentile_tdigest", args(digest, 0.0), `1.0`},
		{"percentile_tdigest", args(digest, 100.0), `5.0`},
		{"percentile_tdigest", args(digest, 101.0), `null`},
		{"percentile_tdigest", args(value.Dynamic, 50.0), `null`},
		{"percentile_tdigest", args(js(`[1,"x"]`), 50.0), `null`},
		{"percentiles_array_tdigest", args(digest, 25.0, 100.0), `[1.0,5.0]`},
		{"percentiles_array_tdigest", args(digest, js(`[25,100]`)), `[1.0,5.0]`},
		{"rank_tdigest", args(digest, 2), `3.0`},
		{"percentrank_tdigest", args(digest, 2), `75.0`},
		{"merge_tdigest", args(digest, js(`[[2,1]]`)), `[[1.0,1.0],[2.0,3.0],[5.0,1.0]]`},
		{"hll_merge", args(js(`[1,5]`), js(`[2,5]`)), `[1,2,5]`},
		{"dcount_hll", args(js(`[1,2,5]`)), `3`},
		{"dcount_hll", args(js(`{}`)), `null`},
	})
}

// A digest of many values is bounded, and its percentiles are near.
func TestDigestBound(t *testing.T) {
	const n = 100_000
	var values []Weighted
	for i := range n {
		values = append(values, Weighted{int64(i * 7919 % n), 1})
	}
	d := MakeDigest(values)
	if size := len(d.([]any)); size > mostCentroids {
		t.Errorf("a digest of %d values has %d", n, size)
	}
	for _, p := range []float64{0.1, 1, 25, 50, 99, 99.9} {
		got := placeOf(atPercent(digestOf(d), p))
		if want := p / 100 * n; got < want-n/1000 || got > want+n/1000 {
			t.Errorf("percentile %v of 0 ... %d is %v", p, n, got)
		}
	}
}

func TestSketchBound(t *testing.T) {
	const n = 1_000_000
	hashes := make([]uint64, n)
	for i := range hashes {
		hashes[i] = uint64(i) * 0x9e3779b97f4a7c15 // evenly spread
	}
	got := sketchCount(MakeSketch(hashes)).(int64)
	if got < n*97/100 || got > n*103/100 {
		t.Errorf("a sketch of %d values counts %d", n, got)
	}
}
