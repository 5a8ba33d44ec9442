package sweep

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"
	"time"

	"foxhound/indicator"
)

// benchKeys are n observables of the mix that feeds have: names of which one in eight lies
// under shared hosting, addresses and, but in the smallest set, hashes.
func benchKeys(n int) Keys {
	rnd := rand.New(rand.NewPCG(1, uint64(n)))
	k := Keys{Canonical: indicator.CanonicalHost}
	for i := range n {
		switch kind := rnd.IntN(100); {
		case kind < 52:
			k.Names = append(k.Names, benchName(rnd))
		case kind < 86 || n < 100:
			k.Addrs = append(k.Addrs, netip.AddrFrom4([4]byte{byte(rnd.IntN(200) + 20), byte(rnd.Uint32()), byte(rnd.Uint32()), byte(i)}))
		default:
			k.Hashes = append(k.Hashes, fmt.Sprintf("%016x%016x", rnd.Uint64(), rnd.Uint64())[:32])
		}
	}
	return k
}

// benign is a name that is not listed.
func benign(rnd *rand.Rand) string { return strings.Replace(benchName(rnd), ".", "x.", 1) }

func benchName(rnd *rand.Rand) string {
	var b []byte
	for range 2 + rnd.IntN(4) {
		b = append(b, "bcdfglmnprstvz"[rnd.IntN(14)], "aeiou"[rnd.IntN(5)])
	}
	if rnd.IntN(8) == 0 {
		return string(b) + []string{".duckdns.org", ".r2.dev", ".workers.dev"}[rnd.IntN(3)]
	}
	return string(b) + []string{".com", ".net", ".biz", ".top", ".example"}[rnd.IntN(5)]
}

// benchTexts are lines like those of endpoints' connections, of DNS servers and of firewalls.
var benchTexts = map[string]func(rnd *rand.Rand) string{
	"network": func(rnd *rand.Rand) string {
		return fmt.Sprintf(`{"Timestamp":"2026-05-22T00:00:%02d.0298969Z","DeviceId":"97f64a4fb8e9","DeviceName":"laptop-%06x.corp.contoso.com","ActionType":"ConnectionSuccess",`+
			`"RemoteIP":"%s","RemotePort":443,"RemoteUrl":"https:\/\/www.%s\/path\/%x?q=1.5","LocalIP":"10.25.%d.%d","LocalPort":51689,"Protocol":"Tcp",`+
			`"InitiatingProcessSHA1":"%016x%016x612b1d67","InitiatingProcessSHA256":"%016x%016x%016x%016x","InitiatingProcessFileName":"helper.exe",`+
			`"InitiatingProcessCommandLine":"\"C:\\ProgramData\\year\\helper.exe\" -Embedding","InitiatingProcessFolderPath":"C:\\ProgramData\\year\\helper.exe",`+
			`"InitiatingProcessAccountName":"daily.system","InitiatingProcessVersion":"10.0.19041.1","ReportId":%d}`,
			rnd.IntN(60), rnd.IntN(1<<24), benchAddr(rnd), benign(rnd), rnd.Uint32(), rnd.IntN(256), rnd.IntN(256),
			rnd.Uint64(), rnd.Uint64(), rnd.Uint64(), rnd.Uint64(), rnd.Uint64(), rnd.Uint64(), rnd.Uint32())
	},
	"dns": func(rnd *rand.Rand) string {
		return fmt.Sprintf(`{"TimeGenerated":"2026-05-22T00:00:%02d.0298969Z","Computer":"laptop-%06x.corp.contoso.com","ClientIP":"10.25.%d.%d","Name":"%s","QueryType":"A","IPAddresses":"%s,%s","ResultCode":0,"SubType":"LookupQuery"}`,
			rnd.IntN(60), rnd.IntN(1<<24), rnd.IntN(256), rnd.IntN(256), benign(rnd), benchAddr(rnd), benchAddr(rnd))
	},
	"cef": func(rnd *rand.Rand) string {
		return fmt.Sprintf(`<134>May 22 00:00:%02d fw1 CEF:0|Palo Alto Networks|PAN-OS|10.2.4|end|TRAFFIC|3|rt=May 22 2026 00:00:00 src=10.20.%d.%d dst=%s sourceTranslatedAddress=203.0.113.7 spt=%d dpt=443 request=%s/index.html cs1Label=Rule cs1=allow-out act=allow out=%d`,
			rnd.IntN(60), rnd.IntN(256), rnd.IntN(256), benchAddr(rnd), rnd.IntN(65536), benign(rnd), rnd.Uint32())
	},
}

func benchAddr(rnd *rand.Rand) string {
	var a [4]byte
	binary.BigEndian.PutUint32(a[:], rnd.Uint32()|0x14000000)
	return netip.AddrFrom4(a).String()
}

// benchText is 64 MB of one sort of lines, more than any cache holds; the lines recur after
// the eighth part of it.
func benchText(sort string) []byte {
	rnd, line := rand.New(rand.NewPCG(2, 3)), benchTexts[sort]
	var buf bytes.Buffer
	for buf.Len() < 8<<20 {
		buf.WriteString(line(rnd))
		buf.WriteByte('\n')
	}
	return bytes.Repeat(buf.Bytes(), 8)
}

// BenchmarkSweep records the bytes swept by sort of log and number of observables, and as a
// share of what counting line feeds takes in the same minute.
func BenchmarkSweep(b *testing.B) {
	for _, n := range []int{6, 1_000, 100_000, 1_000_000} {
		x := built(benchKeys(n))
		for _, sort := range []string{"network", "dns", "cef"} {
			buf := benchText(sort)
			b.Run(fmt.Sprintf("%d/%s", n, sort), func(b *testing.B) { benchSweep(b, x, buf) })
		}
	}
}

