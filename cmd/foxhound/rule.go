package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"foxhound/export"
	"foxhound/indicator"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// ruleFlags are the flags of rule, as typed.
type ruleFlags struct {
	indicators             []string
	dialect, style, output *choice
	shape, over            *choice
	dir, listsAt           string
	list, all, force       bool
	now                    instant
	margin                 span
	store                  *string
}

func newRuleCommand(e *env) *cobra.Command {
	flags := ruleFlags{margin: span(indicator.DefaultMargin)}
	cmd := &cobra.Command{
		Use:   "rule FAMILY [-i FILE...]",
		Short: "Write a family's rule",
		Long: `Rule writes the rule of a malware family: a readable page, its KQL hunts, or what Sentinel
and Defender deploy. FAMILY is an id (win.remus), a printable name or an alias; --list shows
which there are. Without -i the indicators are those of the store, see foxhound feed.

Formats:
  page          the page in Markdown
  html          the page in both dialects, one file that needs no network
  kql           the hunts alone
  rule          YAML: the rule as one file, with its proofs
  sentinel      YAML: a scheduled analytics rule and a hunting query for each hunt
  sentinel-nrt  YAML: a near-real-time analytics rule for each hunt
  arm           ARM templates: scheduled rules and saved searches; with --dir the folder
                that Sentinel Repositories take
  arm-nrt       an ARM template: near-real-time rules
  watchlist     CSV: the indicators as a watchlist; with --dir its ARM template too
  defender      JSON: a custom detection for each hunt; it sets --dialect defender`,
		Example: `  foxhound rule Remus -i examples/remus/page.md
  foxhound rule Remus -i examples/remus/page.md --dialect defender -o kql
  foxhound rule --all -i examples/remus/page.md -o sentinel --dir rules
  foxhound rule --shape table --over watchlist -i examples/remus/page.md -o arm --dir rules
  foxhound rule --list -i examples/remus/page.md`,
	}
	f := cmd.Flags()
	f.StringArrayVarP(&flags.indicators, "indicators", "i", nil, "read indicators from `FILE` (repeatable)")
	addColumns(e, cmd)
	flags.dialect = addChoice(cmd, "dialect", "", "where the hunts shall run", schema.Sentinel, schema.Defender)
	flags.style = addChoice(cmd, "style", "", "exact: the whole matching model; classic: the short form of old pages", rule.Exact, rule.Classic)
	flags.output = addChoice(cmd, "output", "o", "write the rule in `FORMAT`, one of those above", export.Formats()...)
	flags.shape = addChoice(cmd, "shape", "", "family: a rule for each family; table: one for each table, over all families", byFamily, byTable)
	flags.over = addChoice(cmd, "over", "", "where rules by table find their indicators: a watchlist, or the workspace's ThreatIntelIndicators", rule.Watchlist, rule.Workspace)
	f.StringVar(&flags.listsAt, "lists-at", "", "the `ADDRESS` of a folder that -o watchlist --dir wrote, for hunts of Defender over families too large for their text")
	f.StringVar(&flags.dir, "dir", "", "write files into `DIR` instead of standard output, and remove those written there for hunts that are gone")
	f.BoolVar(&flags.force, "force", false, "with --dir, overwrite files that a person has edited too")
	f.BoolVar(&flags.list, "list", false, "list the families and how many indicators each has")
	f.BoolVar(&flags.all, "all", false, "write the rule of every family")
	f.Var(&flags.now, "now", "leave out indicators expired by then (default: the newest date in the files; the clock for the store)")
	f.Var(&flags.margin, "margin", "how long before its first_seen an indicator is current")
	flags.store = addStore(cmd)
	facts := addFacts(cmd)
	addExclusions(e, cmd, facts)
	cmd.ValidArgsFunction = completeFamilies(e, &flags)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkList(cmd, flags); err != nil {
			return err
		}
		if flags.dir == "" && cmd.Flags().Changed("dir") {
			return errors.New("flag `--dir`: no folder given; leave the flag out to write to standard output")
		}
		if want := export.Format(flags.output.value).Dialect(); want != "" && !cmd.Flags().Changed("dialect") {
			flags.dialect.value = string(want)
		}
		return runRule(cmd.Context(), e, flags, rule.Options{Facts: *facts}, args)
	}
	return cmd
}

