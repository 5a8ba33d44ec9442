package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

// TestTableBlocks reads tables in blocks of all sizes and wants what reading line by line
// gives, whatever the rows hold and wherever the file ends.
func TestTableBlocks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	rows := []string{
		"%[1]d,host%[1]d.example.com,domain,50,2026-01-02\n", "%[1]d,\"host%[1]d.example.com\",domain,high,soon\r\n", "%[1]d,10.0.0.%[1]d,ip,,\n",
		"%[1]d,,domain,,\n", "%[1]d,host%[1]d.example.com\n", "%[1]d,\"host%[1]d.example.com,domain,,\n", "# %[1]d\n", "\n",
		"\"%[1]d\nx\",host%[1]d.example.com,domain,,\n", "# END %[1]d entries\n",
	}
	for _, kinds := range []int{3, len(rows)} {
		var text bytes.Buffer
		text.WriteString("id,indicator,type,confidence,date\n")
		for i := range 300 {
			fmt.Fprintf(&text, rows[rnd.IntN(kinds)], i)
		}
		for name, in := range map[string]func() io.Reader{
			"whole":       func() io.Reader { return strings.NewReader(text.String()) },
			"half a line": func() io.Reader { return strings.NewReader(text.String() + "1,half.example") },
			"then broken": func() io.Reader {
				return io.MultiReader(strings.NewReader(text.String()), iotest.ErrReader(errors.New("the disk is gone")))
			},
			"a giant line": func() io.Reader {
				return strings.NewReader(text.String() + strings.Repeat("x", 2000) + "\n" + text.String())
			},
		} {
			for _, malformed := range []int{1 << 20, 7} {
				max := limits{plain: 1 << 20, line: 300, record: 1 << 10, rows: 1 << 20, malformed: malformed}
				want, wantErr := read("test", in(), max)
				checkCounts(t, want)
				for _, max.block = range []int{20, 100, 299, 1000} {
					got, err := read("test", in(), max)
					if fmt.Sprint(err) != fmt.Sprint(wantErr) || !reflect.DeepEqual(asText(got), asText(want)) {
						t.Errorf("%s, %d sorts of row, blocks of %d, %d malformed: %s, error %v\nwant %s, error %v",
							name, kinds, max.block, malformed, asText(got), err, asText(want), wantErr)
					}
				}
			}
		}
	}
}
