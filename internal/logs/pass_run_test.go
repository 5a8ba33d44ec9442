package logs

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestShapedRuns holds what tells the shapes of many rows to what tells them one by one.
func TestShapedRuns(t *testing.T) { withAndWithout(t, testShapedRuns) }

func testShapedRuns(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 15))
	timed, untimed := (*zeekHeader)(nil).with([]byte("#fields\tts\tuid\thost\tid")), (*zeekHeader)(nil).with([]byte("#fields\tuid\tts\thost\tid"))
	seeds := map[*format][]string{
		ndjsonFormat: {`{"Timestamp":"2026-05-22","a":"}"}` + "\n", `{"Timestamp":1}` + "\r\n", `{"Other":1}` + "\n", "{}\n", "\n", `{"Timestamp"}`},
		cefFormat: {
			"<134>May 22 10:11:12 fw CEF:0|V|P|1|100|traffic|5|src=10.0.0.1 request=a|b\n", "CEF:0|V|P\\||1|100|t|5|\n", "CEF:0|V|P|1|100|t\n", "CEF: 0|V|P|1|1|t|5|\n",
			"78 <1>CEF:0|V|P|1|100|t|5|\n", strings.Repeat("x", 57) + "CEF:0|\\" + strings.Repeat("y", 63) + "|P|1|" + strings.Repeat("z", 90) + "|t|5|x\n", "a|CEF:0|V|P|1|100|t|5|\n", "|\n",
		},
		zeekFormat: {"1779444000.1\tC1\ta.example\t1\n", "x\tC1\ta\t1\n", "1\tC\n", "\x00\t\t\t\n", "\t\t\t\n", "1\t2\t3\t4\t5\n"},
		textFormat: {"a\n", " \t\r\n", "\n", "b"},
	}
	for format, lines := range seeds {
		for range 300 {
			var data []byte
			for range random.IntN(30) {
				line := []byte(lines[random.IntN(len(lines))])
				if random.IntN(4) == 0 && len(line) > 1 {
					line[random.IntN(len(line)-1)] = "|\\{}\t\n\"0"[random.IntN(8)]
				}
				data = append(data, line...)
			}
			header := timed
			if random.IntN(2) == 0 {
				header = untimed
			}
			b := &Block{file: &file{format: format, plan: &plan{openings: [][]byte{[]byte(`{"Timestamp"`), []byte(`{"Other"`)}}}, data: data, header: header}
			shaped := rowShapes[format](b)
			b.indexLines()
			run := runOf(b, shaped)
			n := len(b.index.ends)
			for from := range n {
				want := from
				for want < n && shaped(data[b.index.begin(want):b.index.ends[want]]) {
					want++
				}
				if got := from + run(from, n); got != want {
					t.Fatalf("%s: %q has the shape of rows from line %d to %d, want %d", format.name, data, from, got, want)
				}
			}
			b.forgetLines()
		}
	}
}

// TestEndsUpTo holds the search for a place among ends to going through them.
func TestEndsUpTo(t *testing.T) {
	random := rand.New(rand.NewPCG(18, 19))
	for range 500 {
		ends := make([]int32, random.IntN(40))
		for i := range ends {
			ends[i] = int32(random.IntN(100))
		}
		slices.Sort(ends)
		place := random.IntN(110)
		want := 0
		for want < len(ends) && int(ends[want]) <= place {
			want++
		}
		if got := endsUpTo(ends, place); got != want {
			t.Fatalf("%v: %d are not behind %d, want %d", ends, got, place, want)
		}
	}
}
