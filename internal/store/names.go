package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"

	"foxhound/indicator"
)

// names are what assertions refer to by number: families, and what many have in common.
type names struct {
	families map[string]int64 // by key
	family   map[int64]indicator.Family
	sayings  map[saying]int64
	saying   map[int64]saying
	feeds    map[int64]Feed
}

// A saying is what many assertions of a feed have in common.
type saying struct{ threat, reporter, source string }

// A querier is the database, or a transaction in it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// each calls visit with every row of a query.
func each(ctx context.Context, q querier, visit func(*sql.Rows) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := visit(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (n *names) load(ctx context.Context, q querier) error {
	*n = names{map[string]int64{}, map[int64]indicator.Family{}, map[saying]int64{}, map[int64]saying{}, map[int64]Feed{}}
	if err := each(ctx, q, n.readFamily, "SELECT id, key, malpedia, name, aliases FROM family"); err != nil {
		return err
	}
	if err := each(ctx, q, n.readSaying, "SELECT id, threat, reporter, source FROM said"); err != nil {
		return err
	}
	return each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var expiry string
		var f Feed
		if err := rows.Scan(&id, &f.Name, &expiry); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(expiry), &f.Expiry)
		n.feeds[id] = f
		return err
	}, "SELECT id, name, expiry FROM feed")
}

func (n *names) readFamily(rows *sql.Rows) error {
	var id int64
	var key, aliases string
	var f indicator.Family
	if err := rows.Scan(&id, &key, &f.ID, &f.Name, &aliases); err != nil {
		return err
	}
	n.families[key], n.family[id] = id, f
	if aliases == "[]" {
		return nil
	}
	err := json.Unmarshal([]byte(aliases), &f.Aliases)
	n.family[id] = f
	return err
}

func (n *names) readSaying(rows *sql.Rows) error {
	var id int64
	var s saying
	err := rows.Scan(&id, &s.threat, &s.reporter, &s.source)
	n.sayings[s], n.saying[id] = id, s
	return err
}

// familyID returns the number of a family. A new one is written, and so is what is learnt of
// one that the store knew less of.
func (n *names) familyID(ctx context.Context, q querier, f indicator.Family) (int64, error) {
	id, ok := n.families[f.Key()]
	have := n.family[id]
	if ok && (f.Name == "" || have.Name != "") && (len(f.Aliases) == 0 || len(have.Aliases) > 0) {
		return id, nil
	}
	have = indicator.Family{ID: cmp.Or(have.ID, f.ID), Name: cmp.Or(have.Name, f.Name), Aliases: have.Aliases}
	if len(have.Aliases) == 0 {
		have.Aliases = f.Aliases
	}
	aliases, err := jsonList(have.Aliases)
	if err != nil {
		return 0, err
	}
	err = q.QueryRowContext(ctx, `INSERT INTO family (key, malpedia, name, aliases) VALUES (?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET name = excluded.name, aliases = excluded.aliases RETURNING id`,
		f.Key(), have.ID, have.Name, aliases).Scan(&id)
	n.families[f.Key()], n.family[id] = id, have
	return id, err
}

// sayingID returns the number of what an indicator has in common with many; a new one is written.
func (n *names) sayingID(ctx context.Context, q querier, s saying) (int64, error) {
	if id, ok := n.sayings[s]; ok {
		return id, nil
	}
	done, err := q.ExecContext(ctx, "INSERT INTO said (threat, reporter, source) VALUES (?, ?, ?)", s.threat, s.reporter, s.source)
	if err != nil {
		return 0, err
	}
	id, err := done.LastInsertId()
	n.sayings[s], n.saying[id] = id, s
	return id, err
}

// jsonList is a list of texts as JSON; none is [].
func jsonList(list []string) (string, error) {
	if len(list) == 0 {
		return "[]", nil
	}
	text, err := json.Marshal(list)
	return string(text), err
}
