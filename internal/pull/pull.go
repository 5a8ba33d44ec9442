// Package pull fetches feeds: over HTTP, politely, from publishers whose ways it knows and from
// any address, and from files. Start with [Client.Pull], which takes a [Feed] and how far it
// was read, and gives what is new as a [Batch]. [Kinds] says which sorts of feed there are,
// [Builtin] which feeds need no configuration.
//
// The package reads what it fetched with package feed and stores nothing: its caller does,
// together with the cursor of the batch, so that both are kept or neither.
package pull

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"foxhound/feed"
	"foxhound/indicator"
)

// A Feed is what is to be fetched, and how. What is zero has the default of its kind.
type Feed struct {
	Name    string
	Kind    string // one of [Kinds]
	URL     string // where it is; for a file its path
	Columns feed.Columns
	Source  string            // the [indicator.Indicator.Source] of all that it gives; empty leaves it to the format
	Query   string            // of the ThreatFox API: get_iocs, malwareinfo, taginfo or search_ioc
	Term    string            // what malwareinfo, taginfo and search_ioc ask for
	Days    int               // how far back the first pull reaches, where the feed can be asked so
	Whole   bool              // every pull brings all that the feed asserts
	Report  bool              // pages of HTML are reports, not errors of a server
	Headers map[string]string // secrets to send: header fields and their values, to the feed's own host alone
	Timeout time.Duration     // how long nothing may come
}

// A Cursor is how far a feed was read: what the next pull wants to know.
type Cursor map[string]string

// A Batch is what one pull brought.
type Batch struct {
	Results []*feed.Result
	Cursor  Cursor // to be kept with what the results hold
	Fresh   bool   // whether there was anything new; without, there are no results
	Whole   bool   // the results are all that the feed asserts
	Bytes   int64  // that came, compressed as they came, attempts that failed included
	Notes   []string
	Broken  error // why the rest of a feed of many parts could not be had: the next pull takes up there
}

// Pull fetches a feed. With an error the batch is nil, and nothing of it may be kept.
func (c *Client) Pull(ctx context.Context, f Feed, cursor Cursor) (*Batch, error) {
	kind, ok := kindOf(f.Kind)
	if !ok {
		return nil, fmt.Errorf("feed %s: unknown kind `%s`; there are %s", f.Name, f.Kind, strings.Join(Kinds(), ", "))
	}
	if f.URL == "" {
		f.URL = kind.url
	}
	s := &session{Client: c, feed: f, old: cursor, batch: &Batch{Cursor: Cursor{}, Whole: f.Whole || kind.whole}}
	maps.Copy(s.batch.Cursor, cursor)
	s.secrets = f.Headers
	if kind.key {
		if c.Key == "" {
			return nil, fmt.Errorf("feed %s: %w", f.Name, ErrNoKey)
		}
		s.secrets = map[string]string{authKey: c.Key}
	}
	if err := kind.pull(ctx, s); err != nil {
		return nil, fmt.Errorf("feed %s: %w", f.Name, s.scrub(err))
	}
	if s.batch.Broken != nil {
		s.batch.Broken = fmt.Errorf("feed %s: %w", f.Name, s.scrub(s.batch.Broken))
	}
	s.batch.Cursor[pulledAt] = c.now().UTC().Format(time.RFC3339)
	return s.batch, nil
}

// pulledAt is the cursor's word for when the feed was last pulled.
const pulledAt = "pulled"

// A session is one pull.
type session struct {
	*Client
	feed    Feed
	old     Cursor
	batch   *Batch
	secrets map[string]string
}

// since is how long ago the last pull was; ok is false where there was none.
func (s *session) since() (time.Duration, bool) {
	at, err := time.Parse(time.RFC3339, s.old[pulledAt])
	return s.now().Sub(at), err == nil
}

// read reads what was fetched as a feed and adds it to the batch.
func (s *session) read(ctx context.Context, name string, b *body) error {
	defer b.Close()
	r, err := s.options().Read(ctx, name, b.file)
	if err == nil && r.Format == "html" && !s.feed.Report {
		err = errPage
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s.add(r)
	return nil
}

// options are what is known of the feed's files.
func (s *session) options() feed.Options {
	return feed.Options{Columns: s.feed.Columns, Source: s.feed.Source, Packed: true}
}

// add takes a result into the batch.
func (s *session) add(r *feed.Result) {
	s.batch.Results = append(s.batch.Results, r)
	s.batch.Fresh = true
	s.tell()
}

// tell says how far the pull is.
func (s *session) tell() {
	if s.Progress != nil {
		s.Progress(s.batch.Bytes, len(s.batch.Results))
	}
}

func (s *session) note(format string, args ...any) {
	s.batch.Notes = append(s.batch.Notes, fmt.Sprintf(format, args...))
}

// Counts adds up what the results hold.
func (b *Batch) Counts() (rows, indicators, removals, malformed int) {
	for _, r := range b.Results {
		rows, indicators = rows+r.Rows, indicators+r.Len()
		removals, malformed = removals+len(r.Removals), malformed+len(r.Malformed)
	}
	return rows, indicators, removals, malformed
}

// SourceOf is the [indicator.Indicator.Source] that a platform's removals take back: abuse.ch
// writes ThreatFox, MalwareBazaar, URLhaus.
func SourceOf(platform string) string {
	name := strings.ToLower(strings.Join(strings.Fields(platform), ""))
	if name == "feodotracker" {
		return "feodo"
	}
	if name == "" {
		return indicator.ThreatFox
	}
	return name
}

// Kinds lists the sorts of feed.
func Kinds() []string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return names
}

// A kind is a sort of feed: where it is unless it is said, and how it is fetched.
type kind struct {
	name  string
	about string
	url   string
	key   bool // needs the key of abuse.ch
	whole bool
	pull  func(ctx context.Context, s *session) error
}

// kinds are the sorts of feed, each in its own file.
func kinds() []kind {
	return []kind{threatFoxKind, threatFoxAPIKind, removalsKind, urlhausKind, bazaarKind, feodoKind, sslblKind, mispKind, taxiiKind, urlKind, fileKind}
}

func kindOf(name string) (kind, bool) {
	all := kinds()
	if i := slices.IndexFunc(all, func(k kind) bool { return k.name == name }); i >= 0 {
		return all[i], true
	}
	return kind{}, false
}

// NeedsURL reports whether a feed of the kind must say where it is.
func NeedsURL(name string) bool {
	k, _ := kindOf(name)
	return k.url == ""
}

// About says in a line what a kind is.
func About(name string) string {
	k, _ := kindOf(name)
	return k.about
}

// Location is where a feed is, without what may be secret in it.
func (f Feed) Location() string {
	url := f.URL
	if k, ok := kindOf(f.Kind); ok && url == "" {
		url = k.url
	}
	return Redact(url)
}
