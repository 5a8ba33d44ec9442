package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"foxhound/hunt"
	"foxhound/indicator"
	"foxhound/internal/logs"
	"foxhound/internal/report"
	"foxhound/internal/store"
	"foxhound/internal/texthunt"
)

// huntFlags are the flags of hunt, as typed.
type huntFlags struct {
	indicators    []string
	tables        []string
	output        *choice
	engine        *choice
	since         moment
	margin        span
	now           instant
	failOnFinding bool
	showExcluded  bool
	explain       bool
	store         *string
	noStore       bool
}

func newHuntCommand(e *env) *cobra.Command {
	flags := huntFlags{margin: span(indicator.DefaultMargin)}
	var opts hunt.Options
	cmd := &cobra.Command{
		Use:   "hunt [-i FILE...] LOGS...",
		Short: "Sweep logs for every indicator",
		Long: `Hunt sweeps logs for every indicator and shows findings by family, entity and day.

LOGS are files, globs, directories, pipes or - for standard input: plain, compressed with
gzip, zstd, bzip2 or xz, or packed in zip and tar archives. The table of each is recognised
from its content.

With -i the indicators are those of files: exports and API answers of abuse.ch, MISP events,
STIX bundles, rule pages, reports in prose, tables, blocklists and plain lists, defanged or
not; plain or compressed with gzip, zstd or zip. Without it they are those of the store (see
foxhound feed), and what is found is kept there: a finding that was found before is marked as
known, and one that was cleared is counted and no more.

Exit status: 0 done; 1 findings, with --fail-on-finding; 2 usage, an input that could not be
read to its end (the rest is hunted), or a hunt whose KQL failed (the match index judges in its
place); 130 interrupted.`,
		Example: `  foxhound hunt -i examples/remus/page.md examples/remus/logs
  foxhound hunt -i examples/remus/page.md -o ndjson --since 2026-05-20 examples/remus/logs
  foxhound hunt -i examples/remus/page.md --table DnsEvents='dns*' examples/remus/logs/dns.ndjson`,
	}
	f := cmd.Flags()
	f.StringArrayVarP(&flags.indicators, "indicators", "i", nil, "read indicators from `FILE` (repeatable)")
	addColumns(e, cmd)
	flags.output = addChoice(cmd, "output", "o", "format of the findings", report.Formats()...)
	f.StringArrayVar(&flags.tables, "table", nil, "read files that match GLOB as the table: `NAME=GLOB` (repeatable)")
	flags.engine = addChoice(cmd, "engine", "", "what judges events: the rules' own KQL, or the match index; auto takes KQL where there is little to hunt", texthunt.Engines()...)
	f.Var(&flags.since, "since", "look at events since then: a time, or a duration back from now")
	f.Var(&flags.now, "now", "the present `TIME`: --since counts back from it, and times without a year are before it (default: the clock; the log's own time)")
	f.Var(&flags.margin, "margin", "how long before its first_seen an indicator is current")
	f.BoolVar(&opts.Related, "related", false, "report the related tier too, which is else only counted: addresses in DNS answers and free text, domains of e-mail addresses")
	f.BoolVar(&flags.showExcluded, "show-excluded", false, "list the matches that exclusions cover (table, md)")
	f.BoolVar(&flags.failOnFinding, "fail-on-finding", false, "exit 1 where a finding is current, not inbound and not excluded")
	f.BoolVar(&flags.explain, "explain", false, "say on standard error of each log what it was read as, and which of its rows were ruled out by their bytes alone, or why none")
	flags.store = addStore(cmd)
	f.BoolVar(&flags.noStore, "no-store", false, "keep no findings in the store")
	f.IntVar(&opts.Workers, "workers", 0, "`NUMBER` of goroutines that read logs (default: one a core)")
	facts := addFacts(cmd)
	addExclusions(e, cmd, facts)
	complete(cmd, "table", func(string) []string { return tableNames() })
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		opts.Facts = *facts
		return runHunt(cmd.Context(), e, flags, opts, args)
	}
	return cmd
}

func runHunt(ctx context.Context, e *env, flags huntFlags, opts hunt.Options, args []string) error {
	if err := prepareHunt(e, flags, &opts, args); err != nil {
		return err
	}
	in, err := takeIndicators(ctx, e, flags.indicators, *flags.store, flags.noStore)
	if err != nil {
		return err
	}
	defer in.close()
	opts.Feeds, opts.Guards, opts.Keep = in.feeds, in.guards, in.store != nil
	if !in.whole && countOf(in.feeds) == 0 && ctx.Err() == nil {
		return status(exitError)
	}
	h := &hunting{e, flags, in.store}
	result, err := h.run(ctx, opts)
	if err != nil {
		return err
	}
	return h.status(result, in.whole)
}

