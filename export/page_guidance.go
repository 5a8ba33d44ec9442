package export

import (
	"strings"

	"foxhound/exclusion"
	"foxhound/guard"
	"foxhound/indicator"
	"foxhound/kql"
	"foxhound/rule"
)

func (p *page) falsePositives() {
	p.printf("## False Positive Guidance\n\n")
	if p.rule.Options.Style == rule.Exact {
		p.printf("An exclusion hides nothing: a hunt names it in `ExcludedBy`, and only the alerting form leaves such rows out.\n\n")
	}
	for i := range p.rule.Exclusions {
		p.scenario(&p.rule.Exclusions[i])
	}
}

func (p *page) scenario(x *exclusion.Exclusion) {
	p.printf("- **Scenario:** %s\n", text(x.Title))
	p.printf("  - **Description:** %s\n", text(strings.ReplaceAll(x.Description, "%s", p.rule.Family.Label())))
	p.printf("  - **Filter/Exclusion:** %s\n\n", text(x.Filter))
	fence(p, "    ", "kql", predicate(x.Predicate))
	p.printf("\n  - **State:** %s\n", p.state(x))
	p.printf("  - **Why it is safe:** %s\n", text(x.Reason))
	if x.Owner != "" {
		p.printf("  - **Owner:** %s\n", text(x.Owner))
	}
	if len(x.Tables) > 0 {
		p.printf("  - **Applies to:** %s\n", codes(x.Tables))
	}
	if lacking := p.lacking(x.Name); lacking != "" {
		p.printf("  - **Cannot apply to:** %s\n", lacking)
	}
	if !x.Expiry.IsZero() {
		p.printf("  - **Review by:** %s\n", x.Expiry.UTC().Format("2006-01-02"))
	}
	p.printf("\n")
}

// predicate prints a condition, each of the parts that must all hold on a line of its own.
func predicate(e kql.Expr) string {
	var lines []string
	for _, part := range conjuncts(e) {
		line := kql.PrintExpr(part)
		if b, ok := part.(*kql.Binary); ok && b.Op == "or" {
			line = "(" + line + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\nand ")
}

func conjuncts(e kql.Expr) []kql.Expr {
	if b, ok := e.(*kql.Binary); ok && b.Op == "and" {
		return append(conjuncts(b.X), conjuncts(b.Y)...)
	}
	return []kql.Expr{e}
}

func (p *page) state(x *exclusion.Exclusion) string {
	switch {
	case p.rule.Options.Style == rule.Classic:
		return "not in these short hunts; in the exact style, " + exactState(x) + "."
	case x.Expired:
		return exactState(x) + ": it no longer applies."
	case x.Active && x.Needs != "":
		return "active, because " + code(x.Needs) + " was given."
	case x.Active:
		return "active; it needs no fact of your site."
	}
	return exactState(x) + ". The predicate shows a placeholder in the fact's place."
}

func exactState(x *exclusion.Exclusion) string {
	switch {
	case x.Active:
		return "active"
	case x.Expired:
		return "expired on " + x.Expiry.UTC().Format("2006-01-02")
	}
	return "inactive until " + code(x.Needs) + " gives what only your site knows"
}

// lacking lists the tables of this rule that an exclusion cannot apply to, those that lack
// the same columns together.
func (p *page) lacking(name string) string {
	lacks := func(h rule.Hunt) string { return codes(h.Lacks[name]) }
	var parts []string
	for _, g := range groups(p.rule.Hunts, lacks) {
		if g.key != "" {
			parts = append(parts, codes(distinct(g.items, tableOf))+" (no "+g.key+")")
		}
	}
	return strings.Join(parts, "; ")
}

func codes(names []string) string {
	spans := make([]string, len(names))
	for i, name := range names {
		spans[i] = code(name)
	}
	return enumerate(spans)
}

// setAside lists the indicators that are not hunted, or not at every tier, or of which there is
// something to know. Its header
// differs from the indicators' own table, so that nobody reads them back as indicators.
func (p *page) setAside() {
	if len(p.rule.SetAside) == 0 {
		return
	}
	p.printf("## Indicators Set Aside\n\n")
	for _, g := range groups(p.rule.SetAside, listOf) {
		p.printf("**%s** (%d)\n\n| Effect | Set aside | Reason |\n|---|---|---|\n", text(g.key), len(g.items))
		for _, s := range g.items {
			p.printf("| %s | %s %s | %s |\n", effect(s.Decision.Level), s.Indicator.Kind, cell(s.Indicator.Defang()), text(reason(s)))
		}
		p.printf("\n")
	}
}

func listOf(s rule.SetAside) string { return s.Decision.List }

func effect(l guard.Level) string {
	switch l {
	case guard.Drop:
		return "not hunted"
	case guard.Precise:
		return "tiers exact and endpoint only"
	}
	return "hunted at every tier"
}

// reason is why an indicator is set aside, its host defanged: guards name it as it is.
func reason(s rule.SetAside) string {
	why := s.Decision.Reason
	if loc, ok := s.Indicator.Location(); ok {
		why = strings.ReplaceAll(why, loc.Host, indicator.DefangText(loc.Host))
	}
	return sentence(why)
}

func (p *page) blindSpots() {
	if len(p.rule.BlindSpots) == 0 {
		return
	}
	p.printf("## Blind Spots\n\nKinds of indicator that these hunts show in part, or not at all.\n\n")
	for _, b := range p.rule.BlindSpots {
		p.printf("- **%s:** %s\n", b.Kind, text(sentence(b.Reason)))
	}
	p.printf("\n")
}
