package feed

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkRead measures each format at the size of a recent export, several times over.
func BenchmarkRead(b *testing.B) {
	const n = 20_000
	for _, bm := range []struct {
		name string
		text string
	}{
		{"list", repeated(n, "", "host%d.example.com\n", "")},
		{"csv", csv15 + repeated(n, "", csvRow("host%d.example.com", "domain"), "")},
		{"json", repeated(n, "{", `"%[1]d": [{"ioc_value": "host%[1]d.example.com", "ioc_type": "domain", "malware": "win.remus", "tags": "a,b"}],`, `"0": []}`)},
		{"page", repeated(n, pageHead, "| domain | host%d[.]example[.]com | botnet_cc | 2026-05-22 | 100%% |\n", "")},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(bm.text)))
			b.ReportAllocs()
			for b.Loop() {
				if r, err := Read(bm.name, strings.NewReader(bm.text)); err != nil || len(r.Indicators) != n {
					b.Fatal(err)
				}
			}
		})
	}
}

func repeated(n int, head, line, tail string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := range n {
		fmt.Fprintf(&b, line, i)
	}
	return b.String() + tail
}
