package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"foxhound/bench/corpus"
)

// A taken is what one run of a query took.
type taken struct {
	Wall    float64 // seconds
	CPU     float64 // seconds, of all threads
	Memory  int64   // bytes at the peak
	Version string
}

// A result is what the runs of a query took, in their order.
type result struct {
	name     string
	rows     int
	bytes    int64 // of the logs it reads
	foxhound []taken
	duckdb   []taken
}

func (r *result) String() string {
	f, d := r.foxhound[len(r.foxhound)-1], r.duckdb[len(r.duckdb)-1]
	return fmt.Sprintf("%-12s foxhound %.2f s, duckdb %.2f s, %d rows", r.name, f.Wall, d.Wall, r.rows)
}

// measure runs a query in both and compares what they give. Who goes first takes turns.
func (b *bench) measure(r *result) error {
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
	query, err := os.ReadFile(filepath.Join(b.dir, r.name+".kql"))
	if err != nil {
		return err
	}
	return same(ours, theirs, bytes.Contains(query, []byte("sort by")))
}

// logsOf are the logs that a query reads: those that its SQL names.
func (b *bench) logsOf(r *result) ([]string, error) {
	sql, err := os.ReadFile(filepath.Join(b.dir, r.name+".sql"))
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(b.dir, "*.ndjson"))
	if err != nil {
		return nil, err
	}
	var list []string
	r.bytes = 0
	for _, file := range files {
		if bytes.Contains(sql, []byte("/"+filepath.Base(file))) {
			info, err := os.Stat(file)
			if err != nil {
				return nil, err
			}
			list, r.bytes = append(list, file), r.bytes+info.Size()
		}
	}
	return list, nil
}

// told says which log is of which table, as the SQL does, where a query reads several.
func told(files []string) (flags []string) {
	if len(files) < 2 {
		return nil
	}
	for _, kind := range corpus.Kinds {
		flags = append(flags, "--table", kind.Table+"="+kind.File)
	}
	return flags
}

// runFoxhound measures the whole program, from its start to its last row as CSV.
func (b *bench) runFoxhound(r *result, rows *[][]string) error {
	files, err := b.logsOf(r)
	if err != nil {
		return err
	}
	args := append([]string{"query", "-o", "csv", "-f", filepath.Join(b.dir, r.name+".kql")}, files...)
	cmd := exec.Command(b.foxhound, append(args, told(files)...)...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(b.threads))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	begun := time.Now()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("foxhound: %w", err)
	}
	wall := time.Since(begun).Seconds()
	state := cmd.ProcessState
	r.foxhound = append(r.foxhound, taken{Wall: wall, CPU: (state.UserTime() + state.SystemTime()).Seconds(), Memory: peak(state)})
	all, err := csv.NewReader(&out).ReadAll()
	if err == nil {
		*rows = all[1:]
	}
	return err
}

// runDuckDB measures the query alone, in a process of its own.
func (b *bench) runDuckDB(r *result, rows *[][]string) error {
	cmd := exec.Command("node", b.script, b.modules, strconv.Itoa(b.threads), filepath.Join(b.dir, r.name+".sql"), b.dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("duckdb: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	var t taken
	if err := json.Unmarshal([]byte(lines[0]), &t); err != nil {
		return fmt.Errorf("duckdb: %w", err)
	}
	r.duckdb = append(r.duckdb, t)
	for _, line := range lines[1:] {
		var row []string
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			return fmt.Errorf("duckdb: %w", err)
		}
		*rows = append(*rows, row)
	}
	return nil
}
