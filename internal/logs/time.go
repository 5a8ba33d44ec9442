package logs

import (
	"bytes"
	"time"
)

// Time returns the event's time: the table's time column (TimeGenerated, Timestamp; the one
// stands in for the other). It reports false where there is none, or one that [aTime]
// refuses.
func (r *Record) Time() (time.Time, bool) {
	for _, column := range []string{"TimeGenerated", "Timestamp"} {
		if t, ok := parseTime(r.Get(column)); ok && aTime(t) {
			return t, true
		}
	}
	return time.Time{}, false
}

// Undated says why a record has no time, as a clause: what its time columns hold instead.
func (r *Record) Undated() string {
	for _, column := range []string{"TimeGenerated", "Timestamp", "ReceiptTime", "EndTime", "StartTime", "ts"} {
		text := bytes.TrimSpace(r.Get(column))
		if len(text) == 0 {
			continue
		}
		switch t, ok := parseTime(text); {
		case !ok:
			return "no time, but " + shown(string(text)) + ", in " + column
		case !aTime(t):
			return "no time of ours, but " + shown(string(text)) + ", in " + column
		}
	}
	return "has no time"
}

// aTime says whether t is one at all: before 1990 nobody logged anything, and clocks that
// count from the start of a capture, or that were never set, show such times.
func aTime(t time.Time) bool { return t.Year() >= 1990 && t.Year() < 10000 }

// parseTime reads a time as logs and portals write it: RFC 3339 with T or a space, with a
// zone or in UTC without, also with slashes in the day; the portals' 2/11/2021, 10:41:29.593 PM;
// 23.5.2026 22:41:29, the day first, as spreadsheets write it where dots divide the day; seconds,
// milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
func parseTime(text []byte) (time.Time, bool) {
	c := clock{rest: bytes.TrimSpace(text)}
	switch {
	case len(c.rest) >= 8 && c.rest[4] == '-', len(c.rest) >= 8 && c.rest[4] == '/' && digits(c.rest) == 4:
		c.iso(c.rest[4])
	case len(c.rest) >= 8 && bytes.IndexByte(c.rest[:3], '/') > 0:
		c.portal()
	case len(c.rest) >= 8 && bytes.Count(c.rest[:6], []byte{'.'}) == 2:
		c.dotted()
	default:
		return parseEpoch(c.rest)
	}
	t, ok := c.when()
	return t, ok && len(c.rest) == 0
}

// iso reads 2026-05-23T10:11:12.5+02:00, also with a space for the T and another separator
// between year, month and day; the time of day may be left out, and so may its seconds.
func (c *clock) iso(separator byte) {
	c.year = c.number(4, 4)
	c.byte(separator)
	c.month = time.Month(c.number(2, 2))
	c.byte(separator)
	c.day = c.number(2, 2)
	if c.has('T') || c.has('t') || c.has(' ') {
		c.time()
		c.zone()
	}
}

// portal reads month first, as the Azure portal has it whatever the reader's language.
func (c *clock) portal() {
	c.month = time.Month(c.number(1, 2))
	c.byte('/')
	c.day = c.number(1, 2)
	c.byte('/')
	c.year = c.number(4, 4)
	if len(c.rest) > 0 {
		c.timeBehindDay()
		c.spaces()
		c.half()
		c.zone()
	}
}

// dotted reads day first: nobody puts dots behind a month.
func (c *clock) dotted() {
	c.day = c.number(1, 2)
	c.byte('.')
	c.month = time.Month(c.number(1, 2))
	c.byte('.')
	c.year = c.number(4, 4)
	if len(c.rest) > 0 {
		c.timeBehindDay()
		c.zone()
	}
}

// timeBehindDay reads the time of day behind a comma, spaces, or both.
func (c *clock) timeBehindDay() {
	c.has(',')
	c.spaces()
	c.time()
}

// parseEpoch reads a count of seconds since 1970, with a fraction, or of milli-, micro- or
// nanoseconds, told by its size: up to 100 billion, the year 5138, are seconds, and each
// smaller unit is a thousand times that.
func parseEpoch(text []byte) (time.Time, bool) {
	n := digits(text)
	if n == 0 || n > 19 || n == 19 && string(text[:n]) > "9223372036854775807" {
		return time.Time{}, false
	}
	v := atoi(text[:n])
	c := clock{rest: text[n:]}
	c.fraction()
	if len(c.rest) > 0 {
		return time.Time{}, false
	}
	const limit = 100_000_000_000
	switch {
	case v < limit:
		return time.Unix(v, int64(c.nanos)).UTC(), true
	case v < limit*1000:
		return time.UnixMilli(v).UTC(), true
	case v < limit*1000*1000:
		return time.UnixMicro(v).UTC(), true
	}
	return time.Unix(0, v).UTC(), true
}
