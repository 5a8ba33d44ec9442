package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/store"
)

func newFeedListCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the feeds of the store",
		Long:    `List shows the feeds of the store and how much each of them says now.`,
		Example: `  foxhound feed list`,
		Args:    none,
	}
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, _ []string) error {
		feeds, err := s.Feeds(ctx)
		if err != nil {
			return err
		}
		if len(feeds) == 0 {
			fmt.Fprintf(e.out, "No feeds yet; bring one in with `foxhound feed import FILE` or `foxhound feed pull`.\n")
			return nil
		}
		w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "FEED\tASSERTIONS\tSTORED\tFROM")
		for _, f := range feeds {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", indicator.Printable(f.Name, 60), number(f.Standing), day(f.Stored), indicator.Printable(f.Location, 0))
		}
		return w.Flush()
	})
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
