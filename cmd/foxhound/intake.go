package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"foxhound/feed"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/store"
)

// An intake is where a command's indicators come from: the files of -i, or the store.
type intake struct {
	feeds  []*feed.Result
	whole  bool         // all could be read
	stored bool         // they are the store's
	guards *guard.Lists // the store's, where it is read
	store  *store.Store // open for findings; nil where none are kept
}

// takeIndicators reads the files or, where there are none, the store. The store stays open to
// take findings where it is in use: where it is read or named, and forget is not asked for.
func takeIndicators(ctx context.Context, e *env, files []string, flag string, forget bool) (*intake, error) {
	in := &intake{whole: true, stored: len(files) == 0}
	if !in.stored {
		in.feeds, in.whole = readFeeds(ctx, e, files)
	}
	if !in.stored && (flag == "" || forget) {
		return in, nil
	}
	s, err := in.open(ctx, e, flag)
	if err != nil {
		return nil, err
	}
	in.store = s
	if in.stored {
		if in.guards, err = guardsOf(ctx, s); err == nil {
			in.feeds, err = storedFeeds(ctx, s)
		}
		if err != nil {
			in.close()
			return nil, err
		}
	}
	if forget {
		in.close()
	}
	return in, nil
}

// open opens the store: the one that there is where it is to be read.
func (in *intake) open(ctx context.Context, e *env, flag string) (*store.Store, error) {
	if !in.stored {
		return openStore(ctx, e, flag)
	}
	s, err := readStore(ctx, e, flag)
	if errors.Is(err, errNoStore) {
		return nil, fmt.Errorf("no indicators: %w; or name a file of them with -i, such as -i examples/remus/page.md", err)
	}
	return s, err
}

func (in *intake) close() {
	if in.store != nil {
		in.store.Close()
		in.store = nil
	}
}

// now is the present for what is written of the indicators: the newest date in files, so that
// the same files give the same for ever; the clock for the store.
func (in *intake) now(e *env, all []indicator.Indicator) time.Time {
	if in.stored {
		return e.now()
	}
	return newest(all)
}

// storedFeeds are the store's indicators that stand, by feed, and what of each does not.
func storedFeeds(ctx context.Context, s *store.Store) ([]*feed.Result, error) {
	var feeds []*feed.Result
	var out map[store.State]int
	var last *feed.Result
	settle := func() {
		if last != nil {
			last.Notes = notCounted(out)
		}
	}
	for a, err := range s.Assertions(ctx, store.Filter{}) {
		if err != nil {
			return nil, err
		}
		if last == nil || last.Name != a.Feed {
			settle()
			last, out = &feed.Result{Name: a.Feed, Format: "store", Packed: new(indicator.Pack)}, map[store.State]int{}
			feeds = append(feeds, last)
		}
		if !a.Stands() {
			out[a.State(time.Time{})]++
			continue
		}
		last.Rows++
		last.Packed.Add(a.Indicator)
	}
	settle()
	return feeds, nil
}

// notCounted says what of a feed does not count.
func notCounted(counts map[store.State]int) []string {
	var parts []string
	for _, state := range []store.State{store.Withdrawn, store.Retracted, store.Silenced, store.Held} {
		if n := counts[state]; n > 0 {
			parts = append(parts, number(n)+" "+string(state))
		}
	}
	if parts == nil {
		return nil
	}
	return []string{"left out: " + strings.Join(parts, ", ")}
}
