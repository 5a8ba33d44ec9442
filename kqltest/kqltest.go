// Package kqltest is a small language for cases of KQL, and a runner that puts them to an
// engine: ours, or anybody's that can be asked a query. A script is cases one after the
// other:
//
//	# where keeps the rows for which its predicate is true; null is not.
//	load T (n:long, s:string)
//	[1, "one"]
//	[null, "none"]
//	query
//	T | where n > 0 | project s
//	expect (s:string)
//	["one"]
//
// A # in the first column opens a comment, which is the title of the case below it. load
// names a table for the case and writes its rows, JSON arrays of cells as in the results
// of `foxhound query -o json`. query is followed by the text. What it must give is one of
//
//	expect (columns)           these rows, in any order
//	expect ordered (columns)   these rows, in this order
//	expect error PATTERN       no rows but an error whose message fits the regular expression
//
// A case that differs on the engine of a cluster, and why, is marked on a line of its own
// before the query:
//
//	differs WHY
//
// Start with [Parse] and [Case.Run].
package kqltest

import (
	"fmt"
	"regexp"
	"strings"
)

// A Case is a query and what it must give.
type Case struct {
	File    string
	Line    int    // where it begins
	Title   string // its comment
	Tables  []Table
	Query   string
	Columns []Column // of the result
	Rows    []string // JSON arrays
	Ordered bool
	Error   *regexp.Regexp // in place of columns and rows
	Differs string         // why another engine gives something else; empty where none does
}

// A Table is rows that a case loads.
type Table struct {
	Name    string
	Columns []Column
	Rows    []string // JSON arrays
}

// A Column is a name and a type of KQL.
type Column struct{ Name, Type string }

// Parse reads a script. Its error names file and line.
func Parse(file, text string) ([]Case, error) {
	p := &parser{file: file, lines: strings.Split(text, "\n")}
	var cases []Case
	for {
		c, err := p.next()
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, p.at, err)
		}
		if c == nil {
			return cases, nil
		}
		cases = append(cases, *c)
	}
}

// A parser reads a script line by line.
type parser struct {
	file  string
	lines []string
	at    int // lines read
}

// peek returns the next line, without what is blank at its end.
func (p *parser) peek() (string, bool) {
	if p.at == len(p.lines) {
		return "", false
	}
	return strings.TrimRight(p.lines[p.at], " \t\r"), true
}

// next reads a case, or returns nil at the end.
func (p *parser) next() (*Case, error) {
	c := &Case{File: p.file}
	for {
		line, ok := p.peek()
		if !ok {
			if c.Line > 0 {
				return nil, fmt.Errorf("the case that begins at line %d has no expect", c.Line)
			}
			return nil, nil
		}
		p.at++
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "":
			continue
		case strings.HasPrefix(line, "#"):
			c.Title = strings.TrimSpace(strings.TrimLeft(line, "#"))
			continue
		}
		if c.Line == 0 {
			c.Line = p.at
		}
		done, err := p.part(c, word, rest)
		if done || err != nil {
			return c, err
		}
	}
}

// part reads one part of a case, and reports whether it was the last.
func (p *parser) part(c *Case, word, rest string) (done bool, err error) {
	switch word {
	case "load":
		name, spec, _ := strings.Cut(rest, " ")
		columns, err := columns(spec)
		c.Tables = append(c.Tables, Table{name, columns, p.rows()})
		return false, err
	case "differs":
		c.Differs = rest
		return false, nil
	case "query":
		c.Query = p.query()
		return false, nil
	case "expect":
		return true, p.expect(c, rest)
	}
	return false, fmt.Errorf("unknown word `%s`; a part begins with load, differs, query or expect", word)
}

func (p *parser) expect(c *Case, rest string) (err error) {
	if c.Query == "" {
		return fmt.Errorf("expect stands before any query")
	}
	if pattern, ok := strings.CutPrefix(rest, "error "); ok {
		c.Error, err = regexp.Compile(pattern)
		return err
	}
	rest, c.Ordered = strings.CutPrefix(rest, "ordered ")
	c.Columns, err = columns(rest)
	c.Rows = p.rows()
	return err
}

// rows reads lines that begin with a bracket.
func (p *parser) rows() []string {
	var rows []string
	for {
		line, ok := p.peek()
		if !ok || !strings.HasPrefix(line, "[") {
			return rows
		}
		rows = append(rows, line)
		p.at++
	}
}

// query reads lines up to an expect.
func (p *parser) query() string {
	var lines []string
	for {
		line, ok := p.peek()
		if !ok || line == "expect" || strings.HasPrefix(line, "expect ") {
			return strings.TrimSpace(strings.Join(lines, "\n"))
		}
		lines = append(lines, line)
		p.at++
	}
}

// columns reads (name:type, ...).
func columns(spec string) ([]Column, error) {
	inner, ok := strings.CutPrefix(strings.TrimSpace(spec), "(")
	inner, closed := strings.CutSuffix(inner, ")")
	if !ok || !closed {
		return nil, fmt.Errorf("columns are written (name:type, ...), not `%s`", spec)
	}
	var list []Column
	for _, part := range strings.Split(inner, ",") {
		name, typ, ok := strings.Cut(strings.TrimSpace(part), ":")
		if !ok {
			return nil, fmt.Errorf("a column is written name:type, not `%s`", part)
		}
		list = append(list, Column{name, typ})
	}
	return list, nil
}
