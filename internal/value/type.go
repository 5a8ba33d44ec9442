// Package value holds Kusto's scalar values: their ten types, how they are written and
// read as text, how they compare, and what a dynamic is made of. It knows no columns and
// no queries. Start with [Type].
//
// A value that stands alone (in a literal, a cell, a dynamic) is a Go value:
//
//	bool      bool
//	int       int64, within 32 bits
//	long      int64
//	real      float64
//	decimal   *apd.Decimal, never changed once made
//	string    string
//	datetime  [Time]
//	timespan  [Span]
//	guid      [UUID]
//	dynamic   bool, int64, float64, string, [Time], [Span], [UUID], *apd.Decimal,
//	          []any or *[Bag], whose elements are dynamic values or nil
//
// and the null of every type but string, which has none, is nil.
package value

// A Type is one of Kusto's ten scalar types.
type Type uint8

const (
	None Type = iota // no type at all: of an expression that is in error
	Bool
	Int
	Long
	Real
	Decimal
	String
	Datetime
	Timespan
	Guid
	Dynamic
)

var typeNames = [...]string{None: "unknown", Bool: "bool", Int: "int", Long: "long", Real: "real", Decimal: "decimal",
	String: "string", Datetime: "datetime", Timespan: "timespan", Guid: "guid", Dynamic: "dynamic"}

// String returns the type's name in KQL.
func (t Type) String() string { return typeNames[t] }

// aliases are other names of types that KQL accepts.
var aliases = map[string]Type{"boolean": Bool, "int32": Int, "int64": Long, "double": Real, "float": Real,
	"date": Datetime, "time": Timespan, "uuid": Guid, "uniqueid": Guid}

// TypeNamed returns the type that KQL calls name, by an old name too.
func TypeNamed(name string) (Type, bool) {
	for t, n := range typeNames {
		if n == name && t != int(None) {
			return Type(t), true
		}
	}
	t, ok := aliases[name]
	return t, ok
}

// IsInteger reports whether the type is int or long.
func (t Type) IsInteger() bool { return t == Int || t == Long }

// IsNumber reports whether the type is int, long, real or decimal.
func (t Type) IsNumber() bool { return t == Int || t == Long || t == Real || t == Decimal }

// A Time is a datetime: ticks of 100 ns since the start of the year 1, UTC. A time of
// Kusto's is never negative and never past the year 9999.
type Time int64

// A Span is a timespan in ticks of 100 ns.
type Span int64

// Ticks of the units.
const (
	Tick        = 1
	Microsecond = 10
	Millisecond = 1000 * Microsecond
	Second      = 1000 * Millisecond
	Minute      = 60 * Second
	Hour        = 60 * Minute
	Day         = 24 * Hour
)

// MaxTime is the last tick of the year 9999.
const MaxTime Time = 3155378975999999999

// A UUID is a guid, its bytes in the order of its text.
type UUID [16]byte
