package exec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/internal/plan"
	"foxhound/internal/value"
)

// patternOf makes a pattern of words: a text is written 'so', a column name:type, and the
// rest is *. The columns stand behind one string column.
func patternOf(t testing.TB, words ...string) ([]plan.ParsePart, []plan.Column) {
	cols := columnsOf(value.String)
	var parts []plan.ParsePart
	for _, w := range words {
		switch {
		case w == "*":
			parts = append(parts, plan.ParsePart{})
		case strings.HasPrefix(w, "'"):
			parts = append(parts, plan.ParsePart{Text: strings.Trim(w, "'")})
		default:
			name, typeName, _ := strings.Cut(w, ":")
			typ, ok := value.TypeNamed(typeName)
			if !ok {
				t.Fatalf("no type %q", typeName)
			}
			parts = append(parts, plan.ParsePart{Column: true, Place: len(cols), Type: typ})
			cols = append(cols, plan.Column{Name: name, Type: typ})
		}
	}
	return parts, cols
}

func parseOf(t testing.TB, kind, flags, s string, words ...string) *plan.Parse {
	parts, cols := patternOf(t, words...)
	from := table{columnsOf(value.String), [][]any{{s}}}
	return &plan.Parse{Input: from.node(), X: &plan.Ref{T: value.String}, Kind: kind, Flags: flags, Parts: parts, Cols: cols}
}

