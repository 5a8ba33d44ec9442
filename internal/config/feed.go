package config

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"foxhound/feed"
	"foxhound/indicator"
	"foxhound/internal/lazyregexp"
	"foxhound/internal/pull"
)

// A Feed is what the file says of one feed. Everything but the address has a default, and of
// the built-in feeds that too.
type Feed struct {
	Kind       string            `yaml:"kind,omitempty"`       // one of [pull.Kinds]; without, the built-in feed of the name, else url or file by the address
	URL        string            `yaml:"url,omitempty"`        // the address, or the path of a file
	Columns    string            `yaml:"columns,omitempty"`    // as [feed.ParseColumns] reads it
	Confidence *int              `yaml:"confidence,omitempty"` // per cent, of what states none
	Source     string            `yaml:"source,omitempty"`     // the name under which its indicators are known, such as threatfox
	Expiry     Expiry            `yaml:"expiry,omitempty"`     // days after which an indicator that is not seen again has expired
	Every      Span              `yaml:"every,omitempty"`      // how often to pull it: for whoever runs foxhound by the clock
	Days       int               `yaml:"days,omitempty"`       // how far back the first pull reaches
	Whole      bool              `yaml:"whole,omitempty"`      // what is not in it any more is withdrawn
	Report     bool              `yaml:"report,omitempty"`     // its pages of HTML are reports
	Query      string            `yaml:"query,omitempty"`      // of threatfox-api: one of [pull.Queries]
	Term       string            `yaml:"term,omitempty"`       // what the query asks for
	Headers    map[string]string `yaml:"headers,omitempty"`    // header fields to send, and the environment variables that hold their values
	Timeout    Span              `yaml:"timeout,omitempty"`    // how long nothing may come
}

// A Span is a duration such as 90m, 6h or 7d.
type Span time.Duration

// UnmarshalYAML reads it.
func (s *Span) UnmarshalYAML(text []byte) error {
	d, err := ParseSpan(strings.Trim(strings.TrimSpace(string(text)), `"'`))
	*s = Span(d)
	return err
}

// MarshalYAML writes it as it is read.
func (s Span) MarshalYAML() ([]byte, error) { return []byte(s.String()), nil }

// String returns whole days as days.
func (s Span) String() string {
	d := time.Duration(s)
	if d > 0 && d%(24*time.Hour) == 0 {
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	}
	text := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, zero) {
			text = text[:len(text)-2]
		}
	}
	return text
}

// ParseSpan reads a duration that is more than nothing, in days or as [time.ParseDuration] has it.
func ParseSpan(text string) (time.Duration, error) {
	var d time.Duration
	var err error
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n uint64
		n, err = strconv.ParseUint(days, 10, 16)
		d = time.Duration(n) * 24 * time.Hour
	} else {
		d, err = time.ParseDuration(text)
	}
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("`%s` is no duration such as 30m, 6h or 7d", indicator.Printable(text, 60))
	}
	return d, nil
}

// An Expiry is a number of days for every kind of indicator, or one for each; the kind 0
// stands for those that are not named. Zero days are for ever.
type Expiry map[indicator.Kind]int

// maxDays is the longest expiry: a hundred years.
const maxDays = 36_500

// ParseExpiry reads "90", or "domain=30,url=14,default=90".
func ParseExpiry(text string) (Expiry, error) {
	if days, err := strconv.Atoi(text); err == nil {
		return newExpiry(map[string]int{"default": days})
	}
	table := map[string]int{}
	for part := range strings.SplitSeq(text, ",") {
		name, number, ok := strings.Cut(part, "=")
		days, err := strconv.Atoi(strings.TrimSpace(number))
		if !ok || err != nil {
			return nil, fmt.Errorf("`%s` is no expiry such as 90 or domain=30,default=90, in days", indicator.Printable(part, 60))
		}
		table[strings.TrimSpace(name)] = days
	}
	return newExpiry(table)
}

func newExpiry(table map[string]int) (Expiry, error) {
	e := Expiry{}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		kind, ok := indicator.ParseKind(name)
		if !ok && name != "default" {
			return nil, fmt.Errorf("expiry of `%s`: no kind of indicator; there are default, %s", indicator.Printable(name, 60), kindNames())
		}
		if days := table[name]; days < 0 || days > maxDays {
			return nil, fmt.Errorf("expiry of %s: %d days are not from 0 to %d", name, days, maxDays)
		}
		e[kind] = table[name]
	}
	return e, nil
}

