package pull

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

var taxiiKind = kind{
	name:  "taxii",
	about: "a collection of a TAXII 2.1 server: the address ends in /collections/ID/",
	pull:  pullTAXII,
}

const (
	addedAfter = "added_after"
	taxiiMedia = "application/taxii+json;version=2.1"
	maxPages   = 10_000
)

// pullTAXII fetches what was added since the last pull, page by page.
func pullTAXII(ctx context.Context, s *session) error {
	base := strings.TrimSuffix(strings.TrimRight(s.feed.URL, "/"), "/objects")
	after, next := s.old[addedAfter], ""
	if after == "" && s.feed.Days > 0 {
		after = s.now().UTC().AddDate(0, 0, -s.feed.Days).Format(time.RFC3339)
	}
	for page := 1; ; page++ {
		if page > maxPages {
			return s.breakOff(ctx, fmt.Errorf("more than %d pages: the server does not come to an end", maxPages))
		}
		more, err := s.page(ctx, base, after, next, page)
		if err != nil {
			return s.breakOff(ctx, fmt.Errorf("page %d: %w", page, err))
		}
		if more == "" {
			return nil
		}
		if more == next {
			return s.breakOff(ctx, fmt.Errorf("page %d: the server names the same page as the next one again", page))
		}
		next = more
	}
}

// page fetches one page and returns the name of the next; none where it was the last.
func (s *session) page(ctx context.Context, base, after, next string, number int) (string, error) {
	q := url.Values{}
	if after != "" {
		q.Set(addedAfter, after)
	}
	if next != "" {
		q.Set("next", next)
	}
	address := base + "/objects/"
	if len(q) > 0 {
		address += "?" + q.Encode()
	}
	b, err := s.fetch(ctx, request{url: address, header: http.Header{"Accept": {taxiiMedia}}})
	if err != nil {
		return "", err
	}
	added := b.header.Get("X-TAXII-Date-Added-Last")
	more, empty, err := taxiiEnvelope(b.file)
	if err == nil {
		_, err = b.file.Seek(0, 0)
	}
	if err != nil || empty {
		b.Close()
		return more, err
	}
	if err := s.read(fmt.Sprintf("page %d", number), b); err != nil {
		return "", err
	}
	if added != "" && len(added) <= 64 {
		s.batch.Cursor[addedAfter] = added
	}
	return more, nil
}

// taxiiEnvelope reads what stands around the objects of a page. An envelope without objects is
// the answer where nothing was added.
func taxiiEnvelope(f *os.File) (next string, empty bool, err error) {
	var e struct {
		More    bool            `json:"more"`
		Next    string          `json:"next"`
		Objects json.RawMessage `json:"objects"`
		Type    string          `json:"type"`
	}
	if err := json.NewDecoder(f).Decode(&e); err != nil {
		return "", false, errors.New("the answer is cut short, or no envelope of TAXII 2.1: check that the address ends in /collections/ID/")
	}
	empty = e.Type == "" && (len(e.Objects) == 0 || strings.Trim(string(e.Objects), "[] \r\n\t") == "" || string(e.Objects) == "null")
	if e.More && e.Next == "" {
		return "", empty, errors.New("the server says that there is more, and not where")
	}
	if !e.More {
		return "", empty, nil
	}
	return e.Next, empty, nil
}
