package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"foxhound/exclusion"
	"foxhound/internal/logs"
	"foxhound/internal/schema"
)

func newExclusionAuditCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit LOGS...",
		Short: "Say what exclusions hide in logs, and what they would hide from an attacker",
		Long: `Audit reads logs and counts, for each exclusion that acts, the events that it covers,
and those that it would cover if an attacker named his process, and wrote his command line,
as the exclusion wants it. It looks at every event, listed or not: what an exclusion covers
is what it could hide. An exclusion that rests on names alone would cover every event.`,
		Example: `  foxhound exclusion audit --backup-host backup01 examples/remus/logs`,
	}
	facts := addFacts(cmd)
	addExclusions(e, cmd, facts)
	output := addChoice(cmd, "output", "o", "format of the counts", "table", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return errors.New("no logs given; name files, globs or directories, or - for standard input")
		}
		sources, err := logs.Find(args)
		if err != nil {
			return fmt.Errorf("logs: %w", err)
		}
		a := newAudit(exclusion.Builtins(*facts))
		stats, err := logs.Scan(cmd.Context(), sources, logs.Options{Stdin: e.in}, a.block, a.add)
		if err != nil && cmd.Context().Err() == nil {
			return err
		}
		if err := a.write(e, output.value); err != nil {
			return err
		}
		return auditStatus(cmd.Context(), e, stats)
	}
	return cmd
}

// auditStatus says what could not be read.
func auditStatus(ctx context.Context, e *env, stats []logs.FileStats) error {
	if ctx.Err() != nil {
		return status(exitInterrupted)
	}
	failed := false
	for _, s := range stats {
		if s.Err != nil {
			e.complain(fmt.Errorf("%s: %w; what could be read was looked at", s.Source.Path, s.Err))
			failed = true
		}
	}
	if failed {
		return status(exitError)
	}
	return nil
}

// An audit counts what exclusions cover.
type audit struct {
	exclusions []exclusion.Exclusion
	blind      []exclusion.Exclusion // what they would cover for an attacker
	rows       int64
	covered    []int64
	open       []int64 // covered by blind and not by the exclusion
}

func newAudit(list []exclusion.Exclusion) *audit {
	a := &audit{}
	for _, x := range list {
		if x.Active {
			a.exclusions, a.blind = append(a.exclusions, x), append(a.blind, x.Blind())
		}
	}
	a.covered, a.open = make([]int64, len(a.exclusions)), make([]int64, len(a.exclusions))
	return a
}

// block counts in one block of a log.
func (a *audit) block(b *logs.Block) *audit {
	part := &audit{covered: make([]int64, len(a.exclusions)), open: make([]int64, len(a.exclusions))}
	for r := range b.Records {
		part.rows++
		get := func(column string) string { return string(r.Get(column)) }
		for i := range a.exclusions {
			x := &a.exclusions[i]
			if !x.AppliesTo(r.Table) || len(x.Missing(hasColumn(r.Table))) > 0 {
				continue
			}
			switch {
			case x.Holds(get):
				part.covered[i]++
			case a.blind[i].Holds(get):
				part.open[i]++
			}
		}
	}
	return part
}

// hasColumn returns whether a table has a column, as a workspace has it.
func hasColumn(table string) func(string) bool {
	t, ok := schema.Lookup(schema.Any, table)
	return func(column string) bool {
		if !ok {
			return false
		}
		_, has := t.Column(column)
		return has
	}
}

func (a *audit) add(part *audit) error {
	a.rows += part.rows
	for i := range a.covered {
		a.covered[i] += part.covered[i]
		a.open[i] += part.open[i]
	}
	return nil
}

// An auditObject is an exclusion's counts as the JSON contract has them.
type auditObject struct {
	Name    string `json:"name"`
	Covered int64  `json:"covered"`
	Open    int64  `json:"open_to_attacker"`
}

func (a *audit) write(e *env, format string) error {
	if format == "json" {
		objects := make([]auditObject, len(a.exclusions))
		for i, x := range a.exclusions {
			objects[i] = auditObject{x.Name, a.covered[i], a.open[i]}
		}
		return writeIndented(e, map[string]any{"events": a.rows, "exclusions": objects})
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tCOVERS\tBESIDES, IF NAMED SO\tRESTS ON")
	for i, x := range a.exclusions {
		fmt.Fprintf(w, "%s\t%d of %d\t%d\t%s\n", x.Name, a.covered[i], a.rows, a.open[i], printable(x.Reason))
	}
	return w.Flush()
}
