package hunt

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"foxhound/feed"
	"foxhound/internal/logs"
)

// What is withheld is what is told when the related tier is asked for, counted alike.
func TestWithhold(t *testing.T) {
	const dns = `{"TimeGenerated":"2026-05-23T10:11:12Z","Type":"DnsEvents","ClientIP":"10.0.0.7",`
	for _, tt := range []struct {
		name, log         string
		withheld, matches int64
	}{
		{"an address in a line of text", "<4>May 23 fw kernel: DST=80.211.47.159 DPT=443\n", 1, 0},
		{"twice in a line", "80.211.47.159 80.211.47.159\n", 1, 0},
		{"in two lines", "x 80.211.47.159\nx 80.211.47.159\n", 2, 0},
		{"with another of another key", "80.211.47.159 80.211.47.160\n", 2, 0},
		{"with a better match of its key", "80.211.47.159 80.211.47.159:7582\n", 0, 1},
		{"with a better match of another key", "80.211.47.159 softandtec.com\n", 1, 1},
		{"an address in a DNS answer", dns + `"Name":"a.example","IPAddresses":"1.2.3.4,80.211.47.159"}` + "\n", 1, 0},
		{"in the answer to a listed name", dns + `"Name":"softandtec.com","IPAddresses":"80.211.47.159"}` + "\n", 1, 1},
		{"before the hunt begins", `{"TimeGenerated":"2020-05-23T10:11:12Z","Type":"DnsEvents","Name":"a.example","IPAddresses":"80.211.47.159"}` + "\n", 0, 0},
		{"nothing", "x 80.211.47.16\n", 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "log")
			if err := os.WriteFile(path, []byte(tt.log), 0o666); err != nil {
				t.Fatal(err)
			}
			f := &feed.Result{}
			for _, spec := range []string{"80.211.47.159:7582", "80.211.47.160", "softandtec.com"} {
				f.Indicators = append(f.Indicators, listed(t, spec))
			}
			run := func(related, everyRow bool) (s *Summary, told int64) {
				result, err := Run(context.Background(), Options{
					Feeds: []*feed.Result{f}, Sources: []logs.Source{{Path: path, Size: int64(len(tt.log))}}, Related: related,
					Since: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), everyRow: everyRow,
					Match: func(m *Match) error {
						if m.Tier == TierRelated {
							told++
						}
						return nil
					},
				})
				if err != nil {
					t.Fatal(err)
				}
				return result.Summary, told
			}
			for _, everyRow := range []bool{false, true} {
				if s, told := run(false, everyRow); s.Withheld != tt.withheld || s.Matches != tt.matches || told != 0 {
					t.Errorf("every row %v: %d withheld of %d, %d matches of %d, %d told", everyRow, s.Withheld, tt.withheld, s.Matches, tt.matches, told)
				}
				if s, told := run(true, everyRow); s.Withheld != 0 || told != tt.withheld || s.Matches != tt.matches+tt.withheld {
					t.Errorf("every row %v: asked for, %d withheld, %d told of %d, %d matches", everyRow, s.Withheld, told, tt.withheld, s.Matches)
				}
			}
		})
	}
}
