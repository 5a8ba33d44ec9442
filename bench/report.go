package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"foxhound/bench/corpus"
)

const heading = `# Performance

foxhound beside its peers on the same files, on the same machine in one run, one after the
other in turns. Written by [bench](../bench/README.md); do not edit.

`

const goalNotes = `
Ratios are of speeds in the same round: medians over the rounds, in brackets the least and the
most; the mean is geometric, over the logs that both sides read. On a machine that has
other work, the ratio by processor time is the steadier one. "From cold" is the ratio with what
each program does before it reads a log: it starts, reads the list and builds its index.

- foxhound is the whole program, ` + "`foxhound hunt --engine index -o ndjson -i LIST LOG...`" + `, which confirms
  every hit, judges it and writes it with its event; with --engine auto small lists over small
  logs take the KQL of the rules, which is another road. Speeds are without what it takes for a
  log of one line with the same list, which is row 8; so are ripgrep's. Vectorscan compiles its
  database before and DuckDB and ClickHouse load the list into a table before: neither is in their
  times.
- ripgrep (-F -c) and Vectorscan (literals, in any case, lines counted) look for the same list as fixed
  strings, of an ip:port the address alone. They confirm nothing: near misses are hits, and what is
  escaped is missed. The databases compare columns with the host, its last two labels and the hashes, and
  know no paths, ports or sub-domains further down. Where a tool would take minutes it reads a part
  of the log, and foxhound all of it: both are speeds.
- The logs are as long as they need to be for that by being read as up to %d files, which are
  links to one. ripgrep gives each thread a file of its own.
- bytes.Count counts line ends in memory, with the files read before; the table of speeds has it
  with reading too.
- What the sweep adds to a decode is the time of the hunt over that of the decoder of the same
  library with nothing behind it, over the same files.
- DuckDB and ClickHouse have no reader for CEF, and only their NDJSON readers are measured.
- The floor holds for the mean; a log may fall short of it by 15 %%. CEF is where Vectorscan is fastest:
  its lines hold the fewest places at which a literal could begin. DNS is where pure Go is slowest:
  its short lines hold the most dots, which it looks up one by one, and assembly eight at a time.
`

const queryHeading = `
## Queries beside DuckDB

What is compared leans towards DuckDB. Its time is that of the query alone, with the database
open and until the rows are in memory; its SQL names the files and the type of every column it
needs, so that nothing is guessed, and its memory is what the query added to that of its
process, which is not known (a dash) where that was larger before. foxhound's time and memory are
those of the whole program, from its start to the last row printed as CSV: it recognises format
and tables, and tells the table of each row by the row; but in 6-join --table says, as the SQL
does, which of the two logs is of which table. It counts every line, as a row or as what cannot be
read: those that it decodes are checked to be JSON, and of those that their bytes rule out only
that they [have the shape of a row](inputs.md). Both results are compared, cell by
cell, in every round.

`

const notes = `
What these figures hide:

- A filter on a text or a number of the log (==, in, has, contains ...) is tried on the field
  as soon as it is read, and a row that fails is not made into columns; it is still read to its
  end, since a line that is no JSON has to be counted. DuckDB may skip such a row's rest.
- Without --table, which tables a log holds is known only when it has been read: a join then
  reads every log once to find the smaller side, and that of the larger side again, which
  would be three files in 6-join.
- AdditionalFields is dynamic in the table. 7-expand reads one member of it, and only that is
  built, but the others are read through too, for a text that is no JSON has no members.
- count_distinct is merged on one core.
`

// report writes the figures as Markdown.
func (b *bench) report() string {
	var s strings.Builder
	s.WriteString(heading)
	fmt.Fprintf(&s, "%d rounds, logs of %d MB each in the page cache, two threads unless said. The run took %.0f minutes.\n", b.rounds, b.size>>20, time.Since(b.begun).Minutes())
	b.goalTable(&s)
	b.speeds(&s)
	b.exactly(&s)
	b.queryTable(&s)
	s.WriteString("\n## Machine and versions\n\n| | |\n|---|---|\n")
	for _, line := range b.machine() {
		fmt.Fprintf(&s, "| %s | %s |\n", line[0], line[1])
	}
	if b.tools[duck].absent == "" {
		b.texts(&s)
	}
	return s.String()
}

