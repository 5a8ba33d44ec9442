package lint

import (
	"fmt"
	"strings"

	"foxhound/kql"
)

// A Check is one thing that is looked for.
type Check struct {
	ID       string
	Severity Severity // of its findings, but for those that say otherwise
	What     string   // what it finds
	Why      string   // why that is wrong
	Mend     string   // what to do, where a finding does not say it better

	document func(*document, *finder) // looks at a document as a whole
	query    func(*query, *finder)    // looks at a query that parses
}

// checks are those of each file, by what they are about, in the order of the documentation.
var checks = joinLists(bindChecks, tableChecks, windowChecks, valueChecks, nameChecks, logicChecks, joinChecks,
	listChecks, exclusionChecks, mappingChecks, scheduleChecks, limitChecks, connectorChecks, ruleChecks, pageChecks)

func joinLists(lists ...[]*Check) []*Check {
	var all []*Check
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// check runs every check over a document.
func (d *document) check(name string) []Finding {
	var all []Finding
	for _, c := range checks {
		f := &finder{check: c, file: name, document: d, found: &all}
		if c.document != nil {
			c.document(d, f)
		}
		for _, q := range d.queries {
			if c.query != nil && len(q.parsed) == 0 {
				f.q = q
				c.query(q, f)
			}
		}
	}
	return all
}

// A finder notes the findings of one check.
type finder struct {
	check    *Check
	file     string
	document *document
	q        *query
	found    *[]Finding
	counted  int // findings of this check so far
}

// maxFindings is how many findings one check has in one document; a hostile one would have
// millions.
const maxFindings = 200

func (f *finder) add(line, column int, s Severity, mend, what string) {
	if f.counted++; f.counted > maxFindings {
		return
	}
	if s == "" {
		s = f.check.Severity
	}
	if mend == "" {
		mend = f.check.Mend
	}
	*f.found = append(*f.found, Finding{File: f.file, Line: line, Column: column, Severity: s, ID: f.check.ID, What: what, Why: f.check.Why, Mend: mend})
}

// node notes a finding about a part of the query.
func (f *finder) node(n kql.Node, mend, format string, args ...any) {
	f.graded("", n, mend, format, args...)
}

// graded is node with a severity of its own.
func (f *finder) graded(s Severity, n kql.Node, mend, format string, args ...any) {
	f.at(s, n.Pos(), mend, format, args...)
}

// at is graded for a place.
func (f *finder) at(s Severity, p kql.Pos, mend, format string, args ...any) {
	line, column := f.q.place(p)
	f.add(line, column, s, mend, fmt.Sprintf(format, args...))
}

// field notes a finding about what stands around the query.
func (f *finder) field(m mark, mend, format string, args ...any) {
	f.add(max(m.Line, 1), max(m.Column, 1), "", mend, fmt.Sprintf(format, args...))
}

// placeOf is where a value stands within what spells it out, as near as can be told.
func (q *query) placeOf(l literal, value string) kql.Pos {
	p := l.at.Pos()
	s := q.source(l.at)
	i := strings.Index(s, value)
	if i < 0 || value == "" {
		return p
	}
	if i > 0 && (s[i-1] == '"' || s[i-1] == '\'') {
		i--
	}
	before := s[:i]
	if n := strings.Count(before, "\n"); n > 0 {
		p.Line += n
		p.Column = 1
		before = before[strings.LastIndexByte(before, '\n')+1:]
	}
	p.Column += len([]rune(before))
	return p
}

// quote is a value in a message.
func quote(value string) string { return "`" + oneLine(value) + "`" }

// several names the first of values, and how many more there are.
func several(values []string) string {
	switch len(values) {
	case 0:
		return "nothing"
	case 1:
		return quote(values[0])
	}
	return fmt.Sprintf("%s and %d more", quote(values[0]), len(values)-1)
}
