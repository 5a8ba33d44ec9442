package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"foxhound/exclusion"
	"foxhound/internal/logs"
	"foxhound/internal/schema"
	"foxhound/internal/store"
)

func newExclusionAuditCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit [LOGS...]",
		Short: "Say what exclusions hide, and what they would hide from an attacker",
		Long: `Audit counts, for each exclusion that acts, the events that it covers and when it last did, and
the events that it would cover besides if an attacker named his process, and wrote his command
line, as the exclusion wants it.

Without LOGS the events are those of the findings in the store: what each exclusion has
hidden. With LOGS it looks at every event, listed or not: what an exclusion covers is what
it could hide. An exclusion that rests on names alone would cover every event.`,
		Example: `  foxhound exclusion audit --exclusions site.yaml
  foxhound exclusion audit --backup-host backup01 examples/remus/logs`,
	}
	facts := addWhichExclusions(e, cmd)
	output := addChoice(cmd, "output", "o", "format of the counts", "table", "json")
	file := addStore(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		a := newAudit(exclusion.Builtins(*facts))
		if len(args) == 0 {
			if err := a.findings(cmd.Context(), e, *file); err != nil {
				return err
			}
			return a.write(e, output.value)
		}
		sources, err := logs.Find(args)
		if err != nil {
			return fmt.Errorf("logs: %w", err)
		}
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

// findings counts in the events of stored findings.
func (a *audit) findings(ctx context.Context, e *env, file string) error {
	s, err := readStore(ctx, e, file)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Events(ctx, func(f *store.Finding) error {
		for i := range f.Events {
			ev := &f.Events[i]
			a.look(ev.Table, ev.Columns(), int64(ev.Matches), ev.Last)
			a.rows += int64(ev.Matches)
		}
		return nil
	})
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
	counts     []auditCount
}

// An auditCount is what one exclusion covers.
type auditCount struct {
	covered int64
	last    time.Time // of what it covers
	open    int64     // covered by blind and not by the exclusion
}

func newAudit(list []exclusion.Exclusion) *audit {
	a := &audit{}
	for _, x := range list {
		if x.Active {
			a.exclusions, a.blind = append(a.exclusions, x), append(a.blind, x.Blind())
		}
	}
	a.counts = make([]auditCount, len(a.exclusions))
	return a
}

// block counts in one block of a log.
func (a *audit) block(b *logs.Block) *audit {
	part := &audit{exclusions: a.exclusions, blind: a.blind, counts: make([]auditCount, len(a.exclusions))}
	for r := range b.Records {
		part.rows++
		at, _ := r.Time()
		part.look(r.Table, func(column string) string { return string(r.Get(column)) }, 1, at)
	}
	return part
}

// look counts an event that stands for n.
func (a *audit) look(table string, get func(string) string, n int64, at time.Time) {
	for i := range a.exclusions {
		c := &a.counts[i]
		switch {
		case covers(&a.exclusions[i], table, get):
			c.covered += n
			c.since(at)
		case covers(&a.blind[i], table, get):
			c.open += n
		}
	}
}

func (c *auditCount) since(at time.Time) {
	if at.After(c.last) {
		c.last = at
	}
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
	for i := range a.counts {
		a.counts[i].covered += part.counts[i].covered
		a.counts[i].open += part.counts[i].open
		a.counts[i].since(part.counts[i].last)
	}
	return nil
}

// An auditObject is an exclusion's counts as the JSON contract has them.
type auditObject struct {
	Name    string     `json:"name"`
	Covered int64      `json:"covered"`
	Last    *time.Time `json:"last"`
	Open    int64      `json:"open_to_attacker"`
}

func (a *audit) write(e *env, format string) error {
	if format == "json" {
		objects := make([]auditObject, len(a.exclusions))
		for i, x := range a.exclusions {
			c := &a.counts[i]
			objects[i] = auditObject{Name: x.Name, Covered: c.covered, Open: c.open}
			if !c.last.IsZero() {
				objects[i].Last = &c.last
			}
		}
		return writeIndented(e, map[string]any{"events": a.rows, "exclusions": objects})
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tCOVERS\tLAST\tBESIDES, IF NAMED SO\tRESTS ON")
	for i, x := range a.exclusions {
		c := &a.counts[i]
		fmt.Fprintf(w, "%s\t%s of %s\t%s\t%s\t%s\n", x.Name, number(int(c.covered)), number(int(a.rows)), day(c.last), number(int(c.open)), printable(x.Reason))
	}
	return w.Flush()
}
