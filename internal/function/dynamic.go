package function

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// dynamics are the functions that read, write and go into dynamic values.
var dynamics = []Scalar{
	{Name: "[]", New: newMember},
	{Name: "parse_json", New: newParseJSON},
	{Name: "todynamic", New: newParseJSON},
	{Name: "parsejson", New: newParseJSON},
	{Name: "toobject", New: newParseJSON},
	{Name: "dynamic_to_json", New: rowwise(dynamicToJSON)},
	{Name: "treepath", New: rowwise(treePath)},
}

// newMember makes the kernel of d.name and d[place]: see [value.Member].
func newMember(s Spec) (Kernel, error) {
	if key := s.Args[1]; key.Const {
		return func(args []*vector.Vector, n int) *vector.Vector {
			return eachDynamic(args[0], n, func(x any) any { return value.Member(x, key.Value) })
		}, nil
	}
	return rowwise(func(_ Spec, row []any) any { return value.Member(row[0], row[1]) })(s)
}

// eachDynamic computes a dynamic from each of a column, once where that is constant.
func eachDynamic(x *vector.Vector, n int, f func(any) any) *vector.Vector {
	if x.IsConst() {
		return vector.Const(value.Dynamic, f(x.Value(0)), n)
	}
	out := make([]any, n)
	for i := range out {
		if v := x.Any[i]; v != nil {
			out[i] = f(v)
		}
	}
	return vector.Of(value.Dynamic, out, nil)
}

// newParseJSON makes the kernel of parse_json: a dynamic stays as it is, a text that is
// no JSON is itself a dynamic, and the empty text is null.
func newParseJSON(s Spec) (Kernel, error) {
	if s.Args[0].Type == value.Dynamic {
		return func(args []*vector.Vector, _ int) *vector.Vector { return args[0] }, nil
	}
	if s.Args[0].Type != value.String {
		return rowwise(func(_ Spec, row []any) any { return row[0] })(s)
	}
	return parseJSONs, nil
}

// parseJSONs parses a column of texts; one that repeats the text before it, as in logs it
// often does, shares its value.
func parseJSONs(args []*vector.Vector, n int) *vector.Vector {
	x := args[0]
	if x.IsConst() {
		return vector.Const(value.Dynamic, dynamicOf(x.Strings[0]), n)
	}
	out := make([]any, n)
	for i, text := range x.Strings[:n] {
		if i > 0 && text == x.Strings[i-1] {
			out[i] = out[i-1]
			continue
		}
		out[i] = dynamicOf(text)
	}
	return vector.Of(value.Dynamic, out, nil)
}

func dynamicOf(text string) any {
	if text == "" {
		return nil
	}
	x, err := value.ParseJSON(text)
	if err != nil {
		return text
	}
	return x
}

// dynamicToJSON writes a value as JSON in its canonical form, names in order.
func dynamicToJSON(_ Spec, row []any) any {
	if row[0] == nil {
		return ""
	}
	return string(value.AppendJSON(nil, canonical(row[0])))
}

// canonical returns a dynamic with the names of all its bags in order.
func canonical(x any) any {
	switch x := x.(type) {
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = canonical(e)
		}
		return out
	case *value.Bag:
		out := &value.Bag{}
		for _, key := range sortedKeys(x) {
			v, _ := x.Get(key)
			out.Set(key, canonical(v))
		}
		return out
	}
	return x
}

// treePath lists the paths to all members, each once; the elements of an array are one.
func treePath(_ Spec, row []any) any {
	if _, ok := row[0].(*value.Bag); !ok {
		return nil
	}
	t := tree{seen: make(map[string]bool), paths: []any{}}
	t.walk(row[0], "")
	return t.paths
}

type tree struct {
	seen  map[string]bool
	paths []any
}

// most is how many elements an array that is computed may have.
const most = 1 << 20

func (t *tree) walk(x any, path string) {
	switch x := x.(type) {
	case *value.Bag:
		for i := range x.Len() {
			key, v := x.At(i)
			t.step(v, path+"['"+key+"']")
		}
	case []any:
		for _, v := range x {
			t.step(v, path+"[0]")
		}
	}
}

func (t *tree) step(x any, path string) {
	if !t.seen[path] && len(t.paths) < most {
		t.seen[path] = true
		t.paths = append(t.paths, path)
	}
	t.walk(x, path)
}
