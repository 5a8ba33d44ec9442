package value

import (
	"fmt"
	"math"
	"testing"
)

// null is what the tables say of a text that is no value.
const null = "null"

func shown[T any](x T, ok bool) string {
	if !ok {
		return null
	}
	return fmt.Sprint(x)
}

func TestParseNumbers(t *testing.T) {
	for _, c := range []struct{ text, long, int, real, bool string }{
		{"42", "42", "42", "42", "true"},
		{"  42  ", "42", "42", "42", "true"},
		{"-1", "-1", "-1", "-1", "true"},
		{"+5", "5", "5", "5", "true"},
		{"0", "0", "0", "0", "false"},
		{"0xFF", "255", "255", null, "true"},
		{"5.9", null, null, "5.9", null},
		{"2147483648", "2147483648", null, "2.147483648e+09", "true"},
		{"9223372036854775808", null, null, "9.223372036854776e+18", null},
		{"1e19", null, null, "1e+19", null},
		{".5", null, null, "0.5", null},
		{"5.", null, null, "5", null},
		{"1,234", null, null, null, null},
		{"1_000", null, null, null, null},
		{"1 000", null, null, null, null},
		{"0b101", null, null, null, null},
		{"", null, null, null, null},
		{"NaN", null, null, "NaN", null},
		{"  NaN  ", null, null, "NaN", null},
		{"Infinity", null, null, "+Inf", null},
		{"+Infinity", null, null, "+Inf", null},
		{"-inf", null, null, "-Inf", null},
		{"INF", null, null, null, null},
		{"--inf", null, null, null, null},
		{"tRuE", null, null, null, "true"},
		{" true", null, null, null, null},
		{"FALSE", null, null, null, "false"},
		{"yes", null, null, null, null},
		{"1.0", null, null, "1", null},
	} {
		for _, p := range []struct{ name, got, want string }{
			{"ParseLong", shown(ParseLong(c.text)), c.long},
			{"ParseInt", shown(ParseInt(c.text)), c.int},
			{"ParseReal", shown(ParseReal(c.text)), c.real},
			{"ParseBool", shown(ParseBool(c.text)), c.bool},
		} {
			if p.got != p.want {
				t.Errorf("%s(%q) = %s, want %s", p.name, c.text, p.got, p.want)
			}
		}
	}
}

func TestParseTime(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2014-05-25T08:20:03.123456Z", "2014-05-25T08:20:03.1234560Z"},
		{"2020-06-15T13:45:09.1234567Z", "2020-06-15T13:45:09.1234567Z"},
		{"2014-05-25T08:20", "2014-05-25T08:20:00.0000000Z"},
		{"2014-11-08 15:55:55", "2014-11-08T15:55:55.0000000Z"},
		{"2014-11-08 15:05:25 GMT", "2014-11-08T15:05:25.0000000Z"},
		{"2014-11-08", "2014-11-08T00:00:00.0000000Z"},
		{" 2014-11-08 ", "2014-11-08T00:00:00.0000000Z"},
		{"2014-11-08T01:30:00+02:00", "2014-11-07T23:30:00.0000000Z"},
		{"2014-11-08T01:30:00.5-0130", "2014-11-08T03:00:00.5000000Z"},
		{"Sat, 8 Nov 14 15:05:02 GMT", "2014-11-08T15:05:02.0000000Z"},
		{"8 Nov 14 15:05", "2014-11-08T15:05:00.0000000Z"},
		{"Saturday, 08-Nov-14 15:05:02 GMT", "2014-11-08T15:05:02.0000000Z"},
		{"08-Nov-14 15:05", "2014-11-08T15:05:00.0000000Z"},
		{"12-02-2022", "2022-12-02T00:00:00.0000000Z"},
		{"1/31/2022 3:04:05 PM", "2022-01-31T15:04:05.0000000Z"},
		{"1/31/2022 12:04 AM", "2022-01-31T00:04:00.0000000Z"},
		{"9999-12-31 23:59:59.9999999", "9999-12-31T23:59:59.9999999Z"},
		{"2020-02-29", "2020-02-29T00:00:00.0000000Z"},
		{"2020-02-30", null},
		{"2021-02-29", null},
		{"2020-13-01", null},
		{"2020-01-01T24:00", null},
		{"2020-01-01T10:61", null},
		{"0001-01-01T00:00+01:00", null},
		{"2020-01-01x", null},
		{"2020-01-01T", null},
		{"2020-01-01 10:00:", null},
		{"not-a-date", null},
		{"", null},
		{"31/12/2020", null},
		{"Nov", null},
	} {
		if got := shown(ParseTime(c.text)); got != c.want {
			t.Errorf("ParseTime(%q) = %s, want %s", c.text, got, c.want)
		}
	}
}

