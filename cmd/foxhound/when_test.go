package main

import (
	"testing"
	"time"
)

func TestMoment(t *testing.T) {
	for _, tt := range []struct {
		text string
		want string // RFC 3339; empty for an error
	}{
		{"2026-05-22", "2026-05-22T00:00:00Z"},
		{"2026-05-22T10:00", "2026-05-22T10:00:00Z"},
		{"2026-05-22 10:00:01", "2026-05-22T10:00:01Z"},
		{"2026-05-22T10:00:00+02:00", "2026-05-22T08:00:00Z"},
		{"0001-01-01", "0001-01-01T00:00:00Z"},
		{"7d", "2026-11-16T12:00:00Z"},
		{"90m", "2026-11-23T10:30:00Z"},
		{"0d", "2026-11-23T12:00:00Z"},
		{"-7d", ""},
		{"-1h", ""},
		{"yesterday", ""},
		{"99999999d", ""},
	} {
		var m moment
		err := m.Set(tt.text)
		if got := m.from(today).Format(time.RFC3339); err == nil && got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%q is %s, %v; want %q", tt.text, got, err, tt.want)
		}
	}
	if got := new(moment).from(today); !got.IsZero() {
		t.Errorf("without the flag the moment is %s, want none", got)
	}
}

func TestSpan(t *testing.T) {
	for _, tt := range []struct {
		text string
		want time.Duration // 0 for an error
		show string
	}{
		{"30d", 720 * time.Hour, "30d"},
		{"12h", 12 * time.Hour, "12h0m0s"},
		{"0d", -1, "0d"}, // none at all: zero would mean the default
		{"", 0, ""},
		{"d", 0, ""},
		{"1.5d", 0, ""},
	} {
		var s span
		err := s.Set(tt.text)
		if (err != nil) != (tt.want == 0) || err == nil && (s.margin() != tt.want || s.String() != tt.show) {
			t.Errorf("%q is %s (%s), %v; want %s", tt.text, s.margin(), s.String(), err, tt.want)
		}
	}
}
