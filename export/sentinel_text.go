package export

import (
	"strings"

	"foxhound/indicator"
	"foxhound/rule"
)

// longestFamily is how much of a family's name a rule's name and texts repeat.
const longestFamily = 80

func shortFamily(f indicator.Family) string {
	return shorten(ascii(f.Label()), longestFamily)
}

// shorten cuts ASCII text to at most n bytes, and shows that it did.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:n-3] + "..."
}

// detectionName is what the rule is called in lists: Remus - Names in DNS queries (DnsEvents).
func detectionName(r *rule.Rule, h *rule.Hunt) string {
	return shorten(shortFamily(r.Family)+" - "+ascii(heading(h)), limitName)
}

func analyticsDescription(r *rule.Rule, h *rule.Hunt) string {
	if r.Options.Style == rule.Classic {
		if h.Alerting() == h.Query {
			return describe("Identifies", r, h)
		}
		return describe("Identifies", r, h, "Inbound traffic raises no alert; the hunting query of the same name shows it.")
	}
	return describe("Identifies", r, h,
		"Inbound traffic, matches outside an indicator's validity and rows that an exclusion covers raise no alert;",
		"the hunting query of the same name shows them.")
}

func huntingDescription(r *rule.Rule, h *rule.Hunt) string {
	if r.Options.Style == rule.Classic {
		return describe("This query searches for", r, h)
	}
	return describe("This query searches for", r, h,
		"Inbound, retro and excluded rows are shown too: read Direction, Validity and ExcludedBy.")
}

// describe states what a hunt looks for, in lines of readable length, at most 5,000
// characters in all.
func describe(verb string, r *rule.Rule, h *rule.Hunt, more ...string) string {
	if h.Form.Elsewhere() {
		family := shortFamily(r.Family)
		if r.Family.Key() == rule.AllFamilies.Key() {
			family = "any family"
		}
		what := verb + " events in " + h.Table + " that name " + keyNames[h.Key] + " of " + family + " listed in " + elsewhere(r, h.Form) + "."
		return wrap(strings.Join(append(append([]string{what}, more...), supplied(h.Table)), " "), 110)
	}
	what := verb + " events in " + h.Table + " that name " + countKinds(h.Indicators) + " of " + shortFamily(r.Family)
	if who := reporters(h.Indicators); who != "" {
		what += ", reported by " + shorten(ascii(who), 400)
	}
	facts := "By threat type: " + shorten(ascii(countThreats(h.Indicators)), 2000) + "; " +
		seenSpan(h.Indicators) + "; " + confidenceSpan(h.Indicators) + "."
	sentences := append(append([]string{what + ".", facts}, more...), supplied(h.Table))
	return wrap(strings.Join(sentences, " "), 110)
}

// supplied says where a table's rows come from, where no connector can be required for it.
func supplied(table string) string {
	s := supplies[table]
	if !s.any || len(s.required()) > 0 {
		return ""
	}
	such := ""
	if len(s.connectors) > 0 {
		such = ", such as " + s.connectors[0].title + ","
	}
	return "Any source that is normalised to " + table + such + " fills it: no connector is required by name."
}

// wrap breaks prose between words into lines of at most width characters, each ended.
func wrap(s string, width int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(s) {
		switch {
		case column == 0:
		case column+1+len(word) > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	b.WriteByte('\n')
	return b.String()
}
