package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"foxhound/indicator"
	"foxhound/internal/report"
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
		fmt.Fprintf(&b, "; line %d %s: %s", f.Line, decidedBy(f.Column), indicator.Printable(f.Step, maxRow/3))
	}
	fmt.Fprintf(&b, "; row %s", shownRow(f.Event.Row))
	return b.String()
}

// decidedBy is what a step did to an event: it gave a column its value, or dropped the event.
func decidedBy(column string) string {
	if column != "" {
		return "decided it"
	}
	return "dropped it"
}

// shownRow is a row for people: its values defanged, and no longer than they read.
func shownRow(row json.RawMessage) string {
	d := json.NewDecoder(bytes.NewReader(row))
	d.UseNumber()
	var fields map[string]any
	if d.Decode(&fields) != nil {
		return report.Sentence(string(row))
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(defanged(fields)) // as it was read
	return indicator.Printable(strings.TrimSpace(b.String()), maxRow)
}

// defanged is a value of JSON with its texts defanged, but those that are times.
func defanged(v any) any {
	switch v := v.(type) {
	case string:
		if _, err := time.Parse(time.RFC3339, v); err == nil {
			return v
		}
		if whole := indicator.DefangText(v); whole != v {
			return whole
		}
		return report.Sentence(v)
	case []any:
		for i := range v {
			v[i] = defanged(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = defanged(v[name])
		}
	}
	return v
}