// prepareHunt turns flags and arguments into options, before anything is read.
func prepareHunt(e *env, flags huntFlags, opts *hunt.Options, args []string) (err error) {
	if len(args) == 0 {
		return errors.New("no logs given; name files, globs or directories, or - for standard input")
	}
	if slices.Contains(args, "-") && slices.Contains(flags.indicators, "-") {
		return errors.New("standard input can be the logs or the indicators; name a file for one of them")
	}
	if flags.showExcluded && flags.output.value != "table" && flags.output.value != "md" {
		return fmt.Errorf("flag `--show-excluded`: -o %s lists no excluded matches by themselves; give -o table or md, or leave it out: json and ndjson have every match", flags.output.value)
	}
	if opts.Workers < 0 {
		return fmt.Errorf("flag `--workers`: %d is no number of goroutines; give 1 or more, or 0 for one a core", opts.Workers)
	}
	if opts.Tables, err = parseTables(flags.tables, false); err != nil {
		return err
	}
	if opts.Sources, err = logs.Find(args); err != nil {
		return fmt.Errorf("logs: %w", err)
	}
	complainOfGlobs(e, opts.Tables, opts.Sources)
	now := e.now()
	if !flags.now.IsZero() {
		now = flags.now.Time
	}
	opts.Since, opts.Margin, opts.Now, opts.Stdin = flags.since.from(now), flags.margin.margin(), flags.now.Time, e.in
	return nil
}

// complainOfGlobs names each --table that names no file. The command goes on: one may serve
// for many folders.
func complainOfGlobs(e *env, globs []logs.TableGlob, sources []logs.Source) {
	for _, g := range logs.Unused(globs, sources) {
		e.complain(fmt.Errorf("flag `--table`: no log has a path or name like `%s`, so none is read as %s for it", g.Glob, g.Table))
	}
}

// hunting is one hunt under way.
type hunting struct {
	env   *env
	flags huntFlags
	store *store.Store // where findings are kept; nil keeps none
}

// run hunts and reports. An interrupted hunt reports what it covered.
func (h *hunting) run(ctx context.Context, opts hunt.Options) (*hunt.Result, error) {
	w, err := report.New(h.flags.output.value, h.env.out, report.Options{Width: h.env.width, Colour: h.env.colour(), ShowExcluded: h.flags.showExcluded})
	if err != nil {
		return nil, err
	}
	p := h.progress(opts.Sources)
	opts.Match, opts.Progress = w.Match, p.update
	result, err := texthunt.Run(ctx, texthunt.Engine(h.flags.engine.value), opts)
	p.stop()
	if result == nil || (err != nil && ctx.Err() == nil) {
		return nil, err
	}
	if err := h.record(ctx, result); err != nil {
		return nil, err
	}
	if err := w.Close(result); err != nil || !h.flags.explain {
		return result, err
	}
	return result, report.Explain(h.env.err, result)
}

// progress shows progress where nothing else writes to the terminal meanwhile.
func (h *hunting) progress(sources []logs.Source) *progress {
	streams := h.flags.output.value == "json" || h.flags.output.value == "ndjson"
	return newProgress(h.env, sources, h.env.errTerm && !(streams && h.env.outTerm))
}

// status says what could not be read, and what that and the findings mean.
func (h *hunting) status(r *hunt.Result, feedsRead bool) error {
	s := r.Summary
	if s.Interrupted {
		h.env.complain(fmt.Errorf("interrupted after %s", report.Size(s.Bytes)))
		return status(exitInterrupted)
	}
	for _, p := range s.Unread {
		h.env.complain(fmt.Errorf("%s: %s; what could be read was hunted", p.File, p.Reason))
	}
	for _, f := range s.FailedTexts {
		h.env.complain(fmt.Errorf("hunt %s: %s; --engine index does without KQL; the match index judged in its place", f.Hunt, f.Reason))
	}
	switch {
	case !feedsRead || len(s.Unread) > 0 || len(s.FailedTexts) > 0:
		return status(exitError)
	case h.flags.failOnFinding && s.Alerting > cleared(r):
		return status(exitNo)
	}
	return nil
}