func (b *bench) goalTable(s *strings.Builder) {
	s.WriteString("\n## Where the goals stand\n\n")
	head := []string{"#", "goal", "floor", "aim"}
	for _, k := range corpus.Kinds {
		head = append(head, k.Name)
	}
	s.WriteString(row(append(head, "**mean**", "by processor time", "from cold", "reached")) + strings.Repeat("|---", 13) + "|\n")
	for _, g := range b.goals() {
		s.WriteString(b.line(g))
	}
	fmt.Fprintf(s, goalNotes, links)
}

// speeds lists what was measured for the goals, tool by tool.
func (b *bench) speeds(s *strings.Builder) {
	s.WriteString("\n## Speeds\n\nGB of plain text a second; in brackets GB a second of processor time; memory is the most of any log.\n\n")
	head := []string{"tool", "indicators", "threads", "files"}
	for _, k := range corpus.Kinds {
		head = append(head, k.Name)
	}
	s.WriteString(row(append(head, "memory, MB", "before a log is read, s")) + strings.Repeat("|---", 11) + "|\n")
	for _, c := range b.kinds() {
		s.WriteString(b.speed(c))
	}
}

// kinds are the cells that were measured, of all kinds of log one, by tool.
func (b *bench) kinds() []cell {
	var all []cell
	for _, c := range b.plan() {
		c.kind = ""
		if !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(x, y cell) int { return strings.Compare(x.tool, y.tool) })
	return all
}

func (b *bench) speed(c cell) string {
	set := fmt.Sprint(c.set)
	if strings.HasPrefix(c.tool, "bare") {
		set = "-"
	}
	cells := []string{c.tool, set, fmt.Sprint(c.threads), strings.TrimPrefix(c.form, ".")}
	most := 0.0
	for _, k := range corpus.Kinds {
		of := c
		of.kind = k.Name
		list := b.taken[of]
		if len(list) == 0 {
			cells = append(cells, "-")
			continue
		}
		text := figure(median(b.rates(of)))
		if list[0].CPU > 0 {
			text += " (" + figure(median(b.cpuRates(of))) + ")"
		}
		cells, most = append(cells, text), max(most, median(each(list, memory)))
	}
	space, before := "-", "-"
	if most > 0 {
		space = figure(most)
	}
	if first := b.taken[beginning(c)]; len(first) > 0 {
		before = spread(each(first, wall))
	} else if first := b.taken[cell{tool: c.tool, set: c.set}]; len(first) > 0 {
		before = figure(first[0].Wall) + ", to compile"
	}
	return row(append(cells, space, before))
}

func (b *bench) exactly(s *strings.Builder) {
	e := b.exact
	fmt.Fprintf(s, "\n## Exactness\n\n%d hunts of logs with something planted every %d kB: all kinds, sets of all sizes; as they are, with CRLF, gzip and zstd; escaped with `\\u002e`, `\\/` and `%%2e`, in upper case, IPv6 in full, and what the [matching model](matching.md) has besides.\n", e.hunts, exactEvery>>10)
	fmt.Fprintf(s, "%d matches are where they were planted, with the tier they have to have; %d near misses have none. **%d missed, %d extra.**\n", e.matches, e.innocent, e.missed, e.extra)
	if len(e.wrong) == 0 {
		return
	}
	s.WriteString("\n| what is wrong | times |\n|---|---|\n")
	for _, variant := range slices.Sorted(maps.Keys(e.wrong)) {
		fmt.Fprintf(s, "| %s | %d |\n", variant, e.wrong[variant])
	}
}

