package kql

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// literal prints the expressions that have no parts.
func literal(e Expr) string {
	switch e := e.(type) {
	case *Ident:
		return identifier(e.Name)
	case *String:
		return quoted(e)
	case *Long:
		return long(e.Value)
	case *Real:
		return double(e.Value)
	case *Bool:
		return strconv.FormatBool(e.Value)
	case *Null:
		return e.Type + "(null)"
	case *Int32:
		return fmt.Sprintf("int(%d)", e.Value)
	case *Decimal:
		return "decimal(" + e.Value + ")"
	case *Guid:
		return "guid(" + e.Value + ")"
	case *Wildcard:
		return stars(e.Pattern)
	case *Datetime:
		return datetime(e.Value)
	case *Timespan:
		return timespan(e.Value)
	case *Dynamic:
		return "dynamic(" + asJSON(e.Value) + ")"
	case *Star:
		return "*"
	}
	return ""
}

// long writes the smallest integer as a typed literal, because its digits alone are too
// large to be read before the sign is.
func long(n int64) string {
	if n == math.MinInt64 {
		return "long(-9223372036854775808)"
	}
	return strconv.FormatInt(n, 10)
}

// double keeps a mark of a real, lest the literal be an integer.
func double(x float64) string {
	switch {
	case math.IsNaN(x):
		return "real(nan)"
	case math.IsInf(x, 1):
		return "real(+inf)"
	case math.IsInf(x, -1):
		return "real(-inf)"
	}
	s := strconv.FormatFloat(x, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// datetime writes UTC to the tick of 100 ns, leaving out what is zero. A time outside
// Kusto's years 1 to 9999 has no literal and becomes null.
func datetime(t time.Time) string {
	t = t.UTC()
	switch {
	case t.Year() < 1 || t.Year() > 9999:
		return "datetime(null)"
	case t.Equal(t.Truncate(24 * time.Hour)):
		return t.Format("datetime(2006-01-02)")
	}
	return t.Format("datetime(2006-01-02T15:04:05.9999999Z)")
}

// Units of a timespan, largest first. A tick is the smallest time Kusto knows.
var units = []struct {
	size time.Duration
	name string
}{
	{24 * time.Hour, "d"},
	{time.Hour, "h"},
	{time.Minute, "m"},
	{time.Second, "s"},
	{time.Millisecond, "ms"},
	{time.Microsecond, "microsecond"},
	{tick, "tick"},
}

// timespan writes the smallest timespan as a typed literal, for the same reason as [long].
func timespan(t Ticks) string {
	switch t {
	case 0:
		return "0s"
	case math.MinInt64:
		return "timespan(-10675199.02:48:05.4775808)"
	}
	i := 0
	for t%Ticks(units[i].size/tick) != 0 {
		i++
	}
	return fmt.Sprintf("%d%s", t/Ticks(units[i].size/tick), units[i].name)
}

// asJSON writes a value as JSON with ASCII strings and sorted keys. What JSON cannot say
// becomes null.
func asJSON(v any) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return jsonNumber(v)
	case string:
		return Quote(v)
	case []any:
		return jsonArray(v)
	case Bag:
		return jsonBag(v)
	case map[string]any:
		return jsonObject(v)
	case Expr:
		return PrintExpr(v)
	}
	return "null"
}

func jsonNumber(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "null"
	}
	return double(x)
}

func jsonArray(list []any) string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = asJSON(v)
	}
	return "[" + strings.Join(parts, ",") + "]"
}

func jsonObject(m map[string]any) string {
	parts := make([]string, 0, len(m))
	for k, v := range m {
		parts = append(parts, Quote(k)+":"+asJSON(v))
	}
	slices.Sort(parts)
	return "{" + strings.Join(parts, ",") + "}"
}

func jsonBag(bag Bag) string {
	parts := make([]string, len(bag))
	for i, e := range bag {
		parts[i] = Quote(e.Key) + ":" + asJSON(e.Value)
	}
	return "{" + strings.Join(parts, ",") + "}"
}
