package sweep

import (
	"math/rand/v2"
	"testing"
)

// What is read around a dot is what is read byte by byte from its first number on.
func TestQuadAround(t *testing.T) {
	rnd := rand.New(rand.NewPCG(20, 21))
	read := 0
	for range 100000 {
		var buf []byte
		for range 1 + rnd.IntN(9) {
			buf = append(buf, []string{"", ".", "0", "1", "9", "25", "255", "256", "100", " ", "a", "\xb0", "1.2", "3.4"}[rnd.IntN(14)]...)
			if rnd.IntN(3) > 0 {
				buf = append(buf, '.')
			}
		}
		for p, c := range buf {
			if c != '.' {
				continue
			}
			want, ok := quadBySteps(buf, p)
			if got, is := quadAround(buf, p); is != ok || ok && got != want {
				t.Fatalf("%q at %d: %x, %v, want %x, %v", buf, p, got, is, want, ok)
			}
			if ok {
				read++
			}
		}
	}
	if read < 1000 {
		t.Errorf("%d addresses only", read)
	}
}

// quadBySteps is the twin of [quadAround].
func quadBySteps(buf []byte, p int) (v uint32, ok bool) {
	one := p - digitsBefore(buf, p) - 1
	if one < 0 {
		return 0, false
	}
	return quadAt(buf, one-digitsBefore(buf, one))
}
