package value

import (
	"reflect"
	"strings"
	"testing"
)

var jsonTests = []struct {
	text string
	want string // as AppendJSON writes it; empty for an error
}{
	{`null`, `null`},
	{` true `, `true`},
	{`false`, `false`},
	{`123`, `123`},
	{`-0`, `0`},
	{`9223372036854775807`, `9223372036854775807`},
	{`-9223372036854775808`, `-9223372036854775808`},
	{`9223372036854775808`, `9223372036854776000.0`}, // no long holds it
	{`118.0`, `118.0`},
	{`1e3`, `1000.0`},
	{`-2.5E-2`, `-0.025`},
	{`0.0000001`, `1e-7`},
	{`1e999`, `"Infinity"`},
	{`""`, `""`},
	{`"café"`, `"café"`},
	{`"a\"\\\/\b\f\n\r\té"`, `"a\"\\/\b\f\n\r\té"`},
	{`"\u0001"`, `"\u0001"`},
	{`"\ud83d\ude00"`, `"😀"`},
	{`"\ud83d!"`, `"�!"`}, // half a pair
	{`"\ud83dA"`, `"�A"`},
	{`[]`, `[]`},
	{` [ 1 , "two" , [ null ] ] `, `[1,"two",[null]]`},
	{`{}`, `{}`},
	{`{"b": 1, "a": {"c": [true]}}`, `{"b":1,"a":{"c":[true]}}`},
	{`{"a": 1, "b": 2, "a": 3}`, `{"a":3,"b":2}`},                // the last value, in the first place
	{"{\"\x85\":0,\"\xe1\":1,\"\xe1\x85\":2}", `{"�":1,"��":2}`}, // names that are written alike are one

	{``, ``},
	{` `, ``},
	{`not json`, ``},
	{`nul`, ``},
	{`01`, ``},
	{`1.`, ``},
	{`.5`, ``},
	{`+1`, ``},
	{`-`, ``},
	{`1e`, ``},
	{`NaN`, ``},
	{`'a'`, ``},
	{`"a`, ``},
	{`"\x"`, ``},
	{`"\u12"`, ``},
	{`"\`, ``},
	{"\"a\tb\"", ``}, // Kusto takes no control character either
	{`[1,]`, ``},
	{`[1 2]`, ``},
	{`[`, ``},
	{`{"a"}`, ``},
	{`{"a":}`, ``},
	{`{"a":1,}`, ``},
	{`{a:1}`, ``},
	{`1 2`, ``},
	{`{} // comment`, ``},
}

func TestParseJSON(t *testing.T) {
	for _, tt := range jsonTests {
		x, err := ParseJSON(tt.text)
		if (err != nil) != (tt.want == "") {
			t.Errorf("ParseJSON(%q) = %v, error %v", tt.text, x, err)
			continue
		}
		if got := string(AppendJSON(nil, x)); err == nil && got != tt.want {
			t.Errorf("ParseJSON(%q) = %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestParseJSONTypes(t *testing.T) {
	for text, want := range map[string]any{`1`: int64(1), `1.0`: 1.0, `"1"`: "1", `true`: true, `null`: nil, `1e0`: 1.0} {
		if got, err := ParseJSON(text); got != want || err != nil {
			t.Errorf("ParseJSON(%s) = %#v, %v; want %#v", text, got, err, want)
		}
	}
}

func TestParseJSONBounds(t *testing.T) {
	for _, depth := range []int{maxDepth, maxDepth + 1, 1e6} {
		_, err := ParseJSON(strings.Repeat("[", depth) + strings.Repeat("]", depth))
		if (err == nil) != (depth <= maxDepth) {
			t.Errorf("ParseJSON of depth %d: error %v", depth, err)
		}
	}
	if _, err := ParseJSON(strings.Repeat(" ", maxJSON) + "1"); err != errJSONLong {
		t.Errorf("ParseJSON of more than maxJSON: error %v", err)
	}
}

func TestAppendJSONBrokenText(t *testing.T) {
	if got, want := string(AppendJSON(nil, "a\xffb\"")), `"a�b\""`; got != want {
		t.Errorf("AppendJSON = %s, want %s", got, want)
	}
}

var findTests = []struct {
	text string
	path []any
}{
	{`{"a":{"b":[10,{"c":20}]}}`, []any{"a", "b", int64(1), "c"}},
	{`{"a":{"b":[10,{"c":20}]}}`, []any{"a", "b", int64(2)}},
	{`{"a":{"b":[10,{"c":20}]}}`, []any{"a", int64(0)}},
	{`{"a":{"b":[10,{"c":20}]}}`, []any{"A"}},
	{`{"a":{"b":1},"a":{"c":2}}`, []any{"a", "b"}}, // the last a has no b
	{`{"a":{"c":1},"a":{"b":2}}`, []any{"a", "b"}},
	{`{"a":1,"a":null}`, []any{"a"}},
	{`{"a\u0062":1}`, []any{"ab"}},
	{`{"a":1} x`, []any{"a"}},
	{`{"a":1,"b":tru}`, []any{"a"}},
	{`{"a":1,"b":"\q"}`, []any{"a"}},
	{`{"a":"b"}`, []any{"a", "b"}},
	{`[[1],[2,3]]`, []any{int64(1), int64(1)}},
	{`[1,2`, []any{int64(0)}},
	{`7`, []any{}},
	{`7`, nil},
	{``, []any{"a"}},
}

func TestFindJSON(t *testing.T) {
	for _, tt := range findTests {
		findsAsParsed(t, tt.text, tt.path)
	}
}

// findsAsParsed holds FindJSON to its slow twin.
func findsAsParsed(t *testing.T, text string, path []any) {
	t.Helper()
	want, err := ParseJSON(text)
	if err != nil {
		want = nil
	}
	for _, key := range path {
		want = Member(want, key)
	}
	if got := FindJSON(text, path); !reflect.DeepEqual(got, want) {
		t.Errorf("FindJSON(%q, %v) = %#v, want %#v", text, path, got, want)
	}
}

// What is written reads back as it was, and what is found is what the parsed tree holds.
func FuzzJSON(f *testing.F) {
	for _, tt := range jsonTests {
		f.Add(tt.text, "a")
	}
	for _, tt := range findTests {
		f.Add(tt.text, "a")
	}
	f.Fuzz(func(t *testing.T, text, key string) {
		findsAsParsed(t, text, []any{key, key})
		findsAsParsed(t, text, []any{key, int64(1)})
		findsAsParsed(t, text, []any{int64(0)})
		membersAsParsed(t, text, []string{key, "a"})
		x, err := ParseJSON(text)
		if err != nil {
			return
		}
		once := string(AppendJSON(nil, x))
		again, err := ParseJSON(once)
		if twice := string(AppendJSON(nil, again)); err != nil || twice != once {
			t.Errorf("ParseJSON(%q) is written %s, read back %s, %v", text, once, twice, err)
		}
	})
}

func TestMember(t *testing.T) {
	x, err := ParseJSON(`{"a":1,"list":[1,2,3]}`)
	if err != nil {
		t.Fatal(err)
	}
	list := Member(x, "list")
	for _, tt := range []struct{ x, key, want any }{
		{x, "a", int64(1)},
		{x, "A", nil},
		{x, int64(0), nil},
		{list, int64(0), int64(1)},
		{list, int64(-1), int64(3)},
		{list, int64(3), nil},
		{list, int64(-4), nil},
		{list, "a", nil},
		{"text", "a", nil},
		{nil, "a", nil},
	} {
		if got := Member(tt.x, tt.key); got != tt.want {
			t.Errorf("Member(%v, %v) = %v, want %v", tt.x, tt.key, got, tt.want)
		}
	}
}

const benchText = `{"RuleName":"technique_id=T1059.001,technique_name=PowerShell","Count":17,"Score":0.75,` +
	`"Process":{"Id":4242,"Path":"C:\\Windows\\System32\\cmd.exe","Args":["/c","whoami","/all"]},"Signed":true,"Parent":null}`

func BenchmarkParseJSON(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		if _, err := ParseJSON(benchText); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindJSON(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	path := []any{"Process", "Path"}
	for b.Loop() {
		if FindJSON(benchText, path) == nil {
			b.Fatal("not found")
		}
	}
}
