package feed

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"

	"foxhound/internal/lazyregexp"
)

// csvColumns are the columns of an export that has lost its header. Until 2024 it
// had no is_compromised.
var csvColumns = []string{
	"first_seen_utc", "ioc_id", "ioc_value", "ioc_type", "threat_type", "fk_malware",
	"malware_alias", "malware_printable", "last_seen_utc", "confidence_level", "is_compromised",
	"reference", "tags", "anonymous", "reporter",
}

// continuationLines is how many lines a record may span, by line breaks in quotes.
const continuationLines = 16

var entryCounter = lazyregexp.New(`^# ?Number of entries: *(\d+)`)

// claimsCSV reports whether the text has the export's header, which is a comment, or
// rows as wide as the export's with an indicator type in its place.
func claimsCSV(head []byte) bool {
	for line := range bytes.Lines(head) {
		text := strings.TrimSpace(string(line))
		if csvHeader(text) != nil {
			return true
		}
		if text == "" || text[0] == '#' {
			continue
		}
		fields, err := splitCSV(text)
		return err == nil && csvWidth(len(fields)) != nil && slices.Contains(csvKinds, fields[3])
	}
	return false
}

var csvKinds = []string{
	"ip:port", "domain", "url", "md5_hash", "sha1_hash", "sha256_hash", "sha3_384_hash",
	"envelope_from", "body_from",
}

// csvHeader returns the column names of a header row, in a comment or not; nil for other
// lines. A row of data that says ioc_value somewhere has a date too, which is no name.
func csvHeader(line string) []string {
	if !strings.Contains(line, "ioc_value") {
		return nil
	}
	fields, err := splitCSV(strings.TrimSpace(strings.TrimPrefix(line, "#")))
	if err != nil || !slices.Contains(fields, "ioc_value") || slices.ContainsFunc(fields, noColumnName) {
		return nil
	}
	return fields
}

func noColumnName(field string) bool {
	return field == "" || strings.Trim(field, "abcdefghijklmnopqrstuvwxyz_") != ""
}

// csvWidth returns the columns of a row that many wide; nil for other widths.
func csvWidth(n int) []string {
	switch n {
	case len(csvColumns):
		return csvColumns
	case len(csvColumns) - 1:
		i := slices.Index(csvColumns, "is_compromised")
		return slices.Delete(slices.Clone(csvColumns), i, i+1)
	}
	return nil
}

// A csvSplitter takes records apart; a space may follow each comma. It is kept for
// its buffers.
type csvSplitter struct {
	text   strings.Reader
	buf    *bufio.Reader
	fields []string
}

// split returns the fields of a record, valid until the next call.
func (s *csvSplitter) split(record string) ([]string, error) {
	if s.plain(record) { // Fast path
		return s.fields, nil
	}
	return s.splitSlow(record)
}

// plain takes a record apart in which no quotes, line breaks or odd blanks stand in fields, and
// reports whether it was one. FuzzSplitCSV holds it to encoding/csv.
func (s *csvSplitter) plain(record string) bool {
	s.fields = s.fields[:0]
	if record == "" || strings.IndexByte(record, '\r') >= 0 || strings.IndexByte(record, '\n') >= 0 {
		return false
	}
	for rest, more := record, true; more; {
		var field string
		var ok bool
		rest = strings.TrimLeft(rest, " ")
		if field, rest, more, ok = plainField(rest); !ok {
			return false
		}
		s.fields = append(s.fields, field)
	}
	return true
}

// plainField cuts off the first field and the comma behind it; more tells whether there was one.
func plainField(s string) (field, rest string, more, ok bool) {
	if s == "" || s[0] != '"' {
		field, rest, more = strings.Cut(s, ",")
		odd := field != "" && (field[0] <= ' ' || field[0] >= 0x80 || strings.IndexByte(field, '"') >= 0)
		return field, rest, more, !odd
	}
	end := strings.IndexByte(s[1:], '"') + 1
	if end == 0 {
		return "", "", false, false
	}
	field, rest = s[1:end], s[end+1:]
	if rest == "" {
		return field, "", false, true
	}
	return field, rest[1:], true, rest[0] == ','
}

// splitSlow is split for any record.
func (s *csvSplitter) splitSlow(record string) ([]string, error) {
	s.text.Reset(record)
	if s.buf == nil {
		s.buf = bufio.NewReader(&s.text)
	}
	s.buf.Reset(&s.text)
	r := csv.NewReader(s.buf)
	r.TrimLeadingSpace = true
	r.FieldsPerRecord = -1
	fields, err := r.Read()
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		err = fmt.Errorf("column %d: %w", parse.Column, parse.Err)
	}
	return fields, err
}

func splitCSV(record string) ([]string, error) { return new(csvSplitter).split(record) }
