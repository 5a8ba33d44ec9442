package indicator

import "testing"

// hotTexts are what log fields hold most: none of them may cost an allocation.
var hotTexts = map[string]string{
	"name":    "x.softandtec.com",
	"dotted":  "softandtec.com.",
	"url":     "https://cdn.woodfez.biz:7582/assets/app.js?v=1.2.3",
	"address": "80.211.47.159",
	"pair":    "80.211.47.159:7582",
	"text":    "no location at all",
}

func BenchmarkParseLocation(b *testing.B) {
	for name, text := range hotTexts {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				ParseLocation(text)
			}
		})
	}
}

func BenchmarkCanonicalHost(b *testing.B) {
	for _, text := range []string{"x.softandtec.com", "x.SoftAndTec.com", "bücher.example"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				CanonicalHost(text)
			}
		})
	}
}

func BenchmarkParseAddr(b *testing.B) {
	for _, text := range []string{"80.211.47.159", "2001:db8::1", "softandtec.com"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseAddr(text)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for _, text := range []string{"80.211.47.159:7582", "softandtec.com", "hxxps[://]woodfez[.]biz/a"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(text)
			}
		})
	}
}

func TestHotPathDoesNotAllocate(t *testing.T) {
	for name, text := range hotTexts {
		if n := testing.AllocsPerRun(100, func() {
			ParseLocation(text)
			CanonicalHost(text)
			ParseAddr(text)
		}); n != 0 {
			t.Errorf("%s: %q costs %v allocations", name, text, n)
		}
	}
}
