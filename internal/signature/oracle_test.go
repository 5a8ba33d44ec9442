package signature_test

import (
	"fmt"
	"strings"
	"testing"

	"foxhound/internal/oracle"
	"foxhound/internal/signature"
)

// signatures.txt says what Microsoft's binder knows, but for the results that were
// measured otherwise.
func TestSignaturesAreTheOracles(t *testing.T) {
	o, err := oracle.Find()
	if err != nil {
		t.Skip(err)
	}
	list, err := o.Functions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		s, ok := signature.Judged(signature.Group(f.Group), f.Name)
		if !ok || len(s.Overloads) != len(f.Signatures) {
			t.Errorf("%s %s: %d overloads, want %d", f.Group, f.Name, len(s.Overloads), len(f.Signatures))
			continue
		}
		if got, want := s.Naming, naming(f); got != want && !s.Overloads[0].Measured {
			t.Errorf("%s is named %q, want %q", f.Name, got, want)
		}
		for i, want := range f.Signatures {
			if got, want := parameters(s.Overloads[i]), oracleParameters(want); got != want && !s.Overloads[i].Measured {
				t.Errorf("%s(%s), want (%s)", f.Name, got, want)
			}
		}
	}
}

// naming is how signatures.txt tells the oracle's rule for a column's name.
func naming(f oracle.Function) string {
	switch f.Naming {
	case "FirstArgument":
		return "{first}"
	case "OnlyArgument":
		return "{only}"
	case "FirstArgumentValueIfColumn":
		return "{column}"
	case "PrefixOnly":
		return f.Prefix
	case "PrefixAndFirstArgument":
		return f.Prefix + "_{first}"
	case "NameAndFirstArgument":
		return f.Name + "_{first}"
	}
	if f.Prefix != "" { // of argmax and argmin, whose columns have it before their names
		return f.Prefix + "_{first}"
	}
	return ""
}

func parameters(o signature.Overload) string {
	var list []string
	for _, p := range o.Params {
		kind := string(p.Kind)
		if p.Types != nil {
			kind = fmt.Sprint(p.Types)
		}
		list = append(list, fmt.Sprint(p.Name, ":", kind, " ", p.Most > 1))
	}
	return strings.Join(list, ", ")
}

func oracleParameters(s oracle.Signature) string {
	var list []string
	for _, p := range s.Parameters {
		kind := p.Kind
		if p.Types != nil {
			kind = fmt.Sprint(p.Types)
			if p.Types[0] == "type" {
				kind = "type"
			}
		}
		list = append(list, fmt.Sprint(p.Name, ":", kind, " ", p.Repeat))
	}
	return strings.Join(list, ", ")
}
