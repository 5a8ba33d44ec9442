package sweep

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"testing"
)

// obvious is what masks say of a byte, without any mask.
func obvious(c byte) (in [classes]bool) {
	has := func(set string) bool { return bytes.IndexByte([]byte(set), c) >= 0 }
	in[dot], in[colon], in[at], in[esc], in[high] = c == '.', c == ':', c == '@', has(`\%#`), c >= 0x80
	in[digit] = has("0123456789")
	in[hex] = in[digit] || has("abcdefABCDEF")
	in[word] = has("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
	return in
}

// Masks say of each byte what it is, in every place, with the processor's help and without.
func TestMasks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{1, 63, 64, 65, 127, 128, 4096, blockSize - 1, blockSize, blockSize + 1, blockSize + 64, 2*blockSize + 70, 40_000} {
		buf := make([]byte, size)
		for i := range buf {
			buf[i] = byte(rnd.Uint32())
		}
		withAndWithout(t, func(t *testing.T) { checkMasks(t, buf) })
	}
}

func checkMasks(t *testing.T, buf []byte) {
	t.Helper()
	var m masks
	m.begin()
	for base := 0; base < len(buf); base += blockSize {
		n := m.load(buf, base)
		for c := range classes {
			for i := -64; i < 64*(n+1); i++ {
				got := m[c][i/64+1]>>(i&63)&1 != 0
				if i < 0 {
					got = m[c][0]>>(i+64)&1 != 0
				}
				at := base + i
				if want := at >= 0 && at < len(buf) && obvious(buf[at])[c]; got != want {
					t.Fatalf("class %d of byte %d of %d (%q): %v, want %v", c, at, len(buf), buf[max(at, 0)], got, want)
				}
			}
		}
	}
}

// A sweeper's masks and marks begin with cache lines. It is no fault if they do not, but slow.
func TestAligned(t *testing.T) {
	s := built(keys).Sweeper(0)
	for _, row := range []*uint64{&s.m[dot][1], &s.m[high][1], &s.k.rows[nameMark][0], &s.k.rows[hiddenQuadMark][0]} {
		if at := reflect.ValueOf(row).Pointer(); at%(8*lineWords) != 0 {
			t.Errorf("a row begins at %#x", at)
		}
	}
}

func FuzzMasks(f *testing.F) {
	f.Add([]byte(`{"a":"evil\u002ecom","b":"1.2.3.4"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		buf := bytes.Repeat(data, 1+200/(len(data)+1))
		words := len(buf) / 64
		if words == 0 || words > blockWords {
			return
		}
		var one, two masks
		classify(&one, buf, words)
		classifyGo(&two, buf, words)
		if one != two {
			t.Errorf("classes of %q differ", buf)
		}
	})
}
