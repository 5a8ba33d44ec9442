package logs

import (
	"reflect"
	"testing"

	"foxhound/internal/value"
)

// TestMembers holds what is read of members alone to what all of the field gives.
func TestMembers(t *testing.T) {
	names := []string{"a", "b"}
	for _, text := range []string{
		``, ` `, "\u00a0", `text`, ` text `, `"a"`, `5`, `true`, `{}`, `{"a":1,"c":{"a":2}}`, "\n {\"a\":[1,2],\"a\":{\"b\":null}} ", "\u00a0{\"a\":1}\u2003",
		`[{"a":1}]`, ` [ 1 ] `, `{"a":1`, `{"a":1}}`, `{"b":"\u0061","\u0061":"x"}`, `{'a':1}`, `{"a":1,"c":"` + "\t" + `"}`,
	} {
		for _, kind := range []Kind{Text, Number, Bool, Null, JSON} {
			f := &Field{Text: []byte(text), Kind: kind}
			some, all := newWriter(Column{Type: value.Dynamic, Members: names}), newWriter(Column{Type: value.Dynamic})
			some.write(f)
			all.write(f)
			x, y := some.vector(value.Dynamic).Value(0), all.vector(value.Dynamic).Value(0)
			for _, name := range names {
				if got, want := value.Member(x, name), value.Member(y, name); !reflect.DeepEqual(got, want) {
					t.Errorf("%q of kind %d has %s: %v, want %v", text, kind, name, got, want)
				}
			}
			if bag, ok := x.(*value.Bag); x != nil && (!ok || bag.Len() > len(names)) {
				t.Errorf("%q of kind %d is %v", text, kind, x)
			}
		}
	}
}
