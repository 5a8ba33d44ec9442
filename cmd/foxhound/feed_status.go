package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/config"
	"foxhound/internal/store"
)

func newFeedStatusCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "status [FEED...]",
		Short: "Say how far each feed was read, and what is the matter",
		Long: `Status says of each feed when it was last asked and last stored, why it failed if it did,
where the next pull takes up, by which policy what it says expires, and what is held for review.

Exit status: 0 all is well; 1 the last attempt at a feed failed, or a pull is held.`,
		Example: `  foxhound feed status`,
	}
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, args []string) error {
		feeds, err := feedsNamed(ctx, s, args)
		if err != nil {
			return err
		}
		holds, err := s.Holds(ctx)
		if err != nil {
			return err
		}
		ill := false
		for _, f := range feeds {
			ill = feedStatus(e, f, holds) || ill
		}
		if len(feeds) == 0 {
			fmt.Fprintf(e.out, "No feeds yet; bring one in with `foxhound feed import FILE` or `foxhound feed pull`.\n")
		}
		if ill {
			return status(exitNo)
		}
		return nil
	})
}

// feedsNamed are the feeds of those names, or all.
func feedsNamed(ctx context.Context, s *store.Store, names []string) ([]store.Feed, error) {
	feeds, err := s.Feeds(ctx)
	if err != nil || len(names) == 0 {
		return feeds, err
	}
	var all []string
	for _, f := range feeds {
		all = append(all, f.Name)
	}
	var picked []store.Feed
	for _, name := range names {
		i := slices.IndexFunc(feeds, func(f store.Feed) bool { return strings.EqualFold(f.Name, name) })
		if i < 0 {
			return nil, fmt.Errorf("the store has no feed `%s`; %s", name, orNearest(name, all, "see foxhound feed list"))
		}
		picked = append(picked, feeds[i])
	}
	return picked, nil
}

// feedStatus prints what is known of a feed, and reports whether something is the matter.
func feedStatus(e *env, f store.Feed, holds []store.Hold) (ill bool) {
	line := func(label, text string) { fmt.Fprintf(e.out, "  %-10s %s\n", label, indicator.Printable(text, 0)) }
	fmt.Fprintf(e.out, "%s\n", indicator.Printable(f.Name, 0))
	line("from", f.Location)
	line("says", counted(f.Standing, "assertion")+" in "+counted(f.Pulls, "pull"))
	line("stored", day(f.Stored))
	if len(f.Expiry) > 0 {
		line("expires", config.Expiry(f.Expiry).String()+" after it was last seen")
	}
	if f.Err != "" {
		ill = true
		line("failed", day(f.Checked)+": "+f.Err)
	}
	for _, key := range slices.Sorted(maps.Keys(f.Cursor)) {
		line("cursor", key+" "+f.Cursor[key])
	}
	for _, h := range holds {
		if h.Feed == f.Name {
			ill = true
			line("held", fmt.Sprintf("%s: %s; see foxhound feed review %d", day(h.At), h.Reason, h.ID))
		}
	}
	return ill
}
