package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"foxhound/internal/exec"
	"foxhound/internal/rows"
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
	timeout  timeout
	memory   size
	batch    string
	bindOnly bool
	explain  bool
	workers  int
}

func newQueryCommand(e *env) *cobra.Command {
	flags := queryFlags{memory: exec.DefaultMemory}
	cmd := &cobra.Command{
		Use:   "query 'KQL' [LOGS...]",
		Short: "Run any KQL over log files",
		Long: `Query runs KQL over log files with Kusto's own semantics and prints the rows.

LOGS are files, globs, directories or - for standard input, as for hunt. The tables are
those of Sentinel and Defender; the table of each file is recognised from its content, or
told by --table, which also names tables of your own: their columns are the fields of their
records. Without LOGS, the files that --table names are read. A query that needs no table
(print, range, datatable) runs without logs. Nothing is fetched: externaldata and watchlists
read the files that --data names, and so do functions that know what a cloud knows, such as
geo_info_from_ip_address and FileProfile. Standard input and pipes are kept in temporary files
while the query runs, for they may be read twice.

Exit status: 0 done; 2 usage, a query that does not bind, or an input that could not be
read to its end; 130 interrupted.`,
		Example: `  foxhound query 'DnsEvents | summarize count() by Name | top 5 by count_' examples/remus/logs
  foxhound query -f hunt.kql -o json examples/remus/logs
  foxhound query 'print x = 1 + 2'`,
	}
	flags.add(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return runQuery(cmd.Context(), e, flags, args) }
	return cmd
}

func (flags *queryFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&flags.file, "file", "f", "", "read the query from `FILE` (- for standard input); all arguments are then logs")
	f.StringArrayVar(&flags.tables, "table", nil, "read files that match GLOB as the table: `NAME=GLOB` (repeatable)")
	f.StringArrayVar(&flags.data, "data", nil, "read FILE where the query names an address (externaldata), a watchlist or such a function: `NAME=FILE` (repeatable)")
	f.StringArrayVar(&flags.params, "param", nil, "set a parameter that the query declares: `NAME=VALUE` (repeatable)")
	flags.dialect = addChoice(cmd, "dialect", "", "take the tables and columns of one side only", "any", "sentinel", "defender")
	flags.output = addChoice(cmd, "output", "o", "format of the rows", rows.Formats()...)
	f.Var(&flags.now, "now", "what now() and ago() count from: a `TIME` (default: the clock)")
	f.Var(&flags.timeout, "timeout", "give up after this `DURATION`, such as 30s (default: never)")
	f.Var(&flags.memory, "memory", "what a query may hold in memory")
	f.StringVar(&flags.batch, "batch", "", "run the queries of `FILE` (- for standard input), lines {\"id\", \"query\"}, and print a line for each; all arguments are then logs")
	f.BoolVar(&flags.bindOnly, "bind-only", false, "stop after binding and print the columns")
	f.BoolVar(&flags.explain, "explain", false, "print the plan, what is pushed into the scan and which rows are decoded, instead of running")
	f.IntVar(&flags.workers, "workers", 0, "`NUMBER` of goroutines that read logs (default: one a core)")
	complete(cmd, "table", func(string) []string { return tableNames() })
	cmd.ValidArgsFunction = completeQuery
}

// check refuses what no query could be run with.
func (flags *queryFlags) check() error {
	switch {
	case flags.file != "" && flags.batch != "":
		return fmt.Errorf("flag `--file`: --batch has queries of its own; leave one of them out")
	case flags.explain && flags.batch != "":
		return fmt.Errorf("flag `--explain`: --batch prints rows or columns; leave one of them out")
	case flags.explain && flags.bindOnly:
		return fmt.Errorf("flag `--explain`: --bind-only prints the columns; leave one of them out")
	case flags.workers < 0:
		return fmt.Errorf("flag `--workers`: %d is no number of goroutines; give 1 or more, or 0 for one a core", flags.workers)
	}
	return nil
}

func runQuery(ctx context.Context, e *env, flags queryFlags, args []string) error {
	q := &querying{env: e, flags: flags, name: "query"}
	if err := q.open(args); err != nil {
		q.complain(err)
		return status(exitError)
	}
	defer q.logs.Close()
	if flags.batch != "" {
		return q.batch(ctx)
	}
	return q.one(ctx)
}
