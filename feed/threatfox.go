package feed

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"foxhound/indicator"
)

// A row is one record of a ThreatFox feed as its text has it, whichever form carried it.
type row struct {
	id, value, kind, threatType string
	family, familyName, aliases string
	firstSeen, lastSeen         string
	confidence, compromised     string
	reference, reporter         string
	tags                        []string
}

// threatFox turns a row into an indicator; the error is the reason why it gives none. The
// kind is set all the same where the row names one.
func (c *collector) threatFox(r row) (indicator.Indicator, error) {
	ind := indicator.Indicator{
		Family:     c.family(absent(r.family), absent(r.familyName), absent(r.aliases)),
		ThreatType: c.intern(absent(r.threatType)),
		Reporter:   c.intern(absent(r.reporter)),
		Source:     indicator.ThreatFox,
		ID:         strings.Clone(absent(r.id)),
	}
	var errs [5]error
	ind.Observable, errs[0] = observable(absent(r.kind), r.value)
	ind.Confidence, errs[1] = confidence(absent(r.confidence))
	ind.FirstSeen, errs[2] = date("first_seen", absent(r.firstSeen))
	ind.LastSeen, errs[3] = date("last_seen", absent(r.lastSeen))
	ind.Compromised, errs[4] = boolean("is_compromised", absent(r.compromised))
	for _, err := range errs {
		if err != nil {
			kind, _ := indicator.ParseKind(absent(r.kind))
			return indicator.Indicator{Observable: indicator.Observable{Kind: kind}}, err
		}
	}
	ind.Reference = reference(absent(r.reference), ind.Value)
	ind.Tags = c.tags(r.tags)
	return ind, nil
}

// absent returns a field without the words that ThreatFox has for nothing.
func absent(field string) string {
	field = strings.TrimSpace(field)
	switch field {
	case "None", "null", "NULL", "-":
		return ""
	}
	return field
}

// unstated returns a confidence or date without the words that pages have for none.
func unstated(field string) string {
	switch strings.ToLower(field) {
	case "unknown", "n/a", "none", "–", "—", "?":
		return ""
	}
	return field
}

// observable reads a value as the kind that its source names, or guesses where it names none.
func observable(kind, value string) (indicator.Observable, error) {
	value = strings.TrimSpace(value)
	if value == "" {
		return indicator.Observable{}, errors.New("the value is empty")
	}
	var o indicator.Observable
	var err error
	if kind == "" {
		o, err = indicator.Parse(value)
	} else {
		k, ok := indicator.ParseKind(kind)
		if !ok {
			return o, fmt.Errorf("unknown indicator type `%s`", printable(kind))
		}
		o, err = indicator.ParseAs(k, value)
	}
	o.Value = strings.Clone(o.Value) // the row it may be part of is not kept
	return o, err
}

// confidence reads per cent, with or without the sign.
func confidence(text string) (int, error) {
	if unstated(text) == "" {
		return indicator.UnknownConfidence, nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(text, "%")))
	if err != nil || n < 0 || n > 100 {
		return 0, fmt.Errorf("confidence `%s` is no number from 0 to 100", printable(text))
	}
	return n, nil
}

// dateLayouts are ThreatFox's spellings of a date, and those of its neighbours. The length of
// a text tells which it can be.
var dateLayouts = []string{
	time.DateTime,
	time.DateTime + " UTC",
	time.DateOnly,
	"2006-01-02 15:04",
	"2006-01-02 15:04 UTC",
}

// spelledDates are those of any length: with a zone, or with the month in letters, as people
// write them in pages. Days that only a country's custom tells from months are none.
var spelledDates = []string{time.RFC3339, "Jan 2, 2006", "January 2, 2006", "2 Jan 2006", "2 January 2006", "2-Jan-2006"}

// date reads a time of a feed. Without a zone it is UTC.
func date(field, text string) (time.Time, error) {
	if unstated(text) == "" || strings.HasPrefix(text, "0000-00-00") {
		return time.Time{}, nil
	}
	if t, ok := plainDate(text); ok { // Fast path
		return t, nil
	}
	for _, layout := range dateLayouts {
		if len(layout) != len(text) {
			continue
		}
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	for _, layout := range spelledDates {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%s `%s` is no date like 2006-01-02 15:04:05", field, printable(text))
}

// plainDate reads a time in ThreatFox's first spelling, [time.DateTime]. It is not sure of
// others. FuzzPlainDate holds it to package time.
func plainDate(s string) (t time.Time, ok bool) {
	const layout = "0000-00-00 00:00:00"
	if len(s) != len(layout) {
		return t, false
	}
	for i := range len(s) {
		if digit := s[i] >= '0' && s[i] <= '9'; digit != (layout[i] == '0') || !digit && s[i] != layout[i] {
			return t, false
		}
	}
	two := func(at int) int { return int(s[at]-'0')*10 + int(s[at+1]-'0') }
	year, month, day := two(0)*100+two(2), time.Month(two(5)), two(8)
	hour, minute, second := two(11), two(14), two(17)
	t = time.Date(year, month, day, hour, minute, second, 0, time.UTC)
	return t, month >= 1 && month <= 12 && t.Day() == day && hour < 24 && minute < 60 && second < 60
}

func boolean(field, text string) (bool, error) {
	if text == "" {
		return false, nil
	}
	b, err := strconv.ParseBool(strings.ToLower(text))
	if err != nil {
		return false, fmt.Errorf("%s `%s` is neither true nor false", field, printable(text))
	}
	return b, nil
}

// reference returns the URL to read on at: the row's own where it is one, else
// ThreatFox's search for the value.
func reference(own, value string) string {
	if !strings.Contains(own, "://") {
		return indicator.SearchLink(value)
	}
	if u, err := url.Parse(own); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		return strings.Clone(own)
	}
	return indicator.SearchLink(value)
}

// tags returns the tags that say something.
func (c *collector) tags(tags []string) []string {
	var kept []string
	for _, tag := range tags {
		if tag = absent(tag); tag != "" {
			kept = append(kept, c.intern(tag))
		}
	}
	return kept
}
