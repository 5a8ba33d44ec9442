package value

import (
	"math"
	"strconv"
	"strings"
)

// Append appends the timespan's text, [-][d.]hh:mm:ss[.fffffff].
func (s Span) Append(dst []byte) []byte {
	n := uint64(s)
	if s < 0 {
		dst = append(dst, '-')
		n = -n
	}
	if days := n / Day; days > 0 {
		dst = append(strconv.AppendUint(dst, days, 10), '.')
	}
	dst = appendClock(dst, int64(n%Day))
	if fraction := int64(n % Second); fraction > 0 {
		dst = appendInt(append(dst, '.'), fraction, 7)
	}
	return dst
}

// String returns the timespan's text.
func (s Span) String() string { return string(s.Append(nil)) }

// SpanOf returns the timespan of so many units, rounded to ticks; ok is false where that
// is more than a timespan holds.
func SpanOf(n float64, unit Span) (s Span, ok bool) {
	ticks := math.Round(n * float64(unit))
	if !(ticks >= math.MinInt64 && ticks < math.MaxInt64) {
		return 0, false
	}
	return Span(ticks), true
}

// spanUnits are the units of a timespan in KQL.
var spanUnits = map[string]Span{
	"d": Day, "day": Day, "days": Day,
	"h": Hour, "hr": Hour, "hrs": Hour, "hour": Hour, "hours": Hour,
	"m": Minute, "min": Minute, "minute": Minute, "minutes": Minute,
	"s": Second, "sec": Second, "second": Second, "seconds": Second,
	"ms": Millisecond, "milli": Millisecond, "millis": Millisecond, "millisec": Millisecond,
	"millisecond": Millisecond, "milliseconds": Millisecond,
	"micro": Microsecond, "micros": Microsecond, "microsec": Microsecond,
	"microsecond": Microsecond, "microseconds": Microsecond,
	"nano": 0, "nanos": 0, "nanosec": 0, "nanosecond": 0, "nanoseconds": 0,
	"tick": Tick, "ticks": Tick,
}

// ParseSpan reads a text as totimespan does, and as the literals of KQL are written:
// [-][d.]hh:mm[:ss[.fffffff]], a number and its unit (1.5h, 15 seconds), or a whole number
// of days.
func ParseSpan(s string) (span Span, ok bool) {
	s = strings.TrimSpace(s)
	if body, negative := strings.CutPrefix(s, "-"); negative {
		span, ok = parseSpan(body)
		return -span, ok
	}
	return parseSpan(s)
}

func parseSpan(s string) (Span, bool) {
	if strings.IndexByte(s, ':') >= 0 {
		return parseClock(s)
	}
	n := 0
	for n < len(s) && (isDigit(s[n]) || s[n] == '.') {
		n++
	}
	x, err := strconv.ParseFloat(s[:n], 64)
	if err != nil {
		return 0, false
	}
	word := strings.ToLower(strings.TrimSpace(s[n:]))
	unit, ok := spanUnits[word]
	switch {
	case word == "" && !strings.Contains(s, "."):
		unit = Day
	case !ok:
		return 0, false
	case unit == 0: // nanoseconds
		return SpanOf(math.Trunc(x/100), Tick)
	}
	return SpanOf(x, unit)
}

// parseClock reads [d.]hh:mm[:ss[.fffffff]], or d:hh:mm:ss with a colon in the first
// place too.
func parseClock(s string) (Span, bool) {
	var days int64
	separator := "."
	if strings.Count(s, ":") == 3 {
		separator = ":"
	}
	if d, rest, ok := strings.Cut(s, separator); ok && strings.IndexByte(d, ':') < 0 {
		n, err := strconv.ParseUint(d, 10, 24)
		if err != nil {
			return 0, false
		}
		days, s = int64(n), rest
	}
	r := reader{s}
	hour, digits := r.number(2)
	if digits == 0 || hour > 23 || !strings.HasPrefix(r.rest, ":") {
		return 0, false
	}
	ticks, ok := r.clock()
	span := days*Day + int64(hour)*Hour + ticks
	return Span(span), ok && r.rest == "" && span >= 0
}
