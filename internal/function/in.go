package function

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/term"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// membership are the operators of a value and a list: equal to one of it, as == or =~ is.
// A null is in no list; where the list holds a null too, whether it is in it is null.
var membership = []Scalar{
	{Name: "in", New: member(false, false)},
	{Name: "!in", New: member(false, true)},
	{Name: "in~", New: member(true, false)},
	{Name: "!in~", New: member(true, true)},
}

func member(fold, negated bool) maker {
	return listed(func(x value.Type, list []item) listTest {
		s := newSet(x, list, fold)
		return func(x, out *vector.Vector, from, to int) { s.rows(x, out, from, to, negated) }
	})
}

// A valueSet holds the values of a list as keys of the type that is looked up in it.
type valueSet struct {
	of      value.Type
	fold    bool
	strings map[string]struct{}
	longest int // of the strings, in bytes, folded
	longs   map[int64]struct{}
	others  map[any]struct{}
	null    bool
}

func newSet(of value.Type, list []item, fold bool) *valueSet {
	s := &valueSet{of: of, fold: fold, strings: make(map[string]struct{}), longs: make(map[int64]struct{}), others: make(map[any]struct{})}
	for _, e := range list {
		if e.Value == nil && e.Type != value.String {
			s.null = true
			continue
		}
		switch key := s.key(e.Type, e.Value).(type) {
		case nil:
		case string:
			s.strings[key] = struct{}{}
			s.longest = max(s.longest, len(key))
		case int64:
			s.longs[key] = struct{}{}
		default:
			s.others[key] = struct{}{}
		}
	}
	return s
}

// rows looks up a column's rows.
func (s *valueSet) rows(x, out *vector.Vector, from, to int, negated bool) {
	for i := from; i < to; i++ {
		if x.IsNull(i) {
			out.Bools[i] = negated
			if s.null {
				out.SetNull(i)
			}
			continue
		}
		at := x.Index(i)
		var found bool
		switch {
		case s.of == value.String && s.fold:
			found = s.hasFolded(x.Strings[at])
		case s.of == value.String:
			_, found = s.strings[x.Strings[at]]
		case x.Longs != nil:
			_, found = s.longs[x.Longs[at]]
		default:
			found = s.has(x.Value(i))
		}
		out.Bools[i] = found != negated
	}
}

// hasFolded looks a text up without regard to case, and without allocation unless the
// list's texts are long. A folded text has at least a third of its bytes.
func (s *valueSet) hasFolded(text string) bool {
	if len(text) > 3*s.longest {
		return false
	}
	var room [128]byte
	_, found := s.strings[string(term.AppendFolded(room[:0], text))]
	return found
}

func (s *valueSet) has(v any) (found bool) {
	switch key := s.key(s.of, v).(type) {
	case nil:
	case string:
		_, found = s.strings[key]
	case int64:
		_, found = s.longs[key]
	default:
		_, found = s.others[key]
	}
	return found
}

// key returns what a value of a type is looked up by among values of the set's type: nil
// where it is equal to none of them.
func (s *valueSet) key(t value.Type, v any) any {
	switch s.of {
	case value.String:
		return s.text(value.Text(t, v))
	case value.Int, value.Long:
		return longKey(v)
	case value.Real:
		return realKey(v)
	case value.Decimal:
		return decimalKey(v)
	case value.Datetime:
		return ticksKey(v, value.ParseTime)
	case value.Timespan:
		return ticksKey(v, value.ParseSpan)
	case value.Guid:
		return parsedKey(v, value.ParseGuid)
	case value.Bool:
		return boolKey(v)
	}
	return s.dynamicKey(v)
}

func (s *valueSet) text(text string) string {
	if s.fold {
		return string(term.AppendFolded(nil, text))
	}
	return text
}

func longKey(v any) any {
	switch v := v.(type) {
	case int64:
		return v
	case float64:
		return wholeKey(v)
	case *apd.Decimal:
		if n, err := v.Int64(); err == nil {
			return n
		}
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case string:
		if n, ok := value.ParseLong(v); ok {
			return n
		}
	}
	return nil
}

// wholeKey returns a real as the long that is equal to it.
func wholeKey(x float64) any {
	if x == math.Trunc(x) && math.Abs(x) < 1<<63 {
		return int64(x)
	}
	return nil
}

func realKey(v any) any {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	case *apd.Decimal:
		return value.RealOf(v)
	case string:
		if x, ok := value.ParseReal(v); ok {
			return x
		}
	}
	return nil
}

func decimalKey(v any) any {
	switch n := v.(type) {
	case int64:
		v = apd.New(n, 0)
	case float64:
		d, ok := value.DecimalOf(n)
		if !ok {
			return nil
		}
		v = d
	case string:
		d, ok := value.ParseDecimal(n)
		if !ok {
			return nil
		}
		v = d
	}
	if d, ok := v.(*apd.Decimal); ok {
		return string(value.AppendKey(nil, value.Decimal, d))
	}
	return nil
}

// ticksKey returns a datetime or timespan, or the one that a text tells.
func ticksKey[T value.Time | value.Span](v any, parse func(string) (T, bool)) any {
	if t, ok := parsedKey(v, parse).(T); ok {
		return int64(t)
	}
	return nil
}

func parsedKey[T value.Time | value.Span | value.UUID](v any, parse func(string) (T, bool)) any {
	switch v := v.(type) {
	case T:
		return v
	case string:
		if t, ok := parse(v); ok {
			return t
		}
	}
	return nil
}

func boolKey(v any) any {
	switch v := v.(type) {
	case bool:
		return v
	case int64:
		return v != 0
	case float64:
		return v != 0
	case string:
		if b, ok := value.ParseBool(v); ok {
			return b
		}
	}
	return nil
}

// dynamicKey returns what a dynamic is looked up by: whole numbers as longs, and what is
// text in JSON as text.
func (s *valueSet) dynamicKey(v any) any {
	switch v := v.(type) {
	case string:
		return s.text(v)
	case int64, bool:
		return v
	case float64:
		if n := wholeKey(v); n != nil {
			return n
		}
		return v
	case value.Time, value.Span, value.UUID:
		return s.text(value.Text(value.Dynamic, v))
	case *apd.Decimal:
		return s.dynamicKey(value.RealOf(v))
	}
	return [1]string{string(value.AppendKey(nil, value.Dynamic, v))}
}