func kindNames() string {
	var names []string
	for _, k := range indicator.Kinds() {
		names = append(names, k.String())
	}
	return strings.Join(names, ", ")
}

// UnmarshalYAML reads a number, or a number for each kind.
func (e *Expiry) UnmarshalYAML(decode func(any) error) (err error) {
	var days int
	table := map[string]int{}
	if decode(&days) == nil {
		table["default"] = days
	} else if err := decode(&table); err != nil {
		return fmt.Errorf("an expiry is a number of days, or one for each kind, such as {domain: 30, default: 90}")
	}
	*e, err = newExpiry(table)
	return err
}

// String lists the days by kind: domain 30 days, else 90 days.
func (e Expiry) String() string {
	var parts []string
	for _, k := range append(indicator.Kinds(), 0) {
		days, ok := e[k]
		text := fmt.Sprintf("%d days", days)
		switch {
		case !ok:
			continue
		case days == 0:
			text = "never"
		case days == 1:
			text = "1 day"
		}
		switch {
		case k != 0:
			text = k.String() + " " + text
		case len(parts) > 0:
			text = "else " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// MarshalYAML writes it as it is read.
func (e Expiry) MarshalYAML() (any, error) {
	if days, ok := e[0]; ok && len(e) == 1 {
		return days, nil
	}
	table := map[string]int{}
	for kind, days := range e {
		if kind == 0 {
			table["default"] = days
		} else {
			table[kind.String()] = days
		}
	}
	return table, nil
}

// nameForm is what a feed may be called: a word, for people and for scripts.
var nameForm = lazyregexp.New(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// kind is the sort of a feed: what it says, what the built-in feed of the name is, or what
// the address looks like.
func (f *Feed) kind(name string) string {
	if f.Kind != "" {
		return f.Kind
	}
	if b, ok := builtin(name); ok {
		return b.Kind
	}
	if strings.HasPrefix(f.URL, "http://") || strings.HasPrefix(f.URL, "https://") {
		return "url"
	}
	return "file"
}

// check says what is wrong with a feed, and in which field.
func (f *Feed) check(name string) (field string, err error) {
	kind := f.kind(name)
	_, known := builtin(name)
	switch {
	case !nameForm.MatchString(name):
		return "", fmt.Errorf("a name is up to 64 of a to z, 0 to 9, dot, dash and underscore, and begins with a letter or a digit")
	case !slices.Contains(pull.Kinds(), kind):
		return "kind", fmt.Errorf("unknown kind `%s`; there are %s", indicator.Printable(kind, 60), strings.Join(pull.Kinds(), ", "))
	case f.URL == "" && pull.NeedsURL(kind) && !known:
		return "", fmt.Errorf("a feed of kind %s needs a url", kind)
	case f.Confidence != nil && (*f.Confidence < 0 || *f.Confidence > 100):
		return "confidence", fmt.Errorf("%d is no number from 0 to 100", *f.Confidence)
	case f.Days < 0 || f.Days > maxDays:
		return "days", fmt.Errorf("%d is no number from 0 to %d", f.Days, maxDays)
	case f.Query != "" && kind != "threatfox-api":
		return "query", fmt.Errorf("only feeds of kind threatfox-api have queries")
	case f.Query != "" && !slices.Contains(pull.Queries(), f.Query):
		return "query", fmt.Errorf("unknown query `%s`; there are %s", indicator.Printable(f.Query, 60), strings.Join(pull.Queries(), ", "))
	case f.Query != "" && f.Query != "get_iocs" && f.Term == "":
		return "query", fmt.Errorf("the query %s needs a term", f.Query)
	}
	if kind != "file" && f.URL != "" {
		if u, err := url.Parse(f.URL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return "url", fmt.Errorf("`%s` is no address such as https://example.org/feed.csv", pull.Redact(f.URL))
		}
	}
	if f.Columns != "" {
		if _, err := feed.ParseColumns(f.Columns); err != nil {
			return "columns", err
		}
	}
	return "", nil
}

// builtin finds the built-in feed of a name.
func builtin(name string) (pull.Feed, bool) {
	for _, b := range pull.Builtin() {
		if b.Name == name {
			return b, true
		}
	}
	return pull.Feed{}, false
}
