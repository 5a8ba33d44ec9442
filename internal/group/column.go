package group

import (
	"strings"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A kind is how values of a type are held and compared.
type kind uint8

const (
	longs    kind = iota // int, long, datetime, timespan
	reals                // real
	strings_             // string
	bools                // bool
	words                // the others, compared by a key made of their bytes
)

func kindOf(t value.Type) kind {
	switch t {
	case value.Bool:
		return bools
	case value.Real:
		return reals
	case value.String:
		return strings_
	case value.Int, value.Long, value.Datetime, value.Timespan:
		return longs
	}
	return words
}

// A Column is a column that grows and whose values can be replaced. The strings that it
// keeps are copies: those of logs are cut out of texts that are much longer.
type Column struct {
	Type    value.Type
	kind    kind
	longs   []int64
	reals   []float64
	strings []string
	bools   []bool
	any     []any
	words   []string // of the keys in any, in a table only
	nulls   []bool   // nil where none is null; never of strings or any
	n       int
	bytes   int64 // of strings and what is in any
	copies  copies
}

// NewColumn returns a column without rows.
func NewColumn(t value.Type) *Column { return &Column{Type: t, kind: kindOf(t)} }

// Len returns how many rows the column has.
func (c *Column) Len() int { return c.n }

// Size returns about how many bytes the column takes.
func (c *Column) Size() int64 { return c.fixed() + c.bytes }

// fixed is what the column takes beside the bytes that its values point to.
func (c *Column) fixed() int64 {
	return int64(8*cap(c.longs) + 8*cap(c.reals) + 16*cap(c.strings) + cap(c.bools) + 16*cap(c.any) + 16*cap(c.words) + cap(c.nulls))
}

func (c *Column) null(i int) bool { return c.nulls != nil && c.nulls[i] }

// Grow makes the column at least n rows long; the new ones are null (empty, of strings).
func (c *Column) Grow(n int) {
	if n <= c.n {
		return
	}
	switch c.kind {
	case longs:
		c.longs = grown(c.longs, n)
	case reals:
		c.reals = grown(c.reals, n)
	case strings_:
		c.strings = grown(c.strings, n)
	case bools:
		c.bools = grown(c.bools, n)
	default:
		c.any = grown(c.any, n)
	}
	if c.kind != strings_ && c.kind != words {
		c.nulls = grown(c.nulls, n)
		for i := c.n; i < n; i++ {
			c.nulls[i] = true
		}
	}
	c.n = n
}

func grown[T any](s []T, n int) []T { return append(s, make([]T, n-len(s))...) }

// reset makes the column one without rows, with the memory it has.
func (c *Column) reset() {
	clear(c.strings)
	clear(c.any)
	clear(c.words)
	c.longs, c.reals, c.strings, c.bools = c.longs[:0], c.reals[:0], c.strings[:0], c.bools[:0]
	c.any, c.words, c.nulls, c.n, c.bytes = c.any[:0], c.words[:0], nil, 0, 0
	c.copies = copies{}
}

// Set gives row i the value of row j of a vector of the column's type.
func (c *Column) Set(i int, from *vector.Vector, j int) {
	null := from.IsNull(j)
	if null && c.nulls == nil && c.kind != strings_ && c.kind != words {
		c.nulls = make([]bool, c.n)
	}
	if c.nulls != nil {
		c.nulls[i] = null
	}
	j = from.Index(j)
	switch {
	case null && c.kind != words:
	case c.kind == longs:
		c.longs[i] = from.Longs[j]
	case c.kind == reals:
		c.reals[i] = from.Reals[j]
	case c.kind == strings_:
		c.bytes += int64(len(from.Strings[j]) - len(c.strings[i]))
		c.strings[i] = strings.Clone(from.Strings[j])
	case c.kind == bools:
		c.bools[i] = from.Bools[j]
	default:
		c.bytes += value.Size(from.Any[j]) - value.Size(c.any[i])
		c.any[i] = from.Any[j]
	}
}

// Append adds the value of row j of a vector of the column's type.
func (c *Column) Append(from *vector.Vector, j int) { c.append(from, j, true) }

// append is Append; copies says that a string is to be copied. It returns how many bytes
// the value points to.
func (c *Column) append(from *vector.Vector, j int, copies bool) (bytes int64) {
	null := from.IsNull(j)
	j = from.Index(j)
	switch c.kind {
	case longs:
		c.longs = append(c.longs, from.Longs[j])
	case reals:
		c.reals = append(c.reals, from.Reals[j])
	case strings_:
		s := from.Strings[j]
		if copies {
			s = c.copies.of(s)
		}
		c.strings = append(c.strings, s)
		bytes = int64(len(s))
	case bools:
		c.bools = append(c.bools, from.Bools[j])
	default:
		c.any = append(c.any, from.Any[j])
		bytes = value.Size(from.Any[j])
	}
	c.note(null)
	c.bytes += bytes
	return bytes
}

// note counts a row that was added.
func (c *Column) note(null bool) {
	c.n++
	if c.kind == strings_ || c.kind == words {
		return
	}
	if null && c.nulls == nil {
		c.nulls = make([]bool, c.n-1)
	}
	if c.nulls != nil {
		c.nulls = append(c.nulls, null)
	}
}

// Vector returns the rows from, from included, to, to excluded. It shares the column's
// memory: rows must not be replaced as long as it is used, but may be appended.
func (c *Column) Vector(from, to int) *vector.Vector {
	var nulls []bool
	if c.nulls != nil {
		nulls = c.nulls[from:to:to]
	}
	switch c.kind {
	case longs:
		return vector.Of(c.Type, c.longs[from:to:to], nulls)
	case reals:
		return vector.Of(c.Type, c.reals[from:to:to], nulls)
	case strings_:
		return vector.Of(c.Type, c.strings[from:to:to], nil)
	case bools:
		return vector.Of(c.Type, c.bools[from:to:to], nulls)
	}
	return vector.Of(c.Type, c.any[from:to:to], nil)
}
