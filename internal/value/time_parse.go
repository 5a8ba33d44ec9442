package value

import "strings"

// ParseTime reads a text as todatetime does: a date and, after a T or blanks, a time of day
// and a zone (Z, GMT, UTC, +01:00), of which only the date must be there.
//
//	date = 2014-05-25 | 2014/05/25 | 2014-05 | 05-25-2014 | 05/25/2014
//	     | [ weekday [","] ] ( 8 Nov 14 | 08-Nov-14 | 8 November 2014 )
//	time = 15 | 15:05 | 15:05:02 | 15:05:02.1234567, with AM or PM or without
//
// ok is false for any other text and for days and times that there are not.
func ParseTime(s string) (t Time, ok bool) {
	r := reader{strings.TrimSpace(s)}
	d, ok := r.date()
	if !ok {
		return 0, false
	}
	var zone Span
	if r.rest != "" {
		if d.Ticks, zone, ok = r.timeOfDay(); !ok || r.rest != "" {
			return 0, false
		}
	}
	if t, ok = d.Time(); !ok {
		return 0, false
	}
	return t.Add(-zone)
}

// A reader takes a text apart from the front.
type reader struct{ rest string }

// number takes at most width digits.
func (r *reader) number(width int) (n, digits int) {
	for digits < len(r.rest) && digits < width && isDigit(r.rest[digits]) {
		n = n*10 + int(r.rest[digits]-'0')
		digits++
	}
	r.rest = r.rest[digits:]
	return n, digits
}

// word takes letters.
func (r *reader) word() string {
	n := 0
	for n < len(r.rest) && isLetter(r.rest[n]) {
		n++
	}
	w := r.rest[:n]
	r.rest = r.rest[n:]
	return w
}

// one takes one of the characters of set.
func (r *reader) one(set string) (c byte, ok bool) {
	if r.rest == "" || strings.IndexByte(set, r.rest[0]) < 0 {
		return 0, false
	}
	c, r.rest = r.rest[0], r.rest[1:]
	return c, true
}

// blanks takes blanks and tells whether there were any.
func (r *reader) blanks() bool {
	n := len(r.rest)
	r.rest = strings.TrimLeft(r.rest, " \t")
	return len(r.rest) < n
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func (r *reader) date() (Date, bool) {
	if w := r.word(); w != "" {
		if name(weekdays, w) == 0 {
			return Date{}, false
		}
		r.one(",")
		r.blanks()
	}
	first, digits := r.number(4)
	switch {
	case digits == 4:
		return r.yearFirst(first)
	case digits == 0 || digits > 2:
		return Date{}, false
	}
	sep, ok := r.one("-/ ")
	if !ok {
		return Date{}, false
	}
	if month := name(months, r.word()); month > 0 && sep != '/' {
		return r.year(sep, month, first)
	}
	day, digits := r.number(2)
	if digits == 0 || sep == ' ' {
		return Date{}, false
	}
	d, ok := r.year(sep, first, day)
	return d, ok && d.Year >= 100
}

// yearFirst takes what follows a year.
func (r *reader) yearFirst(year int) (Date, bool) {
	sep, ok := r.one("-/")
	if !ok {
		return Date{}, false
	}
	month, digits := r.number(2)
	if digits == 0 {
		return Date{}, false
	}
	day := 1
	if _, more := r.one(string(sep)); more {
		if day, digits = r.number(2); digits == 0 {
			return Date{}, false
		}
	}
	return date(year, month, day)
}

// year takes the year at the end; one of two digits is between 1930 and 2029.
func (r *reader) year(sep byte, month, day int) (Date, bool) {
	if _, ok := r.one(string(sep)); !ok {
		return Date{}, false
	}
	year, digits := r.number(4)
	switch {
	case digits == 2 && year < 30:
		year += 2000
	case digits == 2:
		year += 1900
	case digits != 4:
		return Date{}, false
	}
	return date(year, month, day)
}

func date(year, month, day int) (Date, bool) {
	ok := year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= DaysIn(year, month)
	return Date{Year: year, Month: month, Day: day}, ok
}

func (r *reader) timeOfDay() (ticks int64, zone Span, ok bool) {
	if _, t := r.one("Tt"); !t && !r.blanks() {
		z, ok := r.zone()
		return 0, z, ok
	}
	hour, digits := r.number(2)
	if digits == 0 {
		return 0, 0, false
	}
	ticks, ok = r.clock()
	if !ok {
		return 0, 0, false
	}
	r.blanks()
	if hour, ok = r.half(hour); !ok || hour > 23 {
		return 0, 0, false
	}
	zone, ok = r.zone()
	return int64(hour)*Hour + ticks, zone, ok
}

// clock takes what follows the hour: minutes, seconds and their fraction.
func (r *reader) clock() (ticks int64, ok bool) {
	for _, unit := range []int64{Minute, Second} {
		if _, more := r.one(":"); !more {
			return ticks, true
		}
		n, digits := r.number(2)
		if digits == 0 || n > 59 {
			return 0, false
		}
		ticks += int64(n) * unit
	}
	if _, more := r.one(".,"); !more {
		return ticks, true
	}
	f, ok := r.fraction()
	return ticks + f, ok
}

// fraction takes the digits of a fraction of a second; those beyond ticks are cut.
func (r *reader) fraction() (ticks int64, ok bool) {
	n, digits := r.number(7)
	for d := digits; d < 7; d++ {
		n *= 10
	}
	for more := digits; more > 0; {
		_, more = r.number(7)
	}
	return int64(n), digits > 0
}

// half takes AM or PM and returns the hour of the day.
func (r *reader) half(hour int) (int, bool) {
	if len(r.rest) < 2 {
		return hour, true
	}
	pm := strings.EqualFold(r.rest[:2], "pm")
	if !pm && !strings.EqualFold(r.rest[:2], "am") {
		return hour, true
	}
	r.rest = r.rest[2:]
	r.blanks()
	if hour < 1 || hour > 12 {
		return 0, false
	}
	if hour %= 12; pm {
		hour += 12
	}
	return hour, true
}

// zone takes a zone, if there is one.
func (r *reader) zone() (Span, bool) {
	sign, ok := r.one("+-")
	if !ok {
		switch strings.ToUpper(r.word()) {
		case "", "Z", "GMT", "UTC":
			return 0, true
		}
		return 0, false
	}
	hours, digits := r.number(2)
	_, colon := r.one(":")
	minutes, more := r.number(2)
	if digits == 0 || hours > 14 || minutes > 59 || (colon || more > 0) && more != 2 {
		return 0, false
	}
	zone := Span(hours)*Hour + Span(minutes)*Minute
	if sign == '-' {
		zone = -zone
	}
	return zone, true
}

var (
	months   = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	weekdays = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
)

// name returns the place, from 1, of the name that w is, or is its first three letters; 0 for none.
func name(names []string, w string) int {
	for i, n := range names {
		if strings.EqualFold(w, n) || strings.EqualFold(w, n[:3]) {
			return i + 1
		}
	}
	return 0
}
