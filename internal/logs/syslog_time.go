package logs

import "time"

// parseStamp reads the time that text begins with and returns its length, or 0 where text
// begins with none. It knows ISO 8601 (`2020-11-11T18:07:10.5+02:00`, also with a space) and
// the month-first form of syslog and CEF (`Nov  1 18:07:10`, `Nov 11 2020 18:07:10.123 UTC`).
// A time without zone is UTC, and bare. One without year takes it from the calendar, and is no time where
// that has none.
func parseStamp(text []byte, years *calendar) (stamp, int) {
	c := clock{rest: text}
	if len(text) > 10 && text[4] == '-' {
		c.iso('-')
		c.bad = c.bad || len(text)-len(c.rest) == len("2020-11-11") // a day alone is no stamp
	} else {
		c.monthFirst()
	}
	lent := c.year == 0
	if lent {
		years.lend(&c)
	}
	t, ok := c.when()
	if !ok {
		return stamp{}, 0
	}
	return stamp{t, lent, !c.zoned}, len(text) - len(c.rest)
}

func (c *clock) monthFirst() {
	if c.month = monthOf(c.rest); c.month == 0 {
		return // which is no month, so that there is no time
	}
	c.rest = c.rest[3:]
	c.byte(' ')
	c.spaces()
	c.day = c.number(1, 2)
	c.byte(' ')
	c.spaces()
	if digits(c.rest) == 4 {
		c.year = c.number(4, 4)
		c.byte(' ')
		c.spaces()
	}
	c.time()
	c.zone()
}

// monthOf returns the month that text begins with, by its English abbreviation.
func monthOf(text []byte) time.Month {
	if len(text) < 4 || text[3] != ' ' {
		return 0
	}
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	lower := [3]byte{text[0] | 0x20, text[1] | 0x20, text[2] | 0x20}
	for m := range 12 {
		if names[3*m:3*m+3] == string(lower[:]) {
			return time.Month(m + 1)
		}
	}
	return 0
}
