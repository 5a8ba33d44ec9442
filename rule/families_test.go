package rule_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"foxhound/indicator"
	"foxhound/rule"
)

func someFamilies(t *testing.T) []indicator.Indicator {
	var list []indicator.Indicator
	for value, f := range map[string]indicator.Family{
		"a1.biz":     {ID: "win.remus", Name: "Remus"},
		"1.2.3.4:80": {ID: "win.remus", Name: "Remus"},
		"a2.biz":     {ID: "elf.mirai", Name: "Mirai", Aliases: []string{"Katana"}},
		"a3.biz":     {ID: "win.mirai", Name: "Mirai"},
		"a4.biz":     {ID: "win.cobalt_strike", Name: "Cobalt Strike", Aliases: []string{"BEACON"}},
		"a5.biz":     {Name: "Nobody Knows"},
		"a7.biz":     {ID: "js.a.b", Name: "Two Dots"},
		"a6.biz":     {},
	} {
		list = append(list, indicator.Indicator{Observable: parse(t, value), Family: f})
	}
	return append(list, list...)
}

func TestFamilies(t *testing.T) {
	var got []string
	for _, c := range rule.Families(someFamilies(t)) {
		got = append(got, c.Family.Name)
		if c.Family.ID == "win.remus" && (c.Total != 2 || c.Kinds[indicator.Domain] != 1 || c.Kinds[indicator.IPPort] != 1) {
			t.Errorf("Remus counts %+v", c)
		}
	}
	want := []string{"Cobalt Strike", "Mirai", "Mirai", "Nobody Knows", "Remus", "Two Dots", ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("families (-want +got):\n%s", diff)
	}
}

func TestFind(t *testing.T) {
	list := someFamilies(t)
	for _, test := range []struct {
		name, want, err string
		suggestions     []string
	}{
		{name: "win.remus", want: "win.remus"},
		{name: "Win.REMUS", want: "win.remus"},
		{name: "Remus", want: "win.remus"},
		{name: "remus", want: "win.remus"},
		{name: "cobalt_strike", want: "win.cobalt_strike"},
		{name: "cobalt strike", want: "win.cobalt_strike"},
		{name: "beacon", want: "win.cobalt_strike"},
		{name: "a.b", want: "js.a.b"},
		{name: "nobody knows", want: "Nobody Knows"},
		{name: "Mirai", err: "family `Mirai` could be any of elf.mirai, win.mirai", suggestions: []string{"elf.mirai", "win.mirai"}},
		{name: "Remsu", err: "unknown family `Remsu`; did you mean win.remus?", suggestions: []string{"win.remus"}},
		{name: "cobalt", err: "unknown family `cobalt`; did you mean win.cobalt_strike?", suggestions: []string{"win.cobalt_strike"}},
		{name: "Ремус\x1b", err: "unknown family `Ремус\\x1b`"},
		{name: "qqqqqqqq", err: "unknown family `qqqqqqqq`"},
		{name: "", err: "unknown family ``"},
	} {
		f, suggestions, err := rule.Find(test.name, list)
		got := f.ID
		if f.ID == "" {
			got = f.Name
		}
		message := ""
		if err != nil {
			message = err.Error()
		}
		if got != test.want || message != test.err || !cmp.Equal(suggestions, test.suggestions) {
			t.Errorf("Find(%q) = %q, %q, %q, want %q, %q, %q", test.name, got, suggestions, message, test.want, test.suggestions, test.err)
		}
	}
}
