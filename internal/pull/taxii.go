package pull

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// pullTAXII fetches what was added since the last pull, page by page, and reads the pages
// together: what family an indicator is of may stand in another one.
func pullTAXII(ctx context.Context, s *session) error {
	p, err := newPages(s)
	if err != nil {
		return err
	}
	defer p.Close()
	broken := p.fetch(ctx, s)
	if err := p.read(ctx, s); err != nil || broken == nil {
		return err
	}
	return s.breakOff(ctx, broken)
}

// pages are the objects of pages in a temporary file, those of a page in a line.
type pages struct {
	body
	size  int64
	added string // when the last object of them was added, by the server's word
}

func newPages(s *session) (*pages, error) {
	f, err := os.CreateTemp(s.Dir, "foxhound-pull-*")
	if err != nil {
		return nil, err
	}
	return &pages{body: body{file: f}}, nil
}

// fetch fetches pages up to the last one, or to an error.
func (p *pages) fetch(ctx context.Context, s *session) error {
	base := strings.TrimSuffix(strings.TrimRight(s.feed.URL, "/"), "/objects")
	after, next := s.old[addedAfter], ""
	if after == "" && s.feed.Days > 0 {
		after = s.now().UTC().AddDate(0, 0, -s.feed.Days).Format(time.RFC3339)
	}
	for page := 1; ; page++ {
		if page > maxPages {
			return fmt.Errorf("more than %d pages: the server does not come to an end", maxPages)
		}
		more, err := p.page(ctx, s, base, after, next)
		if err != nil {
			return fmt.Errorf("page %d: %w", page, err)
		}
		if more == "" {
			return nil
		}
		if more == next {
			return fmt.Errorf("page %d: the server names the same page as the next one again", page)
		}
		next = more
	}
}

// page fetches one page and returns the name of the next; none where it was the last.
func (p *pages) page(ctx context.Context, s *session, base, after, next string) (string, error) {
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
	defer b.Close()
	more, objects, err := taxiiEnvelope(b.file)
	if err != nil || objects == nil {
		return more, err
	}
	if err := p.add(s, objects); err != nil {
		return "", err
	}
	if added := b.header.Get("X-TAXII-Date-Added-Last"); added != "" && len(added) <= 64 {
		p.added = added
	}
	return more, nil
}

// add writes the objects of a page.
func (p *pages) add(s *session, objects json.RawMessage) error {
	var line bytes.Buffer
	if err := json.Compact(&line, objects); err != nil {
		return err
	}
	line.WriteByte('\n')
	if p.size+int64(line.Len()) > s.maxBytes() {
		return s.tooLarge()
	}
	n, err := p.file.Write(line.Bytes())
	p.size += int64(n)
	return err
}

// read reads all pages that there are.
func (p *pages) read(ctx context.Context, s *session) error {
	if p.size == 0 {
		return nil
	}
	if _, err := p.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	r, err := s.options().Read(ctx, "page", p.file) // whose number is that of the line
	if err != nil {
		return fmt.Errorf("the pages: %w", err)
	}
	s.add(r)
	if p.added != "" {
		s.batch.Cursor[addedAfter] = p.added
	}
	return nil
}

// taxiiEnvelope reads what stands around the objects of a page, and these. Some servers send a
// bundle. An envelope without objects is the answer where nothing was added.
func taxiiEnvelope(f *os.File) (next string, objects json.RawMessage, err error) {
	var e struct {
		More    bool            `json:"more"`
		Next    string          `json:"next"`
		Objects json.RawMessage `json:"objects"`
	}
	if err := json.NewDecoder(f).Decode(&e); err != nil {
		return "", nil, errors.New("the answer is cut short, or no envelope of TAXII 2.1: check that the address ends in /collections/ID/")
	}
	if strings.Trim(string(e.Objects), "[] \r\n\t") != "" && string(e.Objects) != "null" {
		objects = e.Objects
	}
	if e.More && e.Next == "" {
		return "", objects, errors.New("the server says that there is more, and not where")
	}
	if !e.More {
		return "", objects, nil
	}
	return e.Next, objects, nil
}
