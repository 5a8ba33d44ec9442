package dossier

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/internal/store"
)

// WriteText writes the dossier for a person.
func (d *Dossier) WriteText(w io.Writer) error {
	out := &page{Writer: bufio.NewWriter(w)}
	fmt.Fprintf(out, "%s  %s\n", value(d.Observable), d.Kind)
	if len(d.Assertions) == 0 {
		out.line("state", "unknown: no feed of the store says anything of it")
	} else {
		out.line("state", d.why())
	}
	if d.Guard.Level != guard.Pass {
		out.line("guard", fmt.Sprintf("%s: %s (%s)", guardWord(d.Guard.Level), Reason(d.Guard.Reason, d.Observable), d.Guard.List))
	}
	for _, v := range d.Verdicts {
		word := v.Verdict
		if word == "" {
			word = "note"
		}
		out.line("here", strings.TrimRight(fmt.Sprintf("%s %s: %s", minute(v.At), word, indicator.Printable(v.Note, 0)), ": "))
	}
	for _, a := range d.Assertions {
		d.assertion(out, a)
	}
	d.history(out)
	d.relations(out)
	for _, f := range d.Findings {
		out.line("seen", fmt.Sprintf("finding %d: %s on %s, %s, %s", f.ID, f.Severity, who(f), f.Day, counted(f.Matches, "match")))
	}
	if len(d.Findings) == 0 && len(d.Assertions) > 0 {
		out.line("seen", "in no finding of a hunt that was kept")
	}
	return out.Flush()
}

// A page is text with labels.
type page struct {
	*bufio.Writer
	last string
}

// line prints a label, unless it is the last line's, and what is said under it.
func (p *page) line(name, text string) {
	if name == p.last {
		name = ""
	} else {
		p.last = name
	}
	fmt.Fprintf(p, "  %-10s %s\n", name, text)
}

// why is the state and the reason for it.
func (d *Dossier) why() string {
	state := d.State()
	for _, a := range d.Assertions {
		if stateOf(a, d.Guard, d.Now) != state {
			continue
		}
		until := a.Expiry()
		switch {
		case state == store.Silenced:
			return "benign: you said so; no hunt looks for it"
		case state == Guarded:
			return "guarded: no hunt looks for it"
		case state == store.Retracted:
			return fmt.Sprintf("retracted on %s by %s: %s", day(a.Retraction.At), source(a.Retraction), said(a.Retraction.Reason))
		case state == store.Withdrawn:
			return fmt.Sprintf("withdrawn: %s said it until %s", said(a.Feed), day(a.Withdrawn))
		case state == store.Held:
			return fmt.Sprintf("held for review: %s; see foxhound feed review", Reason(a.Held, a.Observable))
		case state == store.Expired:
			return fmt.Sprintf("expired on %s: hunts look for it in events before that", day(until))
		case until.IsZero() || optional(until) == nil:
			return "current, without end"
		}
	}
	return "current until " + day(d.end())
}

// end is the latest end of the assertions that are current.
func (d *Dossier) end() (last time.Time) {
	for _, a := range d.Assertions {
		if until := a.Expiry(); a.State(d.Now) == store.Current && until.After(last) {
			last = until
		}
	}
	return last
}

func source(r *store.Retraction) string {
	return cmp.Or(indicator.SourceName(r.Source), "its source")
}

func guardWord(l guard.Level) string {
	switch l {
	case guard.Drop:
		return "no hunt looks for it"
	case guard.Precise:
		return "exact and endpoint matches only"
	}
	return "hunted as any other"
}

// assertion is what one feed says, on a line or two.
func (d *Dossier) assertion(out *page, a *store.Assertion) {
	parts := []string{said(a.Feed), label(a.Family)}
	if a.ThreatType != "" {
		parts = append(parts, said(a.ThreatType))
	}
	if a.Confidence != indicator.UnknownConfidence {
		parts = append(parts, fmt.Sprintf("confidence %d", a.Confidence))
	}
	parts = append(parts, seen(&a.Indicator), string(a.State(d.Now)))
	out.line("says", strings.Join(parts, " · "))
	var more []string
	for _, m := range []struct{ name, text string }{
		{"by", a.Reporter}, {"id", a.ID}, {"tags", strings.Join(a.Tags, ", ")}, {"", a.Reference}, {"", a.Comment},
	} {
		if m.text != "" {
			more = append(more, strings.TrimSpace(m.name+" "+said(m.text)))
		}
	}
	more = append(more, "in the store since "+day(a.Added))
	out.line("says", "  "+strings.Join(more, " · "))
}

// seen is from when to when a source saw an indicator.
func seen(ind *indicator.Indicator) string {
	switch {
	case ind.FirstSeen.IsZero():
		return "undated"
	case ind.LastSeen.IsZero():
		return "first seen " + day(ind.FirstSeen)
	}
	return fmt.Sprintf("seen %s to %s", day(ind.FirstSeen), day(ind.LastSeen))
}

func (d *Dossier) history(out *page) {
	for _, c := range d.Changes {
		text := fmt.Sprintf("%s %s %s", minute(c.At), said(c.Feed), c.What)
		if c.What == "changed" {
			text += fmt.Sprintf(": before, confidence %s, %s", confidence(c.Before.Confidence), seen(&c.Before))
		}
		out.line("history", text)
	}
}

func (d *Dossier) relations(out *page) {
	for _, r := range d.Related {
		out.line("related", fmt.Sprintf("%s: %s", r.Why, counted(r.Total, "indicator")))
		for _, e := range r.Entries {
			out.line("related", fmt.Sprintf("  %s · %s · %s", value(e.Observable), label(e.Family), e.State))
		}
		if rest := r.Total - len(r.Entries); rest > 0 {
			out.line("related", fmt.Sprintf("  and %s more", number(rest)))
		}
	}
}

// who is a finding's entity.
func who(f store.Finding) string {
	if f.Entity == "" {
		return "nobody named"
	}
	return said(f.Entity)
}
