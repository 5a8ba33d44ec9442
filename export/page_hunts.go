package export

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"foxhound/internal/lazyregexp"
	"foxhound/internal/limits"
	"foxhound/internal/schema"
	"foxhound/proof"
	"foxhound/rule"
)

func (p *page) hunts() {
	p.printf("## Hunts\n\n")
	if len(p.rule.Hunts) == 0 {
		p.printf("No table of this dialect shows any of the indicators.\n\n")
		return
	}
	p.printf("Each hunt runs alone. `Lookback`, its first statement, is how far back it looks.\n\n")
	if p.rule.Moved != "" {
		p.printf("%s\n\n", text(sentence(p.rule.Moved)))
	}
	if n := p.rule.Proved; n > 0 {
		p.printf("%s%s of foxhound, and passed %d proofs: events that each must find, miss, or name an exclusion of.\n\n", provedOn, asOf(p.rule.Options.Now)+"by engine "+proof.Engine, n)
	}
	p.printf("| Table | Looks for | Characters |\n|---|---|---|\n")
	for i := range p.rule.Hunts {
		h := &p.rule.Hunts[i]
		p.printf("| %s | %s%s | %d |\n", code(h.Table), wanted(h), form(h), len(h.Text))
	}
	p.printf("\n")
	for i := range p.rule.Hunts {
		p.hunt(&p.rule.Hunts[i])
	}
}

// provedOn begins the sentence that says when hunts were proved.
const provedOn = "They were run as text before they were written here, "

func asOf(now time.Time) string {
	if now.IsZero() {
		return ""
	}
	return "as of " + now.UTC().Format(time.DateOnly) + ", "
}

var provedDay = lazyregexp.New(provedOn + `as of [0-9]{4}-[0-9]{2}-[0-9]{2}, `)

// SameButDay reports whether two pages, in Markdown or HTML, differ in nothing but the day on
// which they say that their hunts were proved.
func SameButDay(a, b []byte) bool {
	return bytes.Equal(provedDay.ReplaceAll(a, nil), provedDay.ReplaceAll(b, nil))
}

func (p *page) hunt(h *rule.Hunt) {
	p.printf("### %s\n\n%s\n\n", text(heading(h)), text(carries(p.rule, h)))
	fence(p, "", "kql", h.Text)
	p.printf("\n")
}

// heading names a hunt for people: Names in DNS queries (DnsEvents), part 1 of 2.
func heading(h *rule.Hunt) string {
	s := capital(h.Title) + " (" + h.Table + ")"
	if h.Parts > 1 {
		s += fmt.Sprintf(", part %d of %d", h.Part, h.Parts)
	}
	return s
}

// wanted counts what a hunt looks for; what is listed elsewhere may change without the hunt.
func wanted(h *rule.Hunt) string {
	if h.Form.Elsewhere() {
		return keyNames[h.Key]
	}
	return countKinds(h.Indicators)
}

// form says in few words how a hunt carries its indicators, if not in full.
func form(h *rule.Hunt) string {
	s := ""
	switch {
	case h.Form == rule.Compact:
		s += ", compact"
	case h.Form.Elsewhere():
		s += ", from a list"
	}
	if h.Parts > 1 {
		s += fmt.Sprintf(", part %d of %d", h.Part, h.Parts)
	}
	return s
}

// carries says what a hunt looks for and, where it is not in full, in what form.
func carries(r *rule.Rule, h *rule.Hunt) string {
	if h.Form.Elsewhere() {
		return "Looks for " + keyNames[h.Key] + " listed in " + elsewhere(r, h.Form) + "."
	}
	s := "Looks for " + countKinds(h.Indicators) + "."
	if h.Form == rule.Compact {
		s += " Compact form: one row for each threat type, confidence and day, because a row for each indicator" +
			fmt.Sprintf(" would pass the %d characters that a rule may have.", rule.MaxLength)
	}
	if h.Parts > 1 {
		s += fmt.Sprintf(" One of %d hunts that share the indicators; run them all.", h.Parts)
	}
	return s
}

// elsewhere says where hunts find the indicators that they do not carry.
func elsewhere(r *rule.Rule, f rule.Form) string {
	switch f {
	case rule.Watchlist:
		return "the watchlist " + ascii(r.Options.List.Alias)
	case rule.External:
		return "the file at " + ascii(r.Options.List.Address)
	}
	return "ThreatIntelIndicators, the workspace's own table"
}

func (p *page) sources() {
	what, from := "Sentinel Table", "Data connector"
	if p.rule.Options.Dialect == schema.Defender {
		what, from = "Defender Table", "Product"
	}
	p.printf("## Required Data Sources\n\n| %s | %s |\n|---|---|\n", what, from)
	var tables []string
	for i := range p.rule.Hunts {
		for _, table := range tablesOf(p.rule.Hunts[i].Query) {
			if !slices.Contains(tables, table) {
				tables = append(tables, table)
			}
		}
	}
	for _, table := range tables {
		p.printf("| %s | %s |\n", code(table), supplies[table].describe(p.rule.Options.Dialect))
	}
	p.printf("\n")
}

// reading explains the columns that the exact style adds to every row.
func (p *page) reading() {
	p.printf("## How To Read Matches\n\n")
	if p.rule.Options.Style == rule.Classic {
		p.printf("These are the short hunts: a row is an event that names an indicator. They judge neither verdict nor " +
			"validity, and apply no exclusion; the exact style does. Direction tells who started a session where the table can say so.\n")
		return
	}
	p.printf("| Column | Value | Meaning |\n|---|---|---|\n")
	for _, m := range meanings {
		p.printf("| `%s` | `%s` | %s |\n", m.column, m.value, m.meaning)
	}
	p.printf("\nA hunt shows all of these rows. To alert, add this line before `project`:\n\n")
	fence(p, "", "kql", rule.AlertingLine())
	if n := len(p.rule.Hunts); n > 0 && p.rule.Options.Dialect == schema.Sentinel {
		p.printf("\nAs analytics rules the hunts of this page take %d of the %d that a workspace may have enabled.\n", n, limits.Rules.Most)
	}
}

var meanings = []struct{ column, value, meaning string }{
	{"Tier", "exact", "The event holds the indicator itself: address and port, host name, URL, hash or mailbox."},
	{"Tier", "endpoint", "Host and port of a listed URL, with a path at or below the listed one."},
	{"Tier", "host", "The address with another port or none, a subdomain of a listed domain, or the host of a listed URL."},
	{"Direction", "outbound", "The site's own machine reached out, or was answered from a listed port."},
	{"Direction", "inbound", "The listed end started it, as scanners do: counted, not alerted."},
	{"Direction", "unknown", "The event does not say which end started it."},
	{"Verdict", "allowed", "The traffic passed, or the user went on."},
	{"Verdict", "blocked", "It was stopped. The host that tried is still worth a look."},
	{"Verdict", "failed", "It was tried, and no connection came about."},
	{"Verdict", "unknown", "The event does not say what came of it."},
	{"Validity", "current", "The event lies in the indicator's time, or the indicator has none."},
	{"Validity", "retro", "The event is older than the indicator's first sight by more than the margin."},
	{"Severity", "High to Informational", "What the event is worth by indicator and tier, less for doubt, for a block and for what is out of time."},
	{"ExcludedBy", "a name", "The false-positive scenario that covers the event; empty where none does."},
}
