package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"foxhound/indicator"
)

// A Finding is what a hunt found: the matches of a family, an entity and a day. The same
// finding of a later hunt is known by those, and has what the later hunt says of it.
type Finding struct {
	ID         int64
	Family     string // id; empty where no family is known
	FamilyName string
	Entity     string
	EntityKind string
	Day        string
	Severity   string
	Matches    int
	Excluded   int
	First      time.Time
	Last       time.Time
	Facts      json.RawMessage // all that the hunt said of it
	Sample     string          // file:line
	Values     []Sighting      // the indicators, most matches first
	Events     []Event         // of the matches; of very many, some
	Found      time.Time       // when a hunt first found it
	Seen       time.Time       // when a hunt last found it
	Hunts      int             // how many found it
	Cleared    time.Time       // zero where it is open
	Reason     string          // why it was cleared
}

// A Sighting is an indicator that matched.
type Sighting struct {
	indicator.Observable
	Matches int
}

// ErrNoFinding means that no finding has the number.
var ErrNoFinding = errors.New("no finding has this number")

// key tells findings apart. Those of no family are told by their first indicator.
func (f *Finding) key() (string, error) {
	lone := ""
	if f.Family == "" && len(f.Values) > 0 {
		lone = f.Values[0].Kind.String() + " " + f.Values[0].Value
	}
	return jsonList([]string{f.Family, lone, f.EntityKind, strings.ToLower(f.Entity), f.Day})
}

// Record keeps the findings of a hunt. Each gets its number, and what was known of it before:
// of one that is new, Hunts is 0.
func (s *Store) Record(ctx context.Context, findings []Finding) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.wrap(err)
	}
	defer tx.Rollback()
	now := s.opts.Now().UTC()
	for i := range findings {
		if err := record1(ctx, tx, &findings[i], now); err != nil {
			return s.wrap(err)
		}
	}
	return s.wrap(tx.Commit())
}

func record1(ctx context.Context, tx *sql.Tx, f *Finding, now time.Time) error {
	key, err := f.key()
	if err != nil {
		return err
	}
	var found int64
	var cleared *int64
	err = tx.QueryRowContext(ctx, "SELECT id, found, hunts, cleared, reason FROM finding WHERE key = ?", key).Scan(&f.ID, &found, &f.Hunts, &cleared, &f.Reason)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	f.Found, f.Cleared = now, moment(cleared)
	if f.Hunts > 0 {
		f.Found = moment(&found)
	}
	if err := tx.QueryRowContext(ctx, `INSERT INTO finding (key, family, family_name, entity, entity_kind, day, severity, matches, excluded,
		first, last, facts, sample, found, seen, hunts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
		ON CONFLICT (key) DO UPDATE SET family_name = excluded.family_name, severity = excluded.severity, matches = excluded.matches,
		excluded = excluded.excluded, first = excluded.first, last = excluded.last, facts = excluded.facts, sample = excluded.sample,
		seen = excluded.seen, hunts = hunts + 1 RETURNING id`,
		key, f.Family, f.FamilyName, f.Entity, f.EntityKind, f.Day, f.Severity, f.Matches, f.Excluded,
		timeOrNull(f.First), timeOrNull(f.Last), string(f.Facts), f.Sample, now.UnixMilli(), now.UnixMilli()).Scan(&f.ID); err != nil {
		return err
	}
	if err := sightings(ctx, tx, f); err != nil {
		return err
	}
	return keepEvents(ctx, tx, f)
}

// sightings replaces those of a finding.
func sightings(ctx context.Context, tx *sql.Tx, f *Finding) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM sighting WHERE finding = ?", f.ID); err != nil {
		return err
	}
	for _, v := range f.Values {
		if _, err := tx.ExecContext(ctx, `INSERT INTO sighting (finding, kind, value, matches) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET matches = matches + excluded.matches`, f.ID, int(v.Kind), v.Value, v.Matches); err != nil {
			return err
		}
	}
	return nil
}

const findingColumns = `f.id, f.family, f.family_name, f.entity, f.entity_kind, f.day, f.severity, f.matches, f.excluded, f.first, f.last,
	f.facts, f.sample, f.found, f.seen, f.hunts, f.cleared, f.reason`

func scanFinding(rows *sql.Rows) (f Finding, err error) {
	var first, last, cleared *int64
	var found, seen int64
	var facts string
	err = rows.Scan(&f.ID, &f.Family, &f.FamilyName, &f.Entity, &f.EntityKind, &f.Day, &f.Severity, &f.Matches, &f.Excluded, &first, &last,
		&facts, &f.Sample, &found, &seen, &f.Hunts, &cleared, &f.Reason)
	f.First, f.Last, f.Found, f.Seen, f.Cleared = moment(first), moment(last), moment(&found), moment(&seen), moment(cleared)
	f.Facts = json.RawMessage(facts)
	return f, err
}

// Findings lists what hunts found, the newest day first, without the indicators and events of each.
func (s *Store) Findings(ctx context.Context) ([]Finding, error) {
	return s.findings(ctx, "SELECT "+findingColumns+" FROM finding f ORDER BY f.day DESC, f.family, f.entity, f.id")
}

// Sightings lists the findings that an observable has matches in, the newest day first.
func (s *Store) Sightings(ctx context.Context, o indicator.Observable) ([]Finding, error) {
	return s.findings(ctx, "SELECT "+findingColumns+` FROM sighting s JOIN finding f ON f.id = s.finding
		WHERE s.kind = ? AND s.value = ? ORDER BY f.day DESC, f.family, f.entity, f.id`, int(o.Kind), o.Value)
}

func (s *Store) findings(ctx context.Context, query string, args ...any) ([]Finding, error) {
	var all []Finding
	err := each(ctx, s.db, func(rows *sql.Rows) error {
		f, err := scanFinding(rows)
		all = append(all, f)
		return err
	}, query, args...)
	return all, s.wrap(err)
}

// Finding returns one with its indicators and events; where there is none of the number, [ErrNoFinding].
func (s *Store) Finding(ctx context.Context, id int64) (Finding, error) {
	all, err := s.findings(ctx, "SELECT "+findingColumns+" FROM finding f WHERE f.id = ?", id)
	if err != nil {
		return Finding{}, err
	}
	if len(all) == 0 {
		return Finding{}, fmt.Errorf("%d: %w", id, ErrNoFinding)
	}
	f := all[0]
	err = each(ctx, s.db, func(rows *sql.Rows) error {
		var v Sighting
		var kind int
		err := rows.Scan(&kind, &v.Value, &v.Matches)
		v.Kind = indicator.Kind(kind)
		f.Values = append(f.Values, v)
		return err
	}, "SELECT kind, value, matches FROM sighting WHERE finding = ? ORDER BY matches DESC, kind, value", id)
	if err != nil {
		return f, s.wrap(err)
	}
	return f, s.eventsOf(ctx, &f)
}

// Clear closes a finding for a reason: hunts that find it again say so and no more. An empty
// reason opens it again.
func (s *Store) Clear(ctx context.Context, id int64, reason string) error {
	cleared := timeOrNull(s.opts.Now())
	if reason == "" {
		cleared = nil
	}
	done, err := s.db.ExecContext(ctx, "UPDATE finding SET cleared = ?, reason = ? WHERE id = ?", cleared, reason, id)
	if err != nil {
		return s.wrap(err)
	}
	if n, _ := done.RowsAffected(); n == 0 {
		return fmt.Errorf("%d: %w", id, ErrNoFinding)
	}
	return nil
}
