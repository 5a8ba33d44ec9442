package logs

import (
	"bytes"
	"slices"

	"foxhound/internal/schema"
)

// Shippers wrap rows in objects of their own: Defender's streaming API in an envelope that
// names the table, Event Hubs and most APIs in an object with an array.
const (
	maxWrappers    = 2  // one in another: {"records":[{"category":...,"properties":{row}}]}
	maxWrapperKeys = 12 // an object with more is a row
)

// arrayKeys are the members under which APIs hand out rows.
var arrayKeys = []string{"records", "Records", "value", "Results", "results"}

// unwrap yields the rows within the object at hand, or reports false where it is a row.
func (r *rowReader) unwrap() bool {
	for i, k := range r.keys {
		f := &r.record.Fields[i]
		switch {
		case f.Kind != JSON:
		case string(k.raw) == "properties" && f.Text[0] == '{':
			return r.envelope(f.Text)
		case slices.Contains(arrayKeys, string(k.raw)) && holdsObjects(f.Text) && !schema.Known(string(r.typeText())):
			r.wrapped(f.Text, r.record.Line+lineFeeds(r.data[r.start:k.at]))
			return true
		}
	}
	return false
}

// holdsObjects reports whether the text is an array whose first element is an object.
func holdsObjects(text []byte) bool {
	s := jsonScanner{data: text, pos: 1}
	s.space()
	return text[0] == '[' && s.peek() == '{'
}

// envelope yields the row in a Defender envelope. Other envelopes, of Azure's diagnostics,
// are rows.
func (r *rowReader) envelope(properties []byte) bool {
	name, ok := bytes.CutPrefix(r.value("category"), []byte("AdvancedHunting-"))
	if !ok {
		return false
	}
	in := r.inside(string(name))
	if in.fixed = true; schema.Known(string(name)) {
		in.table = string(name)
	}
	in.single(&jsonScanner{data: properties}, r.record.Line)
	r.stopped = in.stopped
	return true
}

// wrapped yields the rows of an array, which is known to be JSON and starts at line.
func (r *rowReader) wrapped(array []byte, line int64) {
	in, counted := r.inside(""), 0
	s := &jsonScanner{data: array}
	s.elements(func() bool {
		line += lineFeeds(array[counted:s.pos])
		counted = s.pos
		if !in.single(s, line) {
			*s = jsonScanner{data: array, pos: counted}
			s.element(1)
		}
		r.stopped = in.stopped
		return !r.stopped
	})
}

// single reads and yields one row of text that is known to be JSON. What cannot be a row
// all the same is malformed.
func (r *rowReader) single(s *jsonScanner, line int64) bool {
	text := s.data[s.pos:]
	if !r.read(s, line) {
		r.block.malformed(line, text[:valueEnd(text, true)], s.why)
		return false
	}
	r.emit()
	return true
}

// inside returns the reader for what is wrapped under a name. It is kept, for its layout.
func (r *rowReader) inside(name string) *rowReader {
	if in := r.inner[name]; in != nil {
		return in
	}
	in := newRowReader(r.block, r.yield)
	in.depth = r.depth + 1
	if r.inner == nil || len(r.inner) > 200 {
		r.inner = map[string]*rowReader{}
	}
	r.inner[name] = in
	return in
}
