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
		{"1779531072", "2026-05-23T10:11:12Z"},
		{"1779531072.25", "2026-05-23T10:11:12.25Z"},
		{"1779531072123", "2026-05-23T10:11:12.123Z"},
		{"1779531072123456", "2026-05-23T10:11:12.123456Z"},
		{"1779531072123456789", "2026-05-23T10:11:12.123456789Z"},
		{"  2026-05-23T10:11:12Z ", "2026-05-23T10:11:12Z"},

		{"1989-12-31T23:59:59Z", ""},
		{"0001-01-01T00:00:00Z", ""},
		{"12345.678", ""}, // seconds since a capture began
		{"2026-02-30T10:11:12Z", ""},
		{"2026-05-23T25:11:12Z", ""},
		{"2026-05-23T10:11:12Zulu", ""},
		{"2026-05-23T10:11:12.Z", ""},
		{"13/11/2021, 10:41:29 PM", ""},
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
	r := Record{Fields: []Field{{Name: "TimeGenerated", Text: []byte("2026-05-23T10:11:12.1234567Z")}}}
	if n := testing.AllocsPerRun(100, func() { r.Time() }); n > 0 {
		t.Errorf("%v allocations", n)
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
