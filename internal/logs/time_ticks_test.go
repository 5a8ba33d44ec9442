package logs

import "testing"

var tickSeeds = []string{
	"2026-05-23T10:11:12.1234567Z", "2026-05-23T10:11:12Z", "2026-05-23T10:11:12.123456789123Z", "2026-05-23T10:11:12.Z", "2026-05-23T10:11:60Z", "2026-05-23T24:00:00Z",
	"2026-02-30T10:11:12Z", "2024-02-29T10:11:12.5Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2026-00-23T10:11:12Z",
	"2026-05-23T10:11:12,5Z", "2026-05-23 10:11:12Z", " 2026-05-23T10:11:12Z", "2026-05-23T1:11:12.5555Z", "2026-05-23T10:11:12+02:00", "1779531072", "2026-05-23T10:11:12.5zZ",
	"2026-05-23T10:11:1:.55555Z", "", "2026/05/23T10:11:12Z",
}

// FuzzTicks holds the reader of many times to that of one, whatever day it read before.
func FuzzTicks(f *testing.F) {
	for i, seed := range tickSeeds {
		f.Add(tickSeeds[(i+1)%len(tickSeeds)], seed)
	}
	f.Fuzz(func(t *testing.T, before, text string) {
		var r tickReader
		r.parse([]byte(before))
		for range 2 {
			want, wanted := parseTicks([]byte(text))
			if got, ok := r.parse([]byte(text)); got != want || ok != wanted {
				t.Fatalf("%q behind %q is %d, %v; want %d, %v", text, before, got, ok, want, wanted)
			}
		}
	})
}

// TestTicks holds the two alike on times that differ from a right one in a byte or two.
func TestTicks(t *testing.T) {
	var r tickReader
	const right = "2026-05-23T10:11:12.1234567Z"
	for i := range right {
		for _, c := range "0123456789-:.TZ +" {
			text := []byte(right)
			text[i] = byte(c)
			for j := i; j < len(right); j += 7 {
				text := append([]byte(nil), text...)
				text[j] = byte(c)
				want, wanted := parseTicks(text)
				if got, ok := r.parse(text); got != want || ok != wanted {
					t.Fatalf("%q is %d, %v; want %d, %v", text, got, ok, want, wanted)
				}
			}
		}
	}
}
