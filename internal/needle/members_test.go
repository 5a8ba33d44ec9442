package needle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// memberRows are rows whose member may be one of the texts, or only seems to be, and whether
// their line must be found.
var memberRows = []struct {
	row  string
	want bool
}{
	{`{"Name":"evil.com"}`, true},
	{`{"a":1,"name" : "EVIL.com","b":2}`, true},
	{`{"Name":"evil.co"}`, false},
	{`{"Name":"evil.comm"}`, false},
	{`{"Name":"a very long text that goes on for more bytes than any of the texts has, and on"}`, false},
	{`{"Names":"evil.com"}`, false},
	{`{"Other":"evil.com"}`, false},
	{`{"Other":"Name","x":"evil.com"}`, false},
	{`{"Name":"e\u0076il.com"}`, true},
	{`{"Name":"\u00e9"}`, true},
	{`{"Name":"é"}`, true},
	{`{"N\u0061me":"evil.com"}`, true},
	{`{"x":"\u003c\u0022\u005c"}`, false},
	{`{"Name [UTC]":"evil.com"}`, true},
	{`{"Name\u0020[UTC]":"evil.com"}`, true},
	{`{"x":"{\"Name\":\"evil.com\"}"}`, false},
	{`{"Name":null}`, false},
	{`{"Name":""}`, false},
	{`{"Name":443}`, true},
	{`{"Name":{"a":"evil.com"}}`, true},
	{`{"Name":"x","a":{"Name":"evil.com"}}`, true},
	{`{"Name":"kiss"}`, true},
	{"{\"Name\":\"\u212aiss\"}", true},
}

func TestMembers(t *testing.T) {
	texts := []string{"evil.com", "\u212aiss", "évil", `say "x"`}
	var buf []byte
	for range 30 { // more than a block
		for _, tt := range memberRows {
			buf = append(append(buf, tt.row...), '\n')
		}
	}
	found := make(map[int]bool)
	for _, start := range linesOf(buf, Members("Name", texts, nil).Lines(nil, buf)) {
		found[start] = true
	}
	start := 0
	for i := range 30 * len(memberRows) {
		tt := memberRows[i%len(memberRows)]
		if found[start] != tt.want {
			t.Errorf("%s: found %v, want %v", tt.row, found[start], tt.want)
		}
		start += len(tt.row) + 1
	}
	if Members("Name", []string{strings.Repeat("x", longestMember+1)}, nil) != nil {
		t.Error("a text that is too long is looked for")
	}
}

// FuzzMembers holds the finder to a reader of JSON.
func FuzzMembers(f *testing.F) {
	for _, tt := range memberRows {
		f.Add([]byte(tt.row), "evil.com")
	}
	f.Fuzz(func(t *testing.T, row []byte, text string) {
		var members map[string]any
		if bytes.ContainsRune(row, '\n') || json.Unmarshal(row, &members) != nil {
			return
		}
		finder := Members("Name", []string{text, "other"}, nil)
		if finder == nil {
			return
		}
		places := finder.Lines(nil, row)
		for name, v := range members {
			if s, ok := v.(string); ok && s != "" && strings.EqualFold(name, "Name") && strings.EqualFold(s, text) && len(places) == 0 {
				t.Errorf("missed %q in %s", text, row)
			}
		}
	})
}

func BenchmarkMembers(b *testing.B) {
	log := randomLog(8 << 20)
	for _, n := range []int{1000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(5, 6))
			texts := make([]string, n)
			for i := range texts {
				texts[i] = fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(220), r.IntN(256), r.IntN(256), r.IntN(256))
			}
			slices.Sort(texts)
			f := Members("RemoteIP", texts, log[:256<<10])
			b.SetBytes(int64(len(log)))
			var places []int
			for b.Loop() {
				places = f.Lines(places[:0], log)
			}
			b.ReportMetric(float64(len(places)), "lines")
		})
	}
}
