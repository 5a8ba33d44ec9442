package value

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseMembers(t *testing.T) {
	for _, tt := range findTests {
		membersAsParsed(t, tt.text, []string{"a", "b"})
	}
	deep := strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth)
	for _, text := range []string{
		``, ` `, `{}`, ` { } `, `null`, `1`, `"a"`, `["a"]`, `[{"a":1}]`, `{"a":1}`, `{"a":null}`, `{"A":1}`, `{"":1,"a":2}`,
		`{"b":{"a":1},"a":2}`, `{"a":1,"b":2,"a":3}`, `{"a":1,"a":null}`, `{"a":{"b":1},"a":{}}`,
		`{"\u0061":1}`, `{"\u0061":1,"a":2}`, `{"a\n":1}`, `{"a":"\ud83d\ude00"}`, `{"x":"\ud83d","a":"\ud83d"}`,
		`{"a":1} x`, `{"a":1`, `{"a":1,}`, `{"a":1 "b":2}`, `{"a"}`, `{a:1}`, `{"a":1,"x":}`, `{"a":1,"x":tru}`, `{"a":1,"x":01}`,
		`{"a":1,"x":"\q"}`, `{"a":1,"x":"` + "\n" + `"}`, `{"a":1,"x` + "\x01" + `":2}`, `{"a":1,"x":1e999}`, `{"a":-1.5e3,"x":-}`,
		`{"a":1,"x":` + deep[1:len(deep)-1] + `}`, `{"a":1,"x":` + deep + `}`, `{"a":` + deep + `,"x":1}`,
	} {
		for _, names := range [][]string{{"a"}, {"a", "b"}, {"x", ""}, {"none"}} {
			membersAsParsed(t, text, names)
		}
	}
}

// membersAsParsed holds ParseMembers to its slow twin: what all of the text is parsed to.
func membersAsParsed(t *testing.T, text string, names []string) {
	t.Helper()
	all, err := ParseJSON(text)
	whole, ok := all.(*Bag)
	got := ParseMembers(text, names)
	if want := err == nil && ok; (got != nil) != want {
		t.Fatalf("ParseMembers(%q, %q) = %v, but parsed it is %v, %v", text, names, got, all, err)
	}
	if got == nil {
		return
	}
	most := 0
	for _, name := range names {
		want, has := whole.Get(name)
		if x, ok := got.Get(name); ok != has || !reflect.DeepEqual(x, want) {
			t.Errorf("ParseMembers(%q, %q) has %q: %v, %v, want %v, %v", text, names, name, x, ok, want, has)
		}
		if has {
			most++
		}
	}
	if got.Len() > most {
		t.Errorf("ParseMembers(%q, %q) has the names %q", text, names, got.Keys())
	}
}