func runRule(ctx context.Context, e *env, flags ruleFlags, opts rule.Options, args []string) error {
	if err := checkRule(flags, args); err != nil {
		return err
	}
	in, err := takeIndicators(ctx, e, flags.indicators, *flags.store, true)
	if err != nil {
		return err
	}
	defer in.close()
	if err := ctx.Err(); err != nil {
		return err // a rule of some of the indicators is none
	}
	complainOfFeeds(e, in.feeds)
	all := indicatorsOf(in.feeds)
	switch {
	case len(all) == 0 && !in.whole:
		return status(exitError)
	case len(all) == 0 && flags.all && !flags.list:
		return errors.New("there are no indicators: no rule is written, and none that was written is removed")
	}
	opts.Guards, opts.Dialect, opts.Style = in.guards, schema.Dialect(flags.dialect.value), rule.Style(flags.style.value)
	opts.Now, opts.Margin = cmp.Or(flags.now.Time, in.now(e, all)), flags.margin.margin()
	if err := writeRules(ctx, e, flags, opts, all, in.whole, args); err != nil {
		return err
	}
	if !in.whole {
		return status(exitError)
	}
	return nil
}

// checkRule wants exactly one of FAMILY, --all and --list, and flags that go together.
func checkRule(flags ruleFlags, args []string) error {
	if err := checkShape(flags, args); err != nil {
		return err
	}
	wanted := len(args)
	for _, set := range []bool{flags.all, flags.list} {
		if set {
			wanted++
		}
	}
	switch {
	case wanted == 0 && flags.shape.value == byFamily:
		return errors.New("no family given; name one, or give --all for every family or --list to see which there are")
	case len(args) > 1:
		return fmt.Errorf("more than one family given, `%s` and `%s`; name one, or give --all", args[0], args[1])
	case wanted > 1:
		return errors.New("a family, --all and --list exclude each other; give one of them")
	}
	if err := checkListsAt(flags.listsAt); err != nil {
		return err
	}
	format := export.Format(flags.output.value)
	if flags.all && flags.dir == "" && !format.Joins() {
		return fmt.Errorf("flag `--all`: rules in %s do not stand behind each other in one stream; give --dir DIR", format)
	}
	if want := format.Dialect(); want != "" && flags.dialect.value != string(want) {
		return fmt.Errorf("flag `--output`: %s holds hunts of the %s dialect; give --dialect %s, or -o page or kql",
			format, want, want)
	}
	return nil
}

// checkList refuses flags that say how to write rules, where none is written.
func checkList(cmd *cobra.Command, flags ruleFlags) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if flags.list && err == nil && f.Name != "list" && f.Name != "indicators" && f.Name != "columns" && f.Name != "store" && f.Name != "all" {
			err = fmt.Errorf("flag `--%s`: --list writes no rules; leave one of them out", f.Name)
		}
	})
	return err
}

// writeRules writes what was asked for. Where the indicators are not whole, since a file could
// not be read to its end, what seems gone may be in the rest, and stays.
func writeRules(ctx context.Context, e *env, flags ruleFlags, opts rule.Options, all []indicator.Indicator, whole bool, args []string) error {
	if flags.list {
		return listFamilies(e, all)
	}
	w := newRuleWriter(e, flags)
	if flags.shape.value == byTable {
		return writeByTable(ctx, flags, w, opts, all)
	}
	families := familiesOf(all)
	if flags.all {
		complainOfStrays(e, all)
	} else {
		f, err := findFamily(args[0], all)
		if err != nil {
			return err
		}
		families = []indicator.Family{f}
	}
	err := w.writeAll(ctx, flags, opts, families, all)
	if err == nil && flags.all && whole {
		err = w.forget(families)
	}
	// What was done is told, also where not all of it was.
	if more := w.finish(opts.Now); err == nil {
		err = more
	}
	if err != nil {
		return err
	}
	return w.verdict()
}

// writeAll proves and writes the rules of families. One that fails a proof keeps no other from being
// written.
func (w *ruleWriter) writeAll(ctx context.Context, flags ruleFlags, opts rule.Options, families []indicator.Family, all []indicator.Indicator) error {
	for _, f := range families {
		r, err := newRule(f, all, opts, flags)
		if err == nil {
			err = proveFor(ctx, r, w.format)
		}
		if err == nil {
			err = w.write(ctx, r)
		}
		if err != nil {
			err = fmt.Errorf("rule of %s: %w", f.Label(), err)
		}
		switch failed := (unprovedError{}); {
		case flags.all && errors.As(err, &failed):
			w.refuse(err)
			continue
		case err != nil:
			return err
		}
		w.note(r)
	}
	w.noteTotal()
	return nil
}
