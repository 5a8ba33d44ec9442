package logs

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestLineEnds holds each way of finding many line feeds to finding one after the other.
func TestLineEnds(t *testing.T) { withAndWithout(t, testLineEnds) }

func testLineEnds(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 5))
	for range 400 {
		data, apart := make([]byte, random.IntN(30_000)), 1+random.IntN(200)
		for i := range data {
			data[i] = byte(1 + random.IntN(255))
			if random.IntN(apart) == 0 {
				data[i] = "\n\x0b\x0a\x8a\t\n"[random.IntN(6)]
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
		rows, counts, nul := appendRows(nil, nil, data, '\t')
		if !slices.Equal(rows, ends) || nul != bytes.Contains(data, []byte{0}) {
			t.Fatalf("%d bytes: rows end at %v, want %v", len(data), rows, ends)
		}
		for i, end := range ends {
			if before := bytes.Count(data[:end], []byte{'\t'}); int(counts[i]) != before {
				t.Fatalf("%d bytes: %d separators before %d, want %d", len(data), counts[i], end, before)
			}
		}
		var slow, slowCounts [maxFeeds]int32
		total := 0
		for at, left := 0, want; at < len(data); {
			n, next := rowsGo(slow[:], slowCounts[:], data, at, '\t', &total)
			for i, end := range slow[:n] {
				if int(end) != left[i] || slowCounts[i] != counts[len(want)-len(left)+i] {
					t.Fatalf("%d bytes: a line ends at %d behind %d separators, want %d", len(data), end, slowCounts[i], left[i])
				}
			}
			at, left = next, left[n:]
		}
	}
}

// TestLineRoom has nothing written beyond the room for ends, however many there are.
func TestLineRoom(t *testing.T) { withAndWithout(t, testLineRoom) }

func testLineRoom(t *testing.T) {
	data := bytes.Repeat([]byte{'\n'}, 3*lineStep+70)
	for _, room := range []int{maxFeeds, maxFeeds + 1, lineStep - 1, lineStep, lineStep + 1, 2 * lineStep, 2*lineStep + 65} {
		for _, at := range []int{0, 1, 64, lineStep, len(data) - 64} {
			ends, counts, total := make([]int32, room+lineStep), make([]int32, room+lineStep), 0
			check := func(n, next int, nul bool) {
				if n == 0 || n > room || next != at+n || nul || slices.ContainsFunc(ends[room:], func(end int32) bool { return end != 0 }) {
					t.Fatalf("room for %d from %d: %d found up to %d, a NUL: %v; %d", room, at, n, next, nul, ends[room:])
				}
			}
			check(feeds(ends[:room], data, at))
			clear(ends)
			check(rows(ends[:room], counts[:room], data, at, '\n'-1, &total))
			if slices.Max(counts) > 0 || total > 0 {
				t.Fatalf("room for %d from %d: counted what is not there", room, at)
			}
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

// BenchmarkRows finds the lines and separators of a block, lines as unequal as a log's.
func BenchmarkRows(b *testing.B) {
	random := rand.New(rand.NewPCG(20, 21))
	for name, line := range map[string]int{"145": 145, "230": 230, "1060": 1060} {
		var data []byte
		for len(data) < 256<<10 {
			data = append(bytes.Repeat([]byte("x\tvalue"), (line*3/4+random.IntN(line/2))/7), append(data, '\n')...)
		}
		ends, counts := make([]int32, 0, len(data)), make([]int32, 0, len(data))
		b.Run(name+"/rows", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				appendRows(ends, counts, data, '\t')
			}
		})
		b.Run(name+"/ends", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				appendLineEnds(ends, data)
			}
		})
	}
}
