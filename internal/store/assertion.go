package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"foxhound/indicator"
)

// An Assertion is what one feed says once of one value.
type Assertion struct {
	indicator.Indicator
	Feed      string    // the feed's name
	Added     time.Time // when the store first heard it
	Withdrawn time.Time // when a whole feed stopped saying it; zero while it does
	Held      string    // why it awaits review; empty where it does not

	Retraction *Retraction // the source's word that it was wrong; nil where there is none
	Benign     bool        // the people here say so
}

// stored is an assertion as its row has it.
type stored struct {
	Assertion
	feed, family int64
	place        string
	mark, print  int64
}

// columns of a row, in the order of [stored.scan] and of an inserter's rows.
const columns = `feed, family, place, mark, print, kind, value, entry, said, confidence, first_seen, last_seen,
	valid_until, reference, comment, tags, compromised, added, pull, withdrawn, held`

// scan reads the columns of a row. What it refers to by number is in names.
func (a *stored) scan(rows *sql.Rows, n *names) error {
	var kind, said, pull int64
	var entry, reference, comment, tags, held *string
	var confidence, first, last, until, compromised, added, withdrawn *int64
	if err := rows.Scan(&a.feed, &a.family, &a.place, &a.mark, &a.print, &kind, &a.Value, &entry, &said, &confidence, &first, &last,
		&until, &reference, &comment, &tags, &compromised, &added, &pull, &withdrawn, &held); err != nil {
		return err
	}
	say := n.saying[said]
	a.Kind, a.Family = indicator.Kind(kind), n.family[a.family]
	a.ThreatType, a.Reporter, a.Source = say.threat, say.reporter, say.source
	a.ID, a.Reference, a.Comment, a.Held = text(entry), text(reference), text(comment), text(held)
	a.FirstSeen, a.LastSeen, a.ValidUntil, a.Added, a.Withdrawn = moment(first), moment(last), moment(until), moment(added), moment(withdrawn)
	a.Compromised, a.Feed = compromised != nil, n.feeds[a.feed].Name
	if a.Confidence = indicator.UnknownConfidence; confidence != nil {
		a.Confidence = int(*confidence)
	}
	if tags == nil {
		return nil
	}
	if err := json.Unmarshal([]byte(*tags), &a.Tags); err != nil {
		return fmt.Errorf("tags of %s: %w", indicator.Printable(a.Value, 0), err)
	}
	return nil
}

// text is what may be NULL in a row.
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// moment is a time as rows have it.
func moment(ms *int64) time.Time {
	if ms == nil {
		return time.Time{}
	}
	return time.UnixMilli(*ms).UTC()
}

// orNull are values as rows have them: what is not said is NULL.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func timeOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}
