package feed

import (
	"bufio"
	"bytes"
	"strings"
)

// A layout is how a table lies in its text.
type layout struct {
	format string // of the result
	source string // of the indicators
	comma  byte   // what separates cells
	header bool   // whether the first line that is no comment names the columns
	width  int    // cells of a row
	sorts  []sort // of the columns; those beyond say nothing
	threat string // what the format says of all its indicators
	refuse error  // why no row gives an indicator, where the format has none to give
	tagged bool   // whether tags name the family
}

// claimsTable reports whether the text is a table with a header that names a column of values,
// or one without whose rows show what their columns are.
func claimsTable(head []byte) bool {
	_, ok := recogniseLayout(head)
	return ok
}

// tableTitle is the publisher's format where a table is known by its header.
func tableTitle(head []byte) string {
	lay, _ := recogniseLayout(head)
	return lay.format
}

func readTable(c *collector, in *bufio.Reader) error {
	head, _ := in.Peek(headSize)
	lay, _ := recogniseLayout(head)
	return readLayout(c, in, lay)
}

// tableSample is how many rows decide what the columns of a table are.
const tableSample = 200

// A sample is the start of a table.
type sample struct {
	heads []string // the comments in front of the first row, without their mark, last first
	rows  []string
}

// sampled returns the start of a table; the last line, which head may cut, is left out where
// there are others.
func sampled(head []byte) sample {
	var s sample
	if end := bytes.LastIndexByte(head, '\n'); len(head) >= headSize-1 && end > 0 {
		head = head[:end]
	}
	for line := range bytes.Lines(head) {
		text := strings.TrimRight(string(line), "\r\n")
		switch trimmed := strings.TrimSpace(text); {
		case trimmed == "":
		case trimmed[0] == '#' && len(s.rows) == 0:
			s.heads = append([]string{strings.TrimSpace(strings.TrimLeft(trimmed, "# "))}, s.heads...)
		case trimmed[0] == '#':
		default:
			s.rows = append(s.rows, text)
		}
		if len(s.rows) == tableSample || len(s.heads) == tableSample {
			break
		}
	}
	return s
}

// commas are what may separate cells, the least likely to stand in a cell first.
var commas = []byte{'\t', ';', '|', ','}

// cellsOf splits a line, nil where it cannot be split.
func cellsOf(line string, comma byte) []string {
	cells, err := splitCells(line, comma, nil)
	if err != nil {
		return nil
	}
	return cells
}

// recogniseLayout finds how a table lies: by a header in a comment, a header in the first
// row, or the rows themselves.
func recogniseLayout(head []byte) (layout, bool) {
	s := sampled(head)
	for _, head := range s.heads {
		for _, comma := range commas {
			if lay, ok := headed(cellsOf(head, comma), comma); ok && fits(s.rows, lay) {
				return lay, true
			}
		}
	}
	if len(s.rows) == 0 {
		return layout{}, false
	}
	for _, comma := range commas {
		lay, ok := headed(cellsOf(s.rows[0], comma), comma)
		if lay.header = true; ok && fits(s.rows[1:], lay) {
			return lay, true
		}
	}
	return headless(s.rows)
}

// fits reports whether most rows are as wide as the header says. A file without rows is a
// table without entries.
func fits(rows []string, lay layout) bool {
	good := 0
	for _, row := range rows {
		if len(cellsOf(row, lay.comma)) == lay.width {
			good++
		}
	}
	return 2*good >= len(rows)
}
