package value

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// Bounds of JSON that is read, for input is hostile: what goes beyond is refused.
const (
	maxJSON  = 16 << 20 // bytes of one text
	maxDepth = 512      // of arrays and objects within each other
)

var (
	errJSONLong = errors.New("the text is longer than 16 MiB")
	errJSONDeep = errors.New("nested deeper than 512 levels")
)

// ParseJSON reads a text that is one JSON value as a dynamic: an object is a [*Bag] whose
// names keep their order, a number without fraction and exponent that fits a long is an
// int64, every other number a float64. Of a name that is repeated the last value counts.
// It is strict as Kusto is: no comments, no control characters within strings. Strings
// may share the text's memory.
func ParseJSON(s string) (any, error) {
	if len(s) > maxJSON {
		return nil, errJSONLong
	}
	p := jsonParser{s: s}
	p.blank()
	x, err := p.value()
	if err != nil {
		return nil, err
	}
	if p.blank(); p.i < len(s) {
		return nil, p.unexpected()
	}
	return x, nil
}

// A jsonParser reads s from i on.
type jsonParser struct {
	s     string
	i     int
	depth int
}

// blank skips white space.
func (p *jsonParser) blank() {
	for p.i < len(p.s) {
		switch p.s[p.i] {
		case ' ', '\t', '\n', '\r':
			p.i++
		default:
			return
		}
	}
}

func (p *jsonParser) unexpected() error {
	if p.i >= len(p.s) {
		return fmt.Errorf("unexpected end of JSON at %d", p.i)
	}
	return fmt.Errorf("unexpected %q in JSON at %d", p.s[p.i], p.i)
}

// value reads the value that starts at i.
func (p *jsonParser) value() (any, error) {
	if p.i >= len(p.s) {
		return nil, p.unexpected()
	}
	switch p.s[p.i] {
	case '{':
		return p.object()
	case '[':
		return p.array()
	case '"':
		return p.text()
	case 't':
		return true, p.word("true")
	case 'f':
		return false, p.word("false")
	case 'n':
		return nil, p.word("null")
	}
	return p.number()
}

func (p *jsonParser) word(w string) error {
	if len(p.s)-p.i < len(w) || p.s[p.i:p.i+len(w)] != w {
		return p.unexpected()
	}
	p.i += len(w)
	return nil
}

// fewItems is how many members or elements there is room for from the start: most have some.
const fewItems = 4

// text reads a string as a value.
func (p *jsonParser) text() (any, error) {
	s, err := p.string()
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (p *jsonParser) array() (any, error) {
	list := []any{}
	err := p.items(']', func() error {
		x, err := p.value()
		if len(list) == 0 {
			list = make([]any, 0, fewItems)
		}
		list = append(list, x)
		return err
	})
	return list, err
}

func (p *jsonParser) object() (any, error) {
	bag := &Bag{}
	err := p.items('}', func() error {
		key, err := p.key()
		if err != nil {
			return err
		}
		x, err := p.value()
		if bag.keys == nil {
			bag.keys, bag.values = make([]string, 0, fewItems), make([]any, 0, fewItems)
		}
		bag.Set(key, x)
		return err
	})
	return bag, err
}

// key reads a member's name and the colon behind it, up to its value. Names are told apart
// as they are written: each byte that is not UTF-8 is the replacement character.
func (p *jsonParser) key() (string, error) {
	if p.i >= len(p.s) || p.s[p.i] != '"' {
		return "", p.unexpected()
	}
	key, err := p.string()
	if err != nil {
		return "", err
	}
	if !utf8.ValidString(key) {
		key = string([]rune(key))
	}
	return key, p.colon()
}

func (p *jsonParser) colon() error {
	p.blank()
	if p.i >= len(p.s) || p.s[p.i] != ':' {
		return p.unexpected()
	}
	p.i++
	p.blank()
	return nil
}

// items reads what stands between the bracket at i and its closing one; each reads an
// item, up to what follows it.
func (p *jsonParser) items(closing byte, each func() error) error {
	if p.depth++; p.depth > maxDepth {
		return errJSONDeep
	}
	p.i++
	p.blank()
	if p.i < len(p.s) && p.s[p.i] == closing {
		p.i++
		p.depth--
		return nil
	}
	for {
		if err := each(); err != nil {
			return err
		}
		p.blank()
		if p.i >= len(p.s) || p.s[p.i] != ',' && p.s[p.i] != closing {
			return p.unexpected()
		}
		p.i++
		if p.s[p.i-1] == closing {
			p.depth--
			return nil
		}
		p.blank()
	}
}

// number reads a number.
func (p *jsonParser) number() (any, error) {
	text, whole, err := p.digits()
	if err != nil {
		return nil, err
	}
	if whole {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n, nil
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(f, 0) {
		return nil, err
	}
	return f, nil
}

// digits finds a number's text, and whether it is without fraction and exponent.
func (p *jsonParser) digits() (text string, whole bool, err error) {
	start := p.i
	p.skip('-', 0)
	first := p.i
	if !p.run() || p.s[first] == '0' && p.i > first+1 {
		return "", false, p.unexpected()
	}
	whole = true
	if p.skip('.', 0) {
		if whole = false; !p.run() {
			return "", false, p.unexpected()
		}
	}
	if p.skip('e', 'E') {
		whole = false
		p.skip('+', '-')
		if !p.run() {
			return "", false, p.unexpected()
		}
	}
	return p.s[start:p.i], whole, nil
}

// skip steps over one character that is a or b.
func (p *jsonParser) skip(a, b byte) bool {
	if p.i < len(p.s) && (p.s[p.i] == a || p.s[p.i] == b && b != 0) {
		p.i++
		return true
	}
	return false
}

// run steps over digits, and reports whether there was one.
func (p *jsonParser) run() bool {
	start := p.i
	for p.i < len(p.s) && p.s[p.i]-'0' <= 9 {
		p.i++
	}
	return p.i > start
}
