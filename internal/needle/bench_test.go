package needle

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"foxhound/internal/sweep"
)

// BenchmarkLines looks for names, addresses and hashes, of which hardly any stand there.
func BenchmarkLines(b *testing.B) {
	log := randomLog(8 << 20)
	for _, n := range []int{1, 6, Few, 1000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := randomTexts(n)
			f := s.Finder(log[:256<<10], sweep.JSON)
			b.SetBytes(int64(len(log)))
			var places []int
			for b.Loop() {
				places = f.Lines(places[:0], log)
			}
			b.ReportMetric(float64(len(places)), "lines")
		})
	}
}

// BenchmarkFinder builds what finds them.
func BenchmarkFinder(b *testing.B) {
	for _, n := range []int{6, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				randomTexts(n).Finder(nil, sweep.JSON)
			}
		})
	}
}

func randomTexts(n int) *Set {
	r := rand.New(rand.NewPCG(5, 6))
	var s Set
	for i := range n {
		switch i % 3 {
		case 0:
			s.Add(fmt.Sprintf("www.host%x.example", r.Uint32()), Plain, false)
		case 1:
			s.Add(fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(220), r.IntN(256), r.IntN(256), r.IntN(256)), Plain, false)
		default:
			s.Add(fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()), Plain, false)
		}
	}
	return &s
}

// randomLog is rows of network events, of some 600 bytes each.
func randomLog(size int) (log []byte) {
	r := rand.New(rand.NewPCG(7, 8))
	for len(log) < size {
		log = fmt.Appendf(log, `{"TimeGenerated":"2026-05-%02dT%02d:%02d:%02d.%07dZ","DeviceId":"%016x%016x","DeviceName":"ws-%04d.corp.example","ActionType":"ConnectionSuccess","RemoteIP":"%d.%d.%d.%d","RemotePort":%d,`+
			`"RemoteUrl":"https:\/\/cdn%d.site%d.example\/a\/b","LocalIP":"10.%d.%d.%d","LocalPort":%d,"InitiatingProcessFileName":"chrome.exe","InitiatingProcessFolderPath":"c:\\program files\\google\\chrome\\application\\chrome.exe",`+
			`"InitiatingProcessCommandLine":"\"chrome.exe\" --type=utility --lang=en-US --field-trial-handle=%d","InitiatingProcessSHA256":"%016x%016x%016x%016x","Type":"DeviceNetworkEvents"}`+"\n",
			1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1e7), r.Uint64(), r.Uint64(), r.IntN(5000), 1+r.IntN(220), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(65536),
			r.IntN(100), r.IntN(20000), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(65536), r.IntN(10000), r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64())
	}
	return log
}
