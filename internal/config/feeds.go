package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/pull"
)

// Names lists the feeds that the file names, sorted.
func (c *Config) Names() []string { return slices.Sorted(maps.Keys(c.Feeds)) }

// Known lists the feeds that can be pulled: those of the file and the built-in ones, sorted.
func (c *Config) Known() []string {
	names := c.Names()
	for _, b := range pull.Builtin() {
		names = append(names, b.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Setting is what the file says of a feed; of one that it does not name, nothing.
func (c *Config) Setting(name string) Feed {
	if f := c.Feeds[name]; f != nil {
		return *f
	}
	return Feed{}
}

// Feed returns what to fetch for a feed of the file or a built-in one. Secrets come from the
// environment.
func (c *Config) Feed(name string, getenv func(string) string) (pull.Feed, error) {
	set, named := c.Feeds[name]
	if _, known := builtin(name); !named && !known {
		return pull.Feed{}, fmt.Errorf("there is no feed `%s`; there are %s: add one with foxhound feed add",
			indicator.Printable(name, 60), strings.Join(c.Known(), ", "))
	}
	f, _ := builtin(name)
	f.Name = name
	if set == nil {
		return f, nil
	}
	return set.onto(f, getenv)
}

// onto puts what the file says over what is built in.
func (s *Feed) onto(f pull.Feed, getenv func(string) string) (pull.Feed, error) {
	f.Kind = s.kind(f.Name)
	if s.URL != "" {
		f.URL = s.URL
	}
	if s.Source != "" {
		f.Source = s.Source
	}
	f.Query, f.Term, f.Days, f.Whole, f.Report = s.Query, s.Term, s.Days, s.Whole, s.Report
	f.Timeout = time.Duration(s.Timeout)
	columns := s.Columns
	if s.Confidence != nil {
		columns = strings.TrimPrefix(fmt.Sprintf("%s,%s:%d", columns, feed.Confidence, *s.Confidence), ",")
	}
	var err error
	if columns != "" {
		if f.Columns, err = feed.ParseColumns(columns); err != nil {
			return f, err
		}
	}
	f.Headers, err = secrets(s.Headers, getenv)
	if err != nil {
		return f, fmt.Errorf("feed %s: %w", f.Name, err)
	}
	return f, nil
}

// secrets looks up the values of header fields.
func secrets(headers map[string]string, getenv func(string) string) (map[string]string, error) {
	if len(headers) == 0 {
		return nil, nil
	}
	values := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		value := strings.TrimSpace(getenv(headers[name]))
		if value == "" {
			return nil, fmt.Errorf("the header %s is in the environment variable %s, which is not set",
				indicator.Printable(name, 60), indicator.Printable(headers[name], 60))
		}
		values[name] = value
	}
	return values, nil
}

// check says what is wrong with the file and where.
func (c *Config) check() error {
	for _, name := range c.Names() {
		if c.Feeds[name] == nil {
			c.Feeds[name] = &Feed{} // "threatfox:" alone
		}
		if field, err := c.Feeds[name].check(name); err != nil {
			return fmt.Errorf("%s: feed %s%s: %w", c.place("feeds", name, field), indicator.Printable(name, 60), of(field), err)
		}
	}
	if r := c.Review; r.Add < 0 || r.Remove < 0 || r.Remove > 1 || r.Floor < 0 {
		return fmt.Errorf("%s: review: shares are not negative, and what may go is not more than 1", c.place("review", "", ""))
	}
	return nil
}

func of(field string) string {
	if field == "" {
		return ""
	}
	return ", " + field
}

// Location is where a feed is, without what may be secret in it.
func (c *Config) Location(name string) string {
	f, err := c.Feed(name, func(string) string { return "unseen" })
	if err != nil {
		return ""
	}
	return f.Location()
}

// ExpiryOf returns for how long a feed's indicators are current: its own days by kind, else
// those of all feeds. These do not touch ThreatFox, which lets its own expire: by the feed's kind,
// by the source that it is given, or by source, that of a file.
func (c *Config) ExpiryOf(name, source string) Expiry {
	var own Expiry
	set := c.Setting(name)
	b, _ := builtin(name)
	own, source = set.Expiry, cmp.Or(set.Source, b.Source, source)
	if _, all := own[0]; all || source == indicator.ThreatFox || strings.HasPrefix(set.kind(name), indicator.ThreatFox) {
		return own
	}
	if len(own) == 0 {
		return c.Expiry
	}
	both := maps.Clone(c.Expiry)
	if both == nil {
		both = Expiry{}
	}
	maps.Copy(both, own)
	return both
}
