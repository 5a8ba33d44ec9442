package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/config"
	"foxhound/internal/store"
)

func newFeedListCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the feeds of the store and of the configuration",
		Long: `List shows the feeds of the store and how much each of them says now, those of the
configuration, and which built-in ones could be pulled besides.`,
		Example: `  foxhound feed list`,
		Args:    none,
	}
	file, flag := addStore(cmd), addConfig(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := loadConfig(e, *flag)
		if err != nil {
			return err
		}
		feeds, err := storedOrNone(cmd.Context(), e, *file)
		if err != nil {
			return err
		}
		return listFeeds(e, feeds, c)
	}
	return cmd
}

// storedOrNone are the feeds of the store; where there is no store, none.
func storedOrNone(ctx context.Context, e *env, file string) ([]store.Feed, error) {
	s, err := readStore(ctx, e, file)
	if errors.Is(err, errNoStore) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return s.Feeds(ctx)
}

func listFeeds(e *env, feeds []store.Feed, c *config.Config) error {
	rest := c.Known()
	for _, f := range feeds {
		rest = without(rest, []string{f.Name})
	}
	var idle []string
	for _, name := range rest {
		if !slices.Contains(c.Names(), name) {
			idle = append(idle, name)
			continue
		}
		feeds = append(feeds, store.Feed{Name: name, Location: c.Location(name)})
	}
	if len(feeds) == 0 {
		fmt.Fprintf(e.out, "No feeds yet; bring one in with `foxhound feed import FILE` or `foxhound feed pull NAME`.\n")
	} else if err := feedTable(e, feeds); err != nil {
		return err
	}
	if len(idle) > 0 {
		fmt.Fprintf(e.out, "Built in, to be pulled by name: %s\n", strings.Join(idle, ", "))
	}
	return nil
}

func feedTable(e *env, feeds []store.Feed) error {
	slices.SortFunc(feeds, func(a, b store.Feed) int { return strings.Compare(a.Name, b.Name) })
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FEED\tASSERTIONS\tSTORED\tFROM")
	for _, f := range feeds {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", indicator.Printable(f.Name, 60), number(f.Standing), day(f.Stored), indicator.Printable(f.Location, 0))
	}
	return w.Flush()
}

// none refuses arguments.
func none(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, and `%s` is one; see %s --help", cmd.CommandPath(), args[0], cmd.CommandPath())
	}
	return nil
}

// day is a time as lists have it, to the minute; a dash where there is none.
func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04")
}
