//go:build !purego

package logs

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestHeads has what is sure of heads of CEF be right, and be sure of those that are plain.
func TestHeads(t *testing.T) {
	if !wide {
		t.Skip("this processor has no assembly here")
	}
	random := rand.New(rand.NewPCG(16, 17))
	bars := len(cefHeader)
	plain := func(line []byte) bool {
		first := bytes.IndexByte(line, '|') + 1
		return bytes.HasSuffix(line[:first], []byte(beginCEF)) && bytes.Count(line, []byte{'|'}) >= bars && (line[0] < '0' || line[0] > '9') && bytes.IndexByte(line, '\\') < 0
	}
	for range 4000 {
		data := []byte{'\n'}
		for range 1 + random.IntN(6) {
			line := slices.Concat(bytes.Repeat([]byte{'x'}, random.IntN(150)), []byte(beginCEF), bytes.Repeat([]byte{'x'}, random.IntN(300)))
			for head := bytes.IndexByte(line, '|') + 1; bytes.Count(line, []byte{'|'}) < bars-random.IntN(2); {
				line = slices.Insert(line, head+random.IntN(len(line)-head+1), '|')
			}
			if random.IntN(4) == 0 {
				line[random.IntN(len(line))] = "|\\07C\x00"[random.IntN(6)]
			}
			data = append(append(data, line...), '\n')
		}
		ends, _ := appendLineEnds(nil, data)
		sure := heads64(&data[0], len(data), 1, &ends[1], len(ends)-1, bars)
		for i := range ends[1:] {
			line := data[ends[i]:ends[i+1]]
			if i < sure && !shapedAsCEF(line) {
				t.Fatalf("it is sure of %q", line)
			}
			if i == sure && plain(line) && int(ends[i+1])+64 <= len(data) {
				t.Fatalf("it is not sure of %q", line)
			}
		}
	}
}
