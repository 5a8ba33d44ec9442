package function

import (
	"fmt"
	"strings"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// dateParts are the functions that take datetimes apart, and count in their parts.
var dateParts = []Scalar{
	{Name: "dayofweek", New: try1(dayOfWeek)},
	{Name: "dayofmonth", New: partOf("day")},
	{Name: "dayofyear", New: partOf("dayofyear")},
	{Name: "weekofyear", New: partOf("weekofyear")},
	{Name: "week_of_year", New: partOf("weekofyear")},
	{Name: "hourofday", New: partOf("hour")},
	{Name: "monthofyear", New: partOf("month")},
	{Name: "getmonth", New: partOf("month")},
	{Name: "getyear", New: partOf("year")},
	{Name: "datetime_part", New: datetimePart},
	{Name: "datepart", New: datetimePart},
	{Name: "datetime_add", New: datetimeAdd},
	{Name: "datetime_diff", New: datetimeDiff},
}

// dayOfWeek gives a timespan of as many days as have passed since Sunday. In the last
// days there are, whose week has no end, it is null.
func dayOfWeek(t int64) (int64, bool) {
	end := weekStart(value.Time(t), 1) - 1
	return int64(value.Time(t).Weekday()) * value.Day, value.Time(end).Valid()
}

// datetimeParts are what a time can be asked for, by name without underscores in lower case.
var datetimeParts = map[string]func(value.Time) int64{
	"year":        func(t value.Time) int64 { return int64(t.Date().Year) },
	"quarter":     func(t value.Time) int64 { return int64(t.Date().Month+2) / 3 },
	"month":       func(t value.Time) int64 { return int64(t.Date().Month) },
	"weekofyear":  isoWeek,
	"week":        isoWeek,
	"day":         func(t value.Time) int64 { return int64(t.Date().Day) },
	"dayofyear":   func(t value.Time) int64 { return int64(t.YearDay()) },
	"hour":        func(t value.Time) int64 { return int64(t) / value.Hour % 24 },
	"minute":      func(t value.Time) int64 { return int64(t) / value.Minute % 60 },
	"second":      func(t value.Time) int64 { return int64(t) / value.Second % 60 },
	"millisecond": func(t value.Time) int64 { return int64(t) % value.Second / value.Millisecond },
	"microsecond": func(t value.Time) int64 { return int64(t) % value.Second / value.Microsecond },
	"nanosecond":  func(t value.Time) int64 { return int64(t) % value.Second * 100 },
}

// isoWeek is the week's number by ISO 8601: weeks start on Monday and belong to the year
// of their Thursday.
func isoWeek(t value.Time) int64 {
	monday := (int64(t.Weekday()) + 6) % 7
	thursday := int64(t)/value.Day - monday + 3
	if thursday > int64(value.MaxTime)/value.Day {
		return 1
	}
	return int64(value.Time(thursday*value.Day).YearDay()-1)/7 + 1
}

// partOf makes the maker of a function that gives one part of a time.
func partOf(name string) maker {
	f := datetimeParts[name]
	return map1(func(t int64) int64 { return f(value.Time(t)) })
}

// partName is a part's name as [datetimeParts] has it.
func partName(name any) string {
	s, _ := name.(string)
	return strings.ToLower(strings.ReplaceAll(s, "_", ""))
}

// checkPart says what is wrong with a part's name that is constant.
func checkPart(function string, a Arg, known func(string) bool) error {
	if a.Const && !known(partName(a.Value)) {
		return fmt.Errorf("`%v` is no part of a datetime that %s knows", a.Value, function)
	}
	return nil
}

// datetimePart makes the kernel of datetime_part(part, datetime).
func datetimePart(s Spec) (Kernel, error) {
	known := func(name string) bool { return datetimeParts[name] != nil }
	if err := checkPart("datetime_part", s.Args[0], known); err != nil {
		return nil, err
	}
	return try2(func(name string, t int64) (int64, bool) {
		f := datetimeParts[partName(name)]
		if f == nil {
			return 0, false
		}
		return f(value.Time(t)), true
	})(s)
}

// partUnits are the lengths of the parts that have one, in ticks.
var partUnits = map[string]int64{"week": 7 * value.Day, "day": value.Day, "hour": value.Hour, "minute": value.Minute,
	"second": value.Second, "millisecond": value.Millisecond, "microsecond": value.Microsecond}

// monthsIn are the lengths of those that are counted in months.
var monthsIn = map[string]int64{"month": 1, "quarter": 3, "year": 12}

func isUnit(name string) bool {
	return partUnits[name] > 0 || monthsIn[name] > 0 || name == "nanosecond"
}

// datetimeAdd makes the kernel of datetime_add(part, count, datetime). A day that the new
// month has not becomes its last.
func datetimeAdd(s Spec) (Kernel, error) {
	if err := checkPart("datetime_add", s.Args[0], isUnit); err != nil {
		return nil, err
	}
	return try3(func(name string, count, t int64) (int64, bool) {
		later, ok := addParts(partName(name), count, value.Time(t))
		return int64(later), ok
	})(s)
}

func addParts(name string, count int64, t value.Time) (value.Time, bool) {
	if name == "nanosecond" {
		return t.Add(value.Span(count / 100))
	}
	if months := monthsIn[name]; months > 0 {
		return addMonths(t, count, months)
	}
	unit := partUnits[name]
	if unit == 0 || count > int64(value.MaxTime)/unit || count < -int64(value.MaxTime)/unit {
		return 0, false
	}
	return t.Add(value.Span(count * unit))
}

func addMonths(t value.Time, count, months int64) (value.Time, bool) {
	if count > furthest || count < -furthest {
		return 0, false
	}
	d := t.Date()
	total := int64(d.Year)*12 + int64(d.Month) - 1 + count*months
	if total < 12 {
		return 0, false
	}
	d.Year, d.Month = int(total/12), int(total%12)+1
	d.Day = min(d.Day, value.DaysIn(d.Year, d.Month))
	return d.Time()
}

// datetimeDiff makes the kernel of datetime_diff(part, a, b): how many boundaries of the
// part lie from b to a. Of weeks, which start on Sunday, the binder makes the result a
// real, as the engine has it.
func datetimeDiff(s Spec) (Kernel, error) {
	if err := checkPart("datetime_diff", s.Args[0], isUnit); err != nil {
		return nil, err
	}
	counted := s
	counted.Result = value.Long
	k, err := try3(func(name string, a, b int64) (int64, bool) {
		return countParts(partName(name), value.Time(a), value.Time(b))
	})(counted)
	return func(args []*vector.Vector, n int) *vector.Vector { return convert(s.Result, k(args, n)) }, err
}

func countParts(name string, a, b value.Time) (int64, bool) {
	if months := monthsIn[name]; months > 0 {
		return monthNumber(a)/months - monthNumber(b)/months, true
	}
	switch unit := partUnits[name]; {
	case name == "week":
		return (weekStart(a, 0) - weekStart(b, 0)) / unit, true
	case name == "nanosecond":
		n := int64(a-b) * 100
		return n, n/100 == int64(a-b)
	case unit > 0:
		return int64(a)/unit - int64(b)/unit, true
	}
	return 0, false
}

// monthNumber counts months from the start of the year 0.
func monthNumber(t value.Time) int64 {
	d := t.Date()
	return int64(d.Year)*12 + int64(d.Month) - 1
}
