package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"foxhound/indicator"
	"foxhound/proof"
	"foxhound/rule"
)

// prove runs the proofs of a rule's hunts, and tells the rule how many they passed. The error is
// for the first that fails: such a rule is not to be written.
func prove(ctx context.Context, r *rule.Rule) error {
	r.Proved = 0
	passed := 0
	for _, report := range proof.Prove(ctx, proof.Of(r)) {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case report.Err != nil:
			return report.Err
		case len(report.Failures) > 0:
			return unproved("hunt %s fails a proof, so the rule is not written: %s", report.Hunt.Name, failureText(&report.Failures[0]))
		}
		passed += len(report.Hunt.Events)
	}
	r.Proved = passed
	return nil
}

// An unprovedError is of a rule that fails a proof. Others may pass theirs.
type unprovedError struct{ error }

func unproved(format string, args ...any) error { return unprovedError{fmt.Errorf(format, args...)} }

// maxRow is how much of a row an error shows.
const maxRow = 600

// failureText says in one line what is wrong with an event.
func failureText(f *proof.Failure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s form: %s", f.Event.Name, f.Form, f.Reason)
	if f.Step != "" {
		fmt.Fprintf(&b, "; line %d dropped it: %s", f.Line, indicator.Printable(f.Step, maxRow/3))
	}
	fmt.Fprintf(&b, "; row %s", shownRow(f.Event.Row))
	return b.String()
}

// shownRow is a row for people: its values defanged, and no longer than they read.
func shownRow(row json.RawMessage) string {
	var fields map[string]any
	if json.Unmarshal(row, &fields) != nil {
		return indicator.Printable(string(row), maxRow)
	}
	for name, v := range fields {
		if text, ok := v.(string); ok {
			fields[name] = indicator.DefangText(text)
		}
	}
	text, _ := json.Marshal(fields) // as it was read
	return indicator.Printable(string(text), maxRow)
}
