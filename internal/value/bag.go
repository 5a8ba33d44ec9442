package value

// A Bag is a property bag: a dynamic of names and values, in the order in which they were
// first set. It must not be changed once it is part of a column.
type Bag struct {
	keys   []string
	values []any
	index  map[string]int // of bags with more keys than are quickly searched; nil before
}

// searched is how many keys are looked through one by one.
const searched = 8

// Len returns how many names the bag holds.
func (b *Bag) Len() int { return len(b.keys) }

// At returns the name and value at place i.
func (b *Bag) At(i int) (string, any) { return b.keys[i], b.values[i] }

// Keys returns the names in their order. The caller must not change the slice.
func (b *Bag) Keys() []string { return b.keys }

// Get returns the value of a name; names differ by case.
func (b *Bag) Get(key string) (any, bool) {
	if i := b.find(key); i >= 0 {
		return b.values[i], true
	}
	return nil, false
}

// Set gives a name a value, in its old place where it has one.
func (b *Bag) Set(key string, v any) {
	if i := b.find(key); i >= 0 {
		b.values[i] = v
		return
	}
	b.keys, b.values = append(b.keys, key), append(b.values, v)
	if b.index != nil {
		b.index[key] = len(b.keys) - 1
	} else if len(b.keys) > searched {
		b.index = make(map[string]int, 2*len(b.keys))
		for i, k := range b.keys {
			b.index[k] = i
		}
	}
}

func (b *Bag) find(key string) int {
	if b.index != nil {
		if i, ok := b.index[key]; ok {
			return i
		}
		return -1
	}
	for i, k := range b.keys {
		if k == key {
			return i
		}
	}
	return -1
}
