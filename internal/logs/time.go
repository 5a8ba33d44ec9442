package logs

import (
	"bytes"
	"math"
	"time"
)

// Time returns the event's time: the table's time column (TimeGenerated, Timestamp; the one
// stands in for the other). It reports false where there is none, or one before 1990,
// which is no time.
func (r *Record) Time() (time.Time, bool) {
	for _, column := range []string{"TimeGenerated", "Timestamp"} {
		if t, ok := parseTime(r.Get(column)); ok && t.Year() >= 1990 {
			return t, true
		}
	}
	return time.Time{}, false
}

// parseTime reads a time as logs and portals write it: RFC 3339 with T or a space, with a
// zone or in UTC without; the portals' 2/11/2021, 10:41:29.593 PM; seconds, milliseconds,
// microseconds or nanoseconds since 1970, told apart by their size.
func parseTime(text []byte) (time.Time, bool) {
	c := clock{rest: bytes.TrimSpace(text)}
	switch {
	case len(c.rest) < 8:
		return time.Time{}, false
	case c.rest[4] == '-':
		return c.iso()
	case bytes.IndexByte(c.rest[:3], '/') > 0:
		return c.portal()
	}
	return epoch(c.rest)
}

// A clock reads the parts of a time. What it fails at leaves bad set.
type clock struct {
	rest []byte
	bad  bool

	year, month, day      int
	hour, min, sec, nanos int
}

func (c *clock) iso() (time.Time, bool) {
	c.year = c.number(4, 4)
	c.byte('-')
	c.month = c.number(2, 2)
	c.byte('-')
	c.day = c.number(2, 2)
	if len(c.rest) > 0 {
		if !c.has('T') && !c.has('t') {
			c.byte(' ')
		}
		c.time()
	}
	return c.in(c.zone())
}

// portal reads month first, as the Azure portal has it whatever the reader's language.
func (c *clock) portal() (time.Time, bool) {
	c.month = c.number(1, 2)
	c.byte('/')
	c.day = c.number(1, 2)
	c.byte('/')
	c.year = c.number(4, 4)
	if len(c.rest) > 0 {
		c.has(',')
		c.spaces()
		c.time()
		c.spaces()
		c.half()
	}
	return c.in(c.zone())
}

// time reads hours, minutes and maybe seconds with a fraction.
func (c *clock) time() {
	c.hour = c.number(1, 2)
	c.byte(':')
	c.min = c.number(2, 2)
	if !c.has(':') {
		return
	}
	c.sec = c.number(2, 2)
	if c.has('.') || c.has(',') {
		c.fraction()
	}
}

func (c *clock) fraction() {
	scale, n := 100_000_000, 0
	for ; n < len(c.rest) && isDigit(c.rest[n]); n++ {
		c.nanos += int(c.rest[n]-'0') * scale
		scale /= 10
	}
	c.bad = c.bad || n == 0
	c.rest = c.rest[n:]
}

// half reads AM or PM.
func (c *clock) half() {
	if len(c.rest) < 2 || c.rest[1]|0x20 != 'm' {
		return
	}
	half := c.rest[0] | 0x20
	c.rest = c.rest[2:]
	c.bad = c.bad || c.hour < 1 || c.hour > 12 || half != 'a' && half != 'p'
	c.hour %= 12
	if half == 'p' {
		c.hour += 12
	}
}

// zone reads Z, +02:00, +0200 or +02, or UTC, which is also meant where nothing stands.
func (c *clock) zone() (offset int) {
	c.spaces()
	if len(c.rest) == 0 || c.has('Z') || c.has('z') {
		return 0
	}
	if bytes.Equal(c.rest, []byte("UTC")) {
		c.rest = nil
		return 0
	}
	sign := 1
	if c.has('-') {
		sign = -1
	} else {
		c.byte('+')
	}
	offset = c.number(2, 2) * 3600
	if c.has(':') || len(c.rest) > 0 {
		offset += c.number(2, 2) * 60
	}
	return sign * offset
}

// in gives the time that was read, in a zone so many seconds east.
func (c *clock) in(offset int) (time.Time, bool) {
	switch {
	case c.bad, len(c.rest) > 0, c.month < 1, c.month > 12, c.day < 1, c.day > daysIn(c.year, c.month):
		return time.Time{}, false
	case c.hour > 23, c.min > 59, c.sec > 60, offset < -24*3600, offset > 24*3600:
		return time.Time{}, false
	}
	t := time.Date(c.year, time.Month(c.month), c.day, c.hour, c.min, c.sec, c.nanos, time.UTC)
	return t.Add(-time.Duration(offset) * time.Second), true
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (c *clock) number(least, most int) (n int) {
	i := 0
	for ; i < most && i < len(c.rest) && isDigit(c.rest[i]); i++ {
		n = 10*n + int(c.rest[i]-'0')
	}
	c.bad = c.bad || i < least
	c.rest = c.rest[i:]
	return n
}

func (c *clock) has(b byte) bool {
	if len(c.rest) == 0 || c.rest[0] != b {
		return false
	}
	c.rest = c.rest[1:]
	return true
}

func (c *clock) byte(b byte) { c.bad = !c.has(b) || c.bad }

// spaces skips spaces, the narrow one too that some browsers put before PM.
func (c *clock) spaces() {
	for {
		rest := bytes.TrimPrefix(bytes.TrimLeft(c.rest, " "), []byte("\u202f"))
		if len(rest) == len(c.rest) {
			return
		}
		c.rest = rest
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// epoch reads a number of seconds since 1970 or of fractions of them. A size of up to
// 100 billion, the year 5138, is of seconds; each unit below is a thousand times that.
func epoch(text []byte) (time.Time, bool) {
	whole, fraction, point := bytes.Cut(text, []byte{'.'})
	var n int64
	for _, c := range whole {
		if !isDigit(c) || n > (math.MaxInt64-9)/10 {
			return time.Time{}, false
		}
		n = 10*n + int64(c-'0')
	}
	c := clock{rest: fraction}
	if point && len(fraction) > 0 {
		c.fraction()
	}
	if c.bad || len(c.rest) > 0 {
		return time.Time{}, false
	}
	const limit = 100_000_000_000
	switch {
	case n < limit:
		return time.Unix(n, int64(c.nanos)).UTC(), true
	case n < limit*1000:
		return time.UnixMilli(n).UTC(), true
	case n < limit*1000*1000:
		return time.UnixMicro(n).UTC(), true
	}
	return time.Unix(0, n).UTC(), true
}
