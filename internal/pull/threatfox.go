package pull

import (
	"context"
	"time"
)

var threatFoxKind = kind{
	name:  "threatfox",
	about: "ThreatFox of abuse.ch by its exports: everything at first, then what was reported or seen again in the last 48 hours",
	url:   "https://threatfox.abuse.ch/",
	pull:  pullThreatFox,
}

// recentSpan is how far back the recent export reaches, less an hour for what comes late.
const recentSpan = 47 * time.Hour

// pullThreatFox takes the recent export where it reaches back to the last pull, else the full one.
func pullThreatFox(ctx context.Context, s *session) error {
	if gap, ok := s.since(); ok && gap < recentSpan {
		return s.get(ctx, join(s.feed.URL, "export/json/recent/"), "recent")
	}
	return s.get(ctx, join(s.feed.URL, "export/csv/full/"), "full")
}
