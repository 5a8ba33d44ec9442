package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"foxhound/internal/exec"
	"foxhound/internal/logs"
	"foxhound/internal/query"
	"foxhound/internal/report"
	"foxhound/internal/rows"
	"foxhound/internal/schema"
	"foxhound/kql"
)

// queryFlags are the flags of query, as typed.
type queryFlags struct {
	file     string
	tables   []string
	data     []string
	params   []string
	dialect  *choice
	output   *choice
	now      instant
	timeout  time.Duration
	memory   size
	batch    string
	bindOnly bool
	explain  bool
	workers  int
}

func newQueryCommand(e *env) *cobra.Command {
	var flags queryFlags
	cmd := &cobra.Command{
		Use:   "query 'KQL' [LOGS...]",
		Short: "Run any KQL over log files",
		Long: `Query runs KQL over log files with Kusto's own semantics and prints the rows.

LOGS are files, globs, directories or - for standard input, as for hunt. The tables are
those of Sentinel and Defender; the table of each file is recognised from its content. A
query that needs no table (print, range, datatable) runs without logs. Nothing is fetched:
externaldata and watchlists read the files that --data names.

Exit status: 0 done; 2 usage, a query that does not bind, or an input that could not be
read to its end; 130 interrupted.`,
		Example: `  foxhound query 'DnsEvents | summarize count() by Name | top 5 by count_' examples/remus/logs
  foxhound query -f hunt.kql -o json examples/remus/logs
  foxhound query 'print x = 1 + 2'`,
	}
	f := cmd.Flags()
	f.StringVarP(&flags.file, "file", "f", "", "read the query from `FILE` (- for standard input); all arguments are then logs")
	f.StringArrayVar(&flags.tables, "table", nil, "read files that match GLOB as the table: `NAME=GLOB` (repeatable)")
	f.StringArrayVar(&flags.data, "data", nil, "read FILE where the query names an address (externaldata) or a watchlist: `NAME=FILE` (repeatable)")
	f.StringArrayVar(&flags.params, "param", nil, "set a parameter that the query declares: `NAME=VALUE` (repeatable)")
	flags.dialect = addChoice(cmd, "dialect", "", "take the tables and columns of one side only", "any", "sentinel", "defender")
	flags.output = addChoice(cmd, "output", "o", "format of the rows", rows.Formats()...)
	f.Var(&flags.now, "now", "what now() and ago() count from: a `TIME` (default: the clock)")
	f.DurationVar(&flags.timeout, "timeout", 0, "give up after this `DURATION`, such as 30s (default: never)")
	flags.memory = exec.DefaultMemory
	f.Var(&flags.memory, "memory", "what a query may hold in memory")
	f.StringVar(&flags.batch, "batch", "", "run the queries of `FILE` (- for standard input), lines {\"id\", \"query\"}, and print a line for each; all arguments are then logs")
	f.BoolVar(&flags.bindOnly, "bind-only", false, "stop after binding and print the columns")
	f.BoolVar(&flags.explain, "explain", false, "print the plan, and what is pushed into the scan, instead of running")
	f.IntVar(&flags.workers, "workers", 0, "`NUMBER` of goroutines that read logs (default: one a core)")
	complete(cmd, "table", func(string) []string { return tableNames() })
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runQuery(cmd.Context(), e, flags, args) }
	return cmd
}

func runQuery(ctx context.Context, e *env, flags queryFlags, args []string) error {
	q, err := newQuerying(e, flags, args)
	if err != nil {
		return err
	}
	if flags.batch != "" {
		return q.batch(ctx)
	}
	return q.one(ctx)
}

// querying is one run of the command.
type querying struct {
	env    *env
	flags  queryFlags
	engine *query.Engine
	logs   *query.Logs
	name   string // of the query, in errors
	text   string
	bytes  int64 // read so far
}

