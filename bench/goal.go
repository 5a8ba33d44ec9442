package main

import (
	"fmt"
	"slices"
	"strings"

	"foxhound/bench/corpus"
)

// A goal is a figure that is to be reached: the floor at least.
type goal struct {
	row, what  string
	floor, aim float64
	unit       string // x, %, s, MB
	less       bool   // whether less is better
	// over and under are the cells whose speeds are divided, of a kind of log.
	over, under func(kind string) cell
	// sum is a figure of the run as a whole, by round, in place of a ratio.
	sum func() []float64
}

func (b *bench) goals() []goal {
	of := func(tool string, set, threads int, form string) func(string) cell {
		return func(kind string) cell { return cell{tool, kind, set, threads, form} }
	}
	const million = 1_000_000
	two := func(tool string, set int) func(string) cell { return of(tool, set, 2, "") }
	// What a decode takes is the lesser part of what a hunt of the same file takes.
	added := func(row, what, form string, floor float64) goal {
		return goal{row: row, what: what, floor: floor, aim: 10, unit: "%", less: true, over: of("bare "+what[:4], million, 2, form), under: of(ours, million, 2, form)}
	}
	return []goal{
		{row: "1", what: "6 indicators, over ripgrep", floor: .6, aim: 1.2, unit: "x", over: two(ours, 6), under: two(rg, 6)},
		{row: "2", what: "1,000, over ripgrep", floor: 4, aim: 12, unit: "x", over: two(ours, 1000), under: two(rg, 1000)},
		{row: "2", what: "10,000, over ripgrep", floor: 20, aim: 60, unit: "x", over: two(ours, 10_000), under: two(rg, 10_000)},
		{row: "2", what: "100,000, over ripgrep", floor: 60, aim: 200, unit: "x", over: two(ours, 100_000), under: two(rg, 100_000)},
		{row: "3", what: "1,000, over Vectorscan", floor: .6, aim: 1.5, unit: "x", over: two(ours, 1000), under: two(vs, 1000)},
		{row: "3", what: "10,000, over Vectorscan", floor: 1.5, aim: 4, unit: "x", over: two(ours, 10_000), under: two(vs, 10_000)},
		{row: "3", what: "100,000, over Vectorscan", floor: 5, aim: 15, unit: "x", over: two(ours, 100_000), under: two(vs, 100_000)},
		{row: "4", what: "1,000,000, over DuckDB's semi-join", floor: 3, aim: 10, unit: "x", over: two(ours, million), under: two(duck, million)},
		{row: "4", what: "1,000,000, over ClickHouse's", floor: 3, aim: 10, unit: "x", over: two(ours, million), under: two(click, million)},
		{row: "4", what: "the same, one thread each", floor: 1.5, aim: 10, unit: "x", over: of(ours, million, 1, ""), under: of(click, million, 1, "")},
		{row: "5", what: "1,000,000, over 1,000", floor: .5, aim: .8, unit: "x", over: two(ours, million), under: two(ours, 1000)},
		{row: "6", what: "6, of bytes.Count in memory", floor: 20, aim: 40, unit: "%", over: two(ours, 6), under: two(counting, 6)},
		{row: "6", what: "100,000, of bytes.Count in memory", floor: 5, aim: 15, unit: "%", over: two(ours, 100_000), under: two(counting, 6)},
		{row: "7", what: "two threads over one, 1,000", floor: 1.8, aim: 1.9, unit: "x", over: two(ours, 1000), under: of(ours, 1000, 1, "")},
		{row: "7", what: "two threads over one, 1,000,000", floor: 1.8, aim: 1.9, unit: "x", over: two(ours, million), under: of(ours, million, 1, "")},
		{row: "8", what: "1,000,000 read from a feed's list and ready", floor: 1, aim: .4, unit: "s", less: true, sum: b.ready(wall)},
		{row: "8", what: "memory of that program", floor: 200, aim: 80, unit: "MB", less: true, sum: b.ready(memory)},
		{row: "9", what: "planted, missed or more than planted", floor: 0, aim: 0, unit: "", less: true, sum: func() []float64 { return []float64{float64(b.exact.missed + b.exact.extra)} }},
		{row: "10", what: "pure Go over assembly, 6", floor: .35, aim: .6, unit: "x", over: two(pure, 6), under: two(ours, 6)},
		{row: "10", what: "pure Go over assembly, 1,000", floor: .35, aim: .6, unit: "x", over: two(pure, 1000), under: two(ours, 1000)},
		{row: "10", what: "pure Go over assembly, 1,000,000", floor: .35, aim: .6, unit: "x", over: two(pure, million), under: two(ours, million)},
		added("11", "gzip: the sweep for 1,000,000 adds", ".gz", 30),
		added("11", "zstd: the sweep for 1,000,000 adds", ".zst", 80),
		{row: "12", what: "where ==, in, has_any and sort, over DuckDB", floor: 2, aim: 5, unit: "x", sum: b.overDuckDB("1-equal", "2-in", "3-has")},
		{row: "13", what: "where and summarize, over DuckDB", floor: 1, aim: 1.5, unit: "x", sum: b.overDuckDB("4-summarize")},
	}
}

