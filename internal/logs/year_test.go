package logs

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A file's times without a year, and the year they get.
var yearTests = []struct {
	name     string
	text     string
	now      string // --now
	modified string // the file's own time
	want     []string
	guessed  int64
}{
	{"from the file's own time", "Dec 31 10:00:00 fw CEF:0|V|P|1|7|N|5|\nJan  1 10:00:00 fw CEF:0|V|P|1|7|N|5|", "", "2026-01-02",
		[]string{"2025-12-31", "2026-01-01"}, 2},
	{"from now", "Dec 31 10:00:00 fw CEF:0|V|P|1|7|N|5|", "2024-06-01", "2026-01-02", []string{"2023-12-31"}, 0},
	{"from a time beside it", "Dec 31 10:00:00 fw CEF:0|V|P|1|7|N|5|\nJan  1 10:00:00 fw CEF:0|V|P|1|7|N|5|rt=1577872800000", "2024-06-01", "2026-01-02",
		[]string{"2019-12-31", "2020-01-01"}, 0},
	{"after a time beside it", "2019-12-31T10:00:00Z fw CEF:0|V|P|1|7|N|5|\nJan  1 10:00:00 fw CEF:0|V|P|1|7|N|5|", "", "2026-01-02",
		[]string{"2019-12-31", "2020-01-01"}, 0},
	{"a leap day", "Mar  1 2021 10:00:00 fw CEF:0|V|P|1|7|N|5|\nFeb 29 10:00:00 fw CEF:0|V|P|1|7|N|5|", "", "2026-01-02",
		[]string{"2021-03-01", "2020-02-29"}, 0},
	{"one hostile time of four", "CEF:0|V|P|1|7|N|5|rt=1577872800000\nCEF:0|V|P|1|7|N|5|rt=4102444800000\nCEF:0|V|P|1|7|N|5|rt=1577872800000\nJan  1 10:00:00 fw CEF:0|V|P|1|7|N|5|", "", "2026-01-02",
		[]string{"2020-01-01", "2100-01-01", "2020-01-01", "2020-01-01"}, 0},
	{"a time of its own needs none", "Jan  1 10:00:00 fw CEF:0|V|P|1|7|N|5|end=1577872800000", "", "2026-01-02", []string{"2020-01-01"}, 0},
	{"a receipt time without one", "CEF:0|V|P|1|7|N|5|rt=Jan  1 10:00:00", "", "2026-01-02", []string{"2026-01-01"}, 1},
}

func TestYear(t *testing.T) {
	for _, tt := range yearTests {
		path := filepath.Join(t.TempDir(), "fw.log")
		if err := os.WriteFile(path, []byte(tt.text), 0o666); err != nil {
			t.Fatal(err)
		}
		modified, _ := parseTime([]byte(tt.modified))
		if err := os.Chtimes(path, modified, modified); err != nil {
			t.Fatal(err)
		}
		now, _ := parseTime([]byte(tt.now))
		days := func(b *Block) (days []string) {
			b.Records(func(r *Record) bool {
				at, _ := r.Time()
				days = append(days, at.Format(time.DateOnly))
				return true
			})
			return days
		}
		var got []string
		stats, err := Scan(context.Background(), []Source{{Path: path}}, Options{Now: now}, days, func(days []string) error {
			got = append(got, days...)
			return nil
		})
		if err != nil || len(stats) != 1 {
			t.Fatal(err)
		}
		if !slices.Equal(got, tt.want) || stats[0].Guessed != tt.guessed {
			t.Errorf("%s: days %v, %d guessed; want %v, %d", tt.name, got, stats[0].Guessed, tt.want, tt.guessed)
		}
	}
}

func TestUndated(t *testing.T) {
	for _, tt := range []struct{ column, text, want string }{
		{"TimeGenerated", "31/31/2026", "no time, but `31/31/2026`, in TimeGenerated"},
		{"Timestamp", "1970-01-01", "no time of ours, but `1970-01-01`, in Timestamp"},
		{"ReceiptTime", "soon\x1b[2J", "no time, but `soon\\x1b[2J`, in ReceiptTime"},
		{"ts", "22.335", "no time of ours, but `22.335`, in ts"},
		{"TimeGenerated", " ", "has no time"},
		{"Name", "x", "has no time"},
	} {
		r := Record{Fields: []Field{{Name: tt.column, Text: []byte(tt.text)}}}
		if got := r.Undated(); got != tt.want {
			t.Errorf("%s %q: %s, want %s", tt.column, tt.text, got, tt.want)
		}
	}
}

// The nearest of three years is the nearest of many, but of leap days.
func TestNearestYear(t *testing.T) {
	random := rand.New(rand.NewPCG(18, 19))
	for range 2000 {
		known := time.Unix(random.Int64N(4e9), 0).UTC()
		day := time.Date(2000, 1, 1+random.IntN(366), random.IntN(24), 0, 0, 0, time.UTC)
		if random.IntN(4) == 0 {
			day = time.Date(2000, 2, 29, random.IntN(24), 0, 0, 0, time.UTC)
		}
		c := clock{month: day.Month(), day: day.Day(), hour: day.Hour()}
		if want := c.nearest(known, 8); want == 0 {
			t.Errorf("%s is in no year about %s", day.Format(time.Stamp), known)
		} else if c.yearNear(known); c.year != want || c.bad {
			t.Errorf("%s is in %d, where %s is known, want %d", day.Format(time.Stamp), c.year, known, want)
		}
	}
}