// newQuerying turns flags and arguments into an engine and a query, before logs are read.
func newQuerying(e *env, flags queryFlags, args []string) (*querying, error) {
	q := &querying{env: e, flags: flags, name: "query"}
	var err error
	switch {
	case flags.file != "" && flags.batch != "":
		return nil, errors.New("flag `--file`: --batch has queries of its own; give one of the two")
	case flags.file != "":
		q.name = flags.file
		q.text, err = q.read(flags.file)
	case flags.batch == "" && len(args) == 0:
		return nil, errors.New("no query given; write one as the first argument, such as 'DnsEvents | take 5', or name its file with -f")
	case flags.batch == "":
		q.text, args = args[0], args[1:]
	}
	if err != nil {
		return nil, err
	}
	return q, q.prepare(args)
}

func (q *querying) prepare(args []string) (err error) {
	q.logs = &query.Logs{Options: logs.Options{Stdin: q.env.in, Workers: q.flags.workers, Now: q.flags.now.Time}}
	if q.flags.dialect.value != "any" {
		q.logs.Dialect = schema.Dialect(q.flags.dialect.value)
	}
	if len(args) > 0 {
		if q.logs.Sources, err = logs.Find(args); err != nil {
			return fmt.Errorf("logs: %w", err)
		}
	}
	if q.logs.Options.Tables, err = parseTables(q.flags.tables); err != nil {
		return err
	}
	if q.logs.Data, err = pairs("data", q.flags.data); err != nil {
		return err
	}
	q.engine = &query.Engine{Tables: q.logs, StandIn: q.logs.StandIn, Now: q.flags.now.Time, Limits: exec.Limits{Memory: int64(q.flags.memory)}}
	q.engine.Source = q.logs
	q.engine.Parameters, err = pairs("param", q.flags.params)
	return err
}

// pairs reads flags of the form NAME=VALUE.
func pairs(flag string, list []string) (map[string]string, error) {
	all := make(map[string]string, len(list))
	for _, arg := range list {
		at := strings.LastIndex(arg, "=") // addresses have = in them, files rarely do
		if flag == "param" {
			at = strings.Index(arg, "=")
		}
		if at <= 0 {
			return nil, fmt.Errorf("flag `--%s`: `%s` is not of the form NAME=VALUE", flag, arg)
		}
		all[arg[:at]] = arg[at+1:]
	}
	return all, nil
}

// read returns the text of a file, or of standard input.
func (q *querying) read(path string) (string, error) {
	if path == "-" {
		text, err := io.ReadAll(q.env.in)
		return string(text), err
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

// limited is a context that ends with the time-out.
func (q *querying) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if q.flags.timeout <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, q.flags.timeout, fmt.Errorf("the query took longer than --timeout %s", q.flags.timeout))
}

// one runs one query.
func (q *querying) one(ctx context.Context) error {
	ctx, cancel := q.limited(ctx)
	defer cancel()
	err := q.show(ctx)
	if err == nil {
		return q.status()
	}
	if cause := context.Cause(ctx); cause != nil && errors.Is(err, context.DeadlineExceeded) {
		err = cause
	}
	if errors.Is(err, context.Canceled) {
		q.env.complain(fmt.Errorf("interrupted after %s", report.Size(q.bytes)))
		return status(exitInterrupted)
	}
	return q.fail(err)
}

func (q *querying) show(ctx context.Context) error {
	if q.flags.bindOnly {
		columns, err := q.engine.Columns(q.name, q.text)
		if err != nil {
			return err
		}
		return json.NewEncoder(q.env.out).Encode(map[string]any{"columns": rows.Columns(columns)})
	}
	p := newProgress(q.env, q.logs.Sources, q.env.errTerm && !q.env.outTerm)
	defer p.stop()
	q.logs.Options.Progress = func(n int64) {
		q.bytes += n
		p.update(q.bytes, 0)
	}
	prepared, err := q.engine.Prepare(ctx, q.name, q.text)
	if err != nil {
		return err
	}
	if q.flags.explain {
		_, err := io.WriteString(q.env.out, prepared.Explain())
		return err
	}
	w, err := rows.New(q.flags.output.value, q.env.out, prepared.Columns(), rows.Options{Width: q.env.width})
	if err != nil {
		return err
	}
	if err := prepared.Run(ctx, w.Write); err != nil {
		return err
	}
	return w.Close()
}

