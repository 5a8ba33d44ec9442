package function

import (
	"math"

	"foxhound/internal/value"
	"foxhound/internal/vector"
)

// datetimes are the functions that make datetimes and timespans. What lies outside the
// years 1 to 9999 is null. Weeks start on Sunday; a period ends with its last tick.
var datetimes = []Scalar{
	{Name: "now", New: fixed(now)},
	{Name: "ago", New: fixed(ago)},
	{Name: "startofday", New: starts(dayStart)},
	{Name: "startofweek", New: starts(weekStart)},
	{Name: "startofmonth", New: starts(monthStart)},
	{Name: "startofyear", New: starts(yearStart)},
	{Name: "endofday", New: ends(dayStart)},
	{Name: "endofweek", New: ends(weekStart)},
	{Name: "endofmonth", New: ends(monthStart)},
	{Name: "endofyear", New: ends(yearStart)},
	{Name: "make_datetime", New: makeDatetime},
	{Name: "make_timespan", New: makeTimespan},
	{Name: "unixtime_seconds_todatetime", New: unixTime(value.Second)},
	{Name: "unixtime_milliseconds_todatetime", New: unixTime(value.Millisecond)},
	{Name: "unixtime_microseconds_todatetime", New: unixTime(value.Microsecond)},
	{Name: "unixtime_nanoseconds_todatetime", New: unixTime(value.Tick / 100.0)},
}

// now gives the one time of the query, moved by the argument.
func now(s Spec, args []*vector.Vector, n int) *vector.Vector {
	if len(args) == 0 {
		return vector.Const(value.Datetime, s.Now, n)
	}
	return apply1(value.Datetime, args[0], n, func(offset int64) (int64, bool) {
		t, ok := s.Now.Add(value.Span(offset))
		return int64(t), ok
	})
}

func ago(s Spec, args []*vector.Vector, n int) *vector.Vector {
	return apply1(value.Datetime, args[0], n, func(span int64) (int64, bool) {
		t, ok := s.Now.Add(value.Span(-span))
		return int64(t), ok
	})
}

// A period tells in ticks when the period begins that lies so many after that of a time.
// It may lie outside of what times there are.
type period func(t value.Time, offset int64) int64

// furthest is the largest offset that is counted with; all beyond it is outside of time.
const furthest = 4e6

func dayStart(t value.Time, offset int64) int64 {
	return (int64(t)/value.Day + offset) * value.Day
}

func weekStart(t value.Time, offset int64) int64 {
	return dayStart(t, -int64(t.Weekday())+7*offset)
}

func monthStart(t value.Time, offset int64) int64 {
	d := t.Date()
	months := int64(d.Year)*12 + int64(d.Month) - 1 + offset
	return monthTicks(months)
}

func yearStart(t value.Time, offset int64) int64 {
	return monthTicks((int64(t.Date().Year) + offset) * 12)
}

// monthTicks returns when a month begins, counted from the start of the year 0; the month
// after the last is right behind it, and others outside of time are before all.
func monthTicks(months int64) int64 {
	const end = 12 * 10000
	if months == end {
		return int64(value.MaxTime) + 1
	}
	if months < 0 || months > end {
		return math.MinInt64
	}
	t, ok := value.Date{Year: int(months / 12), Month: int(months%12) + 1, Day: 1}.Time()
	if !ok {
		return math.MinInt64
	}
	return int64(t)
}

// starts lifts a period to a kernel that gives its first tick.
func starts(p period) maker {
	return periods(func(t value.Time, offset int64) int64 { return p(t, offset) })
}

// ends lifts a period to a kernel that gives its last tick.
func ends(p period) maker {
	return periods(func(t value.Time, offset int64) int64 { return p(t, offset+1) - 1 })
}

