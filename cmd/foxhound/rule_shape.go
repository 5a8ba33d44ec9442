package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"foxhound/export"
	"foxhound/indicator"
	"foxhound/internal/limits"
	"foxhound/internal/schema"
	"foxhound/rule"
)

// The shapes that rules have: one a family with its indicators inside, or one a table over all
// families with the indicators elsewhere.
const (
	byFamily = "family"
	byTable  = "table"
)

// checkShape wants flags that go together with rules by table.
func checkShape(flags ruleFlags, args []string) error {
	if flags.shape.value == byFamily {
		if flags.over.value != string(rule.Watchlist) {
			return errors.New("flag `--over`: a family's rule carries its indicators; give --shape table")
		}
		return nil
	}
	format := export.Format(flags.output.value)
	switch {
	case len(args) > 0 || flags.all || flags.list:
		return errors.New("flag `--shape`: rules by table are over all families; give no family, --all or --list")
	case flags.dialect.value != string(schema.Sentinel):
		return errors.New("flag `--shape`: rules by table read a watchlist or a table of a Sentinel workspace; leave out --dialect")
	case flags.style.value != string(rule.Exact):
		return errors.New("flag `--shape`: rules by table have the whole matching model; leave out --style")
	case !export.ByTable(format):
		return fmt.Errorf("flag `--output`: rules by table are not written as %s; give -o kql, rule, sentinel, sentinel-nrt, arm, arm-nrt or watchlist", format)
	}
	return nil
}

// writeByTable writes the rules by table. Only a watchlist needs indicators.
func writeByTable(ctx context.Context, flags ruleFlags, w *ruleWriter, opts rule.Options, all []indicator.Indicator) error {
	if w.format == export.FormatWatchlist && len(all) == 0 {
		return errors.New("there are no indicators: no watchlist is written, since it would empty the one that is there")
	}
	opts.List.Alias = export.Alias(rule.AllFamilies)
	r, err := rule.ByTable(all, rule.Form(flags.over.value), opts)
	if err != nil {
		return err
	}
	if err := prove(ctx, r); err != nil {
		return err
	}
	if err := w.write(ctx, r); err != nil {
		return err
	}
	w.note(r)
	return w.verdict()
}

// newRule writes a family's rule. A watchlist holds all of the family's indicators, however many
// hunts they would take.
func newRule(f indicator.Family, all []indicator.Indicator, opts rule.Options, flags ruleFlags) (*rule.Rule, error) {
	if export.Format(flags.output.value) == export.FormatWatchlist {
		opts.Dialect, opts.Style = schema.Sentinel, rule.Exact
	}
	opts.List.Alias = export.Alias(f)
	if flags.listsAt != "" {
		opts.List.Address = strings.TrimSuffix(flags.listsAt, "/") + "/" + url.PathEscape(export.Folder(f)) + "/" + export.ListName
	}
	return rule.Fit(f, all, opts)
}

// longestAddress is how long the address of a folder of lists may be: hunts hold it.
const longestAddress = 200

// checkListsAt wants an address that a query can read.
func checkListsAt(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || len(address) > longestAddress {
		return fmt.Errorf("flag `--lists-at`: `%s` is no address of a folder; give one such as https://HOST/lists, at most %d characters", address, longestAddress)
	}
	return nil
}

// proveFor runs the proofs of what the format shows: of both dialects, where it shows both.
func proveFor(ctx context.Context, r *rule.Rule, format export.Format) (err error) {
	if err := prove(ctx, r); err != nil || format != export.FormatHTML {
		return err
	}
	other := schema.Defender
	if r.Options.Dialect == other {
		other = schema.Sentinel
	}
	if r.Twin, err = r.In(other); err != nil {
		return err
	}
	return prove(ctx, r.Twin)
}

// note says on standard error what of a rule did not fit as it is, and why.
func (w *ruleWriter) note(r *rule.Rule) {
	w.hunts += len(r.Hunts)
	for _, in := range []*rule.Rule{r, r.Twin} {
		if in != nil && in.Moved != "" {
			w.env.complain(fmt.Errorf("rule of %s: %s%s", in.Family.Label(), in.Moved, otherPlace(in)))
		}
	}
	for _, n := range export.Notes(r, w.format) {
		w.env.complain(fmt.Errorf("rule of %s: %s", r.Family.Label(), n))
	}
}

// otherPlace says where a family would be hunted whole of which indicators were set aside.
func otherPlace(r *rule.Rule) string {
	switch {
	case slices.ContainsFunc(r.Hunts, func(h rule.Hunt) bool { return h.Form.Elsewhere() }):
		return ""
	case r.Options.Style == rule.Classic:
		return "; hunts of `--style exact` can read them from a list"
	}
	return "; give --lists-at, or --dialect sentinel"
}

// noteTotal says so where rules that each fit are too many together.
func (w *ruleWriter) noteTotal() {
	scheduled := w.format == export.FormatSentinel || w.format == export.FormatARM
	if w.hunts > limits.Rules.Most && scheduled {
		w.env.complain(fmt.Errorf("%d scheduled rules in all, and a workspace may have %d enabled: choose families, or give --shape table",
			w.hunts, limits.Rules.Most))
	}
}