// status says what could not be read, and that no row was there to look at.
func (q *querying) status() error {
	unread := false
	var seen int64
	for _, f := range q.logs.Files() {
		if f.Err != nil {
			q.env.complain(fmt.Errorf("%s: %w; what could be read was queried", f.Source.Path, f.Err))
			unread = true
		}
		if f.Malformed > 0 {
			q.env.complain(fmt.Errorf("%s: %d malformed records were left out, the first at line %d: %s", f.Source.Path, f.Malformed, f.Examples[0].Line, f.Examples[0].Reason))
		}
		for table, n := range f.Rows {
			if table != "" {
				seen += n
			}
		}
		if f.Unrecognised != "" {
			q.env.complain(fmt.Errorf("%s: not read as a table: %s", f.Source.Path, f.Unrecognised))
		}
	}
	if unread {
		return status(exitError)
	}
	return nil
}

// fail says what is wrong with the query, with its line and a mark below it for people,
// and as an object for programs.
func (q *querying) fail(err error) error {
	if q.flags.output.value == "json" {
		_ = json.NewEncoder(q.env.err).Encode(map[string]any{"error": failure(err)})
		return status(exitError)
	}
	var list kql.ErrorList
	if !errors.As(err, &list) {
		return err
	}
	for _, e := range list {
		q.env.complain(e)
		fmt.Fprint(q.env.err, excerpt(q.text, e))
	}
	return status(exitError)
}

// A queryError is an error as the JSON contract has it.
type queryError struct {
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
}

func failure(err error) queryError {
	var list kql.ErrorList
	if errors.As(err, &list) {
		return queryError{list[0].Msg, list[0].Start.Line, list[0].Start.Column}
	}
	return queryError{Message: err.Error()}
}

// excerpt is the line that an error is in, with a mark below what is wrong.
func excerpt(text string, e *kql.Error) string {
	lines := strings.Split(text, "\n")
	if e.Start.Line < 1 || e.Start.Line > len(lines) {
		return ""
	}
	line := []rune(strings.TrimRight(lines[e.Start.Line-1], "\r"))
	from := min(max(e.Start.Column-1, 0), len(line))
	to := len(line)
	if e.Stop.Line == e.Start.Line && e.Stop.Column-1 < to {
		to = max(e.Stop.Column-1, from)
	}
	const before, room = 40, 100 // a long line is shown around the place
	first := 0
	if from > before {
		first = from - before
	}
	line = line[first:min(len(line), first+room)]
	from, to = from-first, min(to-first, len(line))
	for i, r := range line {
		if r < ' ' || r == 0x7f {
			line[i] = ' '
		}
	}
	return fmt.Sprintf("  %s\n  %s%s\n", string(line), strings.Repeat(" ", from), strings.Repeat("^", max(1, to-from)))
}

// size is a flag that takes a number of bytes, with a unit or without.
type size int64

func (s *size) String() string { return fmt.Sprintf("%dMiB", int64(*s)>>20) }
func (s *size) Type() string   { return "size" }

func (s *size) Set(text string) error {
	units := []struct {
		suffix string
		bytes  int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"G", 1 << 30}, {"M", 1 << 20}, {"K", 1 << 10}, {"", 1}}
	for _, u := range units {
		number, ok := strings.CutSuffix(text, u.suffix)
		if !ok {
			continue
		}
		var n int64
		if _, err := fmt.Sscanf(number+"\n", "%d\n", &n); err != nil || n <= 0 || n > 1<<62/u.bytes {
			break
		}
		*s = size(n * u.bytes)
		return nil
	}
	return fmt.Errorf("`%s` is no size; write 512MiB or 2GiB", text)
}