func periods(p period) maker {
	one := func(t, offset int64) (int64, bool) {
		if offset > furthest || offset < -furthest {
			return 0, false
		}
		ticks := p(value.Time(t), offset)
		return ticks, value.Time(ticks).Valid()
	}
	return fixed(func(_ Spec, args []*vector.Vector, n int) *vector.Vector {
		if len(args) == 1 {
			return apply1(value.Datetime, args[0], n, func(t int64) (int64, bool) { return one(t, 0) })
		}
		return apply2(value.Datetime, args[0], args[1], n, one)
	})
}

// makeDatetime makes the kernel of make_datetime(year, month, day [, hour, minute
// [, second]]), or of one value that is converted.
func makeDatetime(s Spec) (Kernel, error) {
	if len(s.Args) == 1 {
		return converter(value.Datetime)(s)
	}
	return rowwise(func(s Spec, args []any) any {
		p, ok := realArgs(s, args)
		if !ok || !isDate(p) {
			return nil
		}
		clock, ok := clockTicks(p[3], p[4], p[5])
		if !ok {
			return nil
		}
		t, ok := value.Date{Year: int(p[0]), Month: int(p[1]), Day: int(p[2]), Ticks: clock}.Time()
		if !ok {
			return nil
		}
		return t
	})(s)
}

// realArgs returns arguments as reals, with 0 for those that are not given.
func realArgs(s Spec, args []any) (p [6]float64, ok bool) {
	for i, a := range args {
		if p[i], ok = value.Convert(value.Real, s.Args[i].Type, a).(float64); !ok {
			return p, false
		}
	}
	return p, true
}

// isDate reports whether year, month and day are those of a datetime.
func isDate(p [6]float64) bool {
	y, m, d := int(p[0]), int(p[1]), int(p[2])
	return p[0] >= 1 && p[0] < 10000 && p[1] >= 1 && p[1] < 13 && p[2] >= 1 && d <= value.DaysIn(y, m) && p[2] < 32
}

// clockTicks returns the ticks of a time of day; ok is false where there is no such time.
func clockTicks(hour, minute, second float64) (ticks int64, ok bool) {
	if !(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60) {
		return 0, false
	}
	return int64(hour)*value.Hour + int64(minute)*value.Minute + int64(math.Round(second*value.Second)), true
}

// makeTimespan makes the kernel of make_timespan([days,] hours, minutes [, seconds]), or
// of one value that is converted.
func makeTimespan(s Spec) (Kernel, error) {
	if len(s.Args) == 1 {
		return converter(value.Timespan)(s)
	}
	return rowwise(func(s Spec, args []any) any {
		p, ok := realArgs(s, args)
		if !ok {
			return nil
		}
		days, clock := 0.0, p[:3]
		if len(args) == 4 {
			days, clock = p[0], p[1:4]
		}
		const most = 10675199 // days that a timespan holds
		ticks, ok := clockTicks(clock[0], clock[1], clock[2])
		if !ok || !(days >= 0 && days < most) {
			return nil
		}
		return value.Span(int64(days)*value.Day + ticks)
	})(s)
}

// epoch is the start of 1970.
const epoch value.Time = 621355968000000000

// unixTime makes the maker of a function that counts units, of so many ticks, from 1970.
func unixTime(ticks float64) maker {
	return func(s Spec) (Kernel, error) {
		if s.Args[0].Type.IsInteger() {
			return try1(func(n int64) (int64, bool) { return sinceEpoch(n, ticks) })(s)
		}
		return fixed(func(s Spec, args []*vector.Vector, n int) *vector.Vector {
			return apply1(s.Result, asReal(args[0]), n, func(x float64) (int64, bool) {
				offset, ok := value.SpanOf(x*ticks, value.Tick)
				t, valid := epoch.Add(offset)
				return int64(t), ok && valid
			})
		})(s)
	}
}

// sinceEpoch counts whole units exactly.
func sinceEpoch(n int64, ticks float64) (int64, bool) {
	offset := n / 100
	if ticks >= 1 {
		unit := int64(ticks)
		if limit := int64(value.MaxTime) / unit; n > limit || n < -limit {
			return 0, false
		}
		offset = n * unit
	}
	t, ok := epoch.Add(value.Span(offset))
	return int64(t), ok
}
