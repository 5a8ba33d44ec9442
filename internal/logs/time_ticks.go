package logs

import "foxhound/internal/value"

// parseTicks reads a time as logs write it.
func parseTicks(text []byte) (int64, bool) {
	t, ok := parseTime(text)
	if !ok {
		return 0, false
	}
	ticks, ok := value.TimeOf(t)
	return int64(ticks), ok
}

// A tickReader is [parseTicks] for many times, which mostly are of one day, and written as
// 2026-05-23T10:11:12.1234567Z. Others it leaves to parseTicks.
type tickReader struct {
	day   [len("2026-05-23")]byte // the last one read
	start int64                   // its ticks
}

func (r *tickReader) parse(text []byte) (int64, bool) {
	const least = len("2026-05-23T10:11:12Z")
	last := len(text) - 1
	if len(text) < least || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[last] != 'Z' {
		return parseTicks(text)
	}
	hour, minute, second := twoDigits(text[11:]), twoDigits(text[14:]), twoDigits(text[17:])
	fraction, ok := sevenDigits(text[least-1 : last])
	if hour > 23 || minute > 59 || second > 59 || !ok || !r.setDay(text) {
		return parseTicks(text)
	}
	return r.start + (int64(hour)*60+int64(minute))*value.Minute + int64(second)*value.Second + fraction, true
}

// setDay finds the start of the day that the text begins with, or reports false.
func (r *tickReader) setDay(text []byte) bool {
	if string(text[:len(r.day)]) == string(r.day[:]) {
		return true
	}
	if text[4] != '-' || text[7] != '-' {
		return false
	}
	century, year := twoDigits(text), twoDigits(text[2:])
	month, day := twoDigits(text[5:]), twoDigits(text[8:])
	if century > 99 || year > 99 || month < 1 || month > 12 || day < 1 {
		return false
	}
	date := value.Date{Year: int(century)*100 + int(year), Month: int(month), Day: int(day)}
	if date.Day > value.DaysIn(date.Year, date.Month) {
		return false
	}
	start, ok := date.Time()
	if ok {
		copy(r.day[:], text)
		r.start = int64(start)
	}
	return ok
}

// twoDigits reads two digits, or returns more than 99.
func twoDigits(text []byte) uint {
	tens, ones := uint(text[0]-'0'), uint(text[1]-'0')
	if tens > 9 || ones > 9 {
		return 100
	}
	return 10*tens + ones
}

// sevenDigits reads a fraction of a second, .1234567, as ticks. Further digits are cut off.
func sevenDigits(text []byte) (ticks int64, ok bool) {
	if len(text) == 0 {
		return 0, true
	}
	if len(text) == 1 || text[0] != '.' {
		return 0, false
	}
	unit := int64(value.Second / 10)
	for _, c := range text[1:] {
		if !isDigit(c) {
			return 0, false
		}
		ticks += int64(c-'0') * unit
		unit /= 10
	}
	return ticks, true
}
