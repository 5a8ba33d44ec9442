package logs

import "bytes"

// TextTable is the table of text that no other takes: the lines of a file of no known
// format, and records that cannot be read. Its one column has its name.
const TextTable = "Text"

// textFormat is any text. A line is a record, unless it is blank.
var textFormat = &format{name: "text", decode: decodePlain}

func decodePlain(b *Block, yield func(*Record) bool) {
	b.lines(func(line int64, text []byte) bool {
		return len(trimText(text)) == 0 || yield(textRecord(line, text))
	})
}

// textRecord is a record of a text.
func textRecord(line int64, text []byte) *Record {
	return &Record{Table: TextTable, Line: line, Fields: []Field{{Name: TextTable, Text: text}}}
}

// trimText takes off what makes no line of text.
func trimText(line []byte) []byte { return bytes.Trim(line, " \t\r\n\x00") }
