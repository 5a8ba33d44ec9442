package logs

import (
	"testing"
	"time"
)

func TestTime(t *testing.T) {
	tests := []struct{ text, want string }{ // want is empty for no time
		{"2026-05-23T10:11:12Z", "2026-05-23T10:11:12Z"},
		{"2026-05-23T10:11:12.1234567Z", "2026-05-23T10:11:12.1234567Z"},
		{"2026-05-23T10:11:12.123456789Z", "2026-05-23T10:11:12.123456789Z"},
		{"2026-05-23T10:11:12", "2026-05-23T10:11:12Z"},
		{"2026-05-23 10:11:12.123", "2026-05-23T10:11:12.123Z"},
		{"2026-05-23T10:11:12+02:00", "2026-05-23T08:11:12Z"},
		{"2026-05-23T10:11:12.5+0200", "2026-05-23T08:11:12.5Z"},
		{"2026-05-23 10:11:12 -05", "2026-05-23T15:11:12Z"},
		{"2026-05-23 10:11:12 UTC", "2026-05-23T10:11:12Z"},
		{"2026-05-23", "2026-05-23T00:00:00Z"},
		{"2/11/2021, 10:41:29.593 PM", "2021-02-11T22:41:29.593Z"},
		{"2/11/2021 12:41:29 AM", "2021-02-11T00:41:29Z"},
		{"2/11/2021 12:41:29\u202fPM", "2021-02-11T12:41:29Z"},
		{"7/8/2019 16:08", "2019-07-08T16:08:00Z"},
		{"2026/05/23 10:11:12", "2026-05-23T10:11:12Z"},
		{"2026/05/23", "2026-05-23T00:00:00Z"},
		{"23.05.2026 22:41:29", "2026-05-23T22:41:29Z"},
		{"3.5.2026, 22:41:29.5", "2026-05-03T22:41:29.5Z"},
		{"23.05.2026", "2026-05-23T00:00:00Z"},
		{"1779531072", "2026-05-23T10:11:12Z"},
		{"1779531072.25", "2026-05-23T10:11:12.25Z"},
		{"1779531072123", "2026-05-23T10:11:12.123Z"},
		{"1779531072123456", "2026-05-23T10:11:12.123456Z"},
		{"1779531072123456789", "2026-05-23T10:11:12.123456789Z"},
		{"  2026-05-23T10:11:12Z ", "2026-05-23T10:11:12Z"},

		{"2026-05-23 10:11:12 GMT", "2026-05-23T10:11:12Z"},
		{"2026-05-23T10:11+02", "2026-05-23T08:11:00Z"},
		{"2026-05-23T23:59:60Z", "2026-05-23T23:59:59Z"}, // a leap second stays in its day
		{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},

		{"9999-12-31T23:59:59-02:00", ""}, // the year 10000
		{"1989-12-31T23:59:59Z", ""},
		{"0001-01-01T00:00:00Z", ""},
		{"12345.678", ""}, // seconds since a capture began
		{"2026-02-30T10:11:12Z", ""},
		{"2026-05-23T25:11:12Z", ""},
		{"2026-05-23T10:11:12Zulu", ""},
		{"2026-05-23T10:11:12.Z", ""},
		{"13/11/2021, 10:41:29 PM", ""},
		{"2026/05-23", ""},
		{"5.23.2026 10:11:12", ""},
		{"22.335172", ""},
		{"1.22.33.44", ""},
		{"2/11/2021, 13:41:29 PM", ""},
		{"99999999999999999999999", ""},
		{"yesterday", ""},
		{"", ""},
	}
	for _, test := range tests {
		r := Record{Fields: []Field{{Name: "Timestamp", Text: []byte(test.text)}}}
		got := ""
		if at, ok := r.Time(); ok {
			got = at.Format(time.RFC3339Nano)
		}
		if got != test.want {
			t.Errorf("%q is read as %q, want %q", test.text, got, test.want)
		}
	}
}

