package logs

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// A documentSplitter walks the structure of a JSON document and cuts out the runs of rows
// in it; all else is skipped. It knows
//
//	[{row}, ...]   and rows one after another, over as many lines as they like
//	{"records": [{row}, ...]}   also value, Results and their like
//	{"tables": [{"name": ..., "columns": [{"name": ...}], "rows": [[cell, ...], ...]}]}   also Tables, of Kusto v1
//	[{"FrameType": "DataTable", "Columns": [{"ColumnName": ...}], "Rows": [[cell, ...], ...]}]
//
// It reads each byte once and holds no more than the value it stands at.
type documentSplitter struct {
	file  *file
	mode  documentMode
	stack []documentPart

	key     string   // of the member whose value comes next
	keyed   bool     // there is one
	found   bool     // the object at the top has rows
	heading *heading // of the table at hand
	other   bool     // the table at hand holds statistics or the like
	skim    skim     // of a value that is dropped
	line    int64    // number of the line that the next data starts in
	opened  int64    // number of the line that the object at the top starts in
}

// A documentMode says what the values at the top are.
type documentMode uint8

const (
	topRows   documentMode = iota // rows, or arrays of rows
	topObject                     // objects that hold rows somewhere
	topFrames                     // an array of such objects
)

// A documentPart is a container that the splitter is in.
type documentPart uint8

const (
	inRows   documentPart = iota // an array of rows
	inObject                     // an object that holds rows, or a table
	inArray                      // an array of those
)

func splitJSON(f *file) splitter {
	return &documentSplitter{file: f, mode: modeOf(trimSpace(f.head)), line: f.above + 1}
}

func (d *documentSplitter) header() any {
	if d.heading == nil {
		return nil
	}
	return d.heading
}

// unfinished tells a document that was cut off, even between two rows.
func (d *documentSplitter) unfinished() error {
	if len(d.stack) == 0 {
		return nil
	}
	return errors.New("the JSON document ends early: it was cut off")
}

func (d *documentSplitter) next(data []byte, atEOF bool) cut {
	c := d.cut(data, atEOF)
	d.line += lineFeeds(data[:c.skip+c.take])
	return c
}

func (d *documentSplitter) cut(data []byte, atEOF bool) cut {
	pos := 0
	for {
		if pos += between(data[pos:]); pos == len(data) {
			return cut{skip: pos}
		}
		var n int
		if d.atRows(data[pos]) {
			if n = d.run(data[pos:], atEOF); n > 0 {
				return cut{skip: pos, take: n}
			}
		} else {
			if len(d.stack) == 0 {
				d.opened = d.line + lineFeeds(data[:pos])
			}
			n = d.step(data[pos:], atEOF)
		}
		if n == 0 {
			return cut{skip: pos}
		}
		if pos += n; d.fruitless() {
			return cut{skip: pos, bad: Malformed{d.opened, "an object that holds no rows"}}
		}
	}
}

func (d *documentSplitter) drop(piece []byte) (int, bool) {
	n, ended := d.skim.feed(piece)
	d.line += lineFeeds(piece[:n])
	if ended {
		d.skim, d.keyed = skim{}, false
	}
	return n, ended
}

// atRows reports whether c begins a row.
func (d *documentSplitter) atRows(c byte) bool {
	if len(d.stack) > 0 {
		return d.in() == inRows && c != ']'
	}
	return d.mode == topRows && c != '['
}

func (d *documentSplitter) in() documentPart { return d.stack[len(d.stack)-1] }

// run returns the length of the whole rows that data begins with.
func (d *documentSplitter) run(data []byte, atEOF bool) (end int) {
	for pos := 0; pos < len(data) && d.atRows(data[pos]); pos += between(data[pos:]) {
		n := valueEnd(data[pos:], atEOF)
		if n < 0 {
			break
		}
		pos += max(n, 1)
		end = pos
	}
	return end
}

// step moves over one piece of structure and returns its length, or 0 where data does not
// hold it whole.
func (d *documentSplitter) step(data []byte, atEOF bool) int {
	c := data[0]
	switch {
	case len(d.stack) == 0:
		return d.top(data, atEOF)
	case (c == ']' || c == '}') && !d.keyed:
		d.pop()
		return 1
	case d.in() == inObject && !d.keyed:
		return d.member(data, atEOF)
	case d.in() == inObject:
		return d.value(data, atEOF)
	case c == '{':
		d.heading, d.other = nil, false
		return d.push(inObject)
	}
	return max(0, valueEnd(data, atEOF))
}

// top opens what stands at the top of the document.
func (d *documentSplitter) top(data []byte, atEOF bool) int {
	switch {
	case data[0] == '[' && d.mode == topFrames:
		return d.push(inArray)
	case data[0] == '[':
		return d.push(inRows)
	case data[0] == '{':
		d.found = false
		return d.push(inObject)
	}
	if n := valueEnd(data, atEOF); n != 0 {
		return max(0, n)
	}
	return 1
}

func (d *documentSplitter) push(part documentPart) int {
	d.stack = append(d.stack, part)
	d.keyed = false
	return 1
}

func (d *documentSplitter) pop() {
	if d.in() != inArray {
		d.heading = nil
	}
	d.stack = d.stack[:len(d.stack)-1]
}

// fruitless reports, once, that the object at the top ended and held no rows.
func (d *documentSplitter) fruitless() bool {
	if len(d.stack) > 0 || d.mode != topObject || d.found {
		return false
	}
	d.found = true
	return true
}

// member reads a key and the colon behind it.
func (d *documentSplitter) member(data []byte, atEOF bool) int {
	s := &jsonScanner{data: data}
	raw, escaped, ok := s.str()
	if ok && s.colon() && (s.pos < len(data) || atEOF) {
		d.key, d.keyed = unquote(raw, escaped), true
		return s.pos
	}
	if s.pos < len(data) || atEOF { // no key: move on
		n := valueEnd(data, atEOF)
		if n < 0 {
			return 0
		}
		return max(1, n)
	}
	return 0
}

// value opens, reads or skips the value of a member.
func (d *documentSplitter) value(data []byte, atEOF bool) int {
	array := data[0] == '['
	switch {
	case array && slices.Contains(arrayKeys, d.key):
		d.found, d.heading = true, nil
		return d.push(inRows)
	case array && strings.EqualFold(d.key, "tables"):
		return d.push(inArray)
	case array && (d.key == "rows" || d.key == "Rows") && d.heading != nil && !d.other:
		d.found = true
		return d.push(inRows)
	}
	n := valueEnd(data, atEOF)
	if n <= 0 && !atEOF {
		return 0
	}
	n = max(n, 1)
	d.learn(data[:n])
	d.keyed = false
	return n
}

// learn takes a table's description from a member of it.
func (d *documentSplitter) learn(value []byte) {
	switch d.key {
	case "columns", "Columns":
		var columns []struct{ Name, ColumnName string }
		if json.Unmarshal(value, &columns) != nil || len(columns) > maxFields {
			return
		}
		names := make([]string, len(columns))
		for i, c := range columns {
			names[i] = c.Name + c.ColumnName
		}
		d.heading = newHeading(d.file, names)
	case "TableKind":
		d.other = string(value) != `"PrimaryResult"`
	}
}
