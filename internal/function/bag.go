package function

import (
	"strings"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// bags are the functions of property bags. Those of columns, bag_pack_columns and
// pack_all, are given each column behind a constant that is its name; pack_all may have
// one argument more, which says whether to leave out what is null or empty.
var bags = []Scalar{
	{Name: "bag_pack", New: fixed(bagPack)},
	{Name: "pack", New: fixed(bagPack)},
	{Name: "pack_dictionary", New: fixed(bagPack)},
	{Name: "bag_pack_columns", New: fixed(bagPack)},
	{Name: "pack_all", New: fixed(packAll)},
	{Name: "bag_keys", New: onBag(bagKeys)},
	{Name: "bag_has_key", New: onBag(bagHasKey)},
	{Name: "bag_merge", New: rowwise(bagMerge)},
	{Name: "bag_remove_keys", New: onBag(bagRemoveKeys)},
	{Name: "bag_set_key", New: onBag(bagSetKey)},
	{Name: "bag_zip", New: onArray(bagZip)},
}

// onBag lifts a function of a bag and further values; what is no bag gives null.
func onBag(f func(b *value.Bag, rest []any) any) maker {
	return rowwise(func(_ Spec, row []any) any {
		b, ok := row[0].(*value.Bag)
		if !ok {
			return nil
		}
		return f(b, row[1:])
	})
}

func bagPack(_ Spec, args []*vector.Vector, n int) *vector.Vector {
	return packed(args, n, func(any) bool { return true })
}

func packAll(s Spec, args []*vector.Vector, n int) *vector.Vector {
	wanted := func(any) bool { return true }
	if last := len(args) - 1; len(args)%2 == 1 {
		if s.Args[last].Value == true {
			wanted = func(x any) bool { return x != nil && x != "" }
		}
		args = args[:last]
	}
	return packed(args, n, wanted)
}

// packed makes bags of names and values that alternate.
func packed(args []*vector.Vector, n int, wanted func(any) bool) *vector.Vector {
	constant := allConst(args)
	rows := n
	if constant {
		rows = min(n, 1)
	}
	out := make([]any, rows)
	for i := range out {
		b := &value.Bag{}
		for j := 0; j+1 < len(args); j += 2 {
			key, ok := args[j].Value(i).(string)
			if x := args[j+1].Value(i); ok && wanted(x) {
				b.Set(key, x)
			}
		}
		out[i] = b
	}
	return repeated(vector.Of(value.Dynamic, out, nil), constant, n)
}

func bagKeys(b *value.Bag, _ []any) any {
	out := make([]any, b.Len())
	for i, key := range b.Keys() {
		out[i] = key
	}
	return out
}

// pathOf splits a key that is a path ($.a.b) into its names; any other key is one name.
func pathOf(key string) []string {
	if rest, ok := strings.CutPrefix(key, "$."); ok {
		return strings.Split(rest, ".")
	}
	return []string{key}
}

func bagHasKey(b *value.Bag, rest []any) any {
	key, _ := rest[0].(string)
	var x any = b
	for _, name := range pathOf(key) {
		in, ok := x.(*value.Bag)
		if !ok {
			return false
		}
		if x, ok = in.Get(name); !ok {
			return false
		}
	}
	return true
}

// bagMerge joins bags, of which the first to have a name wins; a null among them is
// nothing, any other value makes it null.
func bagMerge(_ Spec, row []any) any {
	var out *value.Bag
	for _, x := range row {
		b, ok := x.(*value.Bag)
		if !ok && x != nil {
			return nil
		}
		if ok && out == nil {
			out = &value.Bag{}
		}
		for i := 0; ok && i < b.Len(); i++ {
			key, v := b.At(i)
			if _, has := out.Get(key); !has {
				out.Set(key, v)
			}
		}
	}
	if out == nil {
		return nil
	}
	return out
}

func bagRemoveKeys(b *value.Bag, rest []any) any {
	keys, ok := listOf(rest[0])
	if !ok {
		return nil
	}
	for _, k := range keys {
		if key, ok := k.(string); ok {
			b = without(b, pathOf(key))
		}
	}
	return b
}

// without returns a bag that lacks what is at the end of a path.
func without(b *value.Bag, path []string) *value.Bag {
	if _, ok := b.Get(path[0]); !ok {
		return b
	}
	out := &value.Bag{}
	for i := range b.Len() {
		key, x := b.At(i)
		if key == path[0] {
			in, ok := x.(*value.Bag)
			if len(path) == 1 {
				continue
			}
			if ok {
				x = without(in, path[1:])
			}
		}
		out.Set(key, x)
	}
	return out
}

func bagSetKey(b *value.Bag, rest []any) any {
	key, ok := rest[0].(string)
	path := pathOf(key)
	if !ok || len(path) > deepest {
		return nil
	}
	return with(b, path, rest[1])
}

// deepest is how many names a path may have along which bags are made.
const deepest = 100

// with returns a bag that has x at the end of a path, which comes last there.
func with(b *value.Bag, path []string, x any) *value.Bag {
	if len(path) > 1 {
		in, ok := value.Member(b, path[0]).(*value.Bag)
		if !ok {
			in = &value.Bag{}
		}
		x = with(in, path[1:], x)
	}
	out := &value.Bag{}
	for i := range b.Len() {
		if key, v := b.At(i); key != path[0] {
			out.Set(key, v)
		}
	}
	out.Set(path[0], x)
	return out
}

// bagZip makes a bag of names and their values; what is no string is no name.
func bagZip(keys, rest []any) any {
	values, _ := listOf(rest[0])
	out := &value.Bag{}
	for i, k := range keys {
		if key, ok := k.(string); ok {
			out.Set(key, elementOf(values, i))
		}
	}
	return out
}
