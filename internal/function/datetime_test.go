package function

import (
	"testing"

	"foxhound/internal/value"
)

func TestDatetimes(t *testing.T) {
	const d, l, sp, r, s = value.Datetime, value.Long, value.Timespan, value.Real, value.String
	last := at("9999-12-31 23:59:59.9999999")
	for _, c := range []struct {
		name   string
		result value.Type
		args   []v
		want   string
	}{
		{"now", d, nil, "2020-01-01T00:00:00.0000000Z"},
		{"now", d, []v{span("-1d")}, "2019-12-31T00:00:00.0000000Z"},
		{"ago", d, []v{span("1h")}, "2019-12-31T23:00:00.0000000Z"},
		{"ago", d, []v{span("9999999d")}, "null"},
		{"startofday", d, []v{at("2020-06-15 13:45"), long(-3)}, "2020-06-12T00:00:00.0000000Z"},
		{"startofday", d, []v{at("0001-01-02"), long(-1)}, "0001-01-01T00:00:00.0000000Z"},
		{"startofday", d, []v{at("0001-01-02"), long(-2)}, "null"},
		{"startofday", d, []v{at("0001-01-02"), long(1 << 62)}, "null"},
		{"startofweek", d, []v{at("2020-06-14")}, "2020-06-14T00:00:00.0000000Z"},
		{"startofweek", d, []v{at("2020-06-15"), long(-2)}, "2020-05-31T00:00:00.0000000Z"},
		{"startofweek", d, []v{at("0001-01-01")}, "null"},
		{"startofmonth", d, []v{at("2020-06-15"), long(-13)}, "2019-05-01T00:00:00.0000000Z"},
		{"startofyear", d, []v{at("2020-06-15"), long(1)}, "2021-01-01T00:00:00.0000000Z"},
		{"endofday", d, []v{at("2020-06-15 13:45"), long(2)}, "2020-06-17T23:59:59.9999999Z"},
		{"endofweek", d, []v{at("2024-03-03")}, "2024-03-09T23:59:59.9999999Z"},
		{"endofmonth", d, []v{at("2020-01-31"), long(13)}, "2021-02-28T23:59:59.9999999Z"},
		{"endofmonth", d, []v{last}, "9999-12-31T23:59:59.9999999Z"},
		{"endofyear", d, []v{last}, "9999-12-31T23:59:59.9999999Z"},
		{"endofyear", d, []v{last, long(1)}, "null"},
		{"endofyear", d, []v{at("0001-01-01"), long(-1)}, "null"},
		{"make_datetime", d, []v{long(2020), long(2), long(29), long(23), long(59), float(59.9999999)}, "2020-02-29T23:59:59.9999999Z"},
		{"make_datetime", d, []v{long(2020), long(13), long(1)}, "null"},
		{"make_datetime", d, []v{long(2021), long(2), long(29)}, "null"},
		{"make_datetime", d, []v{long(2021), long(2), float(1e300)}, "null"},
		{"make_datetime", d, []v{text("2020-01-01")}, "2020-01-01T00:00:00.0000000Z"},
		{"make_timespan", sp, []v{long(0), long(25), long(61), float(61.5)}, "null"},
		{"make_timespan", sp, []v{long(-1), long(-2)}, "null"},
		{"make_timespan", sp, []v{long(25), long(70)}, "null"},
		{"make_timespan", sp, []v{long(2), long(30)}, "02:30:00"},
		{"make_timespan", sp, []v{long(1), long(2), long(3)}, "01:02:03"},
		{"make_timespan", sp, []v{long(1), long(2), long(3), long(4)}, "1.02:03:04"},
		{"make_timespan", sp, []v{long(0), long(0), long(0), float(0.0000001)}, "00:00:00.0000001"},
		{"unixtime_seconds_todatetime", d, []v{float(1.5)}, "1970-01-01T00:00:01.5000000Z"},
		{"unixtime_milliseconds_todatetime", d, []v{long(1546300800000)}, "2019-01-01T00:00:00.0000000Z"},
		{"unixtime_microseconds_todatetime", d, []v{long(1546300800000000)}, "2019-01-01T00:00:00.0000000Z"},
		{"unixtime_nanoseconds_todatetime", d, []v{long(1546300800000000000)}, "2019-01-01T00:00:00.0000000Z"},
		{"unixtime_seconds_todatetime", d, []v{long(1 << 62)}, "null"},
		{"dayofweek", sp, []v{at("2024-02-29")}, "4.00:00:00"},
		{"dayofweek", sp, []v{last}, "null"},
		{"dayofweek", sp, []v{at("0001-01-01")}, "1.00:00:00"},
		{"dayofyear", value.Int, []v{at("2020-12-31")}, "366"},
		{"week_of_year", value.Int, []v{at("2016-01-01")}, "53"},
		{"week_of_year", value.Int, []v{at("2017-01-01")}, "52"},
		{"week_of_year", value.Int, []v{at("2018-12-31")}, "1"},
		{"week_of_year", value.Int, []v{last}, "52"},
		{"week_of_year", value.Int, []v{at("0001-01-01")}, "1"},
		{"hourofday", l, []v{at("2020-06-15 23:59:59.9999999")}, "23"},
		{"datetime_part", l, []v{text("quarter"), at("2017-10-30")}, "4"},
		{"datetime_part", l, []v{text("week_of_year"), at("2017-10-30")}, "44"},
		{"datetime_part", l, []v{text("dayOfYear"), at("2017-10-30")}, "303"},
		{"datetime_part", l, []v{text("nanosecond"), at("2017-10-30 01:02:03.7654321")}, "765432100"},
		{"datetime_part", l, []v{text("era"), at("2017-10-30")}, "refused: `era` is no part of a datetime that datetime_part knows"},
		{"datetime_add", d, []v{text("month"), long(1), at("2020-01-31")}, "2020-02-29T00:00:00.0000000Z"},
		{"datetime_add", d, []v{text("year"), long(1), at("2020-02-29")}, "2021-02-28T00:00:00.0000000Z"},
		{"datetime_add", d, []v{text("quarter"), long(-5), at("2020-05-31")}, "2019-02-28T00:00:00.0000000Z"},
		{"datetime_add", d, []v{text("week"), long(-53), at("2021-03-15 12:00")}, "2020-03-09T12:00:00.0000000Z"},
		{"datetime_add", d, []v{text("day"), long(-1), at("0001-01-01 12:00")}, "null"},
		{"datetime_add", d, []v{text("hour"), long(1 << 62), at("2020-01-01")}, "null"},
		{"datetime_add", d, []v{text("year"), long(-9000), at("2020-01-01")}, "null"},
		{"datetime_diff", l, []v{text("year"), at("2017-01-01"), at("2000-12-31")}, "17"},
		{"datetime_diff", l, []v{text("quarter"), at("2024-03-31"), at("2020-04-01")}, "15"},
		{"datetime_diff", l, []v{text("month"), at("2021-01-01"), at("2019-06-15")}, "19"},
		{"datetime_diff", r, []v{text("week"), at("2024-02-29"), at("2020-02-29")}, "209"},
		{"datetime_diff", r, []v{text("week"), at("2021-03-01"), at("2020-12-31")}, "9"},
		{"datetime_diff", l, []v{text("day"), at("1950-06-15 13:45"), at("2000-01-01")}, "-18097"},
		{"datetime_diff", l, []v{text("millisecond"), at("2020-01-01 00:00:00.0019999"), at("2020-01-01")}, "1"},
		{"datetime_local_to_utc", d, []v{at("2020-02-02 20:02:20"), text("US/Pacific")}, "2020-02-03T04:02:20.0000000Z"},
		{"datetime_utc_to_local", d, []v{at("2020-07-01"), text("Europe/Paris")}, "2020-07-01T02:00:00.0000000Z"},
		{"datetime_utc_to_local", d, []v{at("2020-07-01"), text("../etc/passwd")}, "null"},
		{"format_datetime", s, []v{at("2020-06-15 13:45:09"), text("M/d/yyyy h:mm:ss tt")}, "6/15/2020 1:45:09 PM"},
		{"format_datetime", s, []v{at("2007-03-09 05:04:03"), text("dddd, MMMM d, yyyy")}, "0909, 0303 9, 2007"},
		{"format_datetime", s, []v{at("2007-03-09 05:04:03"), text("ddd MMM")}, "099 033"},
		{"format_datetime", s, []v{at("2020-06-15 13:45:09.05"), text("ss.ff y F")}, "09.05 20 "},
		{"format_datetime", s, []v{at("2017-01-29 09:00:05"), text("yy-MM-dd [hh:mm:ss tt]")}, "17-01-29 [09:00:05 AM]"},
		{"format_datetime", s, []v{at("2017-01-29"), text("yyyy-MM-ddTHH")}, "refused: format_datetime: `T` in the pattern `yyyy-MM-ddTHH` stands for nothing"},
		{"format_timespan", s, []v{span("1d"), text("dddd")}, "0001"},
		{"format_timespan", s, []v{span("-1.02:30"), text("d.hh:mm:ss")}, "-1.02:30:00"},
		{"format_timespan", s, []v{span("29.09:00:05.12345"), text("ddd.h:mm:ss [fffffff]")}, "029.9:00:05 [1234500]"},
		{"format_timespan", s, []v{span("29.09:00:05.12345"), text("dd.hh:mm:ss:FF")}, "29.09:00:05:12"},
		{"format_timespan", s, []v{span("1d"), text("%d")}, "refused: format_timespan: `%` in the pattern `%d` stands for nothing"},
	} {
		if got := call(t, c.name, c.result, c.args...); got != c.want {
			t.Errorf("%s(%v) = %s, want %s", c.name, c.args, got, c.want)
		}
	}
}
