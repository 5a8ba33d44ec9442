package logs

import (
	"bytes"
	"time"
)

// A clock reads the parts of a time from the start of rest, and leaves there what follows
// the time. What it fails at leaves bad set.
type clock struct {
	rest []byte
	bad  bool

	year, day             int
	month                 time.Month
	hour, min, sec, nanos int
	east                  int  // seconds
	zoned                 bool // the time says its zone
}

// time reads hours, minutes and maybe seconds with a fraction.
func (c *clock) time() {
	c.hour = c.number(1, 2)
	c.byte(':')
	c.min = c.number(2, 2)
	if len(c.rest) < 2 || c.rest[0] != ':' || !isDigit(c.rest[1]) {
		return
	}
	c.rest = c.rest[1:]
	c.sec = c.number(2, 2)
	c.fraction()
}

// fraction reads the digits behind a decimal point or comma as nanoseconds, if there are any.
func (c *clock) fraction() {
	if len(c.rest) < 2 || c.rest[0] != '.' && c.rest[0] != ',' || !isDigit(c.rest[1]) {
		return
	}
	n := 1
	for unit := 100_000_000; n < len(c.rest) && isDigit(c.rest[n]); n++ {
		c.nanos += int(c.rest[n]-'0') * unit
		unit /= 10
	}
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

// zone reads Z, UTC, GMT, +02:00, +0200 or +02, behind spaces or none. Other names of zones
// mean different offsets in different countries: they are left unread, and the time is UTC,
// as it is where nothing stands.
func (c *clock) zone() {
	if len(c.rest) == 0 {
		return
	}
	if len(c.rest) == 1 && c.has('Z') { // Fast path
		c.zoned = true
		return
	}
	z := clock{rest: c.rest}
	z.spaces()
	switch {
	case z.has('Z') || z.has('z') || z.word("UTC") || z.word("GMT"):
	case z.has('-'):
		z.east = -z.offset()
	case z.has('+'):
		z.east = z.offset()
	default:
		return
	}
	if !z.bad && (len(z.rest) == 0 || !hostByte(z.rest[0])) {
		c.rest, c.east, c.zoned = z.rest, z.east, true
	}
}

// offset reads 02:00, 0200 or 02 as seconds, within what package time takes.
func (c *clock) offset() int {
	hours, minutes := c.number(2, 2), 0
	if c.has(':') || len(c.rest) > 0 && isDigit(c.rest[0]) {
		minutes = c.number(2, 2)
	}
	c.bad = c.bad || hours > 24 || minutes > 60
	return hours*3600 + minutes*60
}

// hostByte reports whether a host's name may go on with c: what begins like a zone and goes
// on so is none.
func hostByte(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '-' || c == '_' || c == '.'
}

// when gives the time that was read. A leap second is the second before it, so that it
// stays in its day.
func (c *clock) when() (time.Time, bool) {
	if c.bad || c.month < 1 || c.month > 12 || c.hour > 23 || c.min > 59 || c.sec > 60 {
		return time.Time{}, false
	}
	t := time.Date(c.year, c.month, c.day, c.hour, c.min, min(c.sec, 59), c.nanos, time.UTC)
	if t.Day() != c.day {
		return time.Time{}, false
	}
	return t.Add(-time.Duration(c.east) * time.Second), true
}

// number reads as many digits as there are, from least to most.
func (c *clock) number(least, most int) (v int) {
	n := 0
	for ; n < most && n < len(c.rest) && isDigit(c.rest[n]); n++ {
		v = 10*v + int(c.rest[n]-'0')
	}
	c.bad = c.bad || n < least
	c.rest = c.rest[n:]
	return v
}

func (c *clock) has(b byte) bool {
	if len(c.rest) == 0 || c.rest[0] != b {
		return false
	}
	c.rest = c.rest[1:]
	return true
}

func (c *clock) word(w string) bool {
	rest, ok := bytes.CutPrefix(c.rest, []byte(w))
	c.rest = rest
	return ok
}

func (c *clock) byte(b byte) { c.bad = !c.has(b) || c.bad }

// spaces skips spaces, the narrow one too that some browsers put before PM.
func (c *clock) spaces() {
	for c.has(' ') || c.word("\u202f") {
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
