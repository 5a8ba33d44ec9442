package feed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"foxhound/indicator"
)

// A Removal is an entry that a publisher has taken back: every one of the platform's on a
// value, or one by its id.
type Removal struct {
	indicator.Observable
	ID       int64     // the publisher's own, which only grows
	Platform string    // whose entries they were: "ThreatFox", "MalwareBazaar" ...; empty where Entry says which
	Entry    string    // the [indicator.Indicator.ID] of the one entry that the same feed takes back; else empty
	Time     time.Time // when it was taken back, UTC
	By       string    // "user" or "admin"
	Note     string    // why, in the publisher's words
}

// A removalRow is a removal as its text has it.
type removalRow struct {
	Time     jsonText `json:"time_stamp"`
	ID       jsonText `json:"removal_id"`
	Platform jsonText `json:"platform"`
	Type     jsonText `json:"entry_type"`
	Value    jsonText `json:"entry_value"`
	By       jsonText `json:"removed_by"`
	Note     jsonText `json:"removal_notes"`
}

var (
	removalHeader = []byte(`"time_stamp","removal_id","platform","entry_type"`)
	removalField  = []byte(`"entry_value"`)
)

// claimsRemovals reports whether the text is abuse.ch's list of false positives, as CSV or JSON.
func claimsRemovals(head []byte) bool {
	return bytes.Contains(head, removalHeader) || looksJSON(head) && bytes.Contains(head, removalField)
}

func readRemovals(c *collector, in *bufio.Reader) error {
	before := len(c.result.Removals)
	head, _ := in.Peek(headSize)
	var err error
	if looksJSON(head) {
		err = readRemovalsJSON(c, in)
	} else {
		err = readRemovalsCSV(c, in)
	}
	if n := len(c.result.Removals) - before; n > 0 {
		c.noteOf(n, "1 entry that abuse.ch has removed: it takes an indicator back and gives none", "%d entries that abuse.ch has removed: they take indicators back and give none")
	}
	return err
}

// remove counts a removal, or the reason why a row is none.
func (c *collector) remove(row removalRow, id string, line int, text string) error {
	removal, err := removalOf(row, id)
	if err != nil {
		return c.reject(line, 0, text, err)
	}
	return c.takeBack(removal)
}

// takeBack counts a removal, unless it is one too many.
func (c *collector) takeBack(removal Removal) error {
	if c.result.Rows >= c.max.rows {
		return fmt.Errorf("more than %d records in one file: split it", c.max.rows)
	}
	c.result.Rows++
	c.result.Removals = append(c.result.Removals, removal)
	return nil
}

func removalOf(row removalRow, id string) (r Removal, err error) {
	if r.ID, err = strconv.ParseInt(either(string(row.ID), id), 10, 64); err != nil || r.ID < 0 {
		return r, fmt.Errorf("removal_id `%s` is no number", printable(string(row.ID)))
	}
	if r.Observable, err = observable(string(row.Type), string(row.Value)); err != nil {
		return r, err
	}
	if r.Time, err = date("time_stamp", absent(string(row.Time))); err != nil {
		return r, err
	}
	r.Platform, r.By, r.Note = strings.Clone(string(row.Platform)), strings.Clone(string(row.By)), strings.Clone(string(row.Note))
	return r, nil
}

// readRemovalsCSV reads the list by its header, which is no comment.
func readRemovalsCSV(c *collector, in *bufio.Reader) error {
	r := &tableReader{c: c, lines: rowLines{lines: lines{in: in, max: maxRow}}, lay: layout{comma: ','}}
	var names []string
	for line, ok := r.lines.row(); ok; line, ok = r.lines.row() {
		text := strings.TrimSpace(line.text)
		if text == "" || text[0] == '#' {
			continue
		}
		cells, err := splitCells(line.text, ',', nil)
		if errors.Is(err, errOpenQuote) {
			cells, err = r.continued(line.text)
		}
		switch {
		case line.cut:
			err = r.lines.tooLong()
		case names == nil && err == nil:
			names, r.lay.width = cells, len(cells)
			continue
		case err == nil && len(cells) != len(names):
			err = fmt.Errorf("%d columns, the header names %d", len(cells), len(names))
		}
		if err != nil {
			if err := c.reject(line.number, 0, line.text, err); err != nil {
				return err
			}
			continue
		}
		var row removalRow
		for i, name := range names {
			row.set(name, cells[i])
		}
		if err := c.remove(row, "", line.number, line.text); err != nil {
			return err
		}
	}
	return r.lines.err
}

func (r *removalRow) set(column, cell string) {
	text := jsonText(cell)
	switch column {
	case "time_stamp":
		r.Time = text
	case "removal_id":
		r.ID = text
	case "platform":
		r.Platform = text
	case "entry_type":
		r.Type = text
	case "entry_value":
		r.Value = text
	case "removed_by":
		r.By = text
	case "removal_notes":
		r.Note = text
	}
}

// readRemovalsJSON reads removals under their ids, or in an array, in an answer's envelope or
// without.
func readRemovalsJSON(c *collector, in *bufio.Reader) error {
	r := newJSONReader(c, in)
	if err := r.removals(""); err != nil {
		return err
	}
	return r.end()
}

func (r *jsonReader) removals(id string) error {
	if next, err := r.peek(); err == nil && next == '[' {
		return r.each('[', ']', func() error { return r.removal(id) })
	}
	return r.fields(func(name string) error {
		switch next, err := r.peek(); {
		case err != nil:
			return err
		case name == "data" && (next == '{' || next == '['):
			return r.removals("")
		case next == '[':
			return r.removals(name)
		case next == '{':
			return r.removal(name)
		}
		_, _, err := r.value()
		return err
	})
}

func (r *jsonReader) removal(id string) error {
	var row removalRow
	text, line, ok, err := r.objectInto(&row)
	if !ok {
		return err
	}
	return r.c.remove(row, id, line, string(text))
}
