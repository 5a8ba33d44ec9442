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
	r, err := s.beginReading(ctx)
	if err != nil {
		return err
	}
	defer r.end()
	text, args := f.query()
	rows, err := r.tx.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var a stored
		if err := r.take(rows, &a); err != nil {
			return err
		}
		if !yield(&a.Assertion) {
			return nil
		}
	}
	return rows.Err()
}

// A reading sees one state of the store, whatever is written meanwhile.
type reading struct {
	ctx   context.Context
	tx    *sql.Tx
	names names
	judge *judge
}

func (s *Store) beginReading(ctx context.Context) (*reading, error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	r := &reading{ctx: ctx, tx: tx}
	if err = r.names.load(ctx, tx); err == nil {
		r.judge, err = newJudge(ctx, tx)
	}
	if err != nil {
		r.end()
		return nil, err
	}
	return r, nil
}

func (r *reading) end() { r.tx.Rollback() }

// take reads a row, with what was said of it later and the end that its feed's policy gives it.
func (r *reading) take(rows *sql.Rows, a *stored) error {
	if err := a.scan(rows, &r.names); err != nil {
		return err
	}
	if a.ValidUntil.IsZero() {
		a.ValidUntil = r.names.feeds[a.feed].Expiry.until(&a.Indicator)
	}
	r.judge.judge(&a.Assertion)
	return nil
}

// attributed is what the filter says of feeds and families, of the table attribution t.
func (f *Filter) attributed() (where []string, args []any) {
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
	return where, args
}

// placed is what the filter says of places, of the table assertion a.
func (f *Filter) placed() (and string, args []any) {
	switch {
	case f.Place == "":
		return "", nil
	case f.Below && strings.HasSuffix(f.Place, "."):
		return " AND a.place >= ? AND a.place < ?", []any{f.Place, strings.TrimSuffix(f.Place, ".") + "/"} // the character behind the dot
	}
	return " AND a.place = ?", []any{f.Place}
}

// query is the filter in SQL: by way of the families that feeds name, where it says which.
func (f *Filter) query() (text string, args []any) {
	where, args := f.attributed()
	placed, more := f.placed()
	text = "SELECT " + named() + " FROM assertion a WHERE TRUE"
	if where != nil || placed != "" {
		text = "SELECT " + named() + " FROM attribution t CROSS JOIN assertion a ON a.feed = t.feed AND a.family = t.family WHERE " +
			strings.Join(append(where, "TRUE"), " AND ")
	}
	if f.Held {
		placed += " AND a.held IS NOT NULL"
	}
	return text + placed + " ORDER BY a.feed, a.family, a.place, a.mark", append(args, more...)
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
	addresses   map[string][]Retraction // of what is at an address, by its place
	verdicts    map[indicator.Observable]string
}

func newJudge(ctx context.Context, q querier) (*judge, error) {
	j := &judge{retractions: map[indicator.Observable][]Retraction{}, addresses: map[string][]Retraction{}}
	all, err := retractions(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		j.retractions[r.Observable] = append(j.retractions[r.Observable], r)
		if loc, ok := r.Location(); ok && loc.Addr.IsValid() {
			j.addresses[loc.Host] = append(j.addresses[loc.Host], r)
		}
	}
	j.verdicts, err = standingVerdicts(ctx, q)
	return j, err
}

func (j *judge) judge(a *Assertion) {
	for _, r := range j.retractions[a.Observable] {
		if r.Retracts(&a.Indicator) {
			a.Retraction = &r
		}
	}
	a.Benign = j.verdicts[a.Observable] == Benign
	if len(j.addresses) > 0 && a.Retraction == nil && !a.Kind.Hash() {
		for _, r := range j.addresses[placeOf(a.Observable)] {
			a.Relisted = a.Relisted || r.Of(&a.Indicator)
		}
	}
}
