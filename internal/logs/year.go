package logs

import (
	"slices"
	"time"
)

// A calendar lends a year to times that have none, as syslog writes them. The file's own
// times are the best witness: they stay when it is copied.
type calendar struct {
	dated  time.Time // a time of the same file that has a year; zero where there is none
	latest time.Time // if so: no time is more than a day after it; zero where that is not known
	file   bool      // latest is only the file's own, which a copy changes
}

// A stamp is a time, and whether its year was lent and its zone, UTC, supposed.
type stamp struct {
	time.Time
	lent, bare bool
}

// calendarOf makes a file's calendar: its times without a year are taken to be no later
// than now, or than modified where nobody said what now is.
func calendarOf(now, modified time.Time) calendar {
	if now.IsZero() {
		return calendar{latest: modified, file: true}
	}
	return calendar{latest: now}
}

// guesses reports whether the years that it lends may change with a copy of the file.
func (k *calendar) guesses() bool { return k.dated.IsZero() && k.file }

// lend completes a time that lacks its year.
func (k *calendar) lend(c *clock) {
	switch {
	case !k.dated.IsZero():
		c.yearNear(k.dated)
	case !k.latest.IsZero():
		c.yearBefore(k.latest)
	default:
		c.bad = true
	}
}

// yearNear takes the year that puts the time next to one that is known: that one's, or the one before
// it or behind. Of a 29 February it is the nearest leap year, which may be eight away.
func (c *clock) yearNear(known time.Time) {
	best := c.nearest(known, 1)
	if best == 0 {
		best = c.nearest(known, 8)
	}
	c.year = best
	c.bad = c.bad || best == 0
}

// nearest returns which year, at most so many away from that of a known time, puts the time next to it,
// or 0 if it is in none.
func (c *clock) nearest(known time.Time, away int) (best int) {
	least := time.Duration(0)
	for c.year = known.Year() - away; c.year <= known.Year()+away; c.year++ {
		if t, ok := c.when(); ok && (best == 0 || t.Sub(known).Abs() < least) {
			best, least = c.year, t.Sub(known).Abs()
		}
	}
	return best
}

// yearBefore takes the newest year that puts the time no later than a day after latest:
// logs of December are read in January. Of a 29 February it is the last leap year.
func (c *clock) yearBefore(latest time.Time) {
	latest = latest.UTC().Add(24 * time.Hour)
	for c.year = latest.Year(); c.year > latest.Year()-9; c.year-- {
		if t, ok := c.when(); ok && !t.After(latest) {
			return
		}
	}
}

// middle is the time in the middle of all, so that no single record, which may be hostile,
// moves the years of the others. It is zero where there is none.
func middle(times []time.Time) time.Time {
	if len(times) == 0 {
		return time.Time{}
	}
	slices.SortFunc(times, time.Time.Compare)
	return times[len(times)/2]
}
