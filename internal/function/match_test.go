package function

import (
	"fmt"
	"testing"

	"foxhound/internal/value"
)

func TestMatchOperators(t *testing.T) {
	const yes, no = true, false
	for _, c := range []struct {
		s    any
		op   string
		t    any
		want any
	}{
		{"Hello", "=~", "hELLO", yes}, {"Ａｂｃ", "=~", "abc", no}, {"café", "=~", "CAFÉ", yes}, {"Straße", "=~", "STRASSE", no},
		{"cafe\u0301", "=~", "café", no}, {"a", "!~", "b", yes}, {"a", "!~", "A", no},

		{"hello world", "has", "HELLO", yes}, {"helloworld", "has", "hello", no}, {"hello-world", "has", "hello", yes},
		{"1_2_3", "has", "1", yes}, {"1.2.3", "has", "2.3", yes}, {"1_2_3", "has", "2.3", no}, {"a b", "has", " ", yes},
		{"www.softandtec.com", "has", "softandtec.com", yes}, {"notsoftandtec.com", "has", "softandtec.com", no},
		{"softandtec.com.evil.org", "has", "softandtec.com", yes}, {"http://x:8080/", "has", "http://x:80", no},
		{"evil.exe", "has", ".exe", yes}, {"evil.exec", "has", ".exe", no}, {"Привет Мир", "has", "мир", yes},
		{"ПриветМир", "has", "привет", no}, {"café", "has", "caf", no}, {"xx catx cat", "has", "cat", yes},
		{"", "has", "", yes}, {"abc", "has", "", yes}, {"abc", "!has", "", no}, {"ab", "has", "abc", no},
		{"co-op", "has_cs", "op", yes}, {"CO-OP", "has_cs", "op", no}, {"café x", "has_cs", "caf", no}, {"The Quick", "!has_cs", "quick", yes},
		{"\u212aelvin", "has", "kelvin", yes}, {"ma\u017fk", "contains", "ASK", yes}, {"task", "has", "ta\u017fk", yes},

		{"category", "hasprefix", "CAT", yes}, {"scatter", "hasprefix", "cat", no}, {"a.category", "hasprefix", "cat", yes},
		{"category", "hasprefix_cs", "Cat", no}, {"x", "!hasprefix", "x", no}, {"x", "!hasprefix_cs", "X", yes},
		{"ending", "hassuffix", "end", no}, {"the END", "hassuffix", "end", yes}, {"say hello", "hassuffix", "world", no},
		{"the END", "hassuffix_cs", "end", no}, {"x", "!hassuffix", "", no}, {"x", "!hassuffix_cs", "y", yes},

		{"FabriKam", "contains", "BRik", yes}, {"FabriKam", "contains_cs", "BRik", no}, {"FabriKam", "contains_cs", "bri", yes},
		{"abc", "!contains", "B", no}, {"abc", "notcontains", "x", yes}, {"abc", "!contains_cs", "B", yes}, {"", "contains", "", yes},
		{"emoji😀here", "contains", "😀H", yes}, {"aXb", "contains", "x", yes},
		{"Hello", "startswith", "hE", yes}, {"Hello", "startswith_cs", "hE", no}, {"He", "startswith", "hello", no}, {"He", "!startswith", "he", no},
		{"He", "!startswith_cs", "he", yes}, {"Éa", "startswith", "é", yes},
		{"Hello", "endswith", "LO", yes}, {"Hello", "endswith_cs", "LO", no}, {"lo", "endswith", "hello", no}, {"lo", "!endswith", "o", no},
		{"lo", "!endswith_cs", "O", yes}, {"aÉ", "endswith", "é", yes},
		{"foo bar baz", ":", "BAR", yes},

		{listing("a", "b c"), "has", "c", yes}, {nil, "has", "x", no}, {nil, "!has", "x", yes}, {nil, "has", nil, nil}, {"x", "!has", nil, yes},
		{nil, "=~", "", no}, {nil, "!~", nil, nil},
	} {
		if got := evaluate(t, c.op, value.Bool, c.s, c.t); got != c.want {
			t.Errorf("%q %s %q = %v, want %v", c.s, c.op, c.t, got, c.want)
		}
	}
}

func TestListOperators(t *testing.T) {
	many := func(of ...string) any {
		list := []any{}
		for i := range 20 {
			list = append(list, fmt.Sprintf("filler%d.example", i))
		}
		for _, s := range of {
			list = append(list, s)
		}
		return list
	}
	guid, _ := value.ParseGuid("74be27de-1e4e-49d9-b579-fe0b331d3642")
	for _, c := range []struct {
		op   string
		want any
		args []any
	}{
		{"in", true, []any{"a", "b", "a"}}, {"in", false, []any{"A", "b", "a"}}, {"in~", true, []any{"A", "b", "a"}}, {"!in", true, []any{"c", "b"}},
		{"!in~", false, []any{"B", "b"}}, {"in~", true, []any{"MÜLLER", listing("müller", "x")}}, {"in", true, []any{3, 1, 3}}, {"in", false, []any{3, 1}},
		{"in", true, []any{3, listing(1, 3.0)}}, {"in", false, []any{3, listing(3.5)}}, {"in", true, []any{1.5, 1, 1.5}}, {"in", true, []any{2.0, 2}},
		{"in", true, []any{listing(1), listing(listing(1), 2)}}, {"in", true, []any{"5", 5}}, {"in", true, []any{5, "5"}},
		{"in", true, []any{value.Time(5), value.Time(4), value.Time(5)}}, {"in", true, []any{value.Span(10_000_000), "00:00:01"}},
		{"in", true, []any{guid, "74be27de-1e4e-49d9-b579-fe0b331d3642"}}, {"in", true, []any{true, 1}}, {"in", false, []any{true, false}},
		{"in", false, []any{"a", listing()}}, {"!in", true, []any{"a", listing()}}, {"in", false, []any{nil, 1, 2}}, {"!in", true, []any{nil, 1, 2}},
		{"in", nil, []any{nil, 1, nil}}, {"in", true, []any{1, 1, nil}}, {"in", false, []any{2, 1, nil}},

		{"has_any", true, []any{"one two", "x", "TWO"}}, {"has_any", false, []any{"one two", "x", "tw"}}, {"has_any", true, []any{"port 22", listing(21, 22)}},
		{"has_any", false, []any{"one", listing()}}, {"has_all", true, []any{"one", listing()}}, {"has_all", true, []any{"one two", "TWO", "one"}},
		{"has_all", false, []any{"one two", "TWO", "three"}}, {"has_any", false, []any{nil, "x"}}, {"has_any", true, []any{"x", ""}},
		{"has_any", true, []any{"GET http://Evil.COM/x", many("evil.com")}}, {"has_any", false, []any{"notevil.com", many("evil.com")}},
		{"has_any", false, []any{"evil.community", many("evil.com")}}, {"has_any", true, []any{"a.exe -enc", many(".exe -")}},
		{"has_any", false, []any{"a.exe -enc", many("|", ".exec")}}, {"has_any", true, []any{"a | b", many("|")}}, {"has_any", true, []any{"", many("")}},
		{"has_any", true, []any{"x \u212aELVIN", many("kelvin")}}, {"has_any", true, []any{listing("q", "evil.com"), many("evil.com")}},
	} {
		if got := evaluate(t, c.op, value.Bool, c.args...); got != c.want {
			t.Errorf("%s%q = %v, want %v", c.op, c.args, got, c.want)
		}
	}
}
