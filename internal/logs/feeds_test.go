package logs

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestLineEnds holds both ways of finding many line feeds to finding one after the other.
func TestLineEnds(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 5))
	for range 400 {
		data := make([]byte, random.IntN(20_000))
		for i := range data {
			data[i] = byte(1 + random.IntN(255))
			if random.IntN(1+random.IntN(40)) == 0 {
				data[i] = "\n\x0b\x0a\x8a\x09\n"[random.IntN(6)]
			}
		}
		if n := len(data); n > 0 && random.IntN(2) == 0 {
			data[random.IntN(n)] = 0
		}
		var want []int
		for begin := 0; begin < len(data); begin = want[len(want)-1] {
			want = append(want, lineEnd(data, begin))
		}
		if got := slices.Collect(lineEnds(data)); !slices.Equal(got, want) {
			t.Fatalf("%d bytes: ends at %v, want %v", len(data), got, want)
		}
		ends, nul := appendLineEnds(nil, data)
		for i, end := range ends {
			if len(ends) != len(want) || int(end) != want[i] {
				t.Fatalf("%d bytes: ends at %v, want %v", len(data), ends, want)
			}
		}
		if nul != bytes.Contains(data, []byte{0}) {
			t.Fatalf("%q holds a NUL: %v", data, nul)
		}
		var slow [maxFeeds]int32
		for base, ends := 0, want; base < len(data); {
			n, looked := feedsGo(&slow, data[base:])
			for i, at := range slow[:n] {
				if base+int(at)+1 != ends[i] {
					t.Fatalf("%d bytes: a line ends at %d, want %d", len(data), base+int(at)+1, ends[i])
				}
			}
			base, ends = base+looked, ends[n:]
		}
	}
}

func BenchmarkLineEnds(b *testing.B) {
	for name, line := range map[string]int{"145": 145, "1060": 1060} {
		data := bytes.Repeat(append(bytes.Repeat([]byte{'x'}, line-1), '\n'), 1<<20/line)
		b.Run(name+"/many", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				for range lineEnds(data) {
				}
			}
		})
		b.Run(name+"/one by one", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				for begin := 0; begin < len(data); begin = lineEnd(data, begin) {
				}
			}
		})
	}
}
