package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A moment is a point in time, or a span back from now. It implements [pflag.Value].
type moment struct {
	text string
	at   time.Time
	back *time.Duration // nil for a point in time
}

func (m *moment) String() string { return m.text }
func (m *moment) Type() string   { return "TIME|DURATION" }

func (m *moment) Set(text string) error {
	at, err := parseTime(text)
	if err != nil {
		back, spanErr := parseSpan(text)
		if spanErr != nil {
			return fmt.Errorf("`%s` is neither a time such as 2026-05-22 or 2026-05-22T10:00:00Z nor a duration such as 7d", text)
		}
		*m = moment{text: text, back: &back}
		return nil
	}
	*m = moment{text: text, at: at}
	return nil
}

// from is the point in time, seen from now; zero where the flag was not given.
func (m *moment) from(now time.Time) time.Time {
	if m.back == nil {
		return m.at
	}
	return now.Add(-*m.back)
}

// An instant is a point in time. It implements [pflag.Value].
type instant struct{ time.Time }

func (i *instant) Type() string { return "TIME" }

func (i *instant) String() string {
	if i.IsZero() {
		return ""
	}
	return i.Format(time.RFC3339)
}

func (i *instant) Set(text string) (err error) {
	i.Time, err = parseTime(text)
	return err
}

// parseTime reads a day or a time; without a zone it is UTC.
func parseTime(text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("`%s` is no time such as 2026-05-22 or 2026-05-22T10:00:00Z", text)
}

// A span is a duration that may be counted in days. It implements [pflag.Value].
type span time.Duration

// margin is the span as hunt and rule take it: to them zero means the default, and less than
// zero none.
func (s *span) margin() time.Duration {
	if *s == 0 {
		return -1
	}
	return time.Duration(*s)
}

func (s *span) Type() string { return "DURATION" }

func (s *span) String() string {
	if d := time.Duration(*s); d%(24*time.Hour) == 0 {
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	}
	return time.Duration(*s).String()
}

func (s *span) Set(text string) error {
	d, err := parseSpan(text)
	*s = span(d)
	return err
}

// parseSpan reads a duration that is not negative: 30d, or as [time.ParseDuration] has it.
func parseSpan(text string) (time.Duration, error) {
	var d time.Duration
	var err error
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n uint64
		n, err = strconv.ParseUint(days, 10, 16) // 179 years
		d = time.Duration(n) * 24 * time.Hour
	} else {
		d, err = time.ParseDuration(text)
	}
	if err != nil || d < 0 {
		return 0, fmt.Errorf("`%s` is no duration such as 30d or 12h", text)
	}
	return d, nil
}
