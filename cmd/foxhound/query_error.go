package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"foxhound/kql"
)

// fail says what is wrong with the query, with its line and a mark below it for people,
// and as an object for programs.
func (q *querying) fail(err error) error {
	var list kql.ErrorList
	if q.flags.output.value == "json" || !errors.As(err, &list) {
		q.complain(err)
		return status(exitError)
	}
	for _, e := range list {
		q.env.complain(e)
		fmt.Fprint(q.env.err, excerpt(q.text, e))
	}
	return status(exitError)
}

// complain says why the exit status is 2: on a line, or with -o json in an object.
func (q *querying) complain(err error) {
	if q.flags.output.value != "json" {
		q.env.complain(err)
		return
	}
	out := json.NewEncoder(q.env.err)
	out.SetEscapeHTML(false)
	_ = out.Encode(map[string]any{"error": failure(err)})
}

// A queryError is an error as the JSON contract has it: the first of the query.
type queryError struct {
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
}

func failure(err error) queryError {
	var list kql.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return queryError{list[0].Msg, list[0].Start.Line, list[0].Start.Column}
	}
	return queryError{Message: err.Error()}
}

// Of a long line is shown what stands around the place: so many characters before it, and
// so many in all.
const (
	excerptBefore = 40
	excerptRoom   = 100
)

// excerpt is the line that an error is in, with a mark below what is wrong.
func excerpt(text string, e *kql.Error) string {
	lines := strings.Split(text, "\n")
	if e.Start.Line < 1 || e.Start.Line > len(lines) {
		return ""
	}
	line := []rune(strings.TrimRight(lines[e.Start.Line-1], "\r"))
	if len(line) == 0 {
		return ""
	}
	from, to := marked(e, len(line))
	first := max(0, from-excerptBefore)
	line = line[first:min(len(line), first+excerptRoom)]
	from, to = from-first, min(to-first, len(line))
	mark := strings.Repeat(" ", from) + strings.Repeat("^", max(1, to-from))
	return fmt.Sprintf("  %s\n  %s\n", blanked(line), mark)
}

// marked is the part of its first line that an error is about.
func marked(e *kql.Error, length int) (from, to int) {
	from, to = min(max(e.Start.Column-1, 0), length), length
	if e.Stop.Line == e.Start.Line && e.Stop.Column-1 < to {
		to = max(e.Stop.Column-1, from)
	}
	return from, to
}

// blanked is text in which nothing acts on a terminal and the mark stays in its place: a
// character that does not print is a blank.
func blanked(line []rune) string {
	shown := make([]rune, len(line))
	for i, r := range line {
		if shown[i] = r; !unicode.IsPrint(r) {
			shown[i] = ' '
		}
	}
	return string(shown)
}
