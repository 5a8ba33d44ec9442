package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"foxhound/bench/corpus"
)

// A cell is one figure of the sweep that is measured in every round.
type cell struct {
	tool, kind   string
	set, threads int
	form         string // of the files: empty, .gz or .zst
}

// Names of tools, as they stand in the report.
const (
	ours, pure, rg, vs = "foxhound", "foxhound in pure Go", "ripgrep", "Vectorscan"
	duck, click        = "DuckDB", "ClickHouse"
	counting, reading  = "bare count", "bare read"
)

// plan lists the cells in an order that keeps together what is compared.
func (b *bench) plan() (all []cell) {
	add := func(kind string, set, threads int, form string, tools ...string) {
		for _, t := range tools {
			if c := (cell{t, kind, set, threads, form}); b.can(c) {
				all = append(all, c)
			}
		}
	}
	const million = 1_000_000
	for _, k := range corpus.Kinds {
		add(k.Name, 6, 2, "", counting, reading, ours, rg, pure)
		add(k.Name, 1000, 2, "", ours, rg, vs, pure)
		add(k.Name, 1000, 1, "", ours)
		add(k.Name, 10_000, 2, "", ours, rg, vs)
		add(k.Name, 100_000, 2, "", ours, rg, vs)
		add(k.Name, million, 2, "", ours, duck, click, pure)
		add(k.Name, million, 1, "", ours, click)
		add(k.Name, million, 2, ".gz", "bare gzip", ours)
		add(k.Name, million, 2, ".zst", "bare zstd", ours)
	}
	return all
}

// can reports whether a cell's tool is there, and can read the log.
func (b *bench) can(c cell) bool {
	t := b.tools[c.tool]
	if c.tool == duck || c.tool == click {
		if _, err := os.Stat(b.path(c.kind + "." + strings.ToLower(c.tool) + ".sql")); err != nil {
			return false
		}
	}
	return t.absent == "" && c.set <= b.most
}

// round measures every cell once. Every other round goes backwards.
func (b *bench) round(n int) error {
	cells := b.plan()
	if n%2 == 1 {
		slices.Reverse(cells)
	}
	ready := map[cell]bool{}
	for _, c := range cells {
		if first := beginning(c); !b.tools[c.tool].apart && !ready[first] {
			ready[first] = true
			if err := b.measure(first, []string{b.path("nothing.log")}, 0); err != nil {
				return err
			}
		}
		files, bytes := b.files(c)
		if err := b.measure(c, files, bytes); err != nil {
			return err
		}
		b.say("round %d of %d: %-20s %-8s %9d %d %-4s %s GB/s", n+1, b.rounds, c.tool, c.kind, c.set, c.threads, c.form, figure(last(b.rates(c))))
	}
	return nil
}

func last(values []float64) float64 { return values[len(values)-1] }

func (b *bench) measure(c cell, files []string, bytes int64) error {
	t, err := b.tools[c.tool].run(b, job{c.kind, files, c.set, c.threads})
	if err != nil {
		return fmt.Errorf("%s, %s, %d indicators: %w", c.tool, c.kind, c.set, err)
	}
	if t.Version != "" {
		b.tools[c.tool].version = t.Version
	}
	t.Bytes = bytes
	b.taken[c] = append(b.taken[c], t)
	return nil
}

// beginning is the cell that holds what a tool does before it reads a log.
func beginning(c cell) cell { return cell{tool: c.tool, set: c.set, threads: c.threads} }

// files are what a cell's tool reads, and how much plain text that is: links to the log, so
// that a tool which gives each thread a file has one for each; to its first part, if the
// tool is too slow for the whole.
func (b *bench) files(c cell) (files []string, bytes int64) {
	name, n := fileOf(c.kind)+c.form, b.times(c)
	if most := b.bound(c); most > 0 && most < b.size {
		name, n = "part-"+name, min(n, int64(c.threads)*max(1, most/part))
	} else if most > 0 {
		n = min(n, int64(c.threads)*(most/b.size))
	}
	plain := strings.TrimSuffix(name, c.form)
	for i := range int(n) {
		files = append(files, b.copy(name, i))
	}
	info, err := os.Stat(b.path(plain))
	if err != nil {
		return files, 0 // measuring will say why
	}
	return files, n * info.Size()
}

// times is how often a cell's tool reads the log where it is quick enough: more often where what it
// begins with is taken off, which would else be most of the time, and most often where that is two
// thirds of a second. Ripgrep begins soon, and maps the files where they are few, with which it is
// faster. Who decodes reads as much as who sweeps what was decoded.
func (b *bench) times(c cell) int64 {
	switch {
	case c.form == ".gz":
		return copies
	case c.form == ".zst":
		return links / 2
	case c.tool != ours && c.tool != pure:
		return copies
	case c.set >= 1_000_000:
		return links
	}
	return links / 2
}

func (b *bench) bound(c cell) int64 {
	if t := b.tools[c.tool]; t.most != nil {
		return t.most(c.set)
	}
	return 0
}

func fileOf(kind string) string {
	for _, k := range corpus.Kinds {
		if k.Name == kind {
			return k.File
		}
	}
	return ""
}

// rates are the GB a second of the rounds, without what the tool does before it reads a log.
func (b *bench) rates(c cell) []float64 { return b.perSecond(c, wall) }

// cpuRates are the GB a second of the processor.
func (b *bench) cpuRates(c cell) []float64 { return b.perSecond(c, cpu) }

func (b *bench) perSecond(c cell, of func(taken) float64) []float64 {
	before := b.before(c, of)
	return each(b.taken[c], func(t taken) float64 {
		return float64(t.Bytes) / 1e9 / max(of(t)-before, .02*of(t))
	})
}

// before is the median of what a tool does before it reads a log.
func (b *bench) before(c cell, of func(taken) float64) float64 {
	first := b.taken[beginning(c)]
	if b.tools[c.tool].apart || len(first) == 0 {
		return 0
	}
	return median(each(first, of))
}

// cold are the GB a second of the whole program over all copies of a log. What was measured on
// less is taken to go on at the same speed.
func (b *bench) cold(c cell) []float64 {
	rates, all := b.rates(c), float64(copies*b.size)/1e9
	for i, rate := range rates {
		rates[i] = all / (b.before(c, wall) + all/rate)
	}
	return rates
}
