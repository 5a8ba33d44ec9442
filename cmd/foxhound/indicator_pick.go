package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/dossier"
	"foxhound/internal/store"
	"foxhound/rule"
)

// pickFlags pick indicators of the store, as typed.
type pickFlags struct {
	family        []string
	kind          []string
	state         []string
	source        string
	minConfidence int
	since         moment
	now           instant
	guarded       bool
}

func addPick(e *env, cmd *cobra.Command) *pickFlags {
	q := &pickFlags{}
	f := cmd.Flags()
	f.StringArrayVar(&q.family, "family", nil, "of the family `NAME`: an id, a printable name or an alias (repeatable)")
	f.StringArrayVar(&q.kind, "kind", nil, "of the `KIND`: domain, ip, ip:port, url, md5, sha1, sha256, sha3_384 or email (repeatable)")
	f.StringArrayVar(&q.state, "state", nil, "in the `STATE`: current, expired, guarded, held, retracted, withdrawn or benign (repeatable)")
	f.StringVar(&q.source, "source", "", "that the feed or source `NAME` asserts")
	f.IntVar(&q.minConfidence, "min-confidence", 0, "of a confidence of `PER-CENT` or more")
	f.Var(&q.since, "since", "seen since then: a time, or a duration back from now")
	f.Var(&q.now, "now", "the `TIME` at which they count or not (default: the clock)")
	complete(cmd, "family", func(string) []string { return storedFamilies(cmd.Context(), e, cmd) })
	complete(cmd, "kind", func(string) []string { return kindNames() })
	complete(cmd, "state", func(string) []string { return stateNames() })
	return q
}

func kindNames() (names []string) {
	for _, k := range indicator.Kinds() {
		names = append(names, k.String())
	}
	return names
}

func stateNames() (names []string) {
	for _, s := range dossier.States() {
		names = append(names, string(s))
	}
	return names
}

// query turns the flags into a query of the store.
func (q *pickFlags) query(ctx context.Context, e *env, s *store.Store) (dossier.Query, error) {
	now := orNow(e, q.now)
	query := dossier.Query{Source: q.source, MinConfidence: q.minConfidence, Since: q.since.from(now), OnlyGuarded: q.guarded, Now: now}
	var err error
	if query.Guards, err = guardsOf(ctx, s); err != nil {
		return query, err
	}
	for _, name := range q.kind {
		k, ok := indicator.ParseKind(name)
		if !ok {
			return query, fmt.Errorf("flag `--kind`: unknown kind `%s`; %s", name, orNearest(name, kindNames(), "there are "+strings.Join(kindNames(), ", ")))
		}
		query.Kinds = append(query.Kinds, k)
	}
	for _, name := range q.state {
		state := choice{words: stateNames()}
		if err := state.Set(name); err != nil {
			return query, fmt.Errorf("flag `--state`: %w", err)
		}
		query.States = append(query.States, dossier.State(name))
	}
	for _, name := range q.family {
		f, err := storedFamily(ctx, s, name)
		if err != nil {
			return query, err
		}
		query.Families = append(query.Families, f.Key())
	}
	return query, nil
}

// storedFamily finds the family of the store that a person calls so.
func storedFamily(ctx context.Context, s *store.Store, word string) (indicator.Family, error) {
	families, err := s.Families(ctx)
	if err != nil {
		return indicator.Family{}, err
	}
	var all []indicator.Indicator
	for _, f := range families {
		all = append(all, indicator.Indicator{Family: f})
	}
	f, suggestions, err := rule.Find(word, all)
	if err != nil && len(suggestions) == 0 {
		err = fmt.Errorf("%w; foxhound family list shows the families there are", err)
	}
	return f, err
}

// orNow is a time that was given, or the clock's.
func orNow(e *env, at instant) time.Time {
	if at.IsZero() {
		return e.now()
	}
	return at.Time
}
