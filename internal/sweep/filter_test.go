package sweep

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"
)

// Of windows that are not listed the filter lets hardly more pass than chance does. A site's own
// addresses differ in few digits, which shows where hashes are badly mixed.
func TestFilterRate(t *testing.T) {
	rnd := rand.New(rand.NewPCG(22, 23))
	address := func() netip.Addr {
		var a [4]byte
		binary.BigEndian.PutUint32(a[:], rnd.Uint32())
		return netip.AddrFrom4(a)
	}
	var k Keys
	for range 50_000 {
		k.Names, k.Addrs = append(k.Names, benchName(rnd)), append(k.Addrs, address())
	}
	x := built(k)
	rate := func(window func() uint64) float64 {
		passed, all := 0, 0
		for range 200_000 {
			if h := window(); !x.windows.has(h) {
				all++
				passed += x.filter.one(h)
			}
		}
		return float64(passed) / float64(all)
	}
	names := rate(func() uint64 {
		name := benign(rnd)
		return nameWindow([]byte(name), strings.IndexByte(name, '.'))
	})
	addresses := rate(func() uint64 {
		text := fmt.Sprintf("10.%d.%d.1", rnd.IntN(256), rnd.IntN(256))
		dots := strings.Split(text, ".")
		second := len(dots[0]) + 1 + len(dots[1])
		return quadWindow([]byte(text), second, second, len(dots[2]))
	})
	if most := 0.005; names > most || addresses > most {
		t.Errorf("%.4f of the names pass and %.4f of the addresses, want %.4f at most", names, addresses, most)
	}
}
