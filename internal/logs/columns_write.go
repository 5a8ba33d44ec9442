package logs

import (
	"bytes"
	"sync"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A writer gathers one column.
type writer interface {
	// write appends the field's value, or a null where it has none of the type.
	write(f *Field)
	// drop takes the last value back.
	drop()
	// vector ends the column; the writer must not be used any more.
	vector(t value.Type) *vector.Vector
}

func newWriter(c Column) writer {
	switch c.Type {
	case value.String:
		return textWriters.Get().(*textWriter)
	case value.Bool:
		return &nativeWriter[bool]{parse: ParseBool}
	case value.Int:
		return &nativeWriter[int64]{parse: ParseInt}
	case value.Long:
		return &nativeWriter[int64]{parse: parseLong}
	case value.Real:
		return &nativeWriter[float64]{parse: func(text []byte) (float64, bool) { return value.ParseReal(string(text)) }}
	case value.Datetime:
		return &nativeWriter[int64]{parse: new(tickReader).parse}
	case value.Timespan:
		return &nativeWriter[int64]{parse: func(text []byte) (int64, bool) {
			s, ok := value.ParseSpan(string(text))
			return int64(s), ok
		}}
	}
	if c.Type == value.Dynamic && c.Members != nil {
		return &anyWriter{parse: func(f *Field) any { return parseMembers(f, c.Members) }}
	}
	return &anyWriter{parse: parsers[c.Type]}
}

// A textWriter gathers strings: their bytes in one buffer, which becomes one string that
// all of them are parts of. The buffers are used again by later blocks.
type textWriter struct {
	bytes []byte
	ends  []int
}

func (w *textWriter) write(f *Field) {
	w.bytes = append(w.bytes, f.Text...)
	w.ends = append(w.ends, len(w.bytes))
}

func (w *textWriter) drop() {
	w.ends = w.ends[:len(w.ends)-1]
	w.bytes = w.bytes[:0:cap(w.bytes)]
	if n := len(w.ends); n > 0 {
		w.bytes = w.bytes[:w.ends[n-1]]
	}
}

func (w *textWriter) vector(t value.Type) *vector.Vector {
	all := string(w.bytes)
	list := make([]string, len(w.ends))
	start := 0
	for i, end := range w.ends {
		list[i] = all[start:end]
		start = end
	}
	w.bytes, w.ends = w.bytes[:0], w.ends[:0]
	textWriters.Put(w)
	return vector.Of(t, list, nil)
}

var textWriters = sync.Pool{New: func() any { return new(textWriter) }}

// A nativeWriter gathers values that are numbers inside.
type nativeWriter[T bool | int64 | float64] struct {
	parse  func([]byte) (T, bool)
	values []T
	nulls  []bool // nil as long as there is none
}

func (w *nativeWriter[T]) write(f *Field) {
	v, ok := w.parse(f.Text)
	w.values = append(w.values, v)
	if !ok && w.nulls == nil {
		w.nulls = make([]bool, len(w.values)-1, cap(w.values))
	}
	if w.nulls != nil {
		w.nulls = append(w.nulls, !ok)
	}
}

func (w *nativeWriter[T]) drop() {
	w.values = w.values[:len(w.values)-1]
	if w.nulls != nil {
		w.nulls = w.nulls[:len(w.nulls)-1]
	}
}

func (w *nativeWriter[T]) vector(t value.Type) *vector.Vector {
	if w.values == nil {
		w.values = []T{}
	}
	return vector.Of(t, w.values, w.nulls)
}

// An anyWriter gathers dynamics, guids and decimals.
type anyWriter struct {
	parse  func(*Field) any
	values []any
}

func (w *anyWriter) write(f *Field) {
	var v any
	if f.Kind != Null {
		v = w.parse(f)
	}
	w.values = append(w.values, v)
}

func (w *anyWriter) drop() { w.values = w.values[:len(w.values)-1] }

func (w *anyWriter) vector(t value.Type) *vector.Vector {
	if w.values == nil {
		w.values = []any{}
	}
	return vector.Of(t, w.values, nil)
}

var parsers = map[value.Type]func(*Field) any{
	value.Dynamic: parseDynamic,
	value.Guid: func(f *Field) any {
		if u, ok := value.ParseGuid(string(f.Text)); ok {
			return u
		}
		return nil
	},
	value.Decimal: func(f *Field) any {
		if d, ok := value.ParseDecimal(string(f.Text)); ok {
			return d
		}
		return nil
	},
}

// parseDynamic reads a field as a dynamic. A text that is an object or an array inside is
// one: exports and API bodies write a dynamic as text.
func parseDynamic(f *Field) any {
	text := f.Text
	if f.Kind == Text {
		text = bytes.TrimSpace(text)
		if len(text) == 0 {
			return nil
		}
		if text[0] != '{' && text[0] != '[' {
			return string(f.Text)
		}
	}
	v, err := value.ParseJSON(string(text))
	if err != nil {
		return string(f.Text)
	}
	return v
}

// parseMembers reads of a dynamic the members of some names: a bag of them, or null where
// [parseDynamic] gives none.
func parseMembers(f *Field, names []string) any {
	text := f.Text
	if f.Kind == Text {
		text = bytes.TrimSpace(text)
	}
	if bag := value.ParseMembers(string(text), names); bag != nil {
		return bag
	}
	return nil
}

// ParseInt reads a number of at most 32 bits as logs write it: 7582, also with blanks around
// it or in hexadecimal, and 7582.0, as tables that were once columns of floats have it.
func ParseInt(text []byte) (int64, bool) { return value.ParseInt(string(whole(text))) }

// whole takes a fraction of zero off a number.
func whole(text []byte) []byte { return bytes.TrimSuffix(text, []byte(".0")) }

// ParseBool reads a truth as logs write it: true or false in any case, or a number.
func ParseBool(text []byte) (holds, ok bool) { return value.ParseBool(string(text)) }

// parseLong reads digits quickly and leaves the rest to the language's own rules.
func parseLong(text []byte) (int64, bool) {
	if len(text) == 0 || len(text) > 18 {
		return value.ParseLong(string(whole(text)))
	}
	var n int64
	for _, c := range text {
		if c < '0' || c > '9' {
			return value.ParseLong(string(whole(text)))
		}
		n = 10*n + int64(c-'0')
	}
	return n, true
}

// Fits reports whether a field's text is of a type that a log may write as text: a long, a
// real or a datetime.
func Fits(f *Field, t value.Type) bool {
	var ok bool
	switch t {
	case value.Long:
		_, ok = parseLong(f.Text)
		ok = ok && !padded(f.Text)
	case value.Real:
		_, ok = value.ParseReal(string(f.Text))
		ok = ok && !padded(f.Text)
	case value.Datetime:
		ok = f.Kind == Text && len(f.Text) >= 10 && !isDigits(f.Text)
		if ok {
			_, ok = parseTicks(f.Text)
		}
	}
	return ok
}

// padded reports whether digits have a zero before them: 007 is a name.
func padded(text []byte) bool {
	return len(text) > 1 && text[0] == '0' && '0' <= text[1] && text[1] <= '9'
}

func isDigits(text []byte) bool { return digits(text) == len(text) }
