package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"foxhound/exclusion"
)

// An exclusionFiles flag reads files of exclusions. It implements [pflag.Value].
type exclusionFiles struct {
	names []string
	files []*exclusion.File
}

func (l *exclusionFiles) Type() string   { return "FILE" }
func (l *exclusionFiles) String() string { return strings.Join(l.names, ",") }

func (l *exclusionFiles) Set(name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	f, err := exclusion.Read(name, text)
	if err != nil {
		return err
	}
	l.names, l.files = append(l.names, name), append(l.files, f)
	return nil
}

// addExclusions adds the flag for files of exclusions. What they say joins the facts before
// the command runs; what has expired is said.
func addExclusions(e *env, cmd *cobra.Command, facts *exclusion.Facts) *exclusionFiles {
	list := &exclusionFiles{}
	cmd.Flags().Var(list, "exclusions", "read exclusions of the site, and values for them, from `FILE` (repeatable)")
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		all, err := facts.With(list.files, present(e, cmd))
		if err != nil {
			return fmt.Errorf("flag `--exclusions`: %w", err)
		}
		*facts = all
		for _, x := range facts.Site {
			if x.Expired {
				e.complain(fmt.Errorf("exclusion `%s` expired on %s and no longer applies; look at it again and give it a later `expires`", x.Name, x.Expiry.Format(time.DateOnly)))
			}
		}
		return nil
	}
	return list
}

// addWhichExclusions adds the flags that say which exclusions there are now.
func addWhichExclusions(e *env, cmd *cobra.Command) *exclusion.Facts {
	facts := addFacts(cmd)
	addExclusions(e, cmd, facts)
	cmd.Flags().Var(new(instant), "now", "the present `TIME`, which exclusions expire by (default: the clock)")
	return facts
}

// present is what a command takes for now: the time of --now, where the command has that and it was given, or by the clock.
func present(e *env, cmd *cobra.Command) time.Time {
	if f := cmd.Flags().Lookup("now"); f != nil {
		if now, ok := f.Value.(*instant); ok && !now.IsZero() {
			return now.Time
		}
	}
	return e.now()
}
