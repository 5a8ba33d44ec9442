package aggregate

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

func newBag(s Spec) (Maker, error) {
	n, err := limit(s)
	if err != nil {
		return nil, err
	}
	return func() Accumulator { return &bag{limit: n} }, nil
}

// A bag unites the bags of each group. Of a name that is there twice the first value
// stands; what is no bag is left out.
type bag struct {
	bags  []*value.Bag // nil while a group has none
	limit int          // of names
	bytes int64
}

func (b *bag) Add(args []*vector.Vector, groups []int, count int) {
	b.bags = grown(b.bags, count)
	for i, g := range groups {
		if from, ok := args[0].Any[args[0].Index(i)].(*value.Bag); ok {
			b.unite(g, from)
		}
	}
}

func (b *bag) unite(g int, from *value.Bag) {
	if b.bags[g] == nil {
		b.bags[g] = new(value.Bag)
		b.bytes += 128
	}
	into := b.bags[g]
	for i := range from.Len() {
		key, v := from.At(i)
		if _, ok := into.Get(key); !ok && into.Len() < b.limit {
			into.Set(key, v)
			b.bytes += 64 + int64(len(key)) + value.Size(v)
		}
	}
}

func (b *bag) Merge(other Accumulator, into []int, count int) {
	b.bags = grown(b.bags, count)
	for i, from := range other.(*bag).bags {
		if from != nil {
			b.unite(into[i], from)
		}
	}
}

func (b *bag) Result(count int) []*vector.Vector {
	b.bags = grown(b.bags, count)
	out := vector.New(value.Dynamic, count)
	for i := range count {
		if b.bags[i] == nil {
			b.bags[i] = new(value.Bag)
		}
		out.Any[i] = b.bags[i]
	}
	return []*vector.Vector{out}
}

func (b *bag) Size() int64 { return 8*int64(cap(b.bags)) + b.bytes }
