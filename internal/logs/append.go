package logs

import (
	"bytes"
	"unicode/utf8"
)

// AppendJSON appends the record as one JSON object, its fields in their order. The object
// is valid whatever the log held: bytes that are no UTF-8 become U+FFFD, and a number that
// JSON does not have becomes a string.
func (r *Record) AppendJSON(dst []byte) []byte {
	dst = append(dst, '{')
	for i := range r.Fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendQuoted(dst, []byte(r.Fields[i].Name))
		dst = append(dst, ':')
		dst = r.Fields[i].appendJSON(dst)
	}
	return append(dst, '}')
}

func (f *Field) appendJSON(dst []byte) []byte {
	switch {
	case f.Kind == Null:
		return append(dst, "null"...)
	case f.Kind == Bool && (string(f.Text) == "true" || string(f.Text) == "false"),
		f.Kind == Number && isNumber(f.Text):
		return append(dst, f.Text...)
	case f.Kind == JSON && isNested(f.Text):
		return appendOneLine(dst, f.Text)
	}
	return appendQuoted(dst, f.Text)
}

func isNested(text []byte) bool {
	s := jsonScanner{data: text}
	c := s.peek()
	return (c == '{' || c == '[') && s.nested(1) && s.end()
}

// appendOneLine appends valid JSON without the line ends between its values, that the
// record stays on one line, and with its strings made UTF-8.
func appendOneLine(dst, text []byte) []byte {
	for _, line := range bytes.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' }) {
		dst = append(dst, bytes.ToValidUTF8(line, []byte("\ufffd"))...)
	}
	return dst
}

// appendQuoted appends text as a JSON string.
func appendQuoted(dst, text []byte) []byte {
	dst = append(dst, '"')
	for len(text) > 0 {
		n := plainRun(text, 0)
		dst = appendValid(dst, text[:n])
		if text = text[n:]; len(text) > 0 {
			dst = appendEscape(dst, text[0])
			text = text[1:]
		}
	}
	return append(dst, '"')
}

func appendValid(dst, text []byte) []byte {
	if utf8.Valid(text) { // Fast path
		return append(dst, text...)
	}
	return append(dst, bytes.ToValidUTF8(text, []byte("\ufffd"))...)
}

func appendEscape(dst []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(append(dst, `\u00`...), hex[c>>4], hex[c&15])
}