func (b *bench) queryTable(s *strings.Builder) {
	if b.tools[duck].absent != "" {
		return
	}
	s.WriteString(queryHeading)
	fmt.Fprintf(s, "%d threads each. A ratio below 1 is in foxhound's favour; it is the median of the rounds' ratios.\n\n", b.threads)
	s.WriteString("| query | rows | foxhound, s | DuckDB, s | **ratio of times** | CPU time, s | ratio of CPU times | memory, MB | ratio of memory |\n|---|---|---|---|---|---|---|---|---|\n")
	for i := range b.queries {
		s.WriteString(b.queries[i].row())
	}
	s.WriteString(notes)
}

func (r *result) row() string {
	space, ratio := r.space()
	return fmt.Sprintf("| %s | %d | %s | %s | **%.2f** | %.2f : %.2f | %.2f | %s | %s |\n", r.name, r.rows,
		spread(each(r.foxhound, wall)), spread(each(r.duckdb, wall)), r.ratio(wall),
		median(each(r.foxhound, cpu)), median(each(r.duckdb, cpu)), r.ratio(cpu), space, ratio)
}

// space prints the memory of both sides and its ratio, with a dash for what is not known: what a
// query added to a process that was larger before is measured as none.
func (r *result) space() (both, ratio string) {
	mine, theirs := each(r.foxhound, memory), each(r.duckdb, memory)
	ratio = "-"
	if slices.Min(mine) > 0 && slices.Min(theirs) > 0 {
		ratio = fmt.Sprintf("%.2f", r.ratio(memory))
	}
	return known(mine) + " : " + known(theirs), ratio
}

// known prints the median of what was measured, in each round, as more than nothing.
func known(values []float64) string {
	if slices.Min(values) <= 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f", median(values))
}

// ratio is the median of the rounds' ratios.
func (r *result) ratio(of func(taken) float64) float64 {
	ratios := make([]float64, len(r.foxhound))
	for i := range ratios {
		ratios[i] = of(r.foxhound[i]) / of(r.duckdb[i])
	}
	return median(ratios)
}

// texts prints the queries.
func (b *bench) texts(s *strings.Builder) {
	s.WriteString("\n## The queries\n")
	for _, r := range b.queries {
		fmt.Fprintf(s, "\n### %s\n\n```kql\n%s```\n\n```sql\n%s```\n", r.name, read(b.path(r.name+".kql")), read(b.path(r.name+".sql")))
	}
	s.WriteString("\n### Semi-joins\n")
	for _, engine := range []string{"duckdb", "clickhouse"} {
		files, _ := filepath.Glob(b.path("*." + engine + ".sql"))
		for _, file := range append([]string{b.path(engine + ".setup.sql")}, files...) {
			fmt.Fprintf(s, "\n%s\n\n```sql\n%s```\n", filepath.Base(file), read(file))
		}
	}
}

// machine says what was measured on, and with what.
func (b *bench) machine() [][2]string {
	commit, _ := exec.Command("git", "describe", "--always", "--dirty").Output()
	load := strings.Fields(read("/proc/loadavg"))
	lines := [][2]string{
		{"processor", fmt.Sprintf("%s, %d cores", find("/proc/cpuinfo", "model name"), runtime.NumCPU())},
		{"memory", find("/proc/meminfo", "MemTotal")},
		{"system", runtime.GOOS + "/" + runtime.GOARCH},
		{"load average at the end, this run's own included", strings.Join(load[:min(3, len(load))], " ")},
		{"foxhound", strings.TrimSpace(string(commit)) + ", " + runtime.Version()},
	}
	for _, name := range []string{rg, vs, duck, click} {
		lines = append(lines, [2]string{name, b.versionOf(name)})
	}
	return lines
}

func (b *bench) versionOf(name string) string {
	t := b.tools[name]
	if t.absent != "" {
		return "not measured: " + t.absent
	}
	return cmp.Or(t.version, "not run with sets as small as these")
}

// find returns what stands behind a name in one of Linux's descriptions of the machine.
func find(file, name string) string {
	for line := range strings.Lines(read(file)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			return strings.Trim(rest, ": \t\n")
		}
	}
	return "unknown"
}

// read returns a text, or nothing where there is none.
func read(file string) string {
	text, _ := os.ReadFile(file)
	return string(text)
}
