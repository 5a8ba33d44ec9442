//go:build !purego

package logs

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestObjects holds what is sure of many rows of JSON to its twin, but where no 32 bytes are left.
func TestObjects(t *testing.T) {
	if !wide {
		t.Skip("this processor has no assembly here")
	}
	random := rand.New(rand.NewPCG(22, 23))
	for range 4000 {
		opening := append([]byte(`{"`), bytes.Repeat([]byte{'t'}, random.IntN(29))...)
		opening = append(opening, '"')
		var data []byte
		for range 1 + random.IntN(8) {
			line := append(bytes.Clone(opening), bytes.Repeat([]byte(`"x"`), random.IntN(40))...)
			line = append(line, "}\n"...)
			if random.IntN(6) == 0 {
				line[random.IntN(len(line))] = "{}\"t\n\r"[random.IntN(6)]
			}
			data = append(data, line...)
		}
		x := new(lineIndex)
		x.ends, x.separators, _ = appendRows(nil, nil, data, '"')
		short, ok := shortOpening(opening)
		for from, n := 0, len(x.ends); from < n; from++ {
			got := objects32(&data[0], len(data), x.begin(from), &x.ends[from], &x.separators[from], n-from, x.before(from), &short)
			want := objectsGo(data, x, from, n, opening)
			for want > got && x.begin(from+want-1)+32 > len(data) {
				want--
			}
			if got != want || !ok {
				t.Fatalf("%q, from line %d of %q: sure of %d, want %d", opening, from, data, got, want)
			}
		}
	}
}
