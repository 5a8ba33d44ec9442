// Command bench measures foxhound beside its peers: hunts beside ripgrep, Vectorscan, DuckDB
// and ClickHouse, queries beside DuckDB, on the same files, one after the other in turns, and
// checks what they find. It writes docs/performance.md. The script run beside it fetches and
// builds what it needs.
package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"foxhound/bench/corpus"
)

//go:embed queries semijoin
var queries embed.FS

// A bench is one run of the command.
type bench struct {
	foxhound string // the program
	pure     string // the same without assembly
	modules  string // where @duckdb/node-api and chdb are
	script   string // engine.mjs
	programs string // where the peers are that had to be built
	dir      string // of the logs and what else is written
	size     int64  // of each log
	most     int    // indicators of the largest set
	rounds   int
	threads  int // of queries

	begun   time.Time
	set     *corpus.Set
	tools   map[string]*tool
	taken   map[cell][]taken
	exact   exactness
	queries []result
}

func main() {
	b := &bench{begun: time.Now(), taken: map[cell][]taken{}}
	var megabytes int64
	var doc string
	flag.StringVar(&b.foxhound, "foxhound", "", "the `PROGRAM` to measure")
	flag.StringVar(&b.pure, "pure", "", "the `PROGRAM` built without assembly")
	flag.StringVar(&b.modules, "modules", "", "the `FOLDER` in which @duckdb/node-api and chdb were installed")
	flag.StringVar(&b.script, "script", "bench/peers/engine.mjs", "the `FILE` that runs engines within Node")
	flag.StringVar(&b.programs, "dir", "", "the `FOLDER` of the peers that were built, and for the logs")
	flag.Int64Var(&megabytes, "size", 256, "size of each log in `MB`")
	flag.IntVar(&b.most, "indicators", 1_000_000, "leave out larger sets than of this `NUMBER`, for a quick look")
	flag.IntVar(&b.rounds, "rounds", 5, "how often everything is run")
	flag.IntVar(&b.threads, "threads", 2, "how many threads each may use for a query")
	flag.StringVar(&doc, "doc", "", "the `FILE` to write the figures to (default: standard output)")
	flag.Parse()
	b.size, b.dir = megabytes<<20, filepath.Join(b.programs, fmt.Sprintf("%dMB-%d", megabytes, b.most))
	if err := b.run(doc); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}

func (b *bench) run(doc string) error {
	if err := b.prepare(); err != nil {
		return err
	}
	if err := b.unpack(); err != nil {
		return err
	}
	if err := b.muster(); err != nil {
		return err
	}
	if err := b.check(); err != nil {
		return err
	}
	for n := range b.rounds {
		if err := b.round(n); err != nil {
			return err
		}
		if err := b.query(); err != nil {
			return err
		}
	}
	if err := write(doc, b.report()); err != nil {
		return err
	}
	if b.exact.missed+b.exact.extra > 0 {
		return errors.New("hunts are not exact:\n" + strings.Join(b.exact.examples, "\n"))
	}
	return nil
}

func write(doc, text string) error {
	if doc == "" {
		_, err := os.Stdout.WriteString(text)
		return err
	}
	return os.WriteFile(doc, []byte(text), 0o644)
}

// say tells the person who waits.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%5.0f s  %s\n", time.Since(b.begun).Seconds(), fmt.Sprintf(format, args...))
}

// muster finds out which tools there are.
func (b *bench) muster() error {
	b.tools = map[string]*tool{}
	for _, t := range []*tool{
		foxhound(ours, b.foxhound), foxhound(pure, b.pure), ripgrep(), vectorscan(b),
		engine(b, duck, "duckdb", "@duckdb/node-api"), engine(b, click, "clickhouse", "chdb"),
		bare("count"), bare("read"), bare("gzip"), bare("zstd"),
	} {
		b.tools[t.name] = t
		if t.absent != "" {
			b.say("%s is not measured: %s", t.name, t.absent)
		}
	}
	return b.compile()
}

// unpack writes the queries as files and takes down their names.
func (b *bench) unpack() error {
	files, err := fs.Glob(queries, "*/*")
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := queries.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(b.path(filepath.Base(file)), text, 0o644); err != nil {
			return err
		}
		if name, ok := strings.CutSuffix(filepath.Base(file), ".kql"); ok {
			b.queries = append(b.queries, result{name: name})
		}
	}
	return nil
}
