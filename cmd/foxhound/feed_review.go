package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"foxhound/indicator"
	"foxhound/internal/dossier"
	"foxhound/internal/store"
)

func newFeedReviewCommand(e *env) *cobra.Command {
	var approve, discard bool
	cmd := &cobra.Command{
		Use:   "review [NUMBER...]",
		Short: "Look at what is held, and approve or discard it",
		Long: `Review shows what is held until somebody has looked at it: pulls and imports that would change
too much of their feed, by number, and single indicators that look like a mistake or an attack
on whoever blocks what the feed lists: public suffixes, resolvers, sites that everybody uses,
addresses that are not of the internet.

With a NUMBER it shows what the pull would add, withdraw and retract. --approve stores it,
--discard forgets it. A single indicator is approved with foxhound indicator mark.

Exit status: 0 nothing is held, or it was dealt with; 1 something is held.`,
		Example: `  foxhound feed review
  foxhound feed review 3
  foxhound feed review 3 --approve`,
	}
	cmd.Flags().BoolVar(&approve, "approve", false, "store what is held")
	cmd.Flags().BoolVar(&discard, "discard", false, "forget what is held")
	return storeCommand(e, cmd, func(ctx context.Context, s *store.Store, args []string) error {
		numbers, err := holdNumbers(args)
		switch {
		case err != nil:
			return err
		case approve && discard:
			return errors.New("flags `--approve` and `--discard` exclude each other; give one of them")
		case (approve || discard) && len(numbers) == 0:
			return errors.New("name what is meant by its number; foxhound feed review shows what is held")
		case len(numbers) == 0:
			return listHeld(ctx, e, s)
		}
		for _, n := range numbers {
			act := showHeld
			if approve {
				act = approveHeld
			} else if discard {
				act = discardHeld
			}
			if err := act(ctx, e, s, n); err != nil {
				return fmt.Errorf("held pull %w; foxhound feed review shows which there are", err)
			}
		}
		if !approve && !discard {
			return status(exitNo)
		}
		return nil
	})
}

func holdNumbers(args []string) (all []int64, err error) {
	for _, arg := range args {
		n, err := strconv.ParseInt(arg, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("`%s` is no number of a held pull; foxhound feed review shows them, and foxhound indicator mark approves single indicators", arg)
		}
		all = append(all, n)
	}
	return all, nil
}

// maxHeld is how many held indicators, or operations of a held pull, are shown.
const maxHeld = 20

// listHeld lists held pulls and held indicators.
func listHeld(ctx context.Context, e *env, s *store.Store) error {
	holds, err := s.Holds(ctx)
	if err != nil {
		return err
	}
	for _, h := range holds {
		fmt.Fprintf(e.out, "%d  %s, held %s: %s\n   %s\n", h.ID, indicator.Printable(h.Feed, 0), day(h.At), h.Reason, changes(h.Outcome))
	}
	single := 0
	for a, err := range s.Assertions(ctx, store.Filter{Held: true}) {
		if err != nil {
			return err
		}
		if a.State(e.now()) != store.Held {
			continue
		}
		if single++; single <= maxHeld {
			fmt.Fprintf(e.out, "-  %s of %s: %s\n", indicator.Printable(a.Defang(), 0), indicator.Printable(a.Feed, 0),
				dossier.Reason(a.Held, a.Observable))
		}
	}
	if single > maxHeld {
		fmt.Fprintf(e.out, "-  and %s more: foxhound indicator list --state held\n", number(single-maxHeld))
	}
	if len(holds) > 0 {
		fmt.Fprintln(e.out, "\nfoxhound feed review NUMBER shows what a pull would do; --approve stores it, --discard forgets it.")
	}
	if single > 0 {
		fmt.Fprintln(e.out, "\nfoxhound indicator mark VALUE --verdict approved lets an indicator stand.")
	}
	if len(holds)+single > 0 {
		return status(exitNo)
	}
	fmt.Fprintln(e.out, "Nothing is held.")
	return nil
}

// changes says what a held pull would change.
func changes(o store.Outcome) string {
	return fmt.Sprintf("it would add %s, change %s, withdraw %s and retract %s", number(o.Added), number(o.Changed), number(o.Withdrawn), number(o.Retracted))
}

// showHeld shows what a held pull would do: the first of each sort.
func showHeld(ctx context.Context, e *env, s *store.Store, id int64) error {
	counts := map[string]int{}
	show := func(sign string, o indicator.Observable, of string) error {
		if counts[sign]++; counts[sign] <= maxHeld {
			fmt.Fprintf(e.out, "%s %s  %s\n", sign, indicator.Printable(o.Defang(), 0), indicator.Printable(of, 0))
		}
		return nil
	}
	err := s.Held(ctx, id,
		func(ind indicator.Indicator) error { return show("+", ind.Observable, ind.Family.Label()) },
		func(ind indicator.Indicator) error { return show("-", ind.Observable, ind.Family.Label()) },
		func(r store.Retraction) error { return show("!", r.Observable, r.Reason) })
	if err != nil {
		return err
	}
	for _, sort := range []struct{ sign, what string }{{"+", "that it would add or change"}, {"-", "that it would withdraw"}, {"!", "that it would retract"}} {
		if n := counts[sort.sign]; n > maxHeld {
			fmt.Fprintf(e.out, "%s and %s more %s\n", sort.sign, number(n-maxHeld), sort.what)
		}
	}
	return nil
}

func approveHeld(ctx context.Context, e *env, s *store.Store, id int64) error {
	name := ""
	holds, err := s.Holds(ctx)
	for _, h := range holds {
		if h.ID == id {
			name = h.Feed
		}
	}
	if err != nil {
		return err
	}
	o, err := s.Approve(ctx, id)
	if err == nil {
		fmt.Fprintln(e.out, importLine(indicator.Printable(name, 0), "approved", o))
	}
	return err
}

func discardHeld(ctx context.Context, e *env, s *store.Store, id int64) error {
	err := s.Discard(ctx, id)
	if err == nil {
		fmt.Fprintf(e.out, "held pull %d is forgotten; the next pull of its feed brings it again, if the feed still says so\n", id)
	}
	return err
}