// TestStamp reads times at the start of a text. Where the time is all of a text in ISO 8601,
// a column of it is read alike.
func TestStamp(t *testing.T) {
	years := calendarOf(time.Time{}, time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC))
	tests := []struct{ text, want, rest string }{ // want is empty for no time
		{"2020-11-11T18:07:10.5+02:00", "2020-11-11T16:07:10.5Z", ""},
		{"2020-11-11T18:07:10Z fw1", "2020-11-11T18:07:10Z", " fw1"},
		{"2020-11-11 18:07:10 fw1", "2020-11-11T18:07:10Z", " fw1"},
		{"2020-11-11 18:07:10,25 UTC fw1", "2020-11-11T18:07:10.25Z", " fw1"},
		{"2020-11-11T18:07+02 fw1", "2020-11-11T16:07:00Z", " fw1"},
		{"2020-11-11 18:07:10 -0500: x", "2020-11-11T23:07:10Z", ": x"},
		{"2020-11-11T18:07:60Z", "2020-11-11T18:07:59Z", ""},
		{"Nov 11 2020 18:07:10.123 UTC", "2020-11-11T18:07:10.123Z", ""},
		{"Nov 11 2020 18:07:10 +02:00 fw1", "2020-11-11T16:07:10Z", " fw1"},
		{"Nov 11 2020 18:07:10 CET fw1", "2020-11-11T18:07:10Z", " CET fw1"},
		{"nov  1 18:07:10 fw1", "2025-11-01T18:07:10Z", " fw1"},
		{"Jan  2 18:07:10: x", "2026-01-02T18:07:10Z", ": x"},
		{"Feb 29 18:07:10 fw1", "2024-02-29T18:07:10Z", " fw1"},
		{"Nov 11 18:07:10 UTC-fw1 x", "2025-11-11T18:07:10Z", " UTC-fw1 x"}, // a host
		{"Nov 11 18:07:10 - x", "2025-11-11T18:07:10Z", " - x"},             // a nil value

		{"2020-11-11", "", ""},
		{"2020-11-11 fw1", "", ""},
		{"2020-11-11Tea", "", ""},
		{"Feb 30 18:07:10 fw1", "", ""},
		{"Nov fw1", "", ""},
		{"Nov", "", ""},
		{"1605118030000", "", ""},
		{"", "", ""},
	}
	for _, test := range tests {
		got, at, rest := "", time.Time{}, ""
		if stamp, n := parseStamp([]byte(test.text), &years); n > 0 {
			got, at, rest = stamp.Format(time.RFC3339Nano), stamp.Time, test.text[n:]
		}
		if got != test.want || rest != test.rest {
			t.Errorf("%q is read as %q and leaves %q, want %q and %q", test.text, got, rest, test.want, test.rest)
		}
		if column, ok := parseTime([]byte(test.text)); ok && got != "" && !column.Equal(at) {
			t.Errorf("%q is read as %v, in a column as %v", test.text, at, column)
		}
	}
	if at, n := parseStamp([]byte("Nov 11 18:07:10 fw1"), &calendar{}); n > 0 {
		t.Errorf("a time without year is read as %v where none lends its year", at)
	}
}

func TestTimeColumns(t *testing.T) {
	const early, late = "2026-05-23T10:11:12Z", "2026-05-24T10:11:12Z"
	tests := []struct{ generated, timestamp, want string }{
		{early, late, early},
		{"", late, late},
		{"-", late, late},
		{early, "", early},
		{"", "", "0001-01-01T00:00:00Z"},
	}
	for _, test := range tests {
		r := Record{Fields: []Field{{Name: "Timestamp", Text: []byte(test.timestamp)}, {Name: "TimeGenerated", Text: []byte(test.generated)}}}
		if at, _ := r.Time(); at.Format(time.RFC3339) != test.want {
			t.Errorf("%+v: got %s", test, at.Format(time.RFC3339))
		}
	}
}

func TestTimeAllocatesNothing(t *testing.T) {
	for _, text := range []string{"2026-05-23T10:11:12.1234567Z", "2/11/2021, 10:41:29.593 PM", "2026-05-23 10:11:12 UTC", "1779531072.25"} {
		r := Record{Fields: []Field{{Name: "TimeGenerated", Text: []byte(text)}}}
		if n := testing.AllocsPerRun(100, func() { r.Time() }); n > 0 {
			t.Errorf("%s: %v allocations", text, n)
		}
	}
}

func BenchmarkTime(b *testing.B) {
	for _, text := range []string{"2026-05-23T10:11:12.1234567Z", "2/11/2021, 10:41:29.593 PM", "1779531072.25"} {
		b.Run(text[:9], func(b *testing.B) {
			r := Record{Fields: []Field{{Name: "TimeGenerated", Text: []byte(text)}}}
			for b.Loop() {
				r.Time()
			}
		})
	}
}

// What Go's own parser reads as RFC 3339, ours reads as the same time.
func FuzzTime(f *testing.F) {
	for _, seed := range []string{"2026-05-23T10:11:12.1234567Z", "2/11/2021, 10:41:29.593 PM", "1779531072.25", "2026-05-23T10:11:12+23:59", "1/1/2021"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := parseTime([]byte(text))
		want, err := time.Parse(time.RFC3339Nano, text)
		if err == nil && len(text) <= len("2026-05-23T10:11:12.123456789+00:00") && (!ok || !got.Equal(want)) {
			t.Errorf("%q is read as %v, %v; want %v", text, got, ok, want)
		}
	})
}
