package pull

import (
	"context"
	"net/http"
	"strconv"
)

var urlhausKind = kind{
	name:  "urlhaus",
	about: "URLhaus of abuse.ch: URLs that deliver malware, of the last 30 days",
	url:   "https://urlhaus.abuse.ch/downloads/csv_recent/",
	pull:  pullOne,
}

var bazaarKind = kind{
	name:  "malwarebazaar",
	about: "MalwareBazaar of abuse.ch: hashes of malware samples, of the last two days",
	url:   "https://bazaar.abuse.ch/export/csv/recent/",
	pull:  pullOne,
}

var feodoKind = kind{
	name:  "feodo",
	about: "Feodo Tracker of abuse.ch: servers of botnets that are online, or were lately",
	url:   "https://feodotracker.abuse.ch/downloads/ipblocklist.json",
	whole: true,
	pull:  pullOne,
}

var sslblKind = kind{
	name:  "sslbl",
	about: "SSLBL of abuse.ch: servers of botnets by their TLS certificates",
	url:   "https://sslbl.abuse.ch/blacklist/sslipblacklist.csv",
	whole: true,
	pull:  pullOne,
}

var removalsKind = kind{
	name:  "abusech-fplist",
	about: "what abuse.ch has removed as false positives, which takes back what its feeds said",
	url:   "https://hunting-api.abuse.ch/api/v1/",
	key:   true,
	pull:  pullRemovals,
}

// removalID is the cursor's word for the highest removal that was read: they only grow.
const removalID = "removal_id"

// pullRemovals fetches the list of false positives, which comes whole, and keeps what is new.
func pullRemovals(ctx context.Context, s *session) error {
	b, err := s.fetch(ctx, request{
		method: http.MethodPost, url: s.feed.URL, header: jsonHeader, body: `{"query": "get_fplist", "format": "csv"}`,
	})
	if err != nil {
		return err
	}
	if err := s.judge(b); err != nil {
		return err
	}
	if err := s.read(ctx, "get_fplist", b); err != nil {
		return err
	}
	last, _ := strconv.ParseInt(s.old[removalID], 10, 64)
	highest := last
	r := s.batch.Results[0]
	fresh := r.Removals[:0]
	for _, removal := range r.Removals {
		highest = max(highest, removal.ID)
		if removal.ID > last {
			fresh = append(fresh, removal)
		}
	}
	r.Rows -= len(r.Removals) - len(fresh)
	r.Removals = fresh
	s.batch.Cursor[removalID] = strconv.FormatInt(highest, 10)
	if s.batch.Fresh = r.Rows > 0; !s.batch.Fresh {
		s.batch.Results = nil
	}
	return nil
}
