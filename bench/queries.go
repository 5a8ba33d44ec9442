package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"foxhound/bench/corpus"
)

// A result is what the runs of a query took, in their order.
type result struct {
	name     string
	rows     int
	foxhound []taken
	duckdb   []taken
}

func (r *result) String() string {
	f, d := r.foxhound[len(r.foxhound)-1], r.duckdb[len(r.duckdb)-1]
	return fmt.Sprintf("%-12s foxhound %.2f s, duckdb %.2f s, %d rows", r.name, f.Wall, d.Wall, r.rows)
}

// query runs every query once, where DuckDB is there to compare with.
func (b *bench) query() error {
	if b.tools[duck].absent != "" {
		return nil
	}
	for i := range b.queries {
		if err := b.both(&b.queries[i]); err != nil {
			return fmt.Errorf("%s: %w", b.queries[i].name, err)
		}
		b.say("%s", &b.queries[i])
	}
	return nil
}

// both runs a query in both and compares what they give. Who goes first takes turns.
func (b *bench) both(r *result) error {
	var ours, theirs [][]string
	steps := []func() error{
		func() error { return b.runFoxhound(r, &ours) },
		func() error { return b.runDuckDB(r, &theirs) },
	}
	if len(r.foxhound)%2 == 1 {
		steps[0], steps[1] = steps[1], steps[0]
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	r.rows = len(ours)
	query, err := os.ReadFile(b.path(r.name + ".kql"))
	if err != nil {
		return err
	}
	return same(ours, theirs, bytes.Contains(query, []byte("sort by")))
}

// logsOf are the logs that a query reads: those that its SQL names.
func (b *bench) logsOf(r *result) ([]string, error) {
	sql, err := os.ReadFile(b.path(r.name + ".sql"))
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(b.path("dev*.ndjson"))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(files, func(file string) bool {
		return !bytes.Contains(sql, []byte("/"+filepath.Base(file)))
	}), nil
}

// tables says which log is of which table, as the SQL does, where a query reads several.
func tables(files []string) (flags []string) {
	if len(files) < 2 {
		return nil
	}
	for _, kind := range corpus.Kinds {
		if slices.ContainsFunc(files, func(name string) bool { return filepath.Base(name) == kind.File }) {
			flags = append(flags, "--table", kind.Table+"="+kind.File)
		}
	}
	return flags
}

// runFoxhound measures the whole program, from its start to its last row as CSV.
func (b *bench) runFoxhound(r *result, rows *[][]string) error {
	files, err := b.logsOf(r)
	if err != nil {
		return err
	}
	args := append([]string{"query", "-o", "csv", "-f", b.path(r.name + ".kql")}, files...)
	out := b.path("rows.csv")
	args = append([]string{"GOMAXPROCS=" + strconv.Itoa(b.threads), b.foxhound}, append(args, tables(files)...)...)
	t, err := b.program(0, out, "env", args...)
	if err != nil {
		return err
	}
	r.foxhound = append(r.foxhound, t)
	all, err := csv.NewReader(strings.NewReader(read(out))).ReadAll()
	if err == nil {
		*rows = all[1:]
	}
	return err
}

// runDuckDB measures the query alone, in a process of its own.
func (b *bench) runDuckDB(r *result, rows *[][]string) error {
	t, out, err := told("node", b.script, "duckdb", b.modules, strconv.Itoa(b.threads), b.path(r.name+".sql"), b.dir, "0")
	if err != nil {
		return err
	}
	b.tools[duck].version = t.Version
	r.duckdb = append(r.duckdb, t)
	for line := range bytes.Lines(out) {
		var row []string
		if err := json.Unmarshal(line, &row); err != nil {
			return fmt.Errorf("duckdb: %w", err)
		}
		*rows = append(*rows, row)
	}
	return nil
}
