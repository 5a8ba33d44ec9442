package pull

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"time"

	"foxhound/indicator"
)

var threatFoxAPIKind = kind{
	name:  "threatfox-api",
	about: "ThreatFox of abuse.ch by its API: get_iocs, or what malwareinfo, taginfo or search_ioc find",
	url:   "https://threatfox-api.abuse.ch/api/v1/",
	key:   true,
	pull:  pullThreatFoxAPI,
}

var jsonHeader = http.Header{"Content-Type": {"application/json"}, "Accept": {"application/json, text/csv;q=0.9"}}

// maxDays is how far back get_iocs reaches, and maxFound how many entries a search gives.
const (
	maxDays  = 7
	maxFound = 1000
)

// Queries are the queries of the ThreatFox API that a feed can ask; all but the first want a term.
func Queries() []string { return []string{"get_iocs", "malwareinfo", "taginfo", "search_ioc"} }

func pullThreatFoxAPI(ctx context.Context, s *session) error {
	question, err := s.question()
	if err != nil {
		return err
	}
	b, err := s.ask(ctx, question)
	if err != nil {
		return err
	}
	return s.read(ctx, question["query"].(string), b)
}

// question is what the feed asks of the API.
func (s *session) question() (map[string]any, error) {
	query := s.feed.Query
	if query == "" {
		query = "get_iocs"
	}
	if query != "get_iocs" && s.feed.Term == "" {
		return nil, fmt.Errorf("the query `%s` wants a term", query)
	}
	switch query {
	case "get_iocs":
		return map[string]any{"query": query, "days": s.days()}, nil
	case "malwareinfo":
		return map[string]any{"query": query, "malware": s.feed.Term, "limit": maxFound}, nil
	case "taginfo":
		return map[string]any{"query": query, "tag": s.feed.Term, "limit": maxFound}, nil
	case "search_ioc":
		return map[string]any{"query": query, "search_term": s.feed.Term}, nil
	}
	return nil, fmt.Errorf("unknown query `%s`; there are %s", query, strings.Join(Queries(), ", "))
}

// days is how far back to ask: to the last pull and a day more, since reports come late.
func (s *session) days() int {
	gap, ok := s.since()
	if !ok {
		if s.feed.Days > 0 {
			return min(s.feed.Days, maxDays)
		}
		return maxDays
	}
	days := int(math.Ceil(gap.Hours()/24)) + 1
	if days > maxDays {
		s.note("the last pull was %s ago and the API reaches back %d days: what came between is in the exports, pull threatfox", gap.Round(time.Hour), maxDays)
	}
	return min(max(days, 1), maxDays)
}

// ask sends a question to the API and judges the answer's status. What is there for a while
// only, such as a limit of requests, is asked again.
func (s *session) ask(ctx context.Context, question map[string]any) (*body, error) {
	text, err := json.Marshal(question)
	if err != nil {
		return nil, err
	}
	for attempt := 1; ; attempt++ {
		b, err := s.fetch(ctx, request{method: http.MethodPost, url: s.feed.URL, header: jsonHeader, body: string(text)})
		if err != nil {
			return nil, err
		}
		err = s.judge(b)
		if !errors.Is(err, errLimited) || attempt == defaultAttempts {
			return b, err
		}
		wait, _ := s.again(err, attempt)
		if err := s.sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

var errLimited = errors.New("the API is asked too often: wait some minutes")

// judge looks at the status of an answer and closes the answer where it is an error. Where
// nothing was found it is none.
func (s *session) judge(b *body) error {
	status, message, err := envelope(b.file)
	if err == nil {
		err = judgeStatus(status, message)
	}
	if err != nil {
		b.Close()
		return err
	}
	_, err = b.file.Seek(0, io.SeekStart)
	return err
}

func judgeStatus(status, message string) error {
	shown := indicator.Printable(status, maxSaid)
	if message != "" {
		message = ": " + indicator.Printable(message, maxSaid)
	}
	switch status {
	case "", "ok", "no_result", "no_results", "hash_not_found":
		return nil
	case "unknown_auth_key", "unauthorized", "no_auth_key", "user_blacklisted":
		return fmt.Errorf("the API does not take the key (`%s`)%s; get one, free of charge, at https://auth.abuse.ch/", shown, message)
	case "rate_limited":
		return fmt.Errorf("%w (`%s`)%s", errLimited, shown, message)
	case "illegal_search_term", "illegal_hash":
		return fmt.Errorf("the API does not take the term (`%s`)%s", shown, message)
	}
	return fmt.Errorf("the API answered `%s` instead of indicators%s", shown, message)
}

// envelope returns the status of an answer, and its data where these are a sentence. Text that
// is no JSON object has none.
func envelope(r io.Reader) (status, message string, err error) {
	d := json.NewDecoder(r)
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return "", "", nil
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return "", "", fmt.Errorf("the answer is cut short or no JSON: %w", err)
		}
		value, err := skip(d)
		if err != nil {
			return "", "", fmt.Errorf("the answer is cut short or no JSON: %w", err)
		}
		switch name {
		case "query_status":
			status = value
		case "data":
			message = value
		}
	}
	return status, message, nil
}

// skip passes over a value and returns it where it is a text.
func skip(d *json.Decoder) (string, error) {
	token, err := d.Token()
	if err != nil {
		return "", err
	}
	_, ok := token.(json.Delim)
	if !ok {
		text, _ := token.(string)
		return text, nil
	}
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return "", nil
}

// maxFamilies is how large the list of families may be.
const maxFamilies = 64 << 20

// Families asks ThreatFox for the malware families that it knows, sorted by id.
func (c *Client) Families(ctx context.Context, url string) ([]indicator.Family, error) {
	if c.Key == "" {
		return nil, ErrNoKey
	}
	if url == "" {
		url = threatFoxAPIKind.url
	}
	s := &session{Client: c, feed: Feed{Name: "threatfox-api", URL: url}, batch: &Batch{Cursor: Cursor{}}, secrets: map[string]string{authKey: c.Key}}
	b, err := s.ask(ctx, map[string]any{"query": "malware_list"})
	if err != nil {
		return nil, s.scrub(err)
	}
	data, err := b.text(maxFamilies)
	if err != nil {
		return nil, err
	}
	return familiesIn(data)
}

func familiesIn(data []byte) ([]indicator.Family, error) {
	var answer struct {
		Data map[string]struct {
			Name  string  `json:"malware_printable"`
			Alias *string `json:"malware_alias"`
		} `json:"data"`
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, fmt.Errorf("the answer to malware_list is none: %w", err)
	}
	var all []indicator.Family
	for id, f := range answer.Data {
		if indicator.UnknownFamily(id) {
			continue
		}
		family := indicator.Family{ID: strings.ToLower(id), Name: f.Name}
		if f.Alias != nil && *f.Alias != "" && *f.Alias != "None" {
			family.Aliases = strings.Split(*f.Alias, ",")
		}
		all = append(all, family)
	}
	slices.SortFunc(all, func(a, b indicator.Family) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}
