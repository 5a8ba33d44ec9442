package feed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
)

// rootField is how many bytes of a field's value are kept to tell the format by.
const rootField = 256

// errSeen ends a look at the start of a JSON text.
var errSeen = errors.New("enough seen")

// rootFields returns the fields, with the starts of their values, of the object that a JSON
// text is, or of the first object in the array that it is: as many as head shows. It tells
// formats by their structure, which a value that quotes another format cannot fake.
func rootFields(head []byte) map[string]string {
	fields := map[string]string{}
	s := &jsonScanner{in: bufio.NewReader(bytes.NewReader(head)), max: len(head) + 1, line: 1}
	object := func() error { return s.fieldsInto(fields) }
	if next, _ := s.peek(); next == '[' {
		_ = s.each('[', ']', func() error {
			if err := object(); err != nil {
				return err
			}
			return errSeen
		})
		return fields
	}
	_ = object()
	return fields
}

// fieldsInto takes an object and keeps its fields; of a cut one, those before the cut.
func (s *jsonScanner) fieldsInto(fields map[string]string) error {
	return s.each('{', '}', func() error {
		name, _, err := s.key()
		if err != nil {
			return err
		}
		text, _, err := s.value()
		fields[name] = string(text[:min(len(text), rootField)])
		return err
	})
}

// A jsonWalk visits the fields of an object one by one.
type jsonWalk func(name string) error

// fields takes an object and calls visit behind each name; visit takes the value.
func (s *jsonScanner) fields(visit jsonWalk) error {
	return s.each('{', '}', func() error {
		name, _, err := s.key()
		if err != nil {
			return err
		}
		return visit(name)
	})
}

// elements calls visit at every element of the array that opens next, or at the one value
// that stands for it; null is no element. visit takes the element.
func (s *jsonScanner) elements(visit func() error) error {
	switch next, err := s.peek(); {
	case err == nil && next == '[':
		return s.each('[', ']', visit)
	case err == nil && next == 'n':
		_, _, err := s.value()
		return err
	}
	return visit()
}

// within returns a reader of a value that was taken before, whose lines count on.
func (r *jsonReader) within(text []byte, line int) *jsonReader {
	in := bufio.NewReader(bytes.NewReader(text))
	return &jsonReader{c: r.c, jsonScanner: jsonScanner{in: in, max: r.max, line: line}}
}

// decode takes the next value and reads it into v; what is not of v's shape is left as it was.
func (s *jsonScanner) decode(v any) error {
	text, _, err := s.value()
	if err == nil {
		_ = json.Unmarshal(text, v)
	}
	return err
}

// A jsonList is an array whose elements may be of any kind, a single one of them, or null.
// Elements of another shape than T are left out.
type jsonList[T any] []T

// UnmarshalJSON takes all three.
func (l *jsonList[T]) UnmarshalJSON(data []byte) error {
	raws := []json.RawMessage{data}
	if data[0] == '[' {
		if err := json.Unmarshal(data, &raws); err != nil {
			return err
		}
	}
	for _, raw := range raws {
		var one T
		if string(raw) != "null" && json.Unmarshal(raw, &one) == nil {
			*l = append(*l, one)
		}
	}
	return nil
}
