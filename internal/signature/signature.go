// Package signature holds what is known of Kusto's functions, aggregates, plugins and
// operators before they are used: the types they take and give, and how the columns they
// make are called, as Microsoft's own binder has them. It says which overload a use means
// and what becomes of its arguments; it computes nothing. Start with [Of].
package signature

import "foxhound/internal/value"

// A Group is the sort of thing that a [Signature] is of.
type Group string

// The groups of signatures.
const (
	Functions  Group = "function"
	Aggregates Group = "aggregate"
	Plugins    Group = "plugin"
	Operators  Group = "operator"
)

// A Signature is what is known of a function, aggregate, plugin or operator of Kusto's
// before it is used, whether foxhound has it or not.
type Signature struct {
	Name      string
	Overloads []Overload
	// Naming is how a column of it is called where the query does not say: a text with
	// {first}, {only} or {column} in it (see signatures.txt); empty where it has no name.
	Naming string
	Hidden bool // an old name, or what is for the service alone
}

// An Overload is one set of parameters, and the result they give.
type Overload struct {
	Params   []Param
	Result   string // a type's name or a rule, as in signatures.txt
	Measured bool   // the engine was seen to differ from its binder, and this is what it does
}

// A Param is a parameter of an [Overload].
type Param struct {
	Name     string
	Types    []value.Type // of a parameter with declared types; nil for one of a kind
	Kind     Kind         // of one without declared types
	Optional bool
	Constant bool
	Star     bool // takes a star
	Least    int  // how often it must be given
	Most     int  // how often it may be given; more than 1 for a repeated one
}

// A Kind is a set of types that a parameter takes.
type Kind string

// The kinds of parameters. Those whose name starts with Common ask for one type of all
// such arguments, to which the binder converts them.
const (
	Any                   Kind = "Any"
	AnyScalar             Kind = "Scalar"
	Number                Kind = "Number"
	Integer               Kind = "Integer"
	Summable              Kind = "Summable"  // numbers, datetime, timespan
	Orderable             Kind = "Orderable" // those, bool and string
	NumberOrBool          Kind = "NumberOrBool"
	NotBool               Kind = "NotBool"
	NotRealOrBool         Kind = "NotRealOrBool"
	NotDynamic            Kind = "NotDynamic"
	StringOrDynamic       Kind = "StringOrDynamic"
	StringOrArray         Kind = "StringOrArray"
	IntegerOrArray        Kind = "IntegerOrArray"
	DynamicArray          Kind = "DynamicArray"
	DynamicBag            Kind = "DynamicBag"
	CommonScalar          Kind = "CommonScalar"
	CommonOrderable       Kind = "CommonOrderable"
	CommonScalarOrDynamic Kind = "CommonScalarOrDynamic"
	Tabular               Kind = "Tabular"
	TypeName              Kind = "type" // typeof(...)
)

// Takes reports whether the kind admits a type. Of a dynamic nothing is known of what is
// in it, so that every kind of dynamics admits it.
func (k Kind) Takes(t value.Type) bool {
	switch k {
	case Number:
		return t.IsNumber()
	case Integer:
		return t.IsInteger()
	case Summable:
		return summable(t)
	case Orderable, CommonOrderable:
		return summable(t) || t == value.Bool || t == value.String
	case NumberOrBool:
		return t.IsNumber() || t == value.Bool
	case NotBool:
		return t != value.Bool
	case NotRealOrBool:
		return t != value.Real && t != value.Bool
	case NotDynamic:
		return t != value.Dynamic
	case StringOrDynamic, StringOrArray:
		return t == value.String || t == value.Dynamic
	case IntegerOrArray:
		return t.IsInteger() || t == value.Dynamic
	case DynamicArray, DynamicBag:
		return t == value.Dynamic
	case Tabular, TypeName:
		return false
	}
	return true
}

// common reports whether all arguments of the kind become one type.
func (k Kind) common() bool {
	return k == CommonScalar || k == CommonOrderable || k == CommonScalarOrDynamic
}

func summable(t value.Type) bool {
	return t.IsNumber() || t == value.Datetime || t == value.Timespan
}

// Wider reports whether a value of type b is one of type a without loss of what Kusto
// looks at: a real is wider than a long, and a string than a dynamic.
func Wider(a, b value.Type) bool {
	switch a {
	case value.Long:
		return b == value.Int
	case value.Real:
		return b.IsInteger()
	case value.Decimal:
		return b.IsInteger() || b == value.Real
	case value.String:
		return b == value.Dynamic
	}
	return false
}

// Describe returns the parameter's types in words, for messages: long or timespan.
func (p *Param) Describe() string {
	if p.Types == nil {
		return kindWords[p.Kind]
	}
	return typeWords(p.Types)
}

var kindWords = map[Kind]string{
	Any: "anything", AnyScalar: "a value", Number: "a number", Integer: "an int or long",
	Summable:  "a number, datetime or timespan",
	Orderable: "a value that has an order", CommonOrderable: "a value that has an order",
	NumberOrBool: "a number or bool", NotBool: "a value other than a bool",
	NotRealOrBool: "a value other than a real or bool", NotDynamic: "a value other than a dynamic",
	StringOrDynamic: "a string or dynamic", StringOrArray: "a string or dynamic", IntegerOrArray: "an int, long or dynamic",
	DynamicArray: "a dynamic", DynamicBag: "a dynamic", CommonScalar: "a value", CommonScalarOrDynamic: "a value",
	Tabular: "a table", TypeName: "typeof(...)",
}

// typeWords joins types with commas and or.
func typeWords(types []value.Type) string {
	s := "a "
	if types[0] == value.Int {
		s = "an "
	}
	for i, t := range types {
		switch {
		case i > 0 && i == len(types)-1:
			s += " or "
		case i > 0:
			s += ", "
		}
		s += t.String()
	}
	return s
}
