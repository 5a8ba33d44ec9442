package feed

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"foxhound/indicator"
)

// A collector builds a [Result] record by record and keeps its counts adding up.
type collector struct {
	result   *Result // all but its indicators, until it is closed
	found    collected
	max      limits
	columns  Columns // what the caller says of the file
	source   string  // of all indicators, where the caller names one
	packed   bool    // the caller wants the indicators packed
	member   string  // the archive member being read, empty outside of archives
	unsaid   int     // notes beyond maxNotes
	strings  map[string]string
	families map[familyKey]indicator.Family
}

func newCollector(name string, max limits) *collector {
	return &collector{
		result:   &Result{Name: name},
		max:      max,
		strings:  map[string]string{},
		families: map[familyKey]indicator.Family{},
	}
}

// text reads one text. What was no feed beside others in an archive leaves no trace but its error.
func (c *collector) text(member string, text io.Reader) error {
	c.member = member
	before := c.mark()
	err := readText(c, text)
	var foreign *formatError
	if member != "" && errors.As(err, &foreign) {
		c.rollback(before)
	}
	c.found.settle()
	return err
}

// begin names the format of a text. The first text of an archive names the result's.
func (c *collector) begin(format string) {
	if c.result.Format == "" {
		c.result.Format = format
	}
	if c.result.Format != format {
		c.note("read as %s", format)
	}
}

// add counts a record that gave an indicator, unless it is one too many.
func (c *collector) add(ind indicator.Indicator) error {
	if c.result.Rows >= c.max.rows {
		return fmt.Errorf("more than %d records in one file: split it", c.max.rows)
	}
	c.result.Rows++
	c.stated(&ind)
	c.found.add(ind)
	return nil
}

// maxText is how many characters of an offending text are shown.
const maxText = 120

func printable(text string) string { return indicator.Printable(text, maxText) }

// reject counts a record that gave none; kind is what it says it is, 0 where it does not.
func (c *collector) reject(line int, kind indicator.Kind, text string, reason error) error {
	if c.member != "" {
		reason = fmt.Errorf("%s: %w", printable(c.member), reason)
	}
	c.result.Rows++
	c.result.Malformed = append(c.result.Malformed, Malformed{Line: line, Kind: kind, Text: printable(text), Err: reason})
	if len(c.result.Malformed) >= c.max.malformed {
		return fmt.Errorf("line %d: %d malformed records: given up on the rest; is this file a feed?",
			line, len(c.result.Malformed))
	}
	return nil
}

// rollback forgets what a text gave that turned out to be no feed.
func (c *collector) rollback(to mark) {
	c.result.Rows = to.indicators + to.removals + to.malformed
	c.found.truncate(to.indicators)
	c.result.Removals = c.result.Removals[:to.removals]
	c.result.Malformed = c.result.Malformed[:to.malformed]
	c.result.Notes, c.unsaid = c.result.Notes[:to.notes], to.unsaid
	c.result.Format = to.format
}

// A mark is the state of a result before a text is read.
type mark struct {
	indicators, removals, malformed, notes, unsaid int

	format string
}

func (c *collector) mark() mark {
	r := c.result
	return mark{c.found.len(), len(r.Removals), len(r.Malformed), len(r.Notes), c.unsaid, r.Format}
}

// maxNotes bounds the notes of a result, since every line of a hostile file can be worth one.
const maxNotes = 100

func (c *collector) note(format string, args ...any) {
	if len(c.result.Notes) == maxNotes {
		c.unsaid++
		return
	}
	text := fmt.Sprintf(format, args...)
	if c.member != "" {
		text = printable(c.member) + ": " + text
	}
	c.result.Notes = append(c.result.Notes, text)
}

// noteOf is note for a number of things: one has words of its own.
func (c *collector) noteOf(n int, one, many string, args ...any) {
	if n == 1 {
		c.note(one, args...)
		return
	}
	c.note(many, append([]any{n}, args...)...)
}

// part returns a collector for a part of the text that c reads, which has about so many values
// of so many bytes.
func (c *collector) part(values, bytes int) *collector {
	p := newCollector(c.result.Name, c.max)
	p.columns, p.source, p.member = c.columns, c.source, c.member
	p.found.finally()
	p.found.pack.Grow(values, bytes)
	return p
}

// join takes in what a part gave, unless with it the file would be given up on.
func (c *collector) join(p *collector) bool {
	if c.result.Rows+p.result.Rows > c.max.rows || len(c.result.Malformed)+len(p.result.Malformed) >= c.max.malformed {
		return false
	}
	c.result.Rows += p.result.Rows
	c.result.Malformed = append(c.result.Malformed, p.result.Malformed...)
	c.found.pack.Append(p.found.take())
	return true
}

// close ends the result: the last note counts those that were too many.
func (c *collector) close() *Result {
	if all := c.found.take(); c.packed {
		c.result.Packed = all
	} else {
		c.result.Indicators = all.Slice()
	}
	if c.unsaid > 0 {
		c.result.Notes = append(c.result.Notes, fmt.Sprintf("and %d more notes", c.unsaid))
	}
	return c.result
}

// intern returns s, sharing one copy among the records that repeat it. The copy
// keeps nothing of the row alive that s was cut from.
func (c *collector) intern(s string) string {
	if s == "" {
		return ""
	}
	shared, ok := c.strings[s]
	if !ok {
		shared = strings.Clone(s)
		c.strings[shared] = shared
	}
	return shared
}
