package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"foxhound/indicator"
	"foxhound/rule"
)

// Page writes the family's page in Markdown: the elements of the ThreatFox rule pages in
// their order, then what those pages left unsaid. Values are defanged, except in queries.
func Page(w io.Writer, r *rule.Rule) error {
	p := &page{Writer: bufio.NewWriter(w), rule: r}
	p.head()
	p.summary()
	p.indicators()
	p.hunts()
	p.sources()
	p.falsePositives()
	p.setAside()
	p.blindSpots()
	p.reading()
	return p.Flush()
}

// A page is one being written. A failed write stays with the [bufio.Writer] until Flush.
type page struct {
	*bufio.Writer
	rule *rule.Rule
}

func (p *page) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

func (p *page) family() string { return text(p.rule.Family.Label()) }

func (p *page) head() {
	title := p.family() + " IOCs"
	if s := reporters(p.rule.Indicators); s != "" {
		title = text(s) + ": " + title
	}
	p.printf("# %s\n\n%s\n\n", title, p.description())
}

// description states what the rule holds and where it looks, and nothing else.
func (p *page) description() string {
	r := p.rule
	if len(r.Indicators) == 0 {
		return fmt.Sprintf("Every indicator known of %s is set aside below, so there is nothing to hunt.", p.family())
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Hunts for %s of %s", plural(len(r.Indicators), "indicator", "indicators"), p.family())
	if who := reporters(r.Indicators); who != "" {
		fmt.Fprintf(&b, " reported by %s", text(who))
	}
	fmt.Fprintf(&b, ": %s; %s; %s.", text(countThreats(r.Indicators)), seenSpan(r.Indicators), confidenceSpan(r.Indicators))
	if where := places(r.Hunts); where != nil {
		fmt.Fprintf(&b, " Looks for %s.", strings.Join(where, ", for "))
	}
	return b.String()
}

func (p *page) summary() {
	var kinds []string
	for _, k := range distinct(p.rule.Indicators, kindOf) {
		kinds = append(kinds, k.String())
	}
	p.printf("## IOC Summary\n\n")
	// Two blanks break the line where the page is rendered.
	p.printf("**Malware Family:** %s  \n", p.family())
	if id := p.rule.Family.ID; id != "" {
		p.printf("**Malpedia ID:** %s  \n", text(id))
	}
	p.printf("**Total IOCs:** %d  \n", len(p.rule.Indicators))
	p.printf("**IOC Types:** %s\n\n", strings.Join(kinds, ", "))
}

func (p *page) indicators() {
	if len(p.rule.Indicators) == 0 {
		return
	}
	p.printf("| Type | Value | Threat Type | First Seen | Confidence |\n|---|---|---|---|---|\n")
	for _, i := range p.rule.Indicators {
		p.printf("| %s | %s | %s | %s | %s |\n", i.Kind, cell(i.Defang()), cell(i.ThreatType), firstSeen(i), confidence(i))
	}
	p.printf("\n")
}

func firstSeen(i indicator.Indicator) string {
	if i.FirstSeen.IsZero() {
		return "unknown"
	}
	return i.FirstSeen.UTC().Format(time.DateOnly)
}

func confidence(i indicator.Indicator) string {
	if i.Confidence < 0 {
		return "unknown"
	}
	return fmt.Sprintf("%d%%", i.Confidence)
}
