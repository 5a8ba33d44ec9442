package store

import (
	"context"
	"database/sql"
	"iter"
	"strings"
	"time"

	"foxhound/indicator"
)

// A Filter picks assertions. What is left zero picks all.
type Filter struct {
	Feeds    []string // names
	Families []string // keys, as [indicator.Family.Key]; "" is no family
	Place    string   // of [PlaceOf]: what has the host, address or hash
	Below    bool     // and, of a place that is a name, what is below it
	Held     bool     // what awaits review alone
}

// PlaceOf is the place of an observable, for [Filter.Place].
func PlaceOf(o indicator.Observable) string { return placeOf(o) }

// Parents are the places of the domains above a place that have two labels at least, the
// nearest first.
func Parents(place string) []string { return parents(place) }

// A State is whether an assertion counts, and why not.
type State string

const (
	Current   State = "current"
	Expired   State = "expired"   // by the source's word or by policy
	Withdrawn State = "withdrawn" // a whole feed stopped saying it
	Retracted State = "retracted" // its source was wrong, it says
	Held      State = "held"      // it awaits review
	Silenced  State = "benign"    // the people here say so
)

// State is the assertion's state at a time. Only where all else stands is it expired.
func (a *Assertion) State(now time.Time) State {
	until := a.Expiry()
	switch {
	case a.Benign:
		return Silenced
	case a.Retraction != nil:
		return Retracted
	case !a.Withdrawn.IsZero():
		return Withdrawn
	case a.Held != "":
		return Held
	case !until.IsZero() && now.After(until):
		return Expired
	}
	return Current
}

// Stands reports whether the assertion counts, now or in the past: an expired one does, for
// the events of its time.
func (a *Assertion) Stands() bool {
	return !a.Benign && a.Retraction == nil && a.Withdrawn.IsZero() && a.Held == ""
}

// Assertions yields the assertions that a filter picks, in the order of feeds, families and
// places as the store has them, which is the same for the same pulls. Each has the end that
// the policy of its feed gives it, unless its source gives one.
func (s *Store) Assertions(ctx context.Context, f Filter) iter.Seq2[*Assertion, error] {
	return func(yield func(*Assertion, error) bool) {
		if err := s.assertions(ctx, f, func(a *Assertion) bool { return yield(a, nil) }); err != nil {
			yield(nil, s.wrap(err))
		}
	}
}

func (s *Store) assertions(ctx context.Context, f Filter, yield func(*Assertion) bool) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one state of the store for all queries
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n names
	if err := n.load(ctx, tx); err != nil {
		return err
	}
	judge, err := newJudge(ctx, tx)
	if err != nil {
		return err
	}
	text, args := f.query(&n)
	rows, err := tx.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var a stored
		if err := a.scan(rows, &n); err != nil {
			return err
		}
		if a.ValidUntil.IsZero() {
			a.ValidUntil = n.feeds[a.feed].Expiry.until(&a.Indicator)
		}
		judge.judge(&a.Assertion)
		if !yield(&a.Assertion) {
			return nil
		}
	}
	return rows.Err()
}

// query is the filter in SQL: by way of the families that feeds name, where it says which.
func (f *Filter) query(n *names) (text string, args []any) {
	var where []string
	if f.Feeds != nil {
		where = append(where, "t.feed IN (SELECT id FROM feed WHERE name IN ("+marked(len(f.Feeds))+"))")
		for _, name := range f.Feeds {
			args = append(args, name)
		}
	}
	if f.Families != nil {
		where = append(where, "t.family IN (SELECT id FROM family WHERE key IN ("+marked(len(f.Families))+"))")
		for _, key := range f.Families {
			args = append(args, key)
		}
	}
	switch {
	case f.Place == "":
	case f.Below && strings.HasSuffix(f.Place, "."):
		where = append(where, "a.place >= ? AND a.place < ?")
		args = append(args, f.Place, strings.TrimSuffix(f.Place, ".")+"/") // the character behind the dot
	default:
		where = append(where, "a.place = ?")
		args = append(args, f.Place)
	}
	if f.Held && where == nil {
		return "SELECT " + named() + " FROM assertion a WHERE a.held IS NOT NULL ORDER BY a.feed, a.family, a.place, a.mark", nil
	}
	if f.Held {
		where = append(where, "a.held IS NOT NULL")
	}
	if where == nil {
		return "SELECT " + named() + " FROM assertion a ORDER BY a.feed, a.family, a.place, a.mark", nil
	}
	return "SELECT " + named() + " FROM attribution t CROSS JOIN assertion a ON a.feed = t.feed AND a.family = t.family WHERE " +
		strings.Join(where, " AND ") + " ORDER BY a.feed, a.family, a.place, a.mark", args
}

// named are the columns of the table a.
func named() string {
	return "a." + strings.ReplaceAll(strings.Join(strings.Fields(columns), " "), ", ", ", a.")
}

// marked is a list of n parameters.
func marked(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

// A judge says of assertions what was said of them later.
type judge struct {
	retractions map[indicator.Observable][]Retraction
	verdicts    map[indicator.Observable]string
}

func newJudge(ctx context.Context, q querier) (*judge, error) {
	j := &judge{retractions: map[indicator.Observable][]Retraction{}}
	all, err := retractions(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		j.retractions[r.Observable] = append(j.retractions[r.Observable], r)
	}
	j.verdicts, err = standingVerdicts(ctx, q)
	return j, err
}

func (j *judge) judge(a *Assertion) {
	for _, r := range j.retractions[a.Observable] {
		if r.retracts(a) {
			a.Retraction = &r
		}
	}
	a.Benign = j.verdicts[a.Observable] == Benign
}
