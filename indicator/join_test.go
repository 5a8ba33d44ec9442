package indicator

import (
	"testing"
	"time"
)

// What two sources say together ends when the later of them lets it end.
func TestJoinedExpiry(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC) }
	half := func(n int) time.Time { return day(n).AddDate(0, 6, 0) } // ThreatFox's
	fox := func(seen int) Indicator { return Indicator{Source: ThreatFox, FirstSeen: day(seen)} }
	until := func(t time.Time) Indicator { return Indicator{Source: "x", FirstSeen: day(1), ValidUntil: t} }
	for _, tt := range []struct {
		name string
		a, b Indicator
		want time.Time
	}{
		{"ThreatFox twice", fox(1), fox(9), half(9)},
		{"an end and a later one", until(day(3)), until(day(9)), day(9)},
		{"a policy shorter than ThreatFox's", fox(1), until(day(9)), half(1)},
		{"a policy longer than ThreatFox's", fox(1), until(day(365)), day(365)},
		{"an end and none", until(day(3)), Indicator{Source: List}, Forever},
		{"ThreatFox and a list", fox(1), Indicator{Source: List}, Forever},
		{"two lists", Indicator{Source: List}, Indicator{Source: List}, time.Time{}},
		{"a list, and ThreatFox behind it", Indicator{Source: List}, fox(1), time.Time{}},
	} {
		for _, joined := range []Indicator{tt.a.Join(tt.b), tt.b.Join(tt.a)} {
			if got := joined.Expiry(); !got.Equal(tt.want) && !(got.Equal(Forever) && tt.want.IsZero() || got.IsZero() && tt.want.Equal(Forever)) {
				t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
			}
		}
	}
}