// BenchmarkSweepGo is [BenchmarkSweep] without assembly.
func BenchmarkSweepGo(b *testing.B) {
	for _, n := range []int{6, 1_000} {
		x := built(benchKeys(n))
		for _, sort := range []string{"network", "dns", "cef"} {
			buf := benchText(sort)
			b.Run(fmt.Sprintf("%d/%s", n, sort), func(b *testing.B) { without(func() { benchSweep(b, x, buf) }) })
		}
	}
}

func benchSweep(b *testing.B, x *Index, buf []byte) {
	s := x.Sweeper(JSON | Octothorpe)
	var places []int
	b.SetBytes(int64(len(buf)))
	for b.Loop() {
		places = s.Sweep(places[:0], buf)
	}
	each := b.Elapsed() / time.Duration(b.N)
	start, count := time.Now(), 0
	for range 3 {
		count += bytes.Count(buf, []byte{'\n'})
	}
	b.ReportMetric(float64(time.Since(start))/3/float64(each), "of-count")
	b.ReportMetric(float64(len(places))/float64(count/3), "places/line")
}

// BenchmarkLookup records what it takes to find the dots of names and to look them up, and its twin.
func BenchmarkLookup(b *testing.B) {
	x := built(benchKeys(100_000))
	for _, sort := range []string{"dns", "network"} {
		buf := benchText(sort)[:1<<20]
		bench := func(b *testing.B) {
			s := x.Sweeper(JSON)
			s.buf = buf
			b.SetBytes(int64(len(buf)))
			for b.Loop() {
				for s.base = 0; s.base < len(buf); s.base += blockSize {
					s.k.find(&s.m, s.m.load(buf, s.base), &s.traits)
					s.lookup(s.k.flatten(s.places, nameMark), nameLookup)
				}
			}
		}
		b.Run(sort+"/quick", bench)
		b.Run(sort+"/go", func(b *testing.B) { without(func() { bench(b) }) })
	}
}

// BenchmarkAmong records what it takes to ask a table in far memory as many questions as are put at
// once, and its twin.
func BenchmarkAmong(b *testing.B) {
	set, rnd := newPrints(1<<20), rand.New(rand.NewPCG(4, 5))
	for range 1 << 20 {
		set.add(rnd.Uint64())
	}
	var q questions
	for name, among := range map[string]func(*prints, []int, []uint64) int{"quick": (*prints).among, "go": (*prints).amongGo} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for i := range q.hashes {
					q.hashes[i] = rnd.Uint64()
				}
				among(&set, q.places[:], q.hashes[:])
			}
		})
	}
}

// BenchmarkNew records how long an index takes to build, and its size.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{1_000, 100_000, 1_000_000} {
		keys := benchKeys(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var x *Index
			for b.Loop() {
				x = built(keys)
			}
			b.ReportMetric(float64(x.Size()), "bytes")
		})
	}
}

// BenchmarkClassify records the pass that sorts bytes into classes, and its twin.
func BenchmarkClassify(b *testing.B) {
	buf := benchText("dns")[:blockSize]
	quick := func(m *masks, src []byte, words int) { classify(m, src, words) }
	for name, classify := range map[string]func(m *masks, src []byte, words int){"quick": quick, "go": classifyGo} {
		b.Run(name, func(b *testing.B) {
			var m masks
			b.SetBytes(blockSize)
			for b.Loop() {
				classify(&m, buf, blockWords)
			}
		})
	}
}

// benchBlocks are blocks of one sort of lines, so many that no branch is known by heart, and their
// masks, with cache lines as a sweeper has them.
func benchBlocks(sort string) []benchBlock {
	buf, blocks := benchText(sort), make([]benchBlock, 64)
	for i := range blocks {
		blocks[i].load(buf[i*blockSize:], 0)
		blocks[i].find(&blocks[i].masks, blockWords, &benchTraits)
	}
	return blocks
}

type benchBlock struct {
	marks
	_ [lineWords - 1]uint64
	masks
	_ uint64
}

var benchTraits = traits{names: true, quads: true, hashes: true, colons: true}

// BenchmarkMarks records the pass that finds the anchors of a block, and its twin.
func BenchmarkMarks(b *testing.B) {
	for _, sort := range []string{"dns", "network"} {
		blocks := benchBlocks(sort)
		for name, find := range map[string]func(*marks, *masks, int, *traits){"quick": (*marks).find, "go": (*marks).findGo} {
			b.Run(sort+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(blocks)) * blockSize)
				for b.Loop() {
					for i := range blocks {
						find(&blocks[i].marks, &blocks[i].masks, blockWords, &benchTraits)
					}
				}
			})
		}
	}
}

// BenchmarkFlatten records the pass that lists the dots of a block, and its twin.
func BenchmarkFlatten(b *testing.B) {
	for _, sort := range []string{"dns", "network"} {
		blocks := benchBlocks(sort)
		for name, flatten := range map[string]func(*marks, list, int) list{"quick": (*marks).flatten, "go": (*marks).flattenGo} {
			b.Run(sort+"/"+name, func(b *testing.B) {
				places := make(list, 0, blockSize)
				b.SetBytes(int64(len(blocks)) * blockSize)
				for b.Loop() {
					for i := range blocks {
						flatten(&blocks[i].marks, places, nameMark)
						flatten(&blocks[i].marks, places, quadMark)
					}
				}
			})
		}
	}
}
