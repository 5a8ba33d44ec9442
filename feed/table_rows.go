package feed

import (
	"bufio"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// A tableReader reads rows. A row that cannot be read costs itself alone; what a row says
// beside its value may be misspelt without costing the value: it is counted, and a note says so.
type tableReader struct {
	c       *collector
	lay     layout
	lines   rowLines
	rows    int // rows of data
	several int // rows that hold more than one value
	blurred map[Field]*blur
	cells   []string
	heading bool  // whether the header is still to come
	alone   bool  // whether this is a part, whose lines may not hang on others
	err     error // of a part: why it was given up
}

// A blur counts the cells of a field that say nothing readable.
type blur struct {
	n     int
	first string
}

func readLayout(c *collector, in *bufio.Reader, lay layout) error {
	c.found.finally()
	r := &tableReader{c: c, lay: lay, lines: rowLines{lines: lines{in: in, max: min(c.max.line, maxRow)}}, heading: lay.header, blurred: map[Field]*blur{}}
	for line, ok := r.lines.row(); ok; line, ok = r.lines.row() {
		if err := r.line(line); err != nil {
			return err
		}
		if r.rows == 1 && len(r.lines.ahead) == 0 { // what stands before the rows has been read
			r.readBlocks()
		}
	}
	r.account()
	return r.lines.err
}

// maxRow is how many bytes a row may have.
const maxRow = 64 << 10

func (r *tableReader) line(line csvLine) error {
	switch text := strings.TrimSpace(line.text); {
	case line.cut:
		return r.c.reject(line.number, 0, line.text, r.lines.tooLong())
	case text == "":
		return nil
	case text[0] == '#' && r.alone:
		return errNotAlone
	case text[0] == '#':
		r.count(line)
		return nil
	case r.heading:
		r.heading = false
		return nil
	}
	r.rows++
	cells, err := splitCells(line.text, r.lay.comma, r.cells[:0])
	if errors.Is(err, errOpenQuote) {
		if r.alone {
			return errNotAlone
		}
		cells, err = r.continued(line.text)
	}
	r.cells = cells
	if err == nil {
		err = r.width(cells)
	}
	if err != nil {
		return r.c.reject(line.number, 0, line.text, err)
	}
	return r.row(line, cells)
}

// continued reads on to the end of a quote that is open at the end of a line. Where none makes
// a row of the right width, the line was broken by itself and the next ones stand.
func (r *tableReader) continued(text string) ([]string, error) {
	var held []csvLine
	for len(held) < continuationLines && len(text) < r.lines.max {
		line, ok := r.lines.row()
		if !ok {
			break
		}
		held = append(held, line)
		text += "\n" + line.text
		cells, err := splitCells(text, r.lay.comma, nil)
		if err == nil && r.width(cells) == nil {
			return cells, nil
		}
		if !errors.Is(err, errOpenQuote) {
			break
		}
	}
	r.lines.unread(held)
	return nil, errOpenQuote
}

func (r *tableReader) width(cells []string) error {
	if r.lay.width > 0 && len(cells) != r.lay.width {
		return fmt.Errorf("%d columns, the table has %d", len(cells), r.lay.width)
	}
	return nil
}

// count checks an entry counter such as "# END 28 entries" against the rows above it.
func (r *tableReader) count(line csvLine) {
	text := strings.TrimSpace(strings.TrimLeft(line.text, "# "))
	text, end := strings.CutPrefix(text, "END ")
	number, counts := strings.CutSuffix(text, " entries")
	if !end || !counts {
		return
	}
	if said, err := strconv.Atoi(strings.Trim(number, " ()")); err != nil || said != r.rows {
		r.c.note("line %d: the entry counter says %s, the file has %d: it may be cut short or edited", line.number, printable(number), r.rows)
	}
}

// account notes what the counts do not say by themselves.
func (r *tableReader) account() {
	if r.several > 0 {
		r.c.noteOf(r.several, "1 row holds several values, an indicator each", "%d rows hold several values, an indicator each")
	}
	for _, field := range Fields() {
		if b := r.blurred[field]; b != nil {
			r.c.noteOf(b.n, "1 cell of %s was not understood and left out, in %s", "%d cells of %s were not understood and left out, the first in %s", field, b.first)
		}
	}
}
