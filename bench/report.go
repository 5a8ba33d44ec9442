package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

const heading = `# Performance

foxhound beside DuckDB, which is the bar: the same questions of the same logs (NDJSON as
Defender exports it), on the same machine in one run, one after the other in turns. Written by
[bench](../bench/README.md); do not edit.

What is compared leans towards DuckDB. Its time is that of the query alone, with the database
open and until the rows are in memory; its SQL names the files and the type of every column it
needs, so that nothing is guessed, and its memory is what the query added to that of its
process. foxhound's time and memory are those of the whole program, from its start to the last
row printed as CSV: it recognises format and tables, checks that every line is JSON, counts
what it cannot read, and tells the table of each row by the row; but in 3-join --table says,
as the SQL does, which of the two logs is of which table. Both results are compared, cell by
cell, in every round.

`

const notes = `
## What the figures hide

- A filter on a text or a number of the log (==, in, has, contains ...) is tried on the field
  as soon as it is read, and a row that fails is not made into columns; it is still read to its
  end, since a line that is no JSON has to be counted. DuckDB may skip such a row's rest.
- Without --table, which tables a log holds is known only when it has been read: a join then
  reads every log once to find the smaller side, and that of the larger side again, which
  would be three files in 3-join.
- AdditionalFields is dynamic in the table. 4-expand reads one member of it, and only that is
  built, but the others are read through too, for a text that is no JSON has no members.
- count_distinct is merged on one core.
`

// report writes the figures as Markdown.
func (b *bench) report(results []result) string {
	var s strings.Builder
	s.WriteString(heading)
	fmt.Fprintf(&s, "%d rounds, %d threads each, logs of %d MB in the page cache. Medians; in brackets the least and the most.\n", b.rounds, b.threads, b.size>>20)
	fmt.Fprintf(&s, "A ratio below 1 is in foxhound's favour; it is the median of the rounds' ratios.\n\n")
	s.WriteString("| query | rows | foxhound, s | DuckDB, s | **ratio of times** | CPU time, s | ratio of CPU times | memory, MB | ratio of memory |\n|---|---|---|---|---|---|---|---|---|\n")
	for i := range results {
		s.WriteString(results[i].row())
	}
	fmt.Fprintf(&s, "\n| machine and versions | |\n|---|---|\n")
	for _, line := range b.machine(results) {
		fmt.Fprintf(&s, "| %s | %s |\n", line[0], line[1])
	}
	s.WriteString(notes)
	s.WriteString("\n## The queries\n")
	for _, r := range results {
		fmt.Fprintf(&s, "\n### %s\n\n```kql\n%s```\n\n```sql\n%s```\n", r.name, b.text(r.name+".kql"), b.text(r.name+".sql"))
	}
	return s.String()
}

func (r *result) row() string {
	wall, cpu := func(t taken) float64 { return t.Wall }, func(t taken) float64 { return t.CPU }
	memory := func(t taken) float64 { return float64(t.Memory) / 1e6 }
	return fmt.Sprintf("| %s | %d | %s | %s | **%.2f** | %.2f : %.2f | %.2f | %.0f : %.0f | %.2f |\n", r.name, r.rows,
		spread(r.foxhound, wall), spread(r.duckdb, wall), r.ratio(wall),
		median(each(r.foxhound, cpu)), median(each(r.duckdb, cpu)), r.ratio(cpu),
		median(each(r.foxhound, memory)), median(each(r.duckdb, memory)), r.ratio(memory))
}

// ratio is the median of the rounds' ratios.
func (r *result) ratio(of func(taken) float64) float64 {
	ratios := make([]float64, len(r.foxhound))
	for i := range ratios {
		ratios[i] = of(r.foxhound[i]) / of(r.duckdb[i])
	}
	return median(ratios)
}

func spread(list []taken, of func(taken) float64) string {
	values := each(list, of)
	return fmt.Sprintf("%.2f (%.2f-%.2f)", median(values), slices.Min(values), slices.Max(values))
}

func each(list []taken, of func(taken) float64) []float64 {
	values := make([]float64, len(list))
	for i, t := range list {
		values[i] = of(t)
	}
	return values
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// machine says what was measured on, and with what.
func (b *bench) machine(results []result) [][2]string {
	commit, _ := exec.Command("git", "describe", "--always", "--dirty").Output()
	return [][2]string{
		{"processor", fmt.Sprintf("%s, %d cores", find("/proc/cpuinfo", "model name"), runtime.NumCPU())},
		{"memory", find("/proc/meminfo", "MemTotal")},
		{"system", runtime.GOOS + "/" + runtime.GOARCH},
		{"others at work", "load average before the end: " + strings.Join(strings.Fields(b.read("/proc/loadavg"))[:3], " ")},
		{"foxhound", strings.TrimSpace(string(commit)) + ", " + runtime.Version()},
		{"DuckDB", results[0].duckdb[0].Version + ", @duckdb/node-api"},
	}
}

// find returns what stands behind a name in one of Linux's descriptions of the machine.
func find(file, name string) string {
	text, _ := os.ReadFile(file)
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			return strings.Trim(rest, ": \t\n")
		}
	}
	return "unknown"
}

func (b *bench) read(file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return "unknown - -"
	}
	return string(text)
}

func (b *bench) text(name string) string { return b.read(filepath.Join(b.dir, name)) }
