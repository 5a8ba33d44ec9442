package function

import (
	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// jsonPaths is what members of parse_json are computed by; no query names it.
var jsonPaths = []Scalar{{Name: JSONPath, New: newJSONPath}}

// JSONPath is the name of the function that finds a member of a text of JSON, by constant
// names and places that follow the text. It gives what taking the members one after the
// other from parse_json would (a test says so), without building the value that most of is
// thrown away: see BenchmarkJSONPath. The places must not be negative.
const JSONPath = "parse_json[]"

func newJSONPath(s Spec) (Kernel, error) {
	path := make([]any, 0, len(s.Args)-1)
	for _, a := range s.Args[1:] {
		path = append(path, a.Value)
	}
	return func(args []*vector.Vector, n int) *vector.Vector {
		x := args[0]
		if x.IsConst() {
			return vector.Const(value.Dynamic, value.FindJSON(x.Strings[0], path), n)
		}
		out := make([]any, n)
		for i, text := range x.Strings[:n] {
			if i > 0 && text == x.Strings[i-1] {
				out[i] = out[i-1]
			} else if text != "" {
				out[i] = value.FindJSON(text, path)
			}
		}
		return vector.Of(value.Dynamic, out, nil)
	}, nil
}