func TestParse(t *testing.T) {
	n := func(x int64) any { return x }
	for _, tt := range []struct {
		name, kind, s string
		words         []string
		want          []any // of the columns
		fits          bool
	}{
		{"texts and columns", "simple", "from=a to=b", []string{"'from='", "a:string", "' to='", "b:string"}, []any{"a", "b"}, true},
		{"from the start", "simple", "x from=a", []string{"'from='", "a:string"}, []any{""}, false},
		{"* skips to the first", "simple", "x=1;x=2", []string{"*", "'x='", "a:string", "';'", "*"}, []any{"1"}, true},
		{"the least between texts", "simple", "a###b###c", []string{"a:string", "'###'", "b:string"}, []any{"a", "b###c"}, true},
		{"what is behind the last text", "simple", "a b c", []string{"a:string", "' '", "b:string", "' '"}, []any{"a", "b"}, true},
		{"empty columns", "simple", "=", []string{"a:string", "'='", "b:string"}, []any{"", ""}, true},
		{"no text", "simple", "abc", []string{"a:string"}, []any{"abc"}, true},
		{"a text that is not there fails all", "simple", "a b", []string{"a:string", "' '", "b:string", "'!'"}, []any{"", ""}, false},
		{"typed", "simple", "id:7 at 2020-01-02", []string{"'id:'", "a:long", "' at '", "b:datetime"}, []any{n(7), value.Time(637135200000000000)}, true},
		{"a type that does not fit fails all", "simple", "id:x at b", []string{"'id:'", "a:long", "' at '", "b:string"}, []any{nil, ""}, false},
		{"a typed column before *", "simple", "n=27, m=3", []string{"'n='", "a:long", "*", "'m='", "b:int"}, []any{n(27), n(3)}, true},
		{"a typed column at the end", "simple", "n=27 items", []string{"'n='", "a:long"}, []any{n(27)}, true},
		{"real", "simple", "x=-1.5e3;", []string{"'x='", "a:real", "';'"}, []any{-1500.0}, true},
		{"bool", "simple", "x=true;", []string{"'x='", "a:bool", "';'"}, []any{true}, true},
		{"dynamic", "simple", `x=[1];`, []string{"'x='", "a:dynamic", "';'"}, []any{[]any{n(1)}}, true},
		{"relaxed: the column alone", "relaxed", "id:x at b", []string{"'id:'", "a:long", "' at '", "b:string"}, []any{nil, "b"}, false},
		{"relaxed: a text that is not there", "relaxed", "id:7 of b", []string{"'id:'", "a:long", "' of '", "b:string", "'!'", "c:long"}, []any{n(7), "", nil}, false},
		{"regex: the most", "regex", "abc123def", []string{"a:string", `'\d+'`, "b:string"}, []any{"abc12", "def"}, true},
		{"regex: groups of its own", "regex", "abc-de", []string{"'(a)(b)'", "a:string", "'(-)'", "b:string"}, []any{"c", "de"}, true},
		{"regex: alternatives", "regex", "xb", []string{"'a|x'", "a:string"}, []any{"b"}, true},
		{"regex: a number's form", "regex", "v1.20.3", []string{"'v'", "a:int", "'.'", "b:int", "'.'", "c:int"}, []any{n(1), n(20), n(3)}, true},
		{"regex: from the start", "regex", "x7", []string{"a:int"}, []any{nil}, false},
		{"regex: a line's end ends", "regex", "a\nb", []string{"a:string"}, []any{"a"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := parseOf(t, tt.kind, "", tt.s, tt.words...)
			if diff := cmp.Diff([][]any{append([]any{tt.s}, tt.want...)}, rowsOf(t, n, nil)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			n.Where = true
			if fits := len(rowsOf(t, n, nil)) == 1; fits != tt.fits {
				t.Errorf("parse-where keeps the row: %t, want %t", fits, tt.fits)
			}
		})
	}
}

func TestParseFlags(t *testing.T) {
	for _, tt := range []struct{ flags, s, want string }{
		{"", "name=a,b,c", ""},
		{"i", "name=a,b,c", "a,b"},
		{"Ui", "name=a,b,c", "a"},
		{"is", "name=a\n,b,c", "a\n,b"},
	} {
		n := parseOf(t, "regex", tt.flags, tt.s, "*", "'NAME='", "a:string", "','", "*")
		if got := rowsOf(t, n, nil)[0][1]; got != tt.want {
			t.Errorf("flags %q: %q, want %q", tt.flags, got, tt.want)
		}
	}
}

// TestParseReplaces: a column that the input has is replaced in its place.
func TestParseReplaces(t *testing.T) {
	n := parseOf(t, "simple", "", "a=1", "'a='", "x:string")
	n.Parts[1].Place, n.Cols = 0, n.Cols[:1]
	if diff := cmp.Diff([][]any{{"1"}}, rowsOf(t, n, nil)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// FuzzParse: a simple pattern of strings that fits rebuilds the text it fitted.
func FuzzParse(f *testing.F) {
	f.Add("a=b;c", "=", ";")
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, s, first, second string) {
		if first == "" || second == "" {
			return
		}
		for _, kind := range []string{"simple", "relaxed"} {
			n := parseOf(t, kind, "", s, "a:string", "*", "b:string", "*", "c:string")
			n.Parts[1].Text, n.Parts[3].Text = first, second
			row := rowsOf(t, n, nil)[0]
			n.Where = true
			if len(rowsOf(t, n, nil)) == 0 {
				continue
			}
			if got := row[1].(string) + first + row[2].(string) + second + row[3].(string); got != s {
				t.Errorf("%q of %q", got, s)
			}
			if strings.Contains(row[1].(string), first) || strings.Contains(row[2].(string), second) {
				t.Errorf("%q is not the least that fits %q", row, s)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	from := table{cols: columnsOf(value.String)}
	for range 100_000 {
		from.rows = append(from.rows, []any{"<134>1 2024-01-02 host app: src=10.0.0.1 dst=10.0.0.2 bytes=1234 action=allow"})
	}
	source := memorySource{}
	parts, cols := patternOf(b, "*", "'src='", "a:string", "' dst='", "b:string", "' bytes='", "c:long", "*")
	n := &plan.Parse{Input: from.scanned(source, "t", 8192), X: &plan.Ref{T: value.String}, Kind: "simple", Parts: parts, Cols: cols}
	for b.Loop() {
		rowsCount(b, n, source)
	}
	b.ReportMetric(float64(100_000*b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}
