package aggregate

import (
	"slices"

	"github.com/cockroachdb/apd/v3"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// schemas is buildschema: the least schema that all values of a group fit. A type is its
// name; a bag is a bag of its members' schemas; an array is a bag whose one member,
// `indexer` in back-ticks, is the schema of all its elements; what may be several things
// is an array of these, a bag first and then the types by name.
var schemas = []Func{
	{Name: "buildschema", New: always(func(Spec) Accumulator { return new(schema) })},
}

// indexer is the member that stands for the elements of an array.
const indexer = "`indexer`"

// A shape is what is known of the values in one place.
type shape struct {
	members value.Bag // of *shape, by name
	types   []string  // sorted
}

// add widens a shape for a value, and returns by about how many bytes it grew.
func (s *shape) add(x any) (grew int64) {
	switch x := x.(type) {
	case nil:
	case *value.Bag:
		for i := range x.Len() {
			key, v := x.At(i)
			member, n := s.member(key)
			grew += n + member.add(v)
		}
	case []any:
		member, n := s.member(indexer)
		grew += n
		for _, e := range x {
			grew += member.add(e)
		}
	default:
		return s.addType(typeOf(x))
	}
	return grew
}

func (s *shape) member(key string) (member *shape, grew int64) {
	if m, ok := s.members.Get(key); ok {
		return m.(*shape), 0
	}
	member = new(shape)
	s.members.Set(key, member)
	return member, 200 + int64(len(key))
}

func (s *shape) addType(name string) (grew int64) {
	at, found := slices.BinarySearch(s.types, name)
	if found {
		return 0
	}
	s.types = slices.Insert(s.types, at, name)
	return 16
}

// merge widens a shape by another.
func (s *shape) merge(o *shape) (grew int64) {
	for _, t := range o.types {
		grew += s.addType(t)
	}
	for i := range o.members.Len() {
		key, m := o.members.At(i)
		member, n := s.member(key)
		grew += n + member.merge(m.(*shape))
	}
	return grew
}

func typeOf(x any) string {
	switch x.(type) {
	case bool:
		return "bool"
	case int64:
		return "long"
	case float64:
		return "double"
	case value.Time:
		return "datetime"
	case value.Span:
		return "timespan"
	case value.UUID:
		return "guid"
	case *apd.Decimal:
		return "decimal"
	}
	return "string"
}

// dynamic returns the schema as a dynamic, null of a shape without values.
func (s *shape) dynamic() any {
	var all []any
	if n := s.members.Len(); n > 0 {
		bag := new(value.Bag)
		for i := range n {
			key, m := s.members.At(i)
			bag.Set(key, m.(*shape).dynamic())
		}
		all = append(all, bag)
	}
	for _, t := range s.types {
		all = append(all, t)
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

// A schema is the shape of each group.
type schema struct {
	shapes []shape
	bytes  int64
}

func (s *schema) Add(args []*vector.Vector, groups []int, count int) {
	s.shapes = grown(s.shapes, count)
	for i, g := range groups {
		s.bytes += s.shapes[g].add(args[0].Any[args[0].Index(i)])
	}
}

func (s *schema) Merge(other Accumulator, into []int, count int) {
	s.shapes = grown(s.shapes, count)
	o := other.(*schema)
	for i := range o.shapes {
		s.bytes += s.shapes[into[i]].merge(&o.shapes[i])
	}
}

func (s *schema) Result(count int) []*vector.Vector {
	s.shapes = grown(s.shapes, count)
	out := vector.New(value.Dynamic, count)
	for i := range count {
		out.Any[i] = s.shapes[i].dynamic()
	}
	return []*vector.Vector{out}
}

func (s *schema) Size() int64 { return 120*int64(cap(s.shapes)) + s.bytes }
