package kql

import (
	"fmt"
	"strings"
)

// An Error is one thing that is wrong with a query, and where.
type Error struct {
	Span
	File string // the name given to [Parse]
	Msg  string // in lower case, with what is quoted from the query in back-ticks
}

// Error returns file:line:column: message, on one line.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Start.Line, e.Start.Column, e.Msg)
}

// An ErrorList is what is wrong with a query, in the order of its text; never empty.
type ErrorList []*Error

// Error returns the errors, one a line.
func (l ErrorList) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the errors to [errors.As] and [errors.Is].
func (l ErrorList) Unwrap() []error {
	list := make([]error, len(l))
	for i, e := range l {
		list[i] = e
	}
	return list
}
