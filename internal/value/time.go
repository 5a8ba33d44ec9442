package value

import "time"

// A Date is a day of the calendar and the ticks that have passed in it.
type Date struct {
	Year, Month, Day int // Month and Day from 1
	Ticks            int64
}

// daysTo1970 is how many days lie between the start of the year 1 and that of 1970.
const daysTo1970 = 719162

// Valid reports whether the ticks are those of a datetime: of the years 1 to 9999.
func (t Time) Valid() bool { return t >= 0 && t <= MaxTime }

// Add returns the time so much later; ok is false where that is no time.
func (t Time) Add(s Span) (later Time, ok bool) {
	later = t + Time(s)
	return later, later.Valid() && (s < 0) == (later < t)
}

// Date returns the time's day and what has passed of it.
func (t Time) Date() Date {
	y, m, d := civil(int64(t) / Day)
	return Date{y, m, d, int64(t) % Day}
}

// Time returns the time of a date. Months and days beyond their range are carried over, so
// that day 0 is the last day of the month before; ok is false where that is no time.
func (d Date) Time() (t Time, ok bool) {
	const years = 1 << 20 // beyond which the sums below could overflow
	if max(d.Year, -d.Year, d.Month, -d.Month, d.Day, -d.Day) > years*366 {
		return 0, false
	}
	years0, month := d.Year+floorDiv(d.Month-1, 12), floorMod(d.Month-1, 12)+1
	if years0 < -years || years0 > years {
		return 0, false
	}
	days := daysBefore(years0, month) + int64(d.Day) - 1
	if days < 0 || days > int64(MaxTime)/Day {
		return 0, false
	}
	return Time(days * Day).Add(Span(d.Ticks))
}

// civil returns the date of a day, which is counted from the start of the year 1. It is the
// algorithm of Howard Hinnant's civil_from_days: years start in March, so that the leap
// day is their last.
func civil(days int64) (y, m, d int) {
	z := days + 306 // since 0000-03-01
	era := z / 146097
	doe := z % 146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	y, m, d = int(yoe+era*400), int(mp+3), int(doy-(153*mp+2)/5+1)
	if m > 12 {
		y, m = y+1, m-12
	}
	return y, m, d
}

// daysBefore returns how many days lie between the start of the year 1 and a month.
func daysBefore(year, month int) int64 {
	y, m := int64(year), int64(month)
	if m <= 2 {
		y, m = y-1, m+12
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + (153*(m-3)+2)/5 - 306
}

func floorDiv[T int | int64](a, b T) T {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod[T int | int64](a, b T) T { return a - floorDiv(a, b)*b }

// DaysIn returns how many days a month has.
func DaysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Weekday returns the day of the week; Sunday is 0.
func (t Time) Weekday() int { return int((int64(t)/Day + 1) % 7) }

// YearDay returns the day of the year, from 1.
func (t Time) YearDay() int {
	return int(int64(t)/Day-daysBefore(t.Date().Year, 1)) + 1
}

// Go returns the time as Go has times, in UTC.
func (t Time) Go() time.Time {
	return time.Unix(int64(t)/Second-daysTo1970*86400, int64(t)%Second*100).UTC()
}

// TimeOf returns the time of one of Go's, cut to ticks; ok is false where Kusto has none.
func TimeOf(g time.Time) (t Time, ok bool) {
	s := g.Unix() + daysTo1970*86400
	if s < 0 || s > int64(MaxTime)/Second {
		return 0, false
	}
	return Time(s*Second + int64(g.Nanosecond())/100), true
}

// Append appends the time's text, 2020-06-15T13:45:09.1234567Z.
func (t Time) Append(dst []byte) []byte {
	d := t.Date()
	dst = append(appendInt(dst, int64(d.Year), 4), '-')
	dst = append(appendInt(dst, int64(d.Month), 2), '-')
	dst = append(appendInt(dst, int64(d.Day), 2), 'T')
	dst = append(appendClock(dst, d.Ticks), '.')
	return append(appendInt(dst, d.Ticks%Second, 7), 'Z')
}

// String returns the time's text.
func (t Time) String() string { return string(t.Append(nil)) }

// appendClock appends hh:mm:ss of ticks within a day.
func appendClock(dst []byte, ticks int64) []byte {
	dst = append(appendInt(dst, ticks/Hour, 2), ':')
	dst = append(appendInt(dst, ticks/Minute%60, 2), ':')
	return appendInt(dst, ticks/Second%60, 2)
}

// appendInt appends n, which is not negative, with at least width digits.
func appendInt(dst []byte, n int64, width int) []byte {
	var buf [20]byte
	at := len(buf)
	for ; n > 0 || len(buf)-at < width; n /= 10 {
		at--
		buf[at] = byte('0' + n%10)
	}
	return append(dst, buf[at:]...)
}
