package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// TestBlocks reads feeds in blocks of all sizes and wants what reading line by line gives:
// indicators, malformed records with their lines, notes and the error, at every limit.
func TestBlocks(t *testing.T) {
	broken := errors.New("the disk is gone")
	sizes := []int{20, 100, 299, 1000}
	if testing.Short() {
		sizes = sizes[1:2] // the goroutines, which -short is for under the race detector, are the same with any
	}
	for name, text := range blockTexts() {
		for _, max := range []limits{
			{rows: 1 << 20, malformed: 1 << 20}, {rows: 100, malformed: 1 << 20}, {rows: 1 << 20, malformed: 7},
		} {
			max.plain, max.line, max.record = 1<<20, 300, 1<<10
			for _, in := range []func() io.Reader{
				func() io.Reader { return strings.NewReader(text) },
				func() io.Reader { return io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)) },
				func() io.Reader { return strings.NewReader(text + "half") },
			} {
				want, wantErr := read("test", in(), max)
				for _, max.block = range sizes {
					got, err := read("test", in(), max)
					if fmt.Sprint(err) != fmt.Sprint(wantErr) || asText(got) != asText(want) {
						t.Errorf("%s in blocks of %d, limits %+v: %s, error %v\nwant %s, error %v",
							name, max.block, max, asText(got), err, asText(want), wantErr)
					}
				}
			}
		}
	}
}

// FuzzBlocks is TestBlocks for any text.
func FuzzBlocks(f *testing.F) {
	for _, seed := range fuzzSeeds(f) {
		f.Add([]byte(seed))
	}
	for _, text := range blockTexts() {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		max := limits{plain: 1 << 20, archive: 1 << 16, line: 600, record: 4 << 10, rows: 300, malformed: 50}
		want, wantErr := read("fuzz", bytes.NewReader(data), max)
		max.block = 200
		got, err := read("fuzz", bytes.NewReader(data), max)
		if fmt.Sprint(err) != fmt.Sprint(wantErr) || asText(got) != asText(want) {
			t.Errorf("in blocks it is %s, error %v\nwant %s, error %v", asText(got), err, asText(want), wantErr)
		}
	})
}

// asText is a result as text: its errors are compared by what they say.
func asText(r *Result) string {
	return fmt.Sprintf("%s %d %+v\n%q\n%q", r.Format, r.Rows, r.Indicators, reasons(r), r.Notes)
}

// blockTexts are feeds of a few hundred lines, most of them plain.
func blockTexts() map[string]string {
	rnd := rand.New(rand.NewPCG(3, 4))
	pick := func(lines ...string) string { return lines[rnd.IntN(len(lines))] }
	texts := map[string]string{}
	var list, hosts bytes.Buffer
	for i := range 400 {
		fmt.Fprintf(&list, pick("host%d.example.com\n", "host%d.example.com\r\n", "hxxp://host%d[.]example/x\n", "# %d\n", "10.0.0.1:%d # seen twice\n",
			"host%d.example.com, b.example.com\n", "no value %d\n", "\n", "127.0.0.1 localhost%.0d\n"), i)
		fmt.Fprintf(&hosts, pick("0.0.0.0 host%d.example.com\n", "0.0.0.0 host%d.example.com b.example\n", "0.0.0.0 no_%d\n", "0.0.0.0 localhost%.0d\n"), i)
	}
	var csv bytes.Buffer
	csv.WriteString(csv15)
	for i := range 400 {
		kind, value := "domain", fmt.Sprintf("host%d.example.com", i)
		switch rnd.IntN(12) {
		case 0:
			kind = "url"
		case 1:
			value = "no value"
		}
		csv.WriteString(csvRow(value, kind))
	}
	texts["csv"] = csv.String() + "# Number of entries: 400\n"
	texts["csv without a header"] = strings.Repeat(csvRow("a.example.com", "domain"), 300)
	texts["csv with a broken row"] = csv.String() + strings.Replace(csvRow("b.example", "domain"), `",`, `,`, 1) + csv.String()
	texts["csv and other columns"] = csv.String() + "# ioc_value, ioc_type\n" + strings.Repeat("a.example.com, domain\n", 50) + csv.String()
	texts["csv over two lines"] = csv.String() + strings.Replace(csvRow("c.example.com", "domain"), "win.remus", "win.\nremus", 1) + csv.String()
	var records []string
	for i := range 400 {
		records = append(records, fmt.Sprintf(pick(`{"ioc_value": "host%d.example.com", "ioc_type": "domain"}`, `{"ioc_value": "a \"b\" \\ %d", "ioc_type": "domain"}`,
			"{\"ioc_value\": \"host%d.example\n\", \"ioc_type\": 1}", "{\n\"ioc_value\": \"10.0.0.1:%d\"}", `"no record %d"`), i))
	}
	texts["json array"] = "[" + strings.Join(records, ",\n") + "]"
	texts["json export"] = `{"1": [` + strings.Join(records, `], "2": [`) + "]}"
	texts["json answer"] = `{"query_status": "ok", "data": [` + strings.ReplaceAll(strings.Join(records, ","), "ioc_value", "ioc") + "]}"
	texts["json records"] = strings.ReplaceAll(strings.Join(records, "\n"), "ioc_value", "ioc")
	texts["broken json"] = "[" + strings.Join(records, ",\n") + ",,]"
	texts["list"], texts["hosts"] = list.String(), hosts.String()
	texts["long line"] = list.String() + strings.Repeat("x", 400) + "\n" + list.String()
	texts["other lines"] = strings.ReplaceAll(list.String(), ".", " ")
	return texts
}

// BenchmarkMillion records how long a feed of a million indicators takes to read, and what its
// indicators take in memory.
func BenchmarkMillion(b *testing.B) {
	const n = 1_000_000
	for name, text := range map[string]string{
		"list": repeated(n, "", "host%d.example.com\n", ""),
		"csv":  csv15 + repeated(n, "", csvRow("host%d.example.com", "domain"), ""),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if r, err := (Options{Packed: true}).Read(b.Context(), name, strings.NewReader(text)); err != nil || r.Len() != n {
					b.Fatal(err)
				}
			}
		})
	}
}
