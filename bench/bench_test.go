package main

import (
	"math"
	"strings"
	"testing"

	"foxhound/bench/corpus"
)

// rounds are what two rounds of a cell took, over a GB.
func rounds(seconds ...float64) (list []taken) {
	for _, s := range seconds {
		list = append(list, taken{Wall: s, CPU: 2 * s, Bytes: 1e9})
	}
	return list
}

func TestFigures(t *testing.T) {
	b := &bench{size: 1e9 / copies, tools: map[string]*tool{ours: {name: ours}, vs: {name: vs, apart: true}}, taken: map[cell][]taken{}}
	mine, theirs := cell{ours, "dns", 1000, 2, ""}, cell{vs, "dns", 1000, 2, ""}
	b.taken[beginning(mine)] = rounds(.1, .1)
	b.taken[mine] = rounds(.6, 1.1)
	b.taken[theirs] = rounds(1, 4)
	if got := b.rates(mine); got[0] != 2 || got[1] != 1 {
		t.Errorf("speeds are %v GB/s, want 2 and 1: what is done before a log is read does not count", got)
	}
	if got := b.cold(mine); got[0] < 1.66 || got[0] > 1.67 {
		t.Errorf("from cold it is %v GB/s, want 1 GB in 0.6 s", got[0])
	}
	over := func(tool string) func(string) cell {
		return func(kind string) cell { return cell{tool, kind, 1000, 2, ""} }
	}
	g := goal{unit: "x", floor: 1.5, aim: 4, over: over(ours), under: over(vs)}
	if got := g.figures("dns", b.rates); got[0] != 2 || got[1] != 4 {
		t.Errorf("ratios are %v, want 2 and 4", got)
	}
	if mean, measured := g.mean(b.rates); math.Abs(mean-3) > 1e-9 || !measured {
		t.Errorf("the mean over the one log is %v, want 3", mean)
	}
}

// Memory that was not measured is a dash, and has no ratio.
func TestSpace(t *testing.T) {
	sized := func(bytes ...int64) (list []taken) {
		for _, n := range bytes {
			list = append(list, taken{Memory: n})
		}
		return list
	}
	for _, test := range []struct {
		mine, theirs []taken
		both, ratio  string
	}{
		{sized(28e6, 30e6, 29e6), sized(58e6, 60e6, 56e6), "29 : 58", "0.50"},
		{sized(28e6, 28e6), sized(0, 0), "28 : -", "-"},
		{sized(28e6, 28e6), sized(56e6, 0), "28 : -", "-"},
		{sized(0), sized(56e6), "- : 56", "-"},
	} {
		r := &result{foxhound: test.mine, duckdb: test.theirs}
		if both, ratio := r.space(); both != test.both || ratio != test.ratio {
			t.Errorf("%v beside %v: %s and %s, want %s and %s", test.mine, test.theirs, both, ratio, test.both, test.ratio)
		}
	}
}

func TestStands(t *testing.T) {
	ratio := goal{floor: 2, aim: 5, unit: "x"}
	added := goal{floor: 30, aim: 10, unit: "%", less: true}
	for _, test := range []struct {
		g    goal
		mean float64
		by   []float64
		want string
	}{
		{ratio, 6, []float64{6, 6, 6, 6, 6}, "aim"},
		{ratio, 2, []float64{1.8, 2, 2, 2, 2}, "floor"},
		{ratio, 2, []float64{1.6, 2, 2, 2, 3}, "floor; short of the floor in devnet"},
		{ratio, 1, nil, "**short**"},
		{added, 9, nil, "aim"},
		{added, 31, nil, "**short**"},
	} {
		if got := test.g.stands(test.mean, test.by); got != test.want {
			t.Errorf("%v of %v stands as %q, want %q", test.mean, test.by, got, test.want)
		}
	}
}

// A hunt that says what was planted is exact, and anything else is not.
func TestCompare(t *testing.T) {
	planted := map[string][]corpus.Planted{"dns": {
		{Line: 1, Variant: "plain", Index: 3, Value: "softandtec.com", Tier: "exact"},
		{Line: 2, Variant: "sub-domain", Index: 4, Value: "genuskox.biz", Tier: "host"},
		{Line: 3, Variant: "longer suffix", Index: 4, Value: "genuskox.biz"},
		{Line: 4, Variant: "plain", Index: 900, Value: "not.yet.example", Tier: "exact"},
	}}
	exact := sighting{"dns", 1, "softandtec.com", "exact"}
	below := sighting{"dns", 2, "genuskox.biz", "host"}
	for _, test := range []struct {
		name          string
		seen          []sighting
		missed, extra int
	}{
		{"as planted", []sighting{exact, below}, 0, 0},
		{"nothing", nil, 2, 0},
		{"another tier", []sighting{exact, {"dns", 2, "genuskox.biz", "exact"}}, 1, 1},
		{"a near miss", []sighting{exact, below, {"dns", 3, "genuskox.biz", "host"}}, 0, 1},
		{"another line", []sighting{exact, below, {"dns", 9, "genuskox.biz", "host"}}, 0, 1},
	} {
		b := &bench{}
		b.exact.wrong = map[string]int{}
		seen := map[sighting]bool{}
		for _, s := range test.seen {
			seen[s] = true
		}
		b.compare(6, planted, seen)
		if b.exact.missed != test.missed || b.exact.extra != test.extra || b.exact.innocent != 1 {
			t.Errorf("%s: %+v, want %d missed and %d extra", test.name, b.exact, test.missed, test.extra)
		}
	}
}

func TestSame(t *testing.T) {
	x, y := [][]string{{"2026-05-22T00:00:01.5Z", "a"}, {"b", ""}}, [][]string{{"b", ""}, {"2026-05-22 00:00:01.500", "a"}}
	if err := same(x, y, false); err != nil {
		t.Errorf("in any order: %v", err)
	}
	if err := same(x, y, true); err == nil || !strings.Contains(err.Error(), "row 1") {
		t.Errorf("in order: %v, want the first row that differs", err)
	}
}
