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
	Equivalent []survivor `json:"equivalent,omitempty"` // of the prefilter, which may pass too much
	Survived   []survivor `json:"survived,omitempty"`
}

type survivor struct {
	Line int    `json:"line"`
	Step string `json:"step"`
	What string `json:"what"`
}

// mutateTests breaks hunts and shows which mutants no proof notices.
func mutateTests(ctx context.Context, e *env, format string, list []tested, failed bool) error {
	if format == "junit" {
		return errors.New("flag `--output`: --mutate gives no junit; give table or json")
	}
	reports := []mutantReport{}
	survived := 0
	for i := range list {
		if list[i].hunt.Text == "" {
			continue // the alerting form alone: its hunt is broken in its own file
		}
		fates, err := mutant.Hunt(ctx, &list[i].hunt)
		if err != nil {
			return err
		}
		r := mutantReport{File: list[i].file, Hunt: list[i].hunt.Name, Mutants: len(fates)}
		for _, f := range fates {
			s := survivor{f.Line, string(f.Step), f.What}
			switch {
			case !f.Survived():
				r.Killed++
			case f.Step == mutant.Prefilter:
				r.Equivalent = append(r.Equivalent, s)
			default:
				r.Survived = append(r.Survived, s)
			}
		}
		survived += len(r.Survived)
		if reports = append(reports, r); format == "table" {
			r.table(e)
		}
	}
	if format == "json" {
		out := json.NewEncoder(e.out)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		if err := out.Encode(reports); err != nil {
			return err
		}
	}
	switch {
	case failed:
		return status(exitError)
	case survived > 0:
		return status(exitNo)
	}
	return nil
}

func (r *mutantReport) table(e *env) {
	fmt.Fprintf(e.out, "%s: %s: %d mutants, %d killed, %d survived, %d equivalent\n", indicator.Printable(r.File, 0), indicator.Printable(r.Hunt, 0),
		r.Mutants, r.Killed, len(r.Survived), len(r.Equivalent))
	for _, s := range r.Survived {
		fmt.Fprintf(e.out, "  survived    line %d, %s: %s\n", s.Line, s.Step, indicator.Printable(s.What, maxRow))
	}
	for _, s := range r.Equivalent {
		fmt.Fprintf(e.out, "  equivalent  line %d, %s: %s\n", s.Line, s.Step, indicator.Printable(s.What, maxRow))
	}
}