func TestParseSpan(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"1d", "1.00:00:00"},
		{"1.5h", "01:30:00"},
		{"15 seconds", "00:00:15"},
		{"100ms", "00:00:00.1000000"},
		{"1tick", "00:00:00.0000001"},
		{"2", "2.00:00:00"},
		{"0.12:34:56.7", "12:34:56.7000000"},
		{"1.02:03:04.5000000", "1.02:03:04.5000000"},
		{"12:34", "12:34:00"},
		{"-12:34", "-12:34:00"},
		{"-1d", "-1.00:00:00"},
		{"24:00", null},
		{"1:60", null},
		{"1w", null},
		{"1.5", null},
		{"", null},
		{"-", null},
		{"99999999999d", null},
		{"16777215.00:00", null},
		{"1:2:3:4", "1.02:03:04"},
		{"1:2:3:4:5", null},
	} {
		if got := shown(ParseSpan(c.text)); got != c.want {
			t.Errorf("ParseSpan(%q) = %s, want %s", c.text, got, c.want)
		}
	}
}

func TestParseGuid(t *testing.T) {
	const want = "01234567-89ab-cdef-0123-456789abcdef"
	for text, want := range map[string]string{
		want:                                  want,
		"{" + want + "}":                      want,
		"0123456789abcdef0123456789ABCDEF":    want,
		"0123456789ab-cdef-0123-456789abcdef": want,
		"0123456789abcdef0123456789abcdef0":   null,
		"0123456789abcdef0123456789abcdef-":   null,
		"-123456789abcdef0123456789abcdef0":   null,
		"g123456789abcdef0123456789abcdef":    null,
		"a string that is not a guid":         null,
		"":                                    null,
	} {
		if got := shown(ParseGuid(text)); got != want {
			t.Errorf("ParseGuid(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]string{
		"3.14159265358979323846": "3.14159265358979323846",
		" 100 ":                  "100",
		"-1.50":                  "-1.50",
		"1e3":                    "1000",
		"1e99":                   "1E+99",
		"1e9999":                 null,
		"1e999999999999":         null,
		"nan":                    null,
		"inf":                    null,
		"abc":                    null,
		"":                       null,
	} {
		got := null
		if d, ok := ParseDecimal(text); ok {
			got = Text(Decimal, d)
		}
		if got != want {
			t.Errorf("ParseDecimal(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	for day := Time(0); day.Valid(); day += 97 * Day {
		d := day.Date()
		g := day.Go()
		if d.Year != g.Year() || d.Month != int(g.Month()) || d.Day != g.Day() || day.YearDay() != g.YearDay() || day.Weekday() != int(g.Weekday()) {
			t.Fatalf("%v is %+v, day %d, weekday %d; want %v", int64(day), d, day.YearDay(), day.Weekday(), g)
		}
		if back, ok := d.Time(); !ok || back != day {
			t.Fatalf("%+v.Time() = %v, %v, want %v", d, back, ok, day)
		}
		if back, ok := TimeOf(g); !ok || back != day {
			t.Fatalf("TimeOf(%v) = %v, %v, want %v", g, back, ok, day)
		}
	}
	for _, c := range []struct {
		date Date
		want string
	}{
		{Date{2020, 14, 0, 0}, "2021-01-31T00:00:00.0000000Z"},
		{Date{2020, 0, 31, Hour}, "2019-12-31T01:00:00.0000000Z"},
		{Date{0, 12, 31, 0}, null},
		{Date{10000, 1, 1, 0}, null},
		{Date{9999, 13, 1, -1}, null},
		{Date{math.MaxInt, 1, 1, 0}, null},
		{Date{1, math.MinInt, 1, 0}, null},
	} {
		if got := shown(c.date.Time()); got != c.want {
			t.Errorf("%+v.Time() = %s, want %s", c.date, got, c.want)
		}
	}
}

func TestTimeAdd(t *testing.T) {
	for _, c := range []struct {
		t    Time
		s    Span
		want string
	}{
		{0, -1, null},
		{MaxTime, 1, null},
		{MaxTime, math.MaxInt64, null},
		{MaxTime, math.MinInt64, null},
		{0, Day, "0001-01-02T00:00:00.0000000Z"},
		{MaxTime, Span(-MaxTime), "0001-01-01T00:00:00.0000000Z"},
	} {
		if got := shown(c.t.Add(c.s)); got != c.want {
			t.Errorf("Time(%d).Add(%d) = %s, want %s", c.t, c.s, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2014-11-08 15:05 GMT", "1.02:03:04.5", "1e5", "{0123456789ab-cdef-0123-456789abcdef}", "Sat, 8 Nov 14"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if x, ok := ParseTime(s); ok {
			if y, ok := ParseTime(x.String()); !ok || x != y {
				t.Errorf("%q is %v, which reads back as %v", s, x, y)
			}
		}
		if x, ok := ParseSpan(s); ok {
			if y, ok := ParseSpan(x.String()); x.String()[0] != '-' && (!ok || x != y) {
				t.Errorf("%q is %v, which reads back as %v", s, x, y)
			}
		}
		if x, ok := ParseReal(s); ok && x == x {
			if y, ok := ParseReal(Text(Real, x)); !ok || x != y {
				t.Errorf("%q is %v, which reads back as %v", s, x, y)
			}
		}
		if x, ok := ParseDecimal(s); ok {
			if y, ok := ParseDecimal(Text(Decimal, x)); !ok || x.Cmp(y) != 0 {
				t.Errorf("%q is %v, which reads back as %v", s, x, y)
			}
		}
		ParseLong(s)
		ParseGuid(s)
	})
}
