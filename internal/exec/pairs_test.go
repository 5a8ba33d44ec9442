package exec

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// pairsOf reads keys, written name or name:type, out of a text.
func pairsOf(t testing.TB, n plan.ParsePairs, s string, keys ...string) *plan.ParsePairs {
	from := table{columnsOf(value.String), [][]any{{s}}}
	n.Input, n.X, n.Cols = from.node(), &plan.Ref{T: value.String}, from.cols
	for _, k := range keys {
		name, typeName, typed := strings.Cut(k, ":")
		typ := value.String
		if typed {
			typ, _ = value.TypeNamed(typeName)
		}
		n.Keys = append(n.Keys, plan.ParsePart{Column: true, Key: name, Type: typ, Place: len(n.Cols)})
		n.Cols = append(n.Cols, plan.Column{Name: name, Type: typ})
	}
	return &n
}

func TestParsePairs(t *testing.T) {
	spaces := plan.ParsePairs{Pair: " ", Value: "="}
	quotes := plan.ParsePairs{Pair: " ", Value: "=", Quote: `"`, Escape: `\`}
	commas := plan.ParsePairs{Pair: ",", Value: ":"}
	for _, tt := range []struct {
		name string
		form plan.ParsePairs
		s    string
		keys []string
		want []any
	}{
		{"pairs", spaces, "a=1 b=x", []string{"b", "a:long"}, []any{"x", int64(1)}},
		{"absent", spaces, "a=1", []string{"b", "c:long"}, []any{"", nil}},
		{"no pair at all", spaces, "just some text", []string{"just"}, []any{""}},
		{"of no such type", spaces, "a=x", []string{"a:long"}, []any{nil}},
		{"the first of several", spaces, "a=1 a=2", []string{"a"}, []any{"1"}},
		{"the first, though it is empty", spaces, "a= a=2", []string{"a"}, []any{""}},
		{"keys differ by case", spaces, "A=1", []string{"a"}, []any{""}},
		{"delimiter in the value", spaces, "a==b c=d=e", []string{"a", "c"}, []any{"=b", "d=e"}},
		{"space before a key", commas, "a:1, b:2", []string{"a", "b"}, []any{"1", "2"}},
		{"a piece without a value", commas, "x,a:1,y,b:2", []string{"a", "b", "x"}, []any{"1", "2", ""}},
		{"long delimiters", plan.ParsePairs{Pair: "; ", Value: ": "}, "a: 1; b: 2;3", []string{"a", "b"}, []any{"1", "2;3"}},
		{"quotes", quotes, `a="x y" "the key"="v" b=z`, []string{"a", "the key", "b"}, []any{"x y", "v", "z"}},
		{"quotes behind a piece without a value", quotes, `junk "the key"="v" b=z`, []string{"the key", "b"}, []any{"v", "z"}},
		{"escaped quotes", quotes, `a="x \"y\" \\ \n" b=z`, []string{"a", "b"}, []any{`x "y" \ \n`, "z"}},
		{"quote that does not end", quotes, `a="x y b=z`, []string{"a", "b"}, []any{`"x`, "z"}},
		{"two quotes", plan.ParsePairs{Pair: " ", Value: "=", Quote: "()"}, "a=(x y) (b c)=(z)", []string{"a", "b c"}, []any{"x y", "z"}},
		{"greedy", plan.ParsePairs{Pair: " ", Value: "=", Greedy: true}, "name=John Doe phone=555 5555 city=New York", []string{"name", "phone:string", "city"}, []any{"John Doe", "555 5555", "New York"}},
		{"no delimiters", plan.ParsePairs{}, "2021 [INFO] ThreadId:45, Machine = Node1 xText:a Text: Started", []string{"Text", "ThreadId:long", "Machine"}, []any{"Started", int64(45), "Node1"}},
		{"regex", plan.ParsePairs{Regex: `"(\w+)":\s*"?([^,"}]*)`}, `{"a": "x", "b":2}`, []string{"a", "b:int"}, []any{"x", int64(2)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := pairsOf(t, tt.form, tt.s, tt.keys...)
			if diff := cmp.Diff([][]any{append([]any{tt.s}, tt.want...)}, rowsOf(t, n, nil)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestParsePairsTakesLinearTime: no text makes the reader look at the same bytes over and
// over.
func TestParsePairsTakesLinearTime(t *testing.T) {
	form := plan.ParsePairs{Pair: " ", Value: "=", Quote: `"`, Escape: `\`}
	greedy := form
	greedy.Greedy = true
	for _, piece := range []string{" ", "a ", `" `, `"a" `, `a=" `, `a="b `, `\"`, `"\`, "=", "a=b "} {
		for _, f := range []plan.ParsePairs{form, greedy} {
			for _, end := range []string{"", "=", `"`} {
				start := time.Now()
				rowsOf(t, pairsOf(t, f, strings.Repeat(piece, 1<<20/len(piece))+end, "k"), nil)
				if d := time.Since(start); d > 5*time.Second {
					t.Errorf("a million bytes of %q and %q take %v", piece, end, d)
				}
			}
		}
	}
}

func FuzzParsePairs(f *testing.F) {
	f.Add(`a="x y" b=z`, " ", "=", `"`, `\`)
	f.Add("a:1, b:2", ",", ":", "()", "")
	f.Fuzz(func(t *testing.T, s, pair, val, quote, escape string) {
		for _, greedy := range []bool{false, true} {
			rowsOf(t, pairsOf(t, plan.ParsePairs{Pair: pair, Value: val, Quote: quote, Escape: escape, Greedy: greedy}, s, "a", "b:long"), nil)
		}
	})
}