// ready are figures of a hunt of next to nothing.
func (b *bench) ready(of func(taken) float64) func() []float64 {
	return func() []float64 { return each(b.taken[cell{tool: ours, set: 1_000_000, threads: 2}], of) }
}

// overDuckDB are the geometric means of how much faster some queries are.
func (b *bench) overDuckDB(names ...string) func() []float64 {
	return func() (means []float64) {
		for round := range b.rounds {
			var ratios []float64
			for _, q := range b.queries {
				if slices.Contains(names, q.name) && round < len(q.duckdb) {
					ratios = append(ratios, q.duckdb[round].Wall/q.foxhound[round].Wall)
				}
			}
			if len(ratios) == len(names) {
				means = append(means, geomean(ratios))
			}
		}
		return means
	}
}

// figures are a goal's of one kind of log, by round; none where a side of it was not measured.
func (g goal) figures(kind string, rates func(cell) []float64) []float64 {
	over, under := rates(g.over(kind)), rates(g.under(kind))
	ratios := make([]float64, min(len(over), len(under)))
	for i := range ratios {
		ratios[i] = over[i] / under[i]
		if g.unit == "%" && g.less { // what is added
			ratios[i] = max(0, 100*(ratios[i]-1))
		} else if g.unit == "%" {
			ratios[i] *= 100
		}
	}
	return ratios
}

// mean is the geometric mean over the kinds of log of the medians of the rounds.
func (g goal) mean(rates func(cell) []float64) (mean float64, measured bool) {
	var medians []float64
	for _, k := range corpus.Kinds {
		if f := g.figures(k.Name, rates); len(f) > 0 {
			medians = append(medians, max(median(f), .001))
		}
	}
	if len(medians) == 0 {
		return 0, false
	}
	return geomean(medians), true
}

// line is the goal as a line of the table.
func (b *bench) line(g goal) string {
	cells := []string{g.row, g.what, g.bound(g.floor), g.bound(g.aim)}
	if g.sum != nil {
		figures := g.sum()
		cells = append(cells, "", "", "", "", "")
		if len(figures) == 0 {
			return row(append(cells, "not measured", "", "", ""))
		}
		return row(append(cells, "**"+g.bound(median(figures))+"** "+brackets(figures), "", "", g.stands(median(figures), nil)))
	}
	var by []float64
	for _, k := range corpus.Kinds {
		f := g.figures(k.Name, b.rates)
		if len(f) == 0 {
			cells = append(cells, "-")
			continue
		}
		by = append(by, median(f))
		cells = append(cells, figure(median(f))+" "+brackets(f))
	}
	mean, measured := g.mean(b.rates)
	if !measured {
		return row(append(cells, "not measured", "", "", ""))
	}
	busy, cold := "-", "-"
	if b.cpuKnown(g) {
		m, _ := g.mean(b.cpuRates)
		busy = figure(m)
	}
	if g.unit == "x" && g.row != "10" && g.row != "7" {
		m, _ := g.mean(b.cold)
		cold = figure(m)
	}
	return row(append(cells, "**"+g.bound(mean)+"**", busy, cold, g.stands(mean, by)))
}

// cpuKnown reports whether both sides of a goal say what they took of the processor.
func (b *bench) cpuKnown(g goal) bool {
	over := b.tools[g.over("").tool]
	under := b.tools[g.under("").tool]
	return !strings.HasPrefix(over.name, "bare") && !strings.HasPrefix(under.name, "bare") && g.row != "7"
}

// stands says whether the floor or the aim is reached, and which logs fall short of the floor
// by more than 15 %.
func (g goal) stands(mean float64, by []float64) string {
	var short []string
	for i, v := range by {
		if !g.reaches(v, g.floor*.85) && !g.reaches(v, g.floor) {
			short = append(short, corpus.Kinds[i].Name)
		}
	}
	verdict := "**short**"
	switch {
	case g.reaches(mean, g.aim):
		verdict = "aim"
	case g.reaches(mean, g.floor):
		verdict = "floor"
	}
	if len(short) > 0 && len(by) == len(corpus.Kinds) {
		verdict += "; short of the floor in " + strings.Join(short, ", ")
	}
	return verdict
}

func (g goal) reaches(v, bound float64) bool {
	if g.less {
		return v <= bound
	}
	return v >= bound
}

// bound prints a figure with its unit.
func (g goal) bound(v float64) string {
	unit := g.unit
	if unit == "%" || unit == "s" || unit == "MB" {
		unit = " " + unit
	}
	if v >= 1000 {
		return fmt.Sprintf("%.0f%s", v, unit)
	}
	return fmt.Sprintf("%.3g%s", v, unit)
}

func brackets(values []float64) string {
	return fmt.Sprintf("(%s-%s)", figure(slices.Min(values)), figure(slices.Max(values)))
}

func row(cells []string) string { return "| " + strings.Join(cells, " | ") + " |\n" }
