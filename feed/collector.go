package feed

import (
	"fmt"
	"strings"

	"foxhound/indicator"
)

// A collector builds a [Result] record by record and keeps its counts adding up.
type collector struct {
	result   *Result
	max      limits
	member   string // the archive member being read, empty outside of archives
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

// begin names the format of a text. The first text of an archive names the result's.
func (c *collector) begin(format string) {
	if c.result.Format == "" {
		c.result.Format = format
	}
	if c.result.Format != format {
		c.note("read as %s", format)
	}
}

// add counts a record that gave an indicator.
func (c *collector) add(ind indicator.Indicator) error {
	c.result.Rows++
	c.result.Indicators = append(c.result.Indicators, ind)
	if c.result.Rows >= c.max.rows {
		return fmt.Errorf("more than %d records in one file: split it", c.max.rows-1)
	}
	return nil
}

// reject counts a record that gave none.
func (c *collector) reject(line int, text string, reason error) error {
	if c.member != "" {
		reason = fmt.Errorf("%s: %w", printable(c.member), reason)
	}
	c.result.Rows++
	c.result.Malformed = append(c.result.Malformed, Malformed{line, printable(text), reason})
	if len(c.result.Malformed) >= c.max.malformed {
		return fmt.Errorf("line %d: %d malformed records: given up on the rest; is this file a feed?",
			line, len(c.result.Malformed))
	}
	return nil
}

func (c *collector) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if c.member != "" {
		text = printable(c.member) + ": " + text
	}
	c.result.Notes = append(c.result.Notes, text)
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
