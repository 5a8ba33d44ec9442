package logs

import (
	"bytes"
	"time"
)

// parseStamp reads the time that text begins with and returns its length, or 0 where text
// begins with none. It knows ISO 8601 (`2020-11-11T18:07:10.5+02:00`, also with a space) and
// the month-first form of syslog and CEF (`Nov  1 18:07:10`, `Nov 11 2020 18:07:10.123 UTC`).
// A time without zone is UTC. One without year takes it from modified, which is after it; if
// modified is not known it is the zero time.
func parseStamp(text []byte, modified time.Time) (time.Time, int) {
	if len(text) >= 19 && text[4] == '-' {
		return parseISO(text)
	}
	return parseMonthFirst(text, modified)
}

func parseISO(text []byte) (time.Time, int) {
	s := stamp{text: text}
	year, month, day := s.number(4, '-'), s.number(2, '-'), s.number(2, 0)
	if !s.any("T ") {
		return time.Time{}, 0
	}
	s.clock()
	s.offset()
	return s.date(year, time.Month(month), day)
}

func parseMonthFirst(text []byte, modified time.Time) (time.Time, int) {
	month := monthOf(text)
	if month == 0 {
		return time.Time{}, 0
	}
	s := stamp{text: text, at: 3}
	s.spaces()
	day := s.upTo2()
	s.spaces()
	year := 0
	if rest := text[s.at:]; len(rest) > 4 && digits(rest) == 4 {
		year = s.number(4, ' ')
	}
	s.clock()
	s.zone()
	if year == 0 {
		year = s.yearBefore(modified, month, day)
	}
	return s.date(year, month, day)
}

// A stamp reads a time's parts from left to right. What does not fit sets bad.
type stamp struct {
	text []byte
	at   int
	bad  bool

	hour, min, sec, nsec int
	east                 time.Duration
}

// number reads exactly n digits and then the byte after, unless that is 0.
func (s *stamp) number(n int, after byte) int {
	if s.bad = s.bad || digits(s.text[s.at:]) < n; s.bad {
		return 0
	}
	v := int(atoi(s.text[s.at : s.at+n]))
	if s.at += n; after != 0 && !s.any(string(after)) {
		s.bad = true
	}
	return v
}

func (s *stamp) upTo2() int { return s.number(min(max(digits(s.text[s.at:]), 1), 2), 0) }

// any reads one byte of set, if it is there.
func (s *stamp) any(set string) bool {
	if s.bad || s.at == len(s.text) || bytes.IndexByte([]byte(set), s.text[s.at]) < 0 {
		return false
	}
	s.at++
	return true
}

func (s *stamp) spaces() {
	s.bad = s.bad || !s.any(" ")
	for s.any(" ") {
	}
}

// clock reads 18:07:10 and a fraction behind a point or a comma.
func (s *stamp) clock() {
	s.hour, s.min, s.sec = s.number(2, ':'), s.number(2, ':'), s.number(2, 0)
	if s.bad || s.at+1 >= len(s.text) || digits(s.text[s.at+1:]) == 0 || !s.any(".,") {
		return
	}
	n := digits(s.text[s.at:])
	s.nsec = fraction(s.text[s.at : s.at+n])
	s.at += n
}

// fraction reads the digits behind a decimal point as nanoseconds.
func fraction(text []byte) (nsec int) {
	for i, unit := 0, 100_000_000; i < len(text) && unit > 0; i, unit = i+1, unit/10 {
		nsec += int(text[i]-'0') * unit
	}
	return nsec
}

// offset reads Z, +02:00 or +0200, if there is one.
func (s *stamp) offset() {
	sign := time.Duration(1)
	switch {
	case s.any("Zz"):
		return
	case s.any("-"):
		sign = -1
	case !s.any("+"):
		return
	}
	hours := s.number(2, 0)
	s.any(":")
	s.east = sign * (time.Duration(hours)*time.Hour + time.Duration(s.number(2, 0))*time.Minute)
}

// zone reads ` UTC`, ` GMT`, ` Z` or ` +02:00` behind a month-first time. Other names of
// zones mean different offsets in different countries: they are left unread, as UTC.
func (s *stamp) zone() {
	rest := s.text[min(s.at, len(s.text)):]
	for _, name := range []string{" UTC", " GMT", " Z"} {
		if bytes.HasPrefix(rest, []byte(name)) && (len(rest) == len(name) || rest[len(name)] == ' ') {
			s.at += len(name)
			return
		}
	}
	if len(rest) >= 6 && rest[0] == ' ' && (rest[1] == '+' || rest[1] == '-') && digits(rest[2:]) >= 2 {
		s.at++
		s.offset()
	}
}

// yearBefore is the newest year that puts the time no later than a day after modified: logs
// of December are read in January. Of a 29 February it is the last leap year.
func (s *stamp) yearBefore(modified time.Time, month time.Month, day int) int {
	if modified.IsZero() {
		s.bad = true
		return 0
	}
	latest := modified.UTC().Add(24 * time.Hour)
	for year := latest.Year(); year > latest.Year()-9; year-- {
		t := time.Date(year, month, day, s.hour, s.min, s.sec, 0, time.UTC)
		if t.Month() == month && !t.After(latest) {
			return year
		}
	}
	return latest.Year() // a day that no month has: date refuses it
}

// date puts the parts together and returns how much was read.
func (s *stamp) date(year int, month time.Month, day int) (time.Time, int) {
	t := time.Date(year, month, day, s.hour, s.min, min(s.sec, 59), s.nsec, time.UTC)
	if s.bad || month < 1 || month > 12 || t.Day() != day || s.hour > 23 || s.min > 59 || s.sec > 60 {
		return time.Time{}, 0
	}
	return t.Add(-s.east), s.at
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

// parseEpoch reads a count of seconds since 1970, with a fraction, or of milli-, micro- or
// nanoseconds, told by its size.
func parseEpoch(text []byte) (time.Time, bool) {
	n := digits(text)
	if n == 0 || n > 19 || n == 19 && string(text[:n]) > "9223372036854775807" {
		return time.Time{}, false
	}
	v, rest := atoi(text[:n]), text[n:]
	nsec := 0
	if len(rest) > 0 {
		if rest[0] != '.' || digits(rest[1:]) != len(rest)-1 {
			return time.Time{}, false
		}
		nsec = fraction(rest[1:])
	}
	switch {
	case v < 1e11:
		return time.Unix(v, int64(nsec)).UTC(), true
	case v < 1e14:
		return time.UnixMilli(v).UTC(), true
	case v < 1e17:
		return time.UnixMicro(v).UTC(), true
	}
	return time.Unix(0, v).UTC(), true
}

// aTime says whether t is one at all: before 1990 nobody logged anything, and clocks that
// count from the start of a capture, or that were never set, show such times.
func aTime(t time.Time) bool { return t.Year() >= 1990 && t.Year() < 10000 }
