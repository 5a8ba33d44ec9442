package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync/atomic"

	"foxhound/internal/exec"
	"foxhound/internal/logs"
	"foxhound/internal/query"
	"foxhound/internal/schema"
)

// querying is one run of the command.
type querying struct {
	env    *env
	flags  queryFlags
	engine *query.Engine
	logs   *query.Accounted
	name   string // of the query, in errors
	text   string
	bytes  atomic.Int64 // read so far
	rows   int64        // of the result so far
	lacks  []string     // functions that knew nothing
}

// open turns flags and arguments into an engine and a query, before logs are read.
func (q *querying) open(args []string) error {
	err := q.flags.check()
	switch {
	case err != nil:
	case slices.Contains(args, "-") && (q.flags.file == "-" || q.flags.batch == "-"):
		err = errors.New("standard input can be the logs or the query; name a file for one of them")
	case q.flags.file != "":
		q.name = q.flags.file
		q.text, err = q.read(q.flags.file)
	case q.flags.batch == "" && len(args) == 0:
		err = errors.New("no query given; write one as the first argument, such as 'DnsEvents | take 5', or name its file with -f")
	case q.flags.batch == "":
		q.text, args = args[0], args[1:]
	}
	if err != nil {
		return err
	}
	return q.prepare(args)
}

// maxQuery is the longest query that is read, in bytes: some hundred times what any
// service takes.
const maxQuery = 64 << 20

// read returns the text of a file, or of standard input.
func (q *querying) read(path string) (string, error) {
	in := q.env.in
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return "", fmt.Errorf("flag `--file`: %w", err)
		}
		defer file.Close()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, maxQuery+1))
	if err == nil && len(text) > maxQuery {
		err = fmt.Errorf("flag `--file`: %s is longer than a query may be, %d MiB", path, maxQuery>>20)
	}
	return strings.TrimPrefix(string(text), "\ufeff"), err // editors of Windows put a mark first
}

// prepare sets up the logs and the engine over them.
func (q *querying) prepare(args []string) error {
	q.env.limit(int64(q.flags.memory) + inFlight) // garbage counts as well
	l, err := q.tables(args)
	if err != nil {
		return err
	}
	q.logs = query.NewAccounted(l)
	q.engine = &query.Engine{
		Tables: q.logs, Source: q.logs, StandIn: l.StandIn, Hint: l.Hint,
		Now: q.flags.now.Time, Limits: exec.Limits{Memory: int64(q.flags.memory)},
	}
	if q.engine.Now.IsZero() {
		q.engine.Now = q.env.now()
	}
	q.engine.Parameters, err = pairs("param", q.flags.params, strings.Index)
	return err
}

// tables finds the logs and the files that stand for what is not in them.
func (q *querying) tables(args []string) (l *query.Logs, err error) {
	l = &query.Logs{Options: logs.Options{Stdin: q.env.in, Workers: q.flags.workers, Now: q.flags.now.Time, OwnTables: true}}
	if q.flags.dialect.value != "any" {
		l.Dialect = schema.Dialect(q.flags.dialect.value)
	}
	if l.Options.Tables, err = parseTables(q.flags.tables, true); err != nil {
		return nil, err
	}
	if len(args) == 0 { // then the files that --table names are the logs
		for _, g := range l.Options.Tables {
			args = append(args, g.Glob)
		}
	}
	if len(args) > 0 {
		if l.Sources, err = logs.Find(args); err != nil {
			return nil, fmt.Errorf("logs: %w", err)
		}
	}
	complainOfGlobs(q.env, l.Options.Tables, l.Sources)
	l.Data, err = q.data()
	return l, err
}

// data is the files that stand for addresses and names.
func (q *querying) data() (map[string]string, error) {
	files, err := pairs("data", q.flags.data, strings.LastIndex) // addresses have = in them, files rarely do
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, err := os.Stat(files[name]); err != nil {
			return nil, fmt.Errorf("flag `--data`: %w", err)
		}
	}
	return files, err
}

// pairs reads flags of the form NAME=VALUE; split finds the sign between the two.
func pairs(flag string, list []string, split func(string, string) int) (map[string]string, error) {
	all := make(map[string]string, len(list))
	for _, arg := range list {
		at := split(arg, "=")
		if at <= 0 {
			return nil, fmt.Errorf("flag `--%s`: `%s` is not of the form NAME=VALUE", flag, arg)
		}
		all[arg[:at]] = arg[at+1:]
	}
	return all, nil
}

// inFlight is what reading takes beside what a query holds, in bytes.
const inFlight = 128 << 20
