package reshape

import (
	"fmt"
	"slices"

	"foxhound/internal/plan"
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// A Conflict says what becomes of a column that a name of the bags has too.
type Conflict string

// The conflicts, as bag_unpack's argument columnsConflict names them.
const (
	Fail          Conflict = "error"
	ReplaceSource Conflict = "replace_source"
	KeepSource    Conflict = "keep_source"
)

// Options are the arguments of bag_unpack beside the column.
type Options struct {
	Prefix   string   // of the new columns' names
	Conflict Conflict // empty for [Fail]
	Ignored  []string // names that become no column
}

// Unpack replaces the dynamic column at a place by a column for each name that its bags
// have, behind the others and sorted. A column has the type of its values; where they are
// of several, it is dynamic. A row without a name, or without a bag, has null there.
func Unpack(cols []plan.Column, b *vector.Batch, at int, o Options) ([]plan.Column, *vector.Batch, error) {
	bags := b.Columns[at]
	fields, err := fieldsOf(bags, o.Ignored)
	if err != nil {
		return nil, nil, err
	}
	cols, b = without(cols, b, at)
	sources := len(cols)
	for _, f := range fields {
		c := plan.Column{Name: o.Prefix + f.name, Type: f.typ}
		to := place(cols[:sources], c.Name)
		switch {
		case to < 0:
			cols, b.Columns = append(cols, c), append(b.Columns, f.column(bags))
		case o.Conflict == ReplaceSource:
			cols[to], b.Columns[to] = c, f.column(bags)
		case o.Conflict != KeepSource:
			return nil, nil, fmt.Errorf("`bag_unpack` makes a column `%s`, which the rows have already; give it a prefix, or say columnsConflict='keep_source' or 'replace_source'", c.Name)
		}
	}
	return cols, b, nil
}

// A field is a name of bags, and the type of its values.
type field struct {
	name string
	typ  value.Type
}

func fieldsOf(bags *vector.Vector, ignored []string) ([]*field, error) {
	byName := make(map[string]*field)
	var fields []*field
	for i := range bags.Len() {
		bag, ok := bags.Value(i).(*value.Bag)
		if !ok {
			continue
		}
		for p := range bag.Len() {
			name, x := bag.At(p)
			f := byName[name]
			if f == nil {
				if slices.Contains(ignored, name) {
					continue
				}
				if len(fields) == maxColumns {
					return nil, tooWide("bag_unpack")
				}
				f = &field{name: name}
				fields = append(fields, f)
				byName[name] = f
			}
			f.see(x)
		}
	}
	slices.SortFunc(fields, func(x, y *field) int { return value.Compare(value.String, x.name, y.name) })
	for _, f := range fields {
		if f.typ == value.None {
			f.typ = value.Dynamic
		}
	}
	return fields, nil
}

// see widens the field's type to a value.
func (f *field) see(x any) {
	switch t := typeOf(x); {
	case t == value.None || t == f.typ:
	case f.typ == value.None:
		f.typ = t
	default:
		f.typ = value.Dynamic
	}
}

// typeOf is the type of a column of such values; none of null.
func typeOf(x any) value.Type {
	switch x.(type) {
	case nil:
		return value.None
	case bool:
		return value.Bool
	case int64:
		return value.Long
	case float64:
		return value.Real
	case string:
		return value.String
	case value.Time:
		return value.Datetime
	case value.Span:
		return value.Timespan
	case value.UUID:
		return value.Guid
	case []any, *value.Bag:
		return value.Dynamic
	}
	return value.Decimal
}

func (f *field) column(bags *vector.Vector) *vector.Vector {
	out := vector.New(f.typ, bags.Len())
	for i := range bags.Len() {
		var x any
		if bag, ok := bags.Value(i).(*value.Bag); ok {
			x, _ = bag.Get(f.name)
		}
		out.Set(i, x)
	}
	return out
}
