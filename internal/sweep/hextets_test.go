package sweep

import (
	"encoding/binary"
	"math/rand/v2"
	"net/netip"
	"testing"
)

// What is read as eight groups is what the library reads, and all that it reads without zeros left out.
func TestHextets(t *testing.T) {
	rnd := rand.New(rand.NewPCG(18, 19))
	for range 20000 {
		checkHextets(t, randomRun(rnd))
	}
}

func FuzzHextets(f *testing.F) {
	f.Add("2001:db8:1:2:3:4:5:6")
	f.Add("2001:DB8::dead")
	f.Add("1:2:3:4:5:6:1.2.3.4")
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range []byte(text) {
			if classOf[c]&(1<<hex|1<<colon|1<<dot) == 0 {
				return
			}
		}
		if len(text) < maxColonRun {
			checkHextets(t, text)
		}
	})
}

// randomRun is mostly an address of eight groups, or nearly.
func randomRun(rnd *rand.Rand) string {
	var run []byte
	for i := range 8 + rnd.IntN(8)/7 - rnd.IntN(8)/7 {
		if i > 0 || rnd.IntN(8) == 0 {
			run = append(run, ":"...)
		}
		for range 1 + rnd.IntN(4) + rnd.IntN(30)/29 - rnd.IntN(30)/29 {
			run = append(run, "0123456789abcdefABCDEF"[rnd.IntN(22)])
		}
	}
	if rnd.IntN(8) == 0 {
		run[rnd.IntN(len(run))] = ".:a"[rnd.IntN(3)]
	}
	return string(run)
}

func checkHextets(t *testing.T, run string) {
	t.Helper()
	want, err := netip.ParseAddr(run)
	for _, around := range []string{"", "::", "aaaaaaaa ::"} { // at an end of the buffer and in the midst
		buf := []byte(around + run + around)
		colons := colonsOf(buf, len(around), len(run))
		for i := range len(run) {
			if run[i] == ':' != (colons>>i&1 != 0) {
				t.Fatalf("%q: colons %b", run, colons)
			}
		}
		hi, lo, ok := hextets(buf, len(around), len(run), colons)
		var got [16]byte
		binary.BigEndian.PutUint64(got[:8], hi)
		binary.BigEndian.PutUint64(got[8:], lo)
		if ok && (err != nil || got != want.As16()) {
			t.Fatalf("%q: %x, want %v", run, got, want)
		}
		if whole := err == nil && bare(run); whole != ok {
			t.Fatalf("%q: read %v, want %v", run, ok, whole)
		}
	}
}

// bare reports whether a run has neither dots nor colons side by side.
func bare(run string) bool {
	for i := range len(run) {
		if run[i] == '.' || i > 0 && run[i-1] == ':' && run[i] == ':' {
			return false
		}
	}
	return true
}
