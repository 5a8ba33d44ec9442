// Package lint says what in a hunt or a rule cannot work, and how to mend it: queries that
// do not bind or can match nothing, rules that a platform refuses, exclusions that an
// attacker can walk through. Start with [Text].
//
// It reads foxhound's own rules and those of others: YAML of Sentinel and Defender, plain
// KQL, Markdown with KQL in it, and pages of text. It runs no query, and looks at no data.
package lint

import (
	"cmp"
	"fmt"
	"slices"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/schema"
)

// A Severity says how bad a finding is.
type Severity string

// The severities, the worst first.
const (
	Error   Severity = "error"   // it cannot work: no row, or no rule
	Warning Severity = "warning" // it misses what it looks for, or finds what it does not
	Note    Severity = "note"    // worth knowing, and perhaps meant so
)

// A Finding is one thing that is wrong, and where.
type Finding struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`   // from 1
	Column   int      `json:"column"` // in characters, from 1
	Severity Severity `json:"severity"`
	ID       string   `json:"id"`   // of the check, as docs/lint.md lists them
	What     string   `json:"what"` // what is wrong here; it quotes the rule as it is
	Why      string   `json:"why"`
	Mend     string   `json:"mend"`
}

// Options say how to read.
type Options struct {
	// Dialect is where queries run; [schema.Any] guesses it for each document, from the form
	// of the rule, its tables and its time columns.
	Dialect schema.Dialect
}

// A Report is what was found in one text.
type Report struct {
	File     string    `json:"file"`
	Form     Form      `json:"form"`    // what the text was taken for
	Queries  int       `json:"queries"` // how many queries it holds
	Findings []Finding `json:"findings"`
}

// How many bytes a text may have, and a rule file of foxhound, most of which is proofs. A query
// in it may be as long as another text.
const (
	MaxText     = 4 << 20
	MaxRuleFile = 64 << 20
)

// ruleFile tells a rule file of foxhound.
var ruleFile = lazyregexp.New(`(?m)^hunts:[ \t]*\r?$`)

// Text reads a text and checks what is in it. The name is that of a file: it stands in
// findings, and its ending tells YAML from KQL where the content does not. An error means
// that the text could not be read at all; what is wrong within it is a finding.
func Text(name string, text []byte, o Options) (*Report, error) {
	most := MaxText
	if ruleFile.Match(text[:min(len(text), MaxRuleFile)]) {
		most = MaxRuleFile
	}
	if len(text) > most {
		return nil, fmt.Errorf("%s: has %d bytes, more than the %d that are read; split the file", name, len(text), most)
	}
	f, err := read(name, string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &Report{File: name, Form: f.form, Findings: []Finding{}}
	for _, d := range f.documents {
		if d.long() {
			return nil, fmt.Errorf("%s: a query has more than the %d bytes that are read; split it", name, MaxText)
		}
		d.understand(o)
		r.Queries += len(d.queries)
		r.Findings = append(r.Findings, d.check(name)...)
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.ID, b.ID))
	})
	r.Findings = slices.Compact(r.Findings)
	return r, nil
}

// Count returns how many findings have the severity.
func (r *Report) Count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// AtLeast reports whether a severity is as bad as another, or worse.
func (s Severity) AtLeast(other Severity) bool { return rank(s) >= rank(other) }

func rank(s Severity) int { return slices.Index([]Severity{Note, Warning, Error}, s) }
