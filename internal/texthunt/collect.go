package texthunt

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"foxhound/hunt"
	"foxhound/internal/value"
	"foxhound/rule"
)

// maxRows bounds the rows that are kept of all texts, at about 300 bytes each.
const maxRows = 1_000_000

// A text is a hunt to be run, of a family's rule.
type text struct {
	*rule.Hunt
	rule *rule.Rule
}

// texts are the rules' hunts over tables that the logs have rows of.
func (r *reader) texts(rules []*rule.Rule) []text {
	var list []text
	for _, made := range rules {
		for i := range made.Hunts {
			if r.holds(&made.Hunts[i]) {
				list = append(list, text{&made.Hunts[i], made})
			}
		}
	}
	return list
}

// A collector runs texts one after the other and keeps their rows.
type collector struct {
	*reader
	texts []text
	found map[place][]hunt.Ruling
	rows  int
}

// collect runs the texts; after is called with the number of those that are done. Where one fails,
// nothing is ruled on its family's events of its table, and the others on these are not run.
func (c *collector) collect(ctx context.Context, rules []*rule.Rule, after func(done int)) (*hunt.Rulings, error) {
	out := &hunt.Rulings{
		Families: map[string]bool{},
		At:       func(file string, line int64) []hunt.Ruling { return c.found[place{file, line}] },
		Shared:   func(file string, line int64) bool { return c.shared[place{file, line}] },
	}
	for _, made := range rules {
		out.Families[made.Family.ID] = true
	}
	failed := func(t text) bool { return slices.ContainsFunc(out.FailedTexts, t.judgesAs) }
	for i, t := range c.texts {
		if failed(t) {
			continue
		}
		err := c.run(ctx, t.Hunt, func(row Row) error { return c.keep(t, row) })
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			out.FailedTexts = append(out.FailedTexts, hunt.FailedText{Hunt: t.Name, Family: t.rule.Family.ID, Table: t.Table, Reason: c.reason(t, err)})
			c.discard(t)
		}
		after(i + 1)
	}
	out.Hunts = len(slices.DeleteFunc(c.texts, failed))
	return out, nil
}

// reason says why a text failed, to somebody who cannot write it otherwise: where what is too much
// for it is likely to stand.
func (c *collector) reason(t text, err error) string {
	var excess *value.Excess
	if !errors.As(err, &excess) {
		return err.Error()
	}
	at := c.longest[t.Table]
	return fmt.Sprintf("%s; the longest record of %s is %s:%d", excess.Reason(), t.Table, at.file, at.line)
}

// judgesAs reports whether a text that failed has the family and table of this one.
func (t text) judgesAs(f hunt.FailedText) bool {
	return f.Family == t.rule.Family.ID && f.Table == t.Table
}

// discard forgets what was found of a text's family in its table.
func (c *collector) discard(t text) {
	for at, list := range c.found {
		kept := slices.DeleteFunc(list, func(r hunt.Ruling) bool { return r.Family == t.rule.Family.ID && r.Table == t.Table })
		c.rows -= len(list) - len(kept)
		if c.found[at] = kept; len(kept) == 0 {
			delete(c.found, at)
		}
	}
}

func (c *collector) keep(t text, r Row) error {
	if c.rows++; c.rows > maxRows {
		return fmt.Errorf("the texts of rules gave more than %d rows", maxRows)
	}
	at := place{r.File, r.Line}
	c.found[at] = append(c.found[at], hunt.Ruling{
		Family: t.rule.Family.ID, Table: t.Table, Key: r.Key, Value: r.Value, ThreatType: r.Threat, Field: r.Field,
		Tier: hunt.Tier(r.Tier), Direction: hunt.Direction(r.Direction), Verdict: hunt.Verdict(r.Verdict),
		Validity: hunt.Validity(r.Validity), Severity: hunt.Severity(r.Severity), ExcludedBy: r.Excluded,
	})
	return nil
}

// share gives each text as large a part of the progress that is shown as the hunt after them
// has: all read the logs.
func (c *collector) share(opts *hunt.Options) (after func(done int)) {
	show := opts.Progress
	if show == nil {
		return func(int) {}
	}
	parts, size := int64(len(c.texts)+1), sizeOf(opts.Sources)
	opts.Progress = func(bytes, matches int64) { show((size*(parts-1)+bytes)/parts, matches) }
	return func(done int) { show(size*int64(done)/parts, 0) }
}
