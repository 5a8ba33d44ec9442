// Command bench measures foxhound beside DuckDB: the same queries on the same files, one after
// the other in turn, with their results compared. It writes docs/performance.md. The script
// run beside it fetches what it needs.
package main

import (
	"embed"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"foxhound/bench/corpus"
)

//go:embed queries
var queries embed.FS

// A bench is one run of the command.
type bench struct {
	foxhound string // the program
	modules  string // where @duckdb/node-api is
	script   string // duckdb.mjs
	dir      string // of the logs and what else is written
	size     int64  // of each log
	rounds   int
	threads  int
}

func main() {
	b := &bench{}
	var megabytes int64
	var doc string
	flag.StringVar(&b.foxhound, "foxhound", "", "the `PROGRAM` to measure")
	flag.StringVar(&b.modules, "modules", "", "the `FOLDER` in which @duckdb/node-api was installed")
	flag.StringVar(&b.script, "script", "bench/duckdb.mjs", "the `FILE` that runs DuckDB")
	flag.StringVar(&b.dir, "dir", "", "the `FOLDER` for the logs")
	flag.Int64Var(&megabytes, "size", 300, "size of each log in `MB`")
	flag.IntVar(&b.rounds, "rounds", 7, "how often each query is run")
	flag.IntVar(&b.threads, "threads", 2, "how many threads each may use")
	flag.StringVar(&doc, "doc", "", "the `FILE` to write the figures to (default: standard output)")
	flag.Parse()
	b.size = megabytes << 20
	if err := b.run(doc); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}

func (b *bench) run(doc string) error {
	if err := b.write(); err != nil {
		return err
	}
	names, err := b.unpack()
	if err != nil {
		return err
	}
	results := make([]result, len(names))
	for i, name := range names {
		results[i].name = name
	}
	for round := range b.rounds {
		for i := range results {
			if err := b.measure(&results[i]); err != nil {
				return fmt.Errorf("%s: %w", results[i].name, err)
			}
			fmt.Fprintf(os.Stderr, "round %d: %s\n", round+1, &results[i])
		}
	}
	text := b.report(results)
	if doc == "" {
		_, err = os.Stdout.WriteString(text)
		return err
	}
	return os.WriteFile(doc, []byte(text), 0o644)
}

// write writes the logs that are not there yet.
func (b *bench) write() error {
	for _, kind := range corpus.Kinds {
		path := filepath.Join(b.dir, kind.File)
		if info, err := os.Stat(path); err == nil && info.Size() >= b.size && info.Size() < b.size+1<<16 {
			continue
		}
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		if err := kind.Write(f, b.size); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// unpack writes the queries as files and returns their names.
func (b *bench) unpack() (names []string, err error) {
	files, err := fs.Glob(queries, "queries/*")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		text, err := queries.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(b.dir, filepath.Base(file)), text, 0o644); err != nil {
			return nil, err
		}
		if name, ok := strings.CutSuffix(filepath.Base(file), ".kql"); ok {
			names = append(names, name)
		}
	}
	return names, nil
}
