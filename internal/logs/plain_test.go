package logs

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestPlainRun holds the ways to find the end of a plain run to one that looks at each byte.
func TestPlainRun(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	for range 3000 {
		data := make([]byte, random.IntN(200))
		for i := range data {
			data[i] = byte('!' + random.IntN(2)*'`')
			switch random.IntN(80) {
			case 0:
				data[i] = byte(random.IntN(256))
			case 1:
				data[i] = "\"\\\n\x00\x1f \x7f\x80\xff\xa2\xdc"[random.IntN(11)]
			}
		}
		for from := 0; from <= len(data); from += 1 + random.IntN(9) {
			want := from
			for want < len(data) && data[want] >= ' ' && !bytes.ContainsRune([]byte(`"\`), rune(data[want])) {
				want++
			}
			if got, eight := plainRun(data, from), plainRun8(data, from); got != want || eight != want {
				t.Fatalf("from %d, %q is plain to %d and %d, want %d", from, data, got, eight, want)
			}
		}
	}
}

func BenchmarkPlainRun(b *testing.B) {
	text := []byte(`9b36514ef66a5e3f65c4d097b103670015c5bcb211b50bf5ff95ed0afcd077ab","a":"desktop-0b5947.corp.contoso.com","b":"Tcp","c":"\"C:\\ProgramData"`)
	for name, run := range map[string]func([]byte, int) int{"8": plainRun8, "32": plainRun} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				for i := 0; i < len(text); i++ {
					i = run(text, i)
				}
			}
		})
	}
}
