package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"foxhound/indicator"
	"foxhound/internal/mutant"
)

// mutantReport is what became of a hunt's mutants.
type mutantReport struct {
	File       string     `json:"file"`
	Hunt       string     `json:"hunt"`
	Mutants    int        `json:"mutants"`
	Killed     int        `json:"killed"`
	Equivalent []survivor `json:"equivalent,omitempty"` // they give the hunt's rows over a world of events
	Survived   []survivor `json:"survived,omitempty"`
}

type survivor struct {
	Line int             `json:"line"`
	Step string          `json:"step"`
	What string          `json:"what"`
	Why  string          `json:"why,omitempty"` // it is equivalent
	Row  json.RawMessage `json:"row,omitempty"` // an event that would tell a survivor
}

// mutateTests breaks hunts and shows which mutants no proof notices.
func mutateTests(ctx context.Context, e *env, format string, list []tested, failed bool) error {
	if format == "junit" {
		return errors.New("flag `--output`: --mutate gives no junit; give table or json")
	}
	reports := []mutantReport{}
	for i := range list {
		if list[i].hunt.Text == "" {
			continue // the alerting form alone: its hunt is broken in its own file
		}
		fates, err := mutant.Hunt(ctx, &list[i].hunt)
		if err != nil {
			return err
		}
		reports = append(reports, newMutantReport(&list[i], fates))
		if format == "table" {
			reports[len(reports)-1].table(e)
		}
	}
	all := mutantTotal(reports)
	if format == "json" {
		if err := writeIndented(e, reports); err != nil {
			return err
		}
	} else if len(reports) > 0 {
		fmt.Fprintf(e.out, "%s, %s: %s killed, %s survived, %s equivalent\n", counted(len(reports), "hunt"), counted(all.Mutants, "mutant"),
			number(all.Killed), number(len(all.Survived)), number(len(all.Equivalent)))
	}
	switch {
	case failed:
		return status(exitError)
	case len(all.Survived) > 0:
		return status(exitNo)
	}
	return nil
}

// mutantTotal adds reports up.
func mutantTotal(reports []mutantReport) (all mutantReport) {
	for _, r := range reports {
		all.Mutants += r.Mutants
		all.Killed += r.Killed
		all.Survived = append(all.Survived, r.Survived...)
		all.Equivalent = append(all.Equivalent, r.Equivalent...)
	}
	return all
}

func newMutantReport(t *tested, fates []mutant.Fate) mutantReport {
	r := mutantReport{File: t.file, Hunt: t.hunt.Name, Mutants: len(fates)}
	for i := range fates {
		f := &fates[i]
		s := survivor{Line: f.Line, Step: string(f.Step), What: f.What, Why: f.Why}
		switch {
		case f.Equivalent():
			r.Equivalent = append(r.Equivalent, s)
		case f.Survived():
			if f.Telling != nil {
				s.Row = f.Telling.Row
			}
			r.Survived = append(r.Survived, s)
		default:
			r.Killed++
		}
	}
	return r
}

func (r *mutantReport) table(e *env) {
	fmt.Fprintf(e.out, "%s: %s: %s, %d killed, %d survived, %d equivalent\n", indicator.Printable(r.File, 0), indicator.Printable(r.Hunt, 0),
		counted(r.Mutants, "mutant"), r.Killed, len(r.Survived), len(r.Equivalent))
	for _, s := range r.Survived {
		fmt.Fprintf(e.out, "  survived    line %d, %s: %s\n", s.Line, s.Step, indicator.Printable(s.What, maxRow))
		if s.Row != nil {
			fmt.Fprintf(e.out, "              this row would tell: %s\n", shownRow(s.Row))
		}
	}
	for _, s := range r.Equivalent {
		fmt.Fprintf(e.out, "  equivalent  line %d, %s: %s\n              %s\n", s.Line, s.Step, indicator.Printable(s.What, maxRow), indicator.Printable(s.Why, maxRow))
	}
}
