package feed

import (
	"bufio"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"foxhound/indicator"
)

// A csvReader reads the export line by line, so that a stray quote costs its own
// row and not the rest of the file.
type csvReader struct {
	c        *collector
	lines    rowLines
	columns  []string // by the last header; nil before any
	counted  int      // the result's rows when the last entry counter stood, or at the start
	counter  bool     // whether there was an entry counter
	splitter csvSplitter
	blocked  bool  // whether reading in blocks was tried
	err      error // of a part: why it was given up
}

func readCSV(c *collector, in *bufio.Reader) error {
	c.found.finally()
	r := &csvReader{c: c, lines: rowLines{lines: lines{in: in, max: min(c.max.line, maxRow)}}, counted: c.result.Rows}
	for line, ok := r.lines.row(); ok; line, ok = r.lines.row() {
		if err := r.line(line); err != nil {
			return err
		}
		if !r.blocked && len(r.lines.ahead) == 0 && r.c.result.Rows > r.counted {
			r.readBlocks() // what stands before the rows has been read
		}
	}
	if r.lines.err == nil && !r.counter {
		c.note("no entry counter at the end: the file may be cut short")
	}
	return r.lines.err
}

// readBlocks reads what can be read on all cores: rows that stand for themselves. TestBlocks
// holds it to reading line by line.
func (r *csvReader) readBlocks() {
	r.blocked = true
	b := &blocks{in: r.lines.in, size: min(r.c.max.block, r.lines.max), number: r.lines.number}
	inBlocks(b, r.part, func(part *csvReader) bool { return part.err == nil && r.c.join(part.c) })
	r.lines.in, r.lines.number = b.rest()
}

// part reads a block by itself.
func (r *csvReader) part(b block) *csvReader {
	p := &csvReader{c: r.c.part(b.lines, b.lines*typicalValue), lines: rowLines{lines: lines{block: b.text, number: b.number, max: r.lines.max}}, columns: r.columns}
	for p.err == nil && p.lines.next() {
		if text := p.lines.text(); standsAlone(text) {
			p.err = p.line(csvLine{text: text, number: p.lines.number})
		} else {
			p.err = errNotAlone
		}
	}
	return p
}

// typicalValue is about how long values are, in bytes.
const typicalValue = 32

// errNotAlone gives up a block.
var errNotAlone = errors.New("what the lines mean hangs on others")

// standsAlone reports whether a line is a row, and one that neither changes what the next ones
// mean nor goes on in them.
func standsAlone(line string) bool {
	return !strings.HasPrefix(line, "#") && !strings.Contains(line, "ioc_value") && strings.Count(line, `"`)%2 == 0
}

func (r *csvReader) line(line csvLine) error {
	if line.cut {
		return r.c.reject(line.number, 0, line.text, r.lines.tooLong())
	}
	if columns := csvHeader(line.text); columns != nil {
		r.columns = columns
		return nil
	}
	if strings.TrimSpace(line.text) == "" || line.text[0] == '#' {
		r.count(line)
		return nil
	}
	return r.record(line)
}

// count checks an entry counter against the rows above it. Exports that were put one behind
// the other have several.
func (r *csvReader) count(line csvLine) {
	m := entryCounter.FindStringSubmatch(line.text)
	if m == nil {
		return
	}
	rows := r.c.result.Rows - r.counted
	if said, err := strconv.Atoi(m[1]); err != nil || said != rows {
		r.c.note("line %d: the entry counter says %s, the file has %d: it may be cut short or edited", line.number, printable(m[1]), rows)
	}
	r.counter, r.counted = true, r.c.result.Rows
}

// record reads the row that starts on a line.
func (r *csvReader) record(line csvLine) error {
	fields, err := r.splitter.split(line.text)
	if strings.Count(line.text, `"`)%2 == 1 {
		fields, err = r.continued(line.text, err)
	}
	if err != nil {
		return r.c.reject(line.number, 0, line.text, err)
	}
	ind, err := r.indicator(fields)
	if err != nil {
		return r.c.reject(line.number, ind.Kind, line.text, err)
	}
	return r.c.add(ind)
}

// continued reads on to the end of a quote that is open at the end of a line. Where none
// makes a row of the right width, the line was broken by itself and the next ones stand.
func (r *csvReader) continued(text string, broken error) ([]string, error) {
	var held []csvLine
	for len(held) < continuationLines && len(text) < r.lines.max {
		line, ok := r.lines.row()
		if !ok {
			break
		}
		held = append(held, line)
		text += "\n" + line.text
		if strings.Count(line.text, `"`)%2 == 0 {
			continue
		}
		if fields, err := r.splitter.split(text); err == nil && r.width(fields) == nil {
			return fields, nil
		}
		break
	}
	r.lines.unread(held)
	return nil, broken
}

// width says why a row cannot be read by its columns.
func (r *csvReader) width(fields []string) error {
	switch {
	case r.columns == nil && csvWidth(len(fields)) == nil:
		return fmt.Errorf("%d columns, ThreatFox has 14 or 15", len(fields))
	case r.columns != nil && len(r.columns) != len(fields):
		return fmt.Errorf("%d columns, the header names %d", len(fields), len(r.columns))
	}
	return nil
}

func (r *csvReader) indicator(fields []string) (indicator.Indicator, error) {
	if err := r.width(fields); err != nil {
		return indicator.Indicator{}, err
	}
	columns := r.columns
	if columns == nil {
		columns = csvWidth(len(fields))
	}
	var row row
	for i, column := range columns {
		row.set(column, fields[i])
	}
	return r.c.threatFox(row)
}

// set puts a field where its column belongs; columns that say nothing of the indicator,
// such as anonymous, belong nowhere.
func (r *row) set(column, field string) {
	switch column {
	case "ioc_id":
		r.id = field
	case "ioc_value":
		r.value = field
	case "ioc_type":
		r.kind = field
	case "threat_type":
		r.threatType = field
	case "fk_malware":
		r.family = field
	case "malware_printable":
		r.familyName = field
	case "malware_alias":
		r.aliases = field
	case "first_seen_utc":
		r.firstSeen = field
	case "last_seen_utc":
		r.lastSeen = field
	case "confidence_level":
		r.confidence = field
	case "is_compromised":
		r.compromised = field
	case "reference":
		r.reference = field
	case "reporter":
		r.reporter = field
	case "tags":
		r.tags = strings.Split(field, ",")
	}
}
